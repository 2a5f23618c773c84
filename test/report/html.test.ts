import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { EVERYTHING, matcher, readCard, textOf } from '../../page/card.js';
import { formatReports } from '../../src/report/format.js';
import { layLanes } from '../../src/report/html-lanes.js';
import { html, link } from '../../src/report/html-markup.js';
import { SCRIPT, STYLE } from '../../src/report/page.generated.js';
import { manyFindings } from './many-findings.js';
import { cleanReport, dockerfileReport, imageReport, rules } from './sample-report.js';

const render = (...reports: Parameters<typeof formatReports>[0]): string => formatReports(reports, { format: 'html', showSecrets: false, colour: false, rules, version: '1.2.3' });
const cardsOf = (document: string) => document.split('\n').filter((line) => line.startsWith('<article class="secret"')).map(readCard);

describe('markup', () => {
  test('no value makes an element, ends an attribute or breaks a line', () => {
    fc.assert(
      fc.property(fc.string({ unit: fc.constantFrom('<', '>', '"', "'", '&', '\n', '\r', '\u2028', '\u202e', 'a', ';', '=', '/', '`') }), (text) => {
        expect(html`${text}`.text).toMatch(/^([^<>"'\r\n\u2028\u202e&]|&(amp|lt|gt|quot|#39|#10);)*$/);
      }),
    );
  });

  test('only addresses of the web become links', () => {
    expect(link('https://example.com/?a=1&b="').text).toBe('<a href="https://example.com/?a=1&amp;b=&quot;" rel="noopener noreferrer">https://example.com/?a=1&amp;b=&quot;</a>');
    expect(link('javascript:alert(1)').text).toBe('<code>javascript:alert(1)</code>');
    expect(link(' https://example.com').text).not.toContain('href');
  });
});

describe('lanes', () => {
  test('run from what hides down to what is hidden', () => {
    expect(layLanes([{ hidden: 1, hider: 3 }], 5)).toEqual([['empty'], ['hidden'], ['through'], ['hider'], ['empty']]);
  });

  test('lie beside each other where they overlap, and share a lane where they do not', () => {
    const lanes = layLanes([{ hidden: 0, hider: 1 }, { hidden: 2, hider: 3 }, { hidden: 0, hider: 3 }], 4);
    expect(lanes).toEqual([['hidden', 'hidden'], ['hider', 'through'], ['hidden', 'through'], ['hider', 'hider']]);
  });

  test('are few, and none for layers that are not there', () => {
    expect(layLanes(Array.from({ length: 40 }, (_, hidden) => ({ hidden, hider: 41 })), 42)[41]).toHaveLength(5);
    expect(layLanes([{ hidden: 1, hider: 9 }], 3)).toEqual([[], [], []]);
  });
});

describe('the page', () => {
  test('loads nothing and is one document', () => {
    const document = render(imageReport, dockerfileReport);
    expect(document.match(/<(script|style|link|img|iframe)\b[^>]*>/g)).toEqual([expect.stringMatching(/^<link rel="icon" href="data:/), '<style>', '<script>']);
    expect(document).toMatch(/Content-Security-Policy" content="default-src &#39;none&#39;; script-src &#39;sha256-[\w+/]{43}=&#39;; style-src &#39;sha256-[\w+/]{43}=&#39;;/);
    expect(SCRIPT + STYLE).not.toMatch(/https?:\/\/|url\(|@import|fetch|XMLHttpRequest|import\(/);
  });

  test('says first what it comes to', () => {
    expect(render(cleanReport)).toContain('<h1 id="verdict">No credentials found</h1>');
    expect(render({ ...cleanReport, complete: false, notices: imageReport.notices })).toContain('2 parts could not be read');
    expect(render(imageReport)).toContain('<h1 id="verdict">3 secrets</h1>');
    expect(render()).toContain('No credentials found');
  });

  test('warns where it shows values, and there only', () => {
    const open = formatReports([imageReport], { format: 'html', showSecrets: true, colour: false, rules, version: '1.2.3' });
    expect(open).toContain('Whoever gets it gets the secrets');
    expect(render(imageReport)).not.toContain('Whoever gets it gets the secrets');
  });

  test('grows with the findings and no faster', () => {
    const size = (count: number) => render(manyFindings(count)).length;
    expect((size(800) - size(400)) / (size(400) - size(200))).toBeLessThan(2.1);
  });
});

describe('cards', () => {
  const cards = cardsOf(render(manyFindings(50), imageReport, dockerfileReport));
  const find = (query: Partial<typeof EVERYTHING>) => cards.filter(matcher({ ...EVERYTHING, ...query })).length;

  test('are read as they were written', () => {
    expect(cards).toHaveLength(50 + 4);
    expect(cards.every(({ id, severity, exposure, layers }) => /^s\d+$/.test(id) && severity !== '' && exposure.length > 0 && layers.length > 0)).toBe(true);
  });

  test.each<[string, Partial<typeof EVERYTHING>, number]>([
    ['nothing asked for', {}, 54],
    ['a severity', { severity: ['medium'] }, 12],
    ['severities', { severity: ['medium', 'low'] }, 23],
    ['an exposure', { exposure: ['build'] }, 2],
    ['a target', { target: '2' }, 2],
    ['a layer', { layer: '0.3' }, 5],
    ['a word of the path, in any case', { words: 'FILE-33.yml' }, 1],
    ['words that must all be there', { words: 'copy recoverable' }, 9],
    ['a card by its number', { words: '#s7' }, 1],
    ['what stands nowhere', { words: 'nowhere-at-all' }, 0],
    ['what is advice to all', { words: 'revoke' }, 0],
    ['markup', { words: '<article' }, 0],
  ])('%s', (_name, query, count) => {
    expect(find(query)).toBe(count);
  });

  test('a secret with many places goes on in further cards, each place once', () => {
    const many = manyFindings(60);
    const secret = many.findings[0]!.secret;
    const parts = cardsOf(render({ ...many, findings: many.findings.map((finding) => ({ ...finding, secret })) }));
    expect(parts.map(({ id }) => id)).toEqual(['s1', 's1-26', 's1-51']);
    const texts = parts.map(textOf).join(' ');
    for (let number = 0; number < 60; number += 1) expect(texts.split(`/file-${number}.yml`)).toHaveLength(2);
  });
});
