import { afterAll, describe, expect, test } from '@jest/globals';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { lintText, loadRules, testRules } from '../../src/index.js';
import { prepareMatcher, resolveOverlaps } from '../../src/match/matcher.js';
import { loadRuleSyntax } from '../../src/match/rule-syntax.js';
import type { LoadedRules } from '../../src/rule/load.js';
import { loadRules as loadFile } from '../../src/rule/load.js';
import { expandTemplate } from '../../src/rule/template.js';

const folder = mkdtempSync(join(tmpdir(), 'gitleaks-'));
afterAll(() => rmSync(folder, { recursive: true }));

const syntax = await loadRuleSyntax();
const fill = (template: string): string => expandTemplate(template, 3);

let files = 0;
function write(text: string, name = `c${files++}.toml`): string {
  const path = join(folder, name);
  writeFileSync(path, text);
  return path;
}

const load = (text: string): Promise<LoadedRules> => loadFile(write(text), syntax);

async function find(text: string, document: string, path = 'app/settings'): Promise<string[]> {
  const matcher = await prepareMatcher((await load(text)).rules);
  const bytes = Buffer.from(document);
  return resolveOverlaps(matcher.match({ bytes, base: 0, from: 0, to: bytes.length, path })).map(({ rule, secret }) => `${rule.id} ${secret.reveal()}`);
}

/** The shape that most of gitleaks' own rules have: a name at any distance, an operator, a value in a group, an end. */
const NAMED = (name: string, value: string): string =>
  `(?i)[\\w.-]{0,50}?(?:${name})(?:[ \\t\\w.-]{0,20})[\\s'"]{0,3}(?:=|>|:{1,3}=|\\|\\||:|=>|\\?=|,)[\\x60'"\\s=]{0,5}(${value})(?:[\\x60'"\\s;]|\\\\[nr]|$)`;

const BASIC = `
title = "ours"
[[rules]]
id = "Acme_Key"
description = "Acme key."
regex = '''${NAMED('acme', '[a-z0-9]{32}')}'''
entropy = 3.0
keywords = ["acme"]
`;

