import { spawnSync } from 'node:child_process';
import { closeSync, existsSync, mkdirSync, mkdtempSync, openSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { isDeepStrictEqual } from 'node:util';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { RuleSet } from '../../src/model/rule.js';

/** The program as it ships: `npm test` builds it first. */
const bundle = fileURLToPath(new URL('../../dist/bundle/', import.meta.url));
const unbundled = fileURLToPath(new URL('../../dist/src/index.js', import.meta.url));

/** What the bundler says of its files: which sources stand in each. */
interface Meta {
  readonly outputs: Readonly<Record<string, { readonly inputs: Readonly<Record<string, { readonly bytesInOutput: number }>> }>>;
}

describe('what a run loads', () => {
  const cwd = mkdtempSync(join(tmpdir(), 'layerlint-start-'));
  let meta: Meta;
  beforeAll(() => {
    if (!existsSync(join(bundle, 'meta.json'))) throw new Error('There is no dist/bundle; run `npm test`, which builds first.');
    meta = JSON.parse(readFileSync(join(bundle, 'meta.json'), 'utf8')) as Meta;
    writeFileSync(join(cwd, 'Dockerfile'), 'FROM scratch\nENV A=b\n');
  });
  afterAll(() => rmSync(cwd, { recursive: true }));

  /** Every file that a command line loaded: Node's own coverage lists what was run. */
  function files(...argv: readonly string[]): readonly string[] {
    const coverage = mkdtempSync(join(cwd, 'coverage-'));
    const { status, stderr } = spawnSync(process.execPath, [join(bundle, 'layerlint.js'), ...argv], { cwd, encoding: 'utf8', env: { ...process.env, NODE_OPTIONS: '', NODE_V8_COVERAGE: coverage } });
    expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
    const scripts = readdirSync(coverage).flatMap((name) => (JSON.parse(readFileSync(join(coverage, name), 'utf8')) as { result: { url: string }[] }).result.map(({ url }) => url));
    const found = scripts.filter((url) => url.startsWith('file:')).map((url) => fileURLToPath(url));
    expect(found).toContain(join(bundle, 'layerlint.js'));
    return found;
  }

  /** Every source and every package in them, without the bundler's names for what lies together. */
  const loaded = (...argv: readonly string[]): readonly string[] =>
    files(...argv).flatMap((file) => (file.startsWith(bundle) ? Object.keys(meta.outputs[`dist/bundle/${file.slice(bundle.length)}`]!.inputs).filter((input) => !input.startsWith('group:')) : [file]));

  test('--version: two small files', () => {
    expect(files('--version')).toHaveLength(2);
    expect([...loaded('--version')].sort()).toEqual(['global:node:process', 'src/cli/main.ts', 'src/version.ts']);
  });

  test('--help: no rule, no engine, no other package than the one that reads arguments', () => {
    const sources = loaded('--help');
    expect(sources.filter((source) => /(^|\/)rules\//.test(source))).toEqual([]);
    expect(sources.filter((source) => source.startsWith('src/') && !/^src\/(cli\/|version\.ts$)/.test(source))).toEqual([]);
    expect(sources.filter((source) => source.includes('node_modules/') && !source.includes('node_modules/commander/'))).toEqual([]);
  });

  test('a lint: no source of images, no fix, no build file, no thread, no table of the search, no heavy package', () => {
    const sources = loaded('lint', 'Dockerfile');
    expect(sources).toContain('src/scan/lint.ts');
    const idle = /^src\/(archive|content|grammar|source|audit[/-]|lsp|build\/lint|fix\/(mend|load)|scan\/(image|diff|explain|confirm)|threads\/pool|scan-images|worker|rule\/load|match\/(known(?!-anchors)|\w+\.generated))|node_modules\/(?!commander|diff|dockerfile-ast|vscode-languageserver-(types|textdocument))/;
    expect(sources.filter((source) => idle.test(source) && !/node_modules\/(commander|diff|dockerfile-ast|vscode-languageserver-)/.test(source))).toEqual([]);
  });

  test('a lint: few files, since each of them costs', () => {
    expect(files('lint', 'Dockerfile').length).toBeLessThanOrEqual(8);
  });

  test('a lint whose Dockerfile brings files in: what opens them', () => {
    mkdirSync(join(cwd, 'context'));
    writeFileSync(join(cwd, 'context/Dockerfile'), 'FROM scratch\nCOPY notes.txt /\n');
    writeFileSync(join(cwd, 'context/notes.txt'), 'nothing\n');
    expect(loaded('lint', 'context/Dockerfile')).toEqual(expect.arrayContaining(['src/content/open.ts', 'src/scan/file.ts', 'src/match/table.generated.ts']));
  });

  test('a lint of much text: the tables of the search', () => {
    writeFileSync(join(cwd, 'long.Dockerfile'), `FROM scratch\n${'# nothing to see\n'.repeat(5000)}`);
    expect(loaded('lint', 'long.Dockerfile')).toContain('src/match/table.generated.ts');
  });

  test.each([['nothing', 'Dockerfile', 0], ['a secret that has no value', 'finding.Dockerfile', 1]])('a lint that finds %s: none of the large modules of Node', (_, file, code) => {
    writeFileSync(join(cwd, 'finding.Dockerfile'), 'FROM scratch\nARG NPM_TOKEN\n');
    const list = join(cwd, 'list.mjs');
    writeFileSync(list, "process.on('exit', () => console.log(JSON.stringify(process.moduleLoadList)));\n");
    // A pipe would be written to by a socket.
    const output = openSync(join(cwd, 'output'), 'w');
    const { status } = spawnSync(process.execPath, ['--import', pathToFileURL(list).href, join(bundle, 'layerlint.js'), 'lint', file], { cwd, stdio: ['ignore', output, 'pipe'], env: { ...process.env, NODE_OPTIONS: '' } });
    closeSync(output);
    expect(status).toBe(code);
    const modules = JSON.parse(readFileSync(join(cwd, 'output'), 'utf8').trim().split('\n').at(-1)!) as string[];
    expect(modules).toContain('NativeModule fs');
    expect(modules.filter((name) => /^NativeModule (?:crypto|zlib|child_process|worker_threads|http|net|fs\/promises|stream\/consumers)$/.test(name))).toEqual([]);
  });
});

describe('the bundle', () => {
  test('has the rules that the sources have', async () => {
    const ruleSet = async (path: string): Promise<RuleSet> => ((await import(pathToFileURL(path).href)) as { builtInRuleSet: RuleSet }).builtInRuleSet;
    const [bundled, plain] = await Promise.all([ruleSet(join(bundle, 'index.js')), ruleSet(unbundled)]);
    expect(bundled.rules.map(({ id }) => id)).toEqual(plain.rules.map(({ id }) => id));
    for (const [index, rule] of bundled.rules.entries()) {
      if (rule.kind === 'credential' || rule.kind === 'file') expect({ id: rule.id, same: isDeepStrictEqual({ ...rule }, { ...plain.rules[index] }) }).toEqual({ id: rule.id, same: true });
    }
  });

  test('reads of a rule nothing but its id until more is asked for', () => {
    const script = `
      const { parse } = JSON;
      let read = 0;
      JSON.parse = (text) => ((read += 1), parse(text));
      const { builtInRuleSet } = await import('${pathToFileURL(join(bundle, 'index.js')).href}');
      const before = read;
      const rule = builtInRuleSet.rules.find(({ id }) => id === 'npm-token');
      console.log(JSON.stringify([read - before, rule.title, read - before, rule.patterns.length > 0, read - before]));`;
    const { stdout } = spawnSync(process.execPath, ['--input-type=module', '--eval', script], { encoding: 'utf8', env: { ...process.env, NODE_OPTIONS: '' } });
    expect(JSON.parse(stdout)).toEqual([0, 'npm token', 1, true, 1]);
  });

  test('holds the rules as data, beside the code', () => {
    const { outputs } = JSON.parse(readFileSync(join(bundle, 'meta.json'), 'utf8')) as Meta;
    expect(Object.values(outputs).flatMap(({ inputs }) => Object.keys(inputs).filter((path) => /^rules\/credentials/.test(path)))).toEqual([]);
    expect(readFileSync(join(bundle, 'rules.jsonl'), 'latin1').split('\n').length).toBeGreaterThan(500);
  });

  test('gives the licences of what it holds', () => {
    const meta = JSON.parse(readFileSync(join(bundle, 'meta.json'), 'utf8')) as { inputs: Record<string, unknown> };
    const packages = new Set(Object.keys(meta.inputs).flatMap((path) => /node_modules\/((?:@[^/]+\/)?[^/]+)\//.exec(path)?.[1] ?? []));
    const licences = readFileSync(join(bundle, 'LICENSES.txt'), 'utf8');
    for (const name of packages) expect(licences).toMatch(new RegExp(`^${name} \\d`, 'm'));
  });
});
