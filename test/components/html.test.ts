import { Buffer } from 'node:buffer';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { leaky } from '../../sample-images/leaky.js';
import type { SampleImage } from '../../sample-images/sample.js';
import { writeDockerArchive } from '../../sample-images/write-docker.js';
import { formatReport, scanReference } from '../../src/index.js';
import type { Report } from '../../src/model/report.js';
import type { RuleSet } from '../../src/model/rule.js';
import { formatAudit } from '../../src/report/audit.js';
import { formatReports } from '../../src/report/format.js';
import { expandTemplate } from '../../src/rule/template.js';
import { cleanReport, dockerfileReport, finding, imageReport, rules } from '../report/sample-report.js';
import { sampleAudit } from '../report/sample-audit.js';
import { manyFindings } from '../report/many-findings.js';
import { accessibilityFaults, browserMissing, Desk, settled, type OpenPage } from './browser.js';

const render = (reports: readonly Report[], set: RuleSet = rules): string => formatReports(reports, { format: 'html', showSecrets: false, colour: false, rules: set, version: '1.2.3' });

const reason = browserMissing();
const inBrowser = reason ? describe.skip : describe;

inBrowser(`the HTML report in Chromium${reason ? ` (skipped: ${reason})` : ''}`, () => {
  const desk = new Desk();
  const folder = mkdtempSync(join(tmpdir(), 'layerlint-html-'));
  beforeAll(() => desk.start(), 60_000);
  afterAll(async () => {
    await desk.stop();
    rmSync(folder, { recursive: true });
  });

  const quiet = ({ troubles, requests }: OpenPage): void => expect({ troubles, requests }).toEqual({ troubles: [], requests: [] });
  const cards = ({ page }: OpenPage): Promise<number> => page.locator('.secret').count();
  const shown = ({ page }: OpenPage): Promise<string> => page.locator('.filters output').innerText();
  const focused = ({ page }: OpenPage): Promise<string | null> => page.locator(':focus').getAttribute('id');
  const elements = ({ page }: OpenPage): Promise<number> => page.locator('*').count();

  test('shows an image as a stack of its layers, with what was found where it lies', async () => {
    const path = join(folder, 'leaky.tar');
    await writeDockerArchive(leaky, path);
    const reports = await scanReference(path);
    const open = await desk.open(formatReport(reports, { format: 'html' }));
    const { page } = open;
    expect(await page.locator('h1').innerText()).toBe('13 secrets');
    expect(await page.locator('.slab .number').allTextContents()).toEqual(['layer 5', 'layer 4', 'layer 3', 'layer 2', 'layer 1', 'layer 0']);
    const lowest = page.locator('#t1-layer-1');
    expect(await lowest.locator('.made').innerText()).toContain('COPY file:npmrc in /root/.npmrc');
    expect(await lowest.locator('.chip').innerText()).toContain('hidden by layer 2');
    expect(await page.locator('#t1-layer-2 .note').innerText()).toContain('hides what lies in layer 1');
    expect(await page.locator('#t1-layer-2 .lanes .hider').count()).toBe(1);
    expect(await page.locator('#t1-layer-1 .lanes .hidden').count()).toBe(1);
    await lowest.locator('.chip').click();
    const target = page.locator(`article${new URL(page.url()).hash}`);
    expect(await target.locator('.where').innerText()).toContain('root/.npmrc');
    expect(await focused(open)).toBe(new URL(page.url()).hash.slice(1));
    quiet(open);
  });

  test('filters by severity and exposure, searches, says how many, and goes back to all', async () => {
    const open = await desk.open(render([manyFindings(300)]));
    const { page } = open;
    expect(await shown(open)).toBe('300 in all');
    await page.locator('.choice.critical').click();
    expect(await settled(() => shown(open), '60 of 300')).toBe('60 of 300');
    await page.locator('.choice.recoverable').click();
    expect(await settled(() => shown(open), '20 of 300')).toBe('20 of 300');
    expect(await page.locator('.secret:not([data-severity=critical]), .secret:not([data-exposure=recoverable])').count()).toBe(0);
    await page.getByRole('searchbox').fill('FILE-30.yml step');
    expect(await settled(() => shown(open), '0 of 300')).toBe('0 of 300');
    await page.getByRole('button', { name: 'Show all' }).click();
    expect(await shown(open)).toBe('300 in all');
    expect(await page.getByRole('searchbox').inputValue()).toBe('');
    await page.getByRole('searchbox').fill('file-31.yml');
    expect(await settled(() => cards(open), 1)).toBe(1);
    expect(await page.locator('.secret .where').innerText()).toContain('file-31.yml');
    quiet(open);
  });

  test('numbers of the summary and of the pictures lead to what they count', async () => {
    const open = await desk.open(render([manyFindings(300)]));
    const { page } = open;
    await page.getByRole('link', { name: '20 critical secrets, recoverable' }).click();
    expect(await shown(open)).toBe('20 of 300');
    await page.locator('#t1-layer-3 .chip.more').click();
    expect(await shown(open)).toBe('27 of 300 in layer 3');
    quiet(open);
  });

  test('draws the rest of a long list on request, and all of it for paper', async () => {
    const open = await desk.open(render([manyFindings(60)]));
    const { page } = open;
    expect(await cards(open)).toBe(25);
    await page.getByRole('button', { name: 'Show 25 more of 35' }).click();
    expect(await cards(open)).toBe(50);
    expect(await focused(open)).toBe('s26');
    const pdf = await page.pdf();
    expect(await cards(open)).toBe(60);
    expect(pdf.length).toBeGreaterThan(10_000);
    quiet(open);
  });

  test('10,000 findings: few elements are drawn, and the last one is found', async () => {
    const open = await desk.open(render([manyFindings(10_000)]));
    const { page } = open;
    expect(await shown(open)).toBe('10,000 in all');
    expect(await elements(open)).toBeLessThan(3000);
    await page.getByRole('searchbox').fill('file-9999.yml');
    expect(await settled(() => cards(open), 1)).toBe(1);
    await page.evaluate("location.hash = '#s10000'");
    expect(await settled(() => focused(open), 's10000')).toBe('s10000');
    quiet(open);
  }, 60_000);

  test('10,000 places of one secret: few elements are drawn', async () => {
    const many = manyFindings(10_000);
    const one = many.findings[0]!.secret;
    const open = await desk.open(render([{ ...many, findings: many.findings.map((each) => ({ ...each, secret: one })) }]));
    expect(await open.page.locator('h1').innerText()).toBe('1 secret');
    expect(await elements(open)).toBeLessThan(10_000);
    await open.page.getByRole('searchbox').fill('file-9999.yml');
    expect(await settled(() => cards(open), 1)).toBe(1);
    quiet(open);
  }, 60_000);

  test('without JavaScript everything can be read', async () => {
    const open = await desk.open(render([manyFindings(60), dockerfileReport, imageReport]), { javaScript: false });
    expect(await cards(open)).toBe(60 + 4);
    expect(await open.page.locator('.filters').isVisible()).toBe(false);
    expect(await open.page.locator('.notice').count()).toBe(imageReport.notices.length + 1);
    quiet(open);
  });

  test('the button turns from the system to light to dark', async () => {
    const open = await desk.open(render([imageReport]), { theme: 'dark' });
    const paper = () => open.page.evaluate('getComputedStyle(document.documentElement).backgroundColor');
    const dark = await paper();
    await open.page.locator('.theme').click();
    const light = await paper();
    expect(light).not.toBe(dark);
    expect(await open.page.locator('.theme').getAttribute('aria-label')).toBe('Colours: light');
    await open.page.locator('.theme').click();
    expect(await paper()).toBe(dark);
    quiet(open);
  });

  test.each([390, 320])('fits a screen %d pixels wide', async (width) => {
    const open = await desk.open(render([imageReport, dockerfileReport, manyFindings(30)]), { width });
    expect(await open.page.evaluate('document.documentElement.scrollWidth')).toBeLessThanOrEqual(width);
    quiet(open);
  });

  describe.each(['light', 'dark'] as const)('is accessible in %s', (theme) => {
    test.each([
      ['findings of every kind', [imageReport, dockerfileReport]],
      ['many findings', [manyFindings(60)]],
      ['nothing found', [cleanReport]],
    ] as const)('%s', async (_name, reports) => {
      const open = await desk.open(render(reports), { theme });
      for (const details of await open.page.locator('summary').all()) await details.click();
      expect(await accessibilityFaults(open.page)).toEqual([]);
      quiet(open);
    });
  });

  describe('of an audit', () => {
    const renderAudit = (images: number): string => formatAudit(sampleAudit(images), 'html', { format: 'html', showSecrets: false, colour: false, rules, version: '1.2.3' });

    test('says which secret, in which images, since when, who can pull it, what to rotate and delete', async () => {
      const open = await desk.open(renderAudit(10));
      const { page } = open;
      expect(await page.locator('h1').innerText()).toBe('3 secrets');
      const card = page.locator('.secret').first();
      const text = await card.innerText();
      for (const part of ['user bot-0', 'New in this run', 'Anyone can pull it', 'in images from 2026-01-11 to 2026-09-11', 'recoverable', 'and 2 more images']) expect(text).toContain(part);
      await card.locator('summary', { hasText: 'Once it is rotated' }).click();
      expect(await card.innerText()).toContain("skopeo delete docker://registry.example/team-0/app-0@sha256:");
      expect(await page.locator('#changes').innerText()).toContain('Tags that appeared: 2');
      expect(await page.locator('#target-list .slab').count()).toBe(30);
      await page.getByLabel('Target').selectOption('2');
      expect(await settled(() => shown(open), '1 of 3')).toBe('1 of 3');
      quiet(open);
    });

    test.each(['light', 'dark'] as const)('is accessible in %s', async (theme) => {
      const open = await desk.open(renderAudit(10), { theme });
      expect(await accessibilityFaults(open.page)).toEqual([]);
    });

    test('the new secrets are a click away, and what is without a tag fits a phone', async () => {
      const open = await desk.open(renderAudit(100), { width: 390 });
      const { page } = open;
      await page.locator('#changes').getByRole('link', { name: '10 new secrets' }).click();
      expect(await settled(() => shown(open), '10 of 30')).toBe('10 of 30');
      for (const text of await page.locator('.secret').allInnerTexts()) expect(text).toContain('New in this run');
      await page.getByRole('button', { name: 'Show all' }).click();
      // Names with digests are longer than a phone is wide.
      expect(await page.locator('.in a', { hasText: '@sha256:' }).count()).toBeGreaterThan(0);
      for (const summary of await page.locator('summary').all()) if (await summary.isVisible()) await summary.click();
      expect(await page.evaluate('document.documentElement.scrollWidth')).toBe(390);
      quiet(open);
    });

    test('of 10,000 images draws few elements, and finds the last', async () => {
      const open = await desk.open(renderAudit(10_000));
      expect(await elements(open)).toBeLessThan(6000);
      await open.page.getByRole('searchbox').fill('bot-2999');
      expect(await settled(() => cards(open), 1)).toBe(1);
      quiet(open);
    }, 60_000);
  });

  describe('what an image says of itself cannot run', () => {
    const ATTACKS = [
      '</script><script>hacked = 1</script>',
      '</noscript><img src=x onerror="hacked = 1">',
      '"><svg onload=hacked=1>',
      "' onmouseover='hacked = 1' x='",
      '<!--<script>', '-->', ']]>', '</style><style>*{display:none}</style>',
      '\u2028hacked = 1\u2029', '&lt;img src=x onerror=hacked=1&gt;', 'javascript:hacked=1', '\n<script>hacked = 1</script>\n', '\u202egnp.exe',
    ];
    const attack = ATTACKS.join(' ');

    /** No element but ours, no attribute that runs, nothing blocked because nothing tried. */
    async function harmless(open: OpenPage): Promise<void> {
      const { page } = open;
      expect({
        hacked: await page.evaluate("'hacked' in globalThis"),
        scripts: await page.locator('script').count(),
        styles: await page.locator('style').count(),
        strange: await page.locator('img, iframe, object, embed, base, link:not([rel=icon])').count(),
        handlers: await page.evaluate("[...document.querySelectorAll('*')].filter((element) => [...element.attributes].some(({ name }) => name.startsWith('on'))).length"),
        links: await page.evaluate("[...document.querySelectorAll('a')].filter(({ protocol }) => !['file:', 'https:', 'http:'].includes(protocol)).length"),
      }).toEqual({ hacked: false, scripts: 1, styles: 1, strange: 0, handlers: 0, links: 0 });
      quiet(open);
    }

    const layer = { index: 0, digest: attack, diffId: attack, createdBy: attack };
    const hostile: Report = {
      ...imageReport,
      target: { kind: 'image', reference: attack, digest: attack, platform: attack },
      layers: [{ ...layer, size: 5, files: 1, bytes: 5, inheritedFrom: { reference: attack, digest: attack } }, { ...layer, index: 1, size: 5, files: 1, bytes: 5 }],
      remarks: [attack],
      findings: ATTACKS.flatMap((text) => [
        finding(
          { kind: 'layer', path: text, within: [text], layer: { ...layer, createdBy: text }, dockerfile: { path: text, line: 1 } },
          { state: 'recoverable', hiddenByLayer: 1 },
          {
            ruleId: text, message: text, evidence: [text], excerpt: text, inheritedFrom: { reference: text, digest: text }, stillIn: { reference: text, digest: text },
            flow: [{ region: { startLine: 1, startColumn: 1, endLine: 1, endColumn: 1, byteOffset: 0, byteLength: 0 }, message: text }],
            remediation: { why: text, fix: text, rotate: { url: text, steps: [text] } },
          },
        ),
        finding({ kind: 'history', pointer: text, instruction: text, layer: null }, { state: 'metadata' }, { ruleId: text, secret: null, message: text }),
        finding({ kind: 'annotation', pointer: text }, { state: 'metadata' }, { suppression: { kind: 'external', justification: text } }),
      ]),
      notices: ATTACKS.map((text) => ({ code: 'damaged', message: text, location: { kind: 'attestation', pointer: text, digest: text, region: null } })),
    };
    const hostileRules: RuleSet = { digest: attack, rules: ATTACKS.map((text) => ({ ...rules.rules[0]!, id: text, title: text, why: text, fix: text, references: [text] })) };

    test.each([true, false])('in any field of a report, JavaScript %s', async (javaScript) => {
      const dockerfile: Report = { ...dockerfileReport, target: { ...dockerfileReport.target, reference: attack }, findings: [finding({ kind: 'dockerfile', path: attack }, { state: 'build', sinks: [] }, { excerpt: attack })] };
      const open = await desk.open(render([hostile, dockerfile], hostileRules), { javaScript });
      await harmless(open);
      if (!javaScript) return;
      await open.page.locator('.slab .chip').first().click();
      await open.page.getByRole('searchbox').fill('<img src=x onerror=hacked=1>');
      expect(await settled(() => open.page.getByRole('button', { name: 'Show all' }).isVisible(), true)).toBe(true);
      await open.page.getByRole('button', { name: 'Show all' }).click();
      await open.page.evaluate("dispatchEvent(new Event('beforeprint'))");
      for (const summary of await open.page.locator('summary').all()) await summary.click();
      await harmless(open);
    });

    test('in the paths, labels and history of a real image', async () => {
      const token = expandTemplate('ghp_{base62:30}{crc32:github}', 11);
      const files = ATTACKS.slice(0, 6).map((text, number) => ({ path: `${number}${text.replaceAll('/', '|')}`, content: Buffer.from(`token = ${token}\n`) }));
      const sample: SampleImage = {
        name: 'hostile', description: '', plants: [],
        images: [{
          names: ['hostile:1'], platform: { os: 'linux', architecture: 'amd64' }, plants: [],
          config: { Labels: { [attack]: token }, Env: [`${attack}=${token}`] },
          steps: [{ createdBy: `RUN echo ${attack} ${token}`, files }],
        }],
      };
      const path = join(folder, 'hostile.tar');
      await writeDockerArchive(sample, path);
      const document = formatReport(await scanReference(path), { format: 'html' });
      expect(document).not.toContain(token);
      const open = await desk.open(document);
      expect(await open.page.locator('.where').allInnerTexts()).toEqual(expect.arrayContaining([expect.stringContaining('<|script><script>hacked = 1')]));
      await harmless(open);
    });
  });
});
