import { describe, expect, test } from '@jest/globals';
import { expandTemplate } from '../../src/rule/template.js';
import type { DocumentHit } from '../../src/scan/document.js';
import { KINDS, type Kind } from './kinds.js';
import { readFile } from './read-file.js';

interface Value {
  readonly start: number;
  readonly end: number;
  readonly line: number;
}

interface Sample {
  readonly text: string;
  readonly values: readonly Value[];
}

/** Takes the marks out of an expanded template. */
function sampleOf(marked: string): Sample {
  const values: Value[] = [];
  let text = '';
  for (const part of marked.split(/(«[^«»]*»)/)) {
    const inner = part.startsWith('«') ? part.slice(1, -1) : part;
    if (inner !== part) values.push({ start: text.length, end: text.length + inner.length, line: text.split('\n').length });
    text += inner;
  }
  return { text, values };
}

/** Values that go where a secret would, and are none. */
const NONE = ['${SECRET_FROM_ENV}', '<your-secret>', ''];

/** The same file under other folders of an image. */
function elsewhere(path: string): string[] {
  return path.startsWith('root/') ? ['home/app/', 'app/', 'rootfs/var/lib/x/'].map((home) => home + path.slice(5)) : [`rootfs/${path}`];
}

/** Where a value is complete: behind the quote, the tag or the line that ends it. */
function isWholeAt({ text }: Sample, { end }: Value): number {
  if (/^<[^?]|^<\?xml/.test(text)) return text.indexOf('>', end) + 1;
  if (/^\s*(?:\{\s*["/}]|\[\s*[{["])/.test(text)) return end + 1;
  const newline = text.indexOf('\n', end);
  return newline === -1 ? text.length : newline + 1;
}

const at = (hits: readonly DocumentHit[], { start, end }: Value): DocumentHit | undefined => hits.find((hit) => hit.start < end && hit.end > start);

const glob = (word: string): string => word.split('*').map((part) => part.replace(/[.+?^${}()|[\]\\]/g, '\\$&')).join('.*');

function expectFound(kind: Kind, sample: Sample, hits: readonly DocumentHit[], { moved = 0, lines = true } = {}): void {
  sample.values.forEach((value, index) => {
    const [rule, key, severity, ...identity] = kind.found[index]!.split(' ').filter((word) => word !== '');
    const hit = at(hits, { ...value, start: value.start + moved, end: value.end + moved });
    const told = (hit?.identity ?? []).map(({ label, value: is }) => `${label}=${is}`.replaceAll(' ', '_'));
    expect(hit && [hit.rule.id, (hit.key ?? '').replaceAll(' ', '_'), hit.severity].join(' ')).toMatch(new RegExp(`^${[rule!, key!, severity!].map(glob).join(' ')}$`));
    for (const one of identity) expect(told).toContainEqual(expect.stringMatching(new RegExp(`^${glob(one)}$`)));
    if (lines) expect(hit!.region.startLine).toBe(value.line);
  });
}

describe.each(Object.entries(KINDS))('%s', (_family, kinds) => {
  describe.each(kinds.map((kind, index) => [`${kind.path} ${index}`, kind] as const))('%s', (_name, kind) => {
    const samples = [1, 2].map((seed) => sampleOf(expandTemplate(kind.leak, seed)));

    test('each value is found, with its rule, key, line and severity, and nothing else', async () => {
      expect(kind.found).toHaveLength(samples[0]!.values.length);
      for (const sample of samples) {
        for (const piece of [Infinity, 11]) {
          const { hits, notices } = await readFile(kind.path, sample.text, piece);
          expectFound(kind, sample, hits);
          expect(hits).toHaveLength(sample.values.length);
          expect(notices).toEqual([]);
          for (const hit of hits) expect([hit.excerpt, ...hit.evidence, hit.key].join(' ')).not.toContain(hit.secret.reveal()!);
        }
      }
    });

    test('nothing is found where references, blanks and nothing stand in their place', async () => {
      const [{ text, values }] = samples as [Sample];
      const filled = kind.coded || kind.counted ? [] : NONE.filter((none) => !(none.startsWith('<') && text.startsWith('<'))).map((none) => values.reduceRight((all, { start, end }) => all.slice(0, start) + none + all.slice(end), text));
      for (const clean of [...filled, ...(kind.clean ?? []).map((template) => expandTemplate(template, 1))]) {
        expect((await readFile(kind.path, clean)).hits.map(({ rule, severity, region, evidence }) => [rule.id, severity, region.startLine, evidence, clean])).toEqual([]);
      }
    });

    test('under other folders, and where its content tells it, under any name', async () => {
      const [sample] = samples as [Sample];
      for (const path of elsewhere(kind.path)) {
        const { hits } = await readFile(path, sample.text);
        expectFound({ ...kind, found: kind.found.map((line) => line.replace(/(?<=opens=)\S*/, '*')) }, sample, hits);
      }
      if (kind.anyName) expectFound(kind, sample, (await readFile('opt/data/blob', sample.text)).hits);
    });

    test('with a byte order mark, other ends of lines, in UTF-16, and with more behind it', async () => {
      const [sample] = samples as [Sample];
      expectFound(kind, sample, (await readFile(kind.path, `\xef\xbb\xbf${sample.text}`)).hits, { moved: 3 });
      const dos = sampleOf(expandTemplate(kind.leak, 1).replaceAll('\n', '\r\n'));
      if (!kind.counted && !dos.values.some(({ start, end }) => dos.text.slice(start, end).includes('\n'))) expectFound(kind, dos, (await readFile(kind.path, dos.text)).hits);
      const wide = Buffer.from(`\ufeff${sample.text}`, 'utf16le');
      const { hits } = await readFile(kind.path, wide);
      for (const { start, end, line } of sample.values) {
        const hit = hits.find(({ region }) => region.byteOffset < 2 * (end + 1) && region.byteOffset + region.byteLength > 2 * (start + 1));
        expect(hit?.region.startLine).toBe(line);
      }
      if (!kind.whole) expectFound(kind, sample, (await readFile(kind.path, `${sample.text}\n\x01 }}>> "' = garbage\n`)).hits);
    });

    test('cut short anywhere, what stands in front of the cut is found', async () => {
      const [sample] = samples as [Sample];
      const ends = sample.values.map((value) => isWholeAt(sample, value));
      const steps = Array.from({ length: 10 }, (_, step) => Math.floor(((step + 1) * sample.text.length) / 11));
      for (const cut of [...ends, ...steps]) {
        const { hits } = await readFile(kind.path, sample.text.slice(0, cut));
        if (kind.whole || kind.decidedBehind) continue;
        for (const [index, value] of sample.values.entries()) if (ends[index]! <= cut) expect([cut, at(hits, value)?.rule.id]).toEqual([cut, expect.any(String)]);
      }
    });
  });
});