describe('a configuration of gitleaks', () => {
  test('finds what its rule means, without a literal at the head', async () => {
    const key = fill('{alnum:32}');
    expect(await find(BASIC, `prod.acme_api_key = "${key}"\n`)).toEqual([`acme-key ${key}`]);
    expect((await load(BASIC)).rules[0]).toMatchObject({ id: 'acme-key', title: 'Acme key', severity: 'high', patterns: [{ keywords: ['acme'], engine: 'linear', before: 50, entropy: 3 }] });
  });
  test('what is not read is said', async () => {
    const text = `[scan]\ndepth = 0\n[[rules]]\nid = "r"\nregex = "acme_[a-z]{6}"\nseverity = "high"\nvalidate = "x"\n[[rules.allowlists]]\nescription = "y"\n[[allowlists]]\ntargetRules = ["q"]\nregexes = ["a"]\n`;
    expect((await load(text)).remarks.map((remark) => remark.replace(/^.*?: /, ''))).toEqual([
      '`scan` is not known and is not read.',
      '`severity` of a rule is not known and is not read.',
      '`validate` of a rule is not read: nothing is ever sent anywhere.',
      '`escription` of an allowlist is not known and is not read.',
      'An allowlist is for `q`, and there is no such rule.',
    ]);
    expect((await load('title = "x"\nminVersion = "v8.25.0"\n')).remarks).toEqual([]);
  });
  test.each([
    ['rules that are no list', `title = "x"\n\nrules = 3\n`, /:3:9: .*`rules` is wrong/],
    ['rules by their names', `[rules.aws]\nregex = '''a'''\n`, /:1:1: .*`rules` is wrong/],
    ['an expression in a list of several lines', `[allowlist]\npaths = [\n  '''ok''', # (\n  '''**/x''',\n]\n`, /:4:3: .*does not compile/],
    ['an expression in a table within a line', `[[rules]]\nid = "a"\nregex = 'abc'\nallowlist = { description = "]}", regexes = ['''(''' ] }\n`, /:4:46: .*does not compile/],
    ['an expression of the second rule', `[[rules]]\nid = "a"\nregex = 'abc'\n[[rules.allowlists]]\npaths = ['a']\n[[rules]]\nid = "b"\nregex = "abc"\n[[rules.allowlists]]\npaths = ["a", "("]\n`, /:10:15: .*does not compile/],
    ['a filter', `[[rules]]\nid = "a"\nregex = 'abc'\nfilter = "matchesAny(finding[\\"secret\\"], [\`(\`])"\n`, /:4:10: .*does not compile/],
  ])('%s is told with its place', async (_, text, message) => {
    await expect(load(text)).rejects.toThrow(message);
  });
  test('a file that it extends and that is not there is told with its place', async () => {
    await expect(load(`title = "x"\n[extend]\npath = "no/such.toml"\n`)).rejects.toThrow(/:3:8: The file that it extends, `no\/such\.toml`, cannot be read/);
  });
  test('names in any case, one value for a list, and numbers as text are read as gitleaks reads them', async () => {
    const text = `[[Rules]]\nID = "r"\nRegex = '''key=(acme-[0-9]{6})'''\nSecretGroup = "1"\nentropy = false\n[Rules.AllowList]\nStopWords = "acme-1,acme-2"\nregexes = '''^acme-3{1,2}4'''\n`;
    expect(await find(text, 'key=acme-123456 key=acme-234567 key=acme-345678 key=acme-456789')).toEqual(['r acme-456789']);
    expect((await load('title = "x"\n[rules]\n')).rules).toEqual([]);
  });
  test('rules of gitleaks 7 find what they found there', async () => {
    const text = `[[rules]]\ndescription = "Acme key"\nregex = '''(acme|ucme)-[0-9a-z]{8}'''\nfile = '''^settings$'''\n[[rules.Entropies]]\nMin = "2.0"\nMax = "8"\nGroup = "0"\n[[rules]]\ndescription = "Acme key"\nregex = '''k=(acme)(=[a-z]{6})'''\nreportGroup = 2\n[whitelist]\nfiles = ['''^x\\.lock$''']\n`;
    expect(await find(text, 'acme-1a2b3c4d ucme-11111111 k=acme=qwzxcv')).toEqual(['acme-key acme-1a2b3c4d', 'acme-key-2 =qwzxcv']);
    expect(await find(text, 'acme-1a2b3c4d', 'app/other')).toEqual([]);
    expect(await find(text, 'k=acme=qwzxcv', 'app/x.lock')).toEqual([]);
    expect((await load(text)).remarks).toEqual([expect.stringContaining('are called after their description')]);
  });
  test('of rules with the same id the last holds', async () => {
    const text = `[[rules]]\nid = "r"\nregex = '''acme-[0-9]{6}'''\n[[rules]]\nid = "r"\nregex = '''ucme-[0-9]{6}'''\n`;
    expect(await find(text, 'acme-123456 ucme-123456')).toEqual(['r ucme-123456']);
    expect((await load(text)).remarks).toEqual([expect.stringContaining('the last holds: r.')]);
  });
  test('what may begin at any distance is looked at from 256 bytes on', async () => {
    const text = `[[rules]]\nid = "r"\nregex = '''[a-z0-9]+_acme_[0-9]{6}'''\n`;
    expect(await find(text, `${'q'.repeat(300)}_acme_123456`)).toEqual([`r ${'q'.repeat(256)}_acme_123456`]);
    expect((await load(text)).remarks).toEqual([expect.stringContaining('256 bytes of that are looked at')]);
  });

  const FILTERED = (filter: string): string => `[[rules]]\nid = "r"\nregex = '''key=(acme-[0-9a-z]{6})'''\nfilter = '''\n${filter}\n'''\n`;
  test.each([
    ['entropy', 'filter.entropy(finding["secret"]) <= 2.7', 'key=acme-aaaaaa key=acme-1b2d3f', ['r acme-1b2d3f']],
    ['lists, with a comment and brackets around', '// why || not\n(entropy(finding["secret"]) < 1.0 || matchesAny(finding["secret"], [\n  `^acme-1|\\(`,\n  "x[|][|]y\\\\d",\n]) || containsAny(finding["secret"], [\'acme-2\']))', 'key=acme-123456 key=acme-234567 key=acme-345678', ['r acme-345678']],
    ['the path', 'matchesAny(get(attributes, "path", ""), [`^app/`]) || matchesAny(finding["secret"], ["a"])', 'key=acme-123456', []],
  ])('a filter of betterleaks: %s', async (_, filter, text, found) => {
    expect(await find(FILTERED(filter), text)).toEqual(found);
    expect((await load(FILTERED(filter))).remarks).toEqual([]);
  });
  test('what a filter says besides is counted, and hides nothing', async () => {
    const text = FILTERED('entropy(finding["secret"]) < 1.0 || !matchesAny(finding["secret"], ["z"])');
    expect(await find(text, 'key=acme-123456')).toEqual(['r acme-123456']);
    expect((await load(text)).remarks).toEqual([expect.stringContaining('1 condition of the filter of rule `r` is more than entropy and lists')]);
  });
  test('a filter for all rules holds for those', async () => {
    expect(await find(`prefilter = '''matchesAny(attributes["path"], [\`^app/\`])'''\n${FILTERED('')}`, 'key=acme-123456')).toEqual([]);
  });
  test('entropy at or below the bound is no match', async () => {
    expect(await find(BASIC, `acme_key = "${'ab'.repeat(16)}"\n`)).toEqual([]);
  });
  test.each([
    ['the group of the number', `regex = '''(acme|ucme)-([0-9]{6})-([a-z]{6})'''\nsecretGroup = 3`, 'x acme-123456-qwzxcv y', 'qwzxcv'],
    ['no group at all', `regex = '''acme-[0-9]{6}'''`, 'x acme-123456 y', 'acme-123456'],
    ['the first group that takes part', `regex = '''acme-(?:([0-9]{6})|k([a-z]{6}))'''`, 'x acme-kqwzxcv y', 'qwzxcv'],
    ['named groups', `regex = '''acme-(?P<n>[0-9]{6})'''\nsecretGroup = 1`, 'x acme-123456 y', '123456'],
    ['brackets in classes and escapes', `regex = '''acme[(\\]]{2}\\(([0-9]{6})\\)'''`, 'acme((' + '(123456)', '123456'],
    ['POSIX classes', `regex = '''acme_[[:alnum:]]{6}'''`, 'acme_a1b2c3', 'acme_a1b2c3'],
    ['no bound', `regex = '''acme_[a-z]+'''`, 'acme_qwzxcvb', 'acme_qwzxcvb'],
    ['two letters and digits', `regex = '''\\bAZ[0-9a-f]{8}\\b'''`, 'x AZ1f2e3d4c y', 'AZ1f2e3d4c'],
  ])('secret: %s', async (_, lines, text, secret) => {
    expect(await find(`[[rules]]\nid = "r"\n${lines}\n`, text)).toEqual([`r ${secret}`]);
  });
  test('without a word in the regex the keyword is looked for in front', async () => {
    const text = `[[rules]]\nid = "r"\nregex = '''([0-9]{9})'''\nkeywords = ["acme"]\n`;
    expect((await load(text)).remarks).toEqual([expect.stringContaining('within 200 bytes behind one of its keywords')]);
    expect(await find(text, 'ACME number: 123456789')).toEqual(['r 123456789']);
    expect(await find(text, 'number: 123456789')).toEqual([]);
  });
  test('what cannot be looked for is left out, and said', async () => {
    const { rules, remarks } = await load(`[[rules]]\nid = "r"\nregex = '''[0-9]{9}'''\n[[rules]]\nid = "f"\npath = '''\\.p12$'''\n[[rules]]\nid = "part"\nregex = "acme"\nskipReport = true\n`);
    expect(rules).toEqual([]);
    expect(remarks.map((remark) => /Rule `(\w+)`/.exec(remark)?.[1])).toEqual(['r', 'f', 'part']);
  });
  test('only in the path that it asks for', async () => {
    const text = `[[rules]]\nid = "r"\nregex = '''acme-[0-9]{6}'''\npath = '''(?i)\\.env$'''\n`;
    expect(await find(text, 'acme-123456', 'a/prod.ENV')).toHaveLength(1);
    expect(await find(text, 'acme-123456', 'a/prod.txt')).toEqual([]);
  });

  const RULE = `[[rules]]\nid = "r"\nregex = '''key=(acme-[0-9]{6})'''\n`;
  test.each([
    ['rule, old form, secret', `${RULE}[rules.allowlist]\nregexes = ['''^acme-1''']\n`],
    ['rule, new form, stop word', `${RULE}[[rules.allowlists]]\nstopwords = ["ACME-12"]\n`],
    ['rule, the match', `${RULE}[[rules.allowlists]]\nregexTarget = "match"\nregexes = ['''^key=''']\n`],
    ['rule, the line', `${RULE}[[rules.allowlists]]\nregexTarget = "line"\nregexes = ['''# fine$''']\n`],
    ['rule, path', `${RULE}[[rules.allowlists]]\npaths = ['''app/''']\n`],
    ['rule, all of it', `${RULE}[[rules.allowlists]]\ncondition = "AND"\npaths = ['''^app/''']\nregexes = ['''acme''']\n`],
    ['all rules, old form', `[allowlist]\npaths = ['''settings$''']\n${RULE}`],
    ['all rules, new form', `[[allowlists]]\nregexes = ['''acme''']\n${RULE}`],
    ['named rules', `[[allowlists]]\ntargetRules = ["r"]\nregexes = ['''acme''']\n${RULE}`],
  ])('allowlist of %s', async (_, text) => {
    expect(await find(text, 'a\nkey=acme-123456 # fine\nb')).toEqual([]);
  });
  test.each([
    ['of another value', `${RULE}[[rules.allowlists]]\nregexes = ['''acme-9''']\n`],
    ['of which only a part holds', `${RULE}[[rules.allowlists]]\ncondition = "AND"\npaths = ['''^other/''']\nregexes = ['''acme''']\n`],
    ['of another rule', `[[allowlists]]\ntargetRules = ["other"]\nregexes = ['''acme''']\n${RULE}`],
    ['of a commit', `${RULE}[[rules.allowlists]]\ncommits = ["0123abc"]\n`],
    ['of a commit and more', `${RULE}[[rules.allowlists]]\ncondition = "AND"\ncommits = ["0123abc"]\nregexes = ['''acme''']\n`],
  ])('an allowlist %s hides nothing', async (_, text) => {
    expect(await find(text, 'a\nkey=acme-123456 # fine\nb')).toEqual(['r acme-123456']);
  });
  test('commits are remarked on', async () => {
    expect((await load(`${RULE}[rules.allowlist]\ncommits = ["0123abc"]\n`)).remarks).toEqual([expect.stringContaining('`commits` of an allowlist are ignored')]);
  });

  test('extends a file: rules are taken over, changed, and done without', async () => {
    const base = write(`[allowlist]\nstopwords = ["000000"]\n[[rules]]\nid = "one"\nregex = '''one-[0-9]{6}'''\n[[rules]]\nid = "two"\nregex = '''two-[0-9]{6}'''\n[[rules]]\nid = "three"\nregex = '''three-[0-9]{6}'''\n`);
    const text = `[extend]\npath = "${base}"\ndisabledRules = ["three"]\n[[rules]]\nid = "two"\ndescription = "Ours"\n[[rules.allowlists]]\nregexes = ['''two-1''']\n`;
    expect(await find(text, 'one-123456 two-123456 two-923456 three-123456 one-000000')).toEqual(['one one-123456', 'two two-923456']);
    expect((await load(text)).rules.map(({ title }) => title)).toEqual(['one', 'Ours']);
  });
  test('a circle of files ends in an error', async () => {
    const path = join(folder, 'circle.toml');
    write(`[extend]\npath = "${path}"\n`, 'circle.toml');
    await expect(loadFile(path, syntax)).rejects.toMatchObject({ code: 'rules-invalid' });
  });
  test('useDefault means the rules that come along, and what is allowed holds for them, too', async () => {
    const token = fill('ghp_{base62:30}{crc32:github}');
    const dockerfile = `FROM scratch\nRUN curl -H "Authorization: token ${token}" https://x.io\n`;
    const path = write(`[extend]\nuseDefault = true\n[allowlist]\nregexes = ['''^ghp_''']\n`);
    const rules = await loadRules([path]);
    expect(rules.remarks).toEqual([expect.stringContaining('useDefault')]);
    expect((await lintText(dockerfile, 'Dockerfile')).findings.map(({ ruleId }) => ruleId)).toContain('github-token');
    expect((await lintText(dockerfile, 'Dockerfile', { rules })).findings.map(({ ruleId }) => ruleId)).not.toContain('github-token');
  });
  test('an id that is taken gets a name of its own', async () => {
    const rules = await loadRules([write(`[[rules]]\nid = "github-token"\nregex = '''acmegh_[0-9]{6}'''\n`)]);
    expect(rules.rules.at(-1)!.id).toBe('gitleaks-github-token');
  });

  test.each([
    ['no TOML', 'title = "a\n', /:1:\d+: The rules file is no TOML/],
    ['a wrong type', `title = "a"\n\n[[rules]]\nid = "a"\nregex = 'abc'\n[[rules]]\nid = "b"\n  entropy = "much"\n`, /:8:13: .*`rules\.1\.entropy` is wrong/],
    ['a regex that is none', `[[rules]]\nid = "a"\nregex = '''abc('''\n`, /:3:9: .*does not compile/],
    ['what RE2 cannot do', `[[rules]]\nid = "a"\nregex = '''abc(?=d)'''\n`, /:3:9: .*does not compile/],
    ['a regex of an allowlist', `[[rules]]\nid = "a"\nregex = 'abc'\n[[rules.allowlists]]\nregexes = ['''(''']\n`, /:5:12: .*does not compile/],
    ['a group that is not there', `[[rules]]\nid = "a"\nregex = 'abc(d)'\nsecretGroup = 2\n`, /:4:15: .*no group 2/],
    ['a condition', `[[rules]]\nid = "a"\nregex = 'abc'\n[[rules.allowlists]]\ncondition = "XOR"\n`, /:5:13: .*must be AND or OR/],
  ])('%s is refused, with line and column', async (_, text, message) => {
    await expect(load(text)).rejects.toThrow(message);
    await expect(load(text)).rejects.toMatchObject({ code: 'rules-invalid' });
  });
});

