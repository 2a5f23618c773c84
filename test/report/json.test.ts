import { readFileSync } from 'node:fs';
import { describe, expect, test } from '@jest/globals';
import { Ajv2020 } from 'ajv/dist/2020.js';
import type { Report } from '../../src/model/report.js';
import { Secret } from '../../src/model/secret.js';
import { formatReports } from '../../src/report/format.js';
import { reportJsonSchema, reportSchema } from '../../src/report/json-schema.js';
import { cleanReport, dockerfileReport, finding, imageReport, PASSWORD, rules, TOKEN } from './sample-report.js';

const json = (reports: readonly Report[], showSecrets = false) =>
  JSON.parse(formatReports(reports, { format: 'json', showSecrets, colour: false, rules, version: '1.2.3' })) as Record<string, unknown>;

describe('JSON report', () => {
  const validate = new Ajv2020({ allErrors: true }).compile(reportJsonSchema());

  test.each([
    ['one image', [imageReport]],
    ['one Dockerfile', [dockerfileReport]],
    ['several targets', [cleanReport, dockerfileReport, imageReport]],
  ])('%s is valid against the published schema', (_name, reports) => {
    const document = json(reports);
    validate(document);
    expect(validate.errors).toBeNull();
    expect(() => reportSchema.parse(document)).not.toThrow();
  });

  test('the published schema refuses a severity that does not exist', () => {
    const document = json([dockerfileReport]) as { findings: { severity: string }[] };
    document.findings[0]!.severity = 'terrible';
    expect(validate(document)).toBe(false);
  });

  test('docs/report.schema.json is what the code says', () => {
    const published = JSON.parse(readFileSync(new URL('../../docs/report.schema.json', import.meta.url), 'utf8'));
    expect(published).toEqual(reportJsonSchema());
  });

  test('several targets stand under `reports` in their order', () => {
    const { reports } = json([cleanReport, dockerfileReport]) as { reports: { target: { reference: string } }[] };
    expect(reports.map(({ target }) => target.reference)).toEqual(['web/Dockerfile', 'Dockerfile']);
  });

  test('a digest that the medium does not store is null', () => {
    const layer = { index: 0, digest: '', diffId: '', createdBy: null };
    const report = { ...imageReport, findings: [finding({ kind: 'layer', path: 'a', within: [], layer }, { state: 'present' })] };
    expect(json([report])).toMatchObject({ findings: [{ location: { layer: { digest: null, diffId: null } } }] });
  });

  test('values appear only on request', () => {
    expect(JSON.stringify(json([imageReport]))).not.toContain(TOKEN);
    const shown = json([imageReport], true) as { findings: { secret: { value?: string } | null }[] };
    expect(shown.findings.map(({ secret }) => secret?.value)).toEqual([TOKEN, TOKEN, TOKEN, PASSWORD, undefined, TOKEN, TOKEN]);
  });

  test('a value in a message that nobody masked is masked here', () => {
    const secret = new Secret(TOKEN);
    const careless = finding({ kind: 'dockerfile', path: `a/${TOKEN}` }, { state: 'present' }, { secret, message: `It is ${TOKEN}.` });
    expect(json([{ ...cleanReport, findings: [careless] }])).toMatchObject({
      findings: [{ message: 'It is tok_********.', location: { path: 'a/tok_********' } }],
    });
  });
});
