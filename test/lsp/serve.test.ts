import { afterAll, afterEach, describe, expect, test } from '@jest/globals';
import { mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { expandTemplate } from '../../src/rule/template.js';
import { ABLE, Editor, textAt, type EditorOptions } from './editor.js';

const root = realpathSync(mkdtempSync(join(tmpdir(), 'lsp-')));
afterAll(() => rmSync(root, { recursive: true, force: true }));
let folders = 0;
const editors: Editor[] = [];
afterEach(async () => {
  for (const editor of editors.splice(0)) await editor.stop();
});

async function start(options: EditorOptions = {}): Promise<Editor> {
  const editor = await Editor.start(options);
  editors.push(editor);
  return editor;
}

/** A folder with files in it, and the URI of each name. */
function folderOf(files: Readonly<Record<string, string>>): { readonly folder: string; readonly uri: (name: string) => string } {
  const folder = join(root, String((folders += 1)));
  mkdirSync(folder);
  for (const [name, text] of Object.entries(files)) {
    mkdirSync(join(folder, name, '..'), { recursive: true });
    writeFileSync(join(folder, name), text);
  }
  return { folder, uri: (name) => pathToFileURL(join(folder, name)).href };
}

const TOKEN = expandTemplate('ghp_{base62:30}{crc32:github}', 3);
const SECRET = expandTemplate('{base62:32}', 7);
const LEAKY = 'FROM a\nARG API_TOKEN\nRUN ./b\n';
const FIXED = '# syntax=docker/dockerfile:1\nFROM a\nRUN --mount=type=secret,id=api_token,env=API_TOKEN ./b\n';

describe('the command', () => {
  test('serves an editor from start to end in a process of its own', async () => {
    const editor = await Editor.start({ spawned: true });
    expect(editor.capabilities).toMatchObject({ positionEncoding: 'utf-16', hoverProvider: true, codeActionProvider: { codeActionKinds: ['quickfix', 'source.fixAll.layerlint'] } });
    await editor.open('untitled:Dockerfile', LEAKY);
    const [diagnostic] = await editor.settled('untitled:Dockerfile');
    expect(diagnostic).toMatchObject({ code: 'secret-in-arg', source: 'layerlint', severity: 1 });
    expect(diagnostic!.codeDescription!.href).toMatch(/^file:.*\/docs\/rules\/secret-in-arg\.md$/);
    expect(await editor.stop()).toBe(0);
  });
  test('ends with 1 when the editor goes away without a word', async () => {
    const editor = await Editor.start({ spawned: true });
    editor.input.end();
    expect(await editor.exit).toBe(1);
    editor.connection.dispose();
  });
});

describe('diagnostics', () => {
  test.each([
    ['LF', 'FROM a\nENV DB_PASSWORD=@\n'],
    ['CRLF', 'FROM a\r\nENV X=1\r\nENV DB_PASSWORD=@\r\n'],
    ['a byte order mark', '\uFEFFENV DB_PASSWORD=@\nFROM a\n'.replace('ENV', 'FROM a\nENV')],
    ['a byte order mark in the same line', '\uFEFFARG DB_PASSWORD=@\nFROM a\n'],
    ['astral characters in front', 'FROM a\nENV A="😀𝒳é" DB_PASSWORD=@ B=😀\n'],
    ['a lone carriage return above', 'FROM a\n# x\ry\nENV DB_PASSWORD=@\n'],
    ['continuation lines', 'FROM a\nENV A=1 \\\n  # why\n  DB_PASSWORD=@ \\\n  C=2\n'],
  ])('stand at the exact place: %s', async (_, template) => {
    const text = template.replace('@', SECRET);
    const editor = await start();
    await editor.open('file:///nowhere/Dockerfile', text);
    const found = (await editor.settled('file:///nowhere/Dockerfile')).filter(({ code }) => code !== 'unreadable');
    expect(found.map(({ range }) => textAt(text, range))).toContainEqual(expect.stringContaining(SECRET));
    expect(found.map(({ range }) => textAt(text, range)).every((shown) => /^(?:DB_PASSWORD=)?\w{32}$/.test(shown))).toBe(true);
    expect(editor.sent).not.toContain(SECRET);
  });

  test('hundred fast edits end with the findings of the last text, and none of an older version comes after it', async () => {
    const editor = await start();
    const uri = 'untitled:Dockerfile';
    await editor.open(uri, 'FROM a\n');
    for (let edit = 0; edit < 100; edit++) {
      if (edit % 2 === 0) await editor.change(uri, `ARG API_TOKEN_${edit}\n`, { start: { line: 1, character: 0 }, end: { line: 1, character: 0 } });
      else await editor.change(uri, '', { start: { line: 1, character: 0 }, end: { line: edit % 4 === 1 ? 2 : 1, character: 0 } });
    }
    const found = await editor.settled(uri);
    const wanted = editor.text(uri).split('\n').filter((line) => line.startsWith('ARG')).length;
    expect(wanted).toBe(25);
    expect(found).toHaveLength(wanted);
    const versions = editor.published.map(({ version }) => version!);
    expect(versions).toEqual([...versions].sort((a, b) => a - b));
    expect(versions.length).toBeLessThan(30);
  });

  test('many documents at once', async () => {
    const editor = await start();
    const uris = Array.from({ length: 120 }, (_, at) => `untitled:${at}.dockerfile`);
    for (const uri of uris) await editor.open(uri, LEAKY);
    for (const uri of uris) expect(await editor.settled(uri)).toHaveLength(1);
    await editor.connection.sendNotification('textDocument/didClose', { textDocument: { uri: uris[0] } });
    await editor.until(() => (editor.diagnostics.get(uris[0]!)?.diagnostics.length === 0 ? true : null));
  });

  test('what the build context brings in stands at its COPY, with the place in the file', async () => {
    const { folder, uri } = folderOf({ '.env': `A=1\nGITHUB_TOKEN=${TOKEN}\n` });
    const text = 'FROM a\n# all\n  COPY . /app\n';
    const editor = await start({ folder });
    await editor.open(uri('Dockerfile'), text);
    const [found] = await editor.settled(uri('Dockerfile'));
    expect(textAt(text, found!.range)).toBe('COPY . /app');
    expect(found!.relatedInformation![0]).toMatchObject({ location: { uri: uri('.env'), range: { start: { line: 1, character: 13 } } } });
    expect(editor.sent).not.toContain(TOKEN);
    // An ignore file that is open and not saved counts as it is shown.
    await editor.open(uri('.dockerignore'), '.env\n', 'ignore');
    await editor.change(uri('Dockerfile'), `${text}# more\n`);
    expect(await editor.settled(uri('Dockerfile'))).toEqual([]);
  });

  test('without the context only the text is looked at', async () => {
    const { folder, uri } = folderOf({ '.env': `GITHUB_TOKEN=${TOKEN}\n` });
    const editor = await start({ folder, settings: { context: false } });
    await editor.open(uri('Dockerfile'), 'FROM a\nCOPY . /app\n');
    await editor.until(() => (editor.diagnostics.get(uri('Dockerfile'))?.diagnostics.length === 0 ? true : null));
  });

  test('the way of a secret is told step by step', async () => {
    const text = 'FROM a\nARG NPM_TOKEN\nRUN echo "//r/:_authToken=$NPM_TOKEN" > .npmrc\nRUN npm ci\n';
    const editor = await start();
    await editor.open('untitled:Dockerfile', text);
    const steps = (await editor.settled('untitled:Dockerfile')).flatMap(({ relatedInformation = [] }) => relatedInformation);
    expect(steps.map(({ location }) => location.range.start.line)).toEqual(expect.arrayContaining([1, 2]));
    const plain = await start({ capabilities: {} });
    await plain.open('untitled:Dockerfile', text);
    expect((await plain.settled('untitled:Dockerfile')).every(({ relatedInformation }) => relatedInformation === undefined)).toBe(true);
  });

  test('an unused suppression fades', async () => {
    const editor = await start();
    await editor.open('untitled:Dockerfile', 'FROM a\n# layerlint-ignore secret-in-arg -- old\nARG VERSION=1\n');
    expect(await editor.settled('untitled:Dockerfile')).toMatchObject([{ code: 'unused-suppression', severity: 4, tags: [1] }]);
  });
});

describe('files that start builds', () => {
  test('are tied to the Dockerfile as the editor holds it, saved or not', async () => {
    const { folder, uri } = folderOf({ Dockerfile: 'FROM a\nARG VERSION\n' });
    const compose = 'services:\n  app:\n    build:\n      context: .\n      args:\n        SETTING: https://$PIP_TOKEN@p\n';
    const editor = await start({ folder });
    await editor.open(uri('compose.yaml'), compose, 'yaml');
    const [loose] = await editor.settled(uri('compose.yaml'));
    expect(loose!.message).toContain('which `Dockerfile` does not declare');
    expect(textAt(compose, loose!.range)).toBe('https://$PIP_TOKEN@p');
    await editor.open(uri('Dockerfile'), 'FROM a\nARG SETTING\nRUN ./b\n');
    await editor.until(() => ((editor.diagnostics.get(uri('compose.yaml'))?.diagnostics[0]?.message as string | undefined)?.includes('`ARG SETTING` of `Dockerfile`') ? true : null));
  });
  test('say where the ARG is, and take a suppression', async () => {
    const { folder, uri } = folderOf({ Dockerfile: 'FROM a\nARG API_TOKEN\nRUN ./b\n' });
    const text = '\uFEFFservices:\n  app:\n    build:\n      args:\n        API_TOKEN: $API_TOKEN\n';
    const editor = await start({ folder });
    await editor.open(uri('compose.yaml'), text, 'yaml');
    const found = await editor.settled(uri('compose.yaml'));
    expect(found).toHaveLength(1);
    expect(textAt(text, found[0]!.range)).toBe('$API_TOKEN');
    expect(found[0]!.relatedInformation).toEqual([{ location: { uri: uri('Dockerfile'), range: { start: { line: 1, character: 4 }, end: { line: 1, character: 13 } } }, message: '`ARG API_TOKEN` takes it.' }]);
    const [action] = await editor.actions(uri('compose.yaml'), found[0]!.range, found);
    await editor.change(uri('compose.yaml'), editor.applied(uri('compose.yaml'), action!.edit));
    expect(editor.text(uri('compose.yaml'))).toContain('\n        # layerlint-ignore secret-in-arg -- \n        API_TOKEN');
    expect(await editor.settled(uri('compose.yaml'))).toEqual([]);
  });
  test('a document of another kind is left alone', async () => {
    const editor = await start();
    await editor.open('untitled:notes.yaml', 'services: { a: { build: { args: { NPM_TOKEN: $NPM_TOKEN } } } }', 'yaml');
    await editor.open('untitled:Dockerfile', LEAKY);
    await editor.settled('untitled:Dockerfile');
    expect(editor.diagnostics.has('untitled:notes.yaml')).toBe(false);
    expect(await editor.hover('untitled:notes.yaml', { line: 0, character: 50 })).toBeNull();
  });
});

describe('hover', () => {
  test('shows why, how to write it instead, how to rotate, and the page', async () => {
    const text = `FROM a\nENV GITHUB=${TOKEN}\n`;
    const editor = await start();
    await editor.open('untitled:Dockerfile', text);
    const hover = await editor.hover('untitled:Dockerfile', { line: 1, character: 20 });
    const { value } = hover!.contents as { readonly value: string };
    for (const part of ['Why it matters', 'How to write it instead', 'How to rotate it', 'docs/rules/']) expect(value).toContain(part);
    expect(value).not.toContain(TOKEN);
    expect(textAt(text, hover!.range!)).toContain(TOKEN);
    expect(await editor.hover('untitled:Dockerfile', { line: 0, character: 0 })).toBeNull();
    const plain = await start({ capabilities: {} });
    await plain.open('untitled:Dockerfile', text);
    expect((await plain.hover('untitled:Dockerfile', { line: 1, character: 20 }))!.contents).toMatchObject({ kind: 'plaintext' });
  });
});

describe('code actions', () => {
  test.each([
    ['LF', (text: string) => text],
    ['CRLF', (text: string) => text.replaceAll('\n', '\r\n')],
    ['a byte order mark', (text: string) => `\uFEFF${text}`],
  ])('fix at the exact place: %s', async (_, style) => {
    const editor = await start();
    const uri = 'untitled:Dockerfile';
    await editor.open(uri, style(LEAKY));
    const diagnostics = await editor.settled(uri);
    const actions = await editor.actions(uri, diagnostics[0]!.range, diagnostics);
    const [fix] = actions.filter(({ title }) => title.startsWith('Fix'));
    expect(fix).toMatchObject({ kind: 'quickfix', isPreferred: true, diagnostics: [{ code: 'secret-in-arg' }] });
    expect(editor.applied(uri, fix!.edit)).toBe(style(FIXED));
    await editor.connection.sendRequest('workspace/executeCommand', { command: fix!.command!.command, arguments: fix!.command!.arguments });
    expect(editor.messages.join()).toContain('docker build --secret id=api_token,env=API_TOKEN');
    await editor.change(uri, editor.applied(uri, fix!.edit));
    expect(await editor.settled(uri)).toEqual([]);
  });

  test('one of several is fixed by itself, all of them on request', async () => {
    const text = 'FROM a\nARG API_TOKEN\nRUN ./b $API_TOKEN\nARG OTHER_SECRET\nRUN ./c $OTHER_SECRET # 😀\n';
    const editor = await start();
    const uri = 'untitled:Dockerfile';
    await editor.open(uri, text);
    const diagnostics = await editor.settled(uri);
    const at = { start: { line: 3, character: 5 }, end: { line: 3, character: 5 } };
    const [fix] = await editor.actions(uri, at, diagnostics);
    const one = editor.applied(uri, fix!.edit);
    expect(one).toContain('ARG API_TOKEN');
    expect(one).not.toContain('ARG OTHER_SECRET');
    expect((await editor.actions(uri, at, diagnostics)).some(({ kind }) => kind!.startsWith('source'))).toBe(false);
    const whole = await editor.actions(uri, { start: { line: 0, character: 0 }, end: { line: 0, character: 0 } }, [], ['source.fixAll']);
    expect(whole).toMatchObject([{ kind: 'source.fixAll.layerlint' }]);
    await editor.change(uri, editor.applied(uri, whole[0]!.edit));
    expect(await editor.settled(uri)).toEqual([]);
  });

  test('the ignore file is made, or patched, or edited as it is shown', async () => {
    const { folder, uri } = folderOf({ '.env': `GITHUB_TOKEN=${TOKEN}\n` });
    const editor = await start({ folder });
    await editor.open(uri('Dockerfile'), 'FROM a\nCOPY . /app\n');
    const found = await editor.settled(uri('Dockerfile'));
    const fixOf = async (): Promise<NonNullable<Awaited<ReturnType<Editor['actions']>>[number]['edit']>> => (await editor.actions(uri('Dockerfile'), found[0]!.range, found)).find(({ title }) => title.startsWith('Fix'))!.edit!;
    const made = await fixOf();
    expect(made.documentChanges).toMatchObject([{ kind: 'create', uri: uri('.dockerignore') }, { textDocument: { uri: uri('.dockerignore'), version: null } }]);
    expect(editor.applied(uri('.dockerignore'), made)).toBe('.env\n');
    await editor.open(uri('.dockerignore'), '# mine 😀\r\n*.log', 'ignore');
    await editor.change(uri('Dockerfile'), 'FROM a\nCOPY . /app\n# x\n');
    await editor.settled(uri('Dockerfile'));
    expect(editor.applied(uri('.dockerignore'), await fixOf())).toBe('# mine 😀\r\n*.log\r\n.env\r\n');
    const plain = await start({ folder, capabilities: {} });
    await plain.open(uri('Dockerfile'), 'FROM a\nCOPY . /app\n');
    const shown = await plain.settled(uri('Dockerfile'));
    expect((await plain.actions(uri('Dockerfile'), shown[0]!.range, shown)).map(({ title }) => title).filter((title) => title.startsWith('Fix'))).toEqual([]);
  });

  test('a suppression is put above the instruction, for its reason to be written', async () => {
    const { folder, uri } = folderOf({ '.env': `GITHUB_TOKEN=${TOKEN}\n` });
    const text = 'FROM a\r\nENV A=1 \\\r\n  DB_PASSWORD=@\r\n\tCOPY . /app\r\n'.replace('@', SECRET);
    const editor = await start({ folder });
    await editor.open(uri('Dockerfile'), text);
    for (const { range, code } of await editor.settled(uri('Dockerfile'))) {
      const action = (await editor.actions(uri('Dockerfile'), range)).find(({ title }) => title === `Suppress ${String(code)} here, with a reason`);
      const edited = editor.applied(uri('Dockerfile'), action!.edit);
      const indent = code === 'secret-in-env' ? '' : '\t';
      expect(edited).toContain(`\r\n${indent}# layerlint-ignore ${String(code)} -- \r\n${indent}${indent === '' ? 'ENV' : 'COPY'}`);
      const after = await start({ folder });
      await after.open(uri('Dockerfile'), edited);
      expect((await after.settled(uri('Dockerfile'))).map((one) => one.code)).not.toContain(code);
    }
  });
});

describe('settings', () => {
  const RULES = "rules:\n  - id: acme-key\n    title: Acme key\n    severity: high\n    references: ['https://example.com/acme']\n    patterns: [{ keywords: [acme_], regex: '(?<secret>acme_[0-9a-f]{16})' }]\n    examples: { leaks: ['acme_{hex:16}'], clean: ['acme_'] }\n";
  test('own rules, seen from the workspace folder', async () => {
    const { folder, uri } = folderOf({ 'rules/own.yaml': RULES });
    const editor = await start({ folder, settings: { rules: ['rules/own.yaml'] } });
    await editor.open(uri('Dockerfile'), expandTemplate('FROM a\nRUN ./b acme_{hex:16}\n', 3));
    const found = await editor.until(() => editor.diagnostics.get(uri('Dockerfile'))?.diagnostics.find(({ code }) => code === 'acme-key'));
    expect(found.codeDescription!.href).toBe('https://example.com/acme');
    expect(editor.messages).toEqual([]);
  });
  test('how bad a finding must be to be shown', async () => {
    const { folder, uri } = folderOf({});
    const editor = await start({ folder, settings: { minimumSeverity: 'critical' } });
    await editor.open(uri('Dockerfile'), LEAKY);
    await editor.until(() => (editor.diagnostics.get(uri('Dockerfile'))?.diagnostics.length === 0 ? true : null));
    editor.settings = { minimumSeverity: 'info' };
    await editor.connection.sendNotification('workspace/didChangeConfiguration', { settings: null });
    await editor.until(() => (editor.diagnostics.get(uri('Dockerfile'))?.diagnostics.length === 1 ? true : null));
  });
  test('what is wrong is told, and the rest counts', async () => {
    const editor = await start({ settings: { rules: ['nowhere.yaml'], minimumSeverity: 7 } });
    await editor.open('untitled:Dockerfile', LEAKY);
    expect(await editor.settled('untitled:Dockerfile')).toHaveLength(1);
    await editor.until(() => (editor.messages.length === 2 ? true : null));
    expect(editor.messages.join('\n')).toMatch(/minimumSeverity.*critical, high[^]*nowhere\.yaml/);
  });
  test('come with the start where the client cannot be asked', async () => {
    const editor = await start({ capabilities: { ...ABLE, workspace: {} }, initializationOptions: { layerlint: { minimumSeverity: 'critical' } } });
    await editor.open('untitled:Dockerfile', LEAKY);
    await editor.until(() => (editor.diagnostics.get('untitled:Dockerfile')?.diagnostics.length === 0 ? true : null));
    await editor.connection.sendNotification('workspace/didChangeConfiguration', { settings: { layerlint: {} } });
    await editor.until(() => (editor.diagnostics.get('untitled:Dockerfile')?.diagnostics.length === 1 ? true : null));
  });
});

describe('hostile input', () => {
  test.each([
    ['nothing', ''],
    ['NULs', 'FROM a\n\0\0\0ARG API_TOKEN\n'],
    ['lone surrogates', 'FROM a\nENV API_TOKEN=\ud800x\udc00\n'],
    ['an endless heredoc', `FROM a\nRUN <<EOF\n${'x\n'.repeat(5000)}`],
    ['a long line', `FROM a\nENV X=${'"'.repeat(70_000)}\n`],
    ['thousands of findings', `FROM a\n${Array.from({ length: 1100 }, (_, at) => `ARG API_TOKEN_${at}\n`).join('')}`],
  ])('%s', async (_, text) => {
    const editor = await start();
    await editor.open('untitled:Dockerfile', text);
    const found = await editor.settled('untitled:Dockerfile');
    expect(found.length).toBeLessThanOrEqual(1001);
    await editor.actions('untitled:Dockerfile', { start: { line: 0, character: 0 }, end: { line: 4000, character: 0 } }, found);
    await editor.hover('untitled:Dockerfile', { line: 1e9, character: 1e9 });
  });
  test('requests that make no sense are refused or answered with nothing, and the next one is served', async () => {
    const editor = await start();
    const odd = ['textDocument/hover', 'textDocument/codeAction', 'workspace/executeCommand', 'textDocument/definition', 'no/such/thing'];
    for (const method of odd) {
      for (const params of [{}, { textDocument: { uri: 'untitled:x' } }, { textDocument: { uri: 'untitled:x' }, position: {}, range: {}, context: {} }, [1]]) {
        await editor.connection.sendRequest(method, params).catch(() => null);
      }
    }
    for (const params of [{}, { textDocument: {} }, { textDocument: { uri: '%', languageId: 'dockerfile', version: 1, text: 'FROM a' } }, { textDocument: { uri: 'untitled:y' }, contentChanges: [{}] }]) {
      await editor.connection.sendNotification('textDocument/didOpen', params);
      await editor.connection.sendNotification('textDocument/didChange', params);
      await editor.connection.sendNotification('textDocument/didClose', params);
      await editor.connection.sendNotification('workspace/didChangeConfiguration', params);
    }
    await editor.open('untitled:Dockerfile', LEAKY);
    expect(await editor.settled('untitled:Dockerfile')).toHaveLength(1);
  });
  test.each(['Content-Length: x\r\n\r\n{}', 'nonsense\r\n\r\n', 'Content-Length: 1e9\r\n\r\n{}', '\0\0\0\r\n\r\n'])('after a head that is none it ends with its input: %j', async (head) => {
    const editor = await Editor.start();
    editor.input.write(head);
    editor.input.end();
    expect(await editor.exit).toBe(1);
    editor.connection.dispose();
  });
  test('a message that is no JSON does not end it', async () => {
    const editor = await start();
    editor.input.write('Content-Length: 5\r\n\r\n{"a":');
    await editor.open('untitled:Dockerfile', LEAKY);
    expect(await editor.settled('untitled:Dockerfile')).toHaveLength(1);
  });
});