describe('a file of rules in YAML', () => {
  const good = (more: string): string => `rules:\n  - id: acme-token\n    title: Acme token\n    severity: high\n    patterns:\n      - regex: '(?<secret>acme_[a-z0-9]{20})'\n${more}`;
  test.each([
    ['no YAML', 'rules: [\n', /r\.yml:2:1: /],
    ['a wrong severity', good('').replace('high', 'dire'), /r\.yml:4:15: Rule `acme-token`.*severity/],
    ['a regex without a group', good('').replace('?<secret>', ''), /r\.yml:6:16: .*no group/],
    ['an exception that does not compile', good("        except:\n          - regexes: ['(']\n"), /r\.yml:8:23: .*does not compile/],
    ['no word to look for', good('').replace('acme_', ''), /r\.yml:6:16: .*no `keywords`/],
  ])('%s is refused, with line and column', async (_, text, message) => {
    await expect(loadFile(write(text, 'r.yml'), syntax)).rejects.toThrow(message);
  });
  test('keywords are read from the regex, and exceptions hold', async () => {
    const { rules } = await loadFile(write(good("        except:\n          - words: [dummy]\n"), 'r.yml'), syntax);
    expect(rules[0]!.patterns[0]!.keywords).toEqual(['acme_']);
    const matcher = await prepareMatcher(rules);
    const found = (text: string): number => matcher.match({ bytes: Buffer.from(text), base: 0, from: 0, to: text.length, path: 'x' }).length;
    expect(found(fill('acme_{alnum:20}'))).toBe(1);
    expect(found('acme_dummy1a2b3c4d5e6f7')).toBe(0);
  });
  test('its examples are tried', async () => {
    const path = write(good("    examples:\n      leaks: ['acme_{alnum:20}', 'acme_{alnum:19}']\n      clean: ['acme_{alnum:5}', 'x=acme_{alnum:20}']\n"), 'r.yml');
    expect(await testRules(path)).toMatchObject({
      rules: 1,
      examples: 4,
      untried: [],
      failures: [{ example: 'acme_{alnum:19}', message: 'It is not found.' }, { example: 'x=acme_{alnum:20}', message: 'It is found as `acme-token`, and should not be.' }],
    });
  });
});
