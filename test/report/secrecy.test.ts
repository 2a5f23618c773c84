import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import type { Exposure, Finding } from '../../src/model/finding.js';
import type { Origin } from '../../src/model/location.js';
import type { Report } from '../../src/model/report.js';
import { Secret } from '../../src/model/secret.js';
import { FORMATS, formatReports, type Format } from '../../src/report/format.js';
import { html } from '../../src/report/html-markup.js';
import { finding, imageReport, rules } from './sample-report.js';

/** Values as credentials have them: six characters or more, never a plain word, and nothing that a mask is made of. */
const value = fc
  .stringMatching(/^[A-Za-z0-9+/=_.:$&"'\\<> \n-]{6,60}$/)
  .filter((text) => /[0-9]/.test(text) && text.trim().length >= 6 && !/^[\s-]*$/.test(text))
  .map((text) => `Q7${text}`);

/** Text with values standing in it anywhere, as a careless scan would hand it over. */
const careless = (values: readonly string[]) =>
  fc.array(fc.oneof(fc.constantFrom(...values), fc.string({ maxLength: 10 })), { maxLength: 4 }).map((parts) => parts.join(' '));

const anyFinding = (values: readonly string[]): fc.Arbitrary<Finding> => {
  const text = careless(values);
  const layer = fc.record({ index: fc.nat(9), digest: fc.constant(''), diffId: fc.constant(''), createdBy: fc.option(text) });
  const origin: fc.Arbitrary<Origin> = fc.oneof(
    fc.record({ kind: fc.constant('dockerfile' as const), path: text }),
    fc.record({ kind: fc.constant('context' as const), path: text, within: fc.array(text, { maxLength: 2 }) }),
    fc.record({ kind: fc.constant('layer' as const), path: text, within: fc.array(text, { maxLength: 2 }), layer }),
    fc.record({ kind: fc.constant('config' as const), pointer: text }),
    fc.record({ kind: fc.constant('history' as const), pointer: text, instruction: text, layer: fc.option(layer) }),
  );
  const exposure = fc.constantFrom<Exposure>({ state: 'present' }, { state: 'recoverable', hiddenByLayer: 3 }, { state: 'build', sinks: ['log'] });
  return fc
    .record({ origin, exposure, message: text, excerpt: fc.option(text), evidence: fc.array(text, { maxLength: 2 }), secret: fc.constantFrom(...values) })
    .map(({ origin: place, exposure: state, secret, ...words }) =>
      finding(place, state, {
        ...words,
        secret: new Secret(secret),
        region: { startLine: 2, startColumn: 3, endLine: 2, endColumn: 9, byteOffset: 7, byteLength: 6 },
      }),
    );
};

const anyReport = fc
  .array(value, { minLength: 1, maxLength: 3 })
  .chain((values) => fc.record({ values: fc.constant(values), findings: fc.array(anyFinding(values), { maxLength: 4 }), said: careless(values) }))
  .map(({ values, findings, said }) => {
    const known = values.map((one) => finding({ kind: 'config', pointer: '/a' }, { state: 'metadata' }, { secret: new Secret(one) }));
    const report: Report = {
      ...imageReport,
      target: { ...imageReport.target, reference: said },
      findings: [...known, ...findings],
      notices: [{ code: 'damaged', message: said, location: null }],
    };
    return { values, report };
  });

/** The value as it would stand in the document. */
const written = (text: string, format: Format) => {
  if (format === 'html') return html`${text}`.text;
  return format === 'text' ? text : JSON.stringify(text).slice(1, -1);
};

/** URIs read as what they stand for. */
const unescaped = (text: string) =>
  text.replace(/%([0-7][0-9A-F])/g, (_match, hex: string) => String.fromCharCode(Number.parseInt(hex, 16)));

describe('no report holds a secret', () => {
  test.each(FORMATS)('%s', (format) => {
    fc.assert(
      fc.property(anyReport, fc.boolean(), ({ values, report }, colour) => {
        const text = formatReports([report], { format, showSecrets: false, colour, rules, version: '1.2.3' });
        for (const one of values) {
          expect(text).not.toContain(one);
          expect(text).not.toContain(written(one, format));
          expect(unescaped(text)).not.toContain(one);
        }
      }),
      { numRuns: 300 },
    );
  });

  test.each(['text', 'json', 'html'] as const)('%s shows it on request', (format) => {
    const text = formatReports([imageReport], { format, showSecrets: true, colour: false, rules, version: '1.2.3' });
    for (const { secret } of imageReport.findings) if (secret) expect(text).toContain(secret.reveal());
  });
});
