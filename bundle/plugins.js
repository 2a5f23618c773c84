/** What the bundler is told beside its options: each plugin makes the start of a command shorter. */
import { readdir, readFile } from 'node:fs/promises';
import { join, relative } from 'node:path';
import { pathToFileURL } from 'node:url';
import { isDeepStrictEqual } from 'node:util';

/** Below this a sentence said twice is shorter than what it takes to say it once. */
const SHORT = 20;

/**
 * Credentials and file names are data, and stand in a file of JSON beside the bundle: reading that takes a tenth of running the
 * code that says it, and two thirds of reading it out of a string of JavaScript. Sentences that many rules share stand in it
 * once. Gives the plugin, and the text of the file called `name`.
 */
export async function data(root, name) {
  const compiled = (path) => import(pathToFileURL(join(root, 'dist', relative(root, path).replace(/\.ts$/, '.js'))).href);
  const paths = await Promise.all(['credentials', 'files'].map(async (folder) => (await readdir(join(root, 'rules', folder))).map((file) => join(root, 'rules', folder, file))));
  const modules = await Promise.all(paths.flat().sort().map(async (path) => ({ key: relative(join(root, 'rules'), path).replace(/\.ts$/, ''), path, ...(await read(path)) })));
  async function read(path) {
    const { rules, ...others } = await compiled(path);
    if (Object.keys(others).length > 0) throw new Error(`${path} holds more than data.`);
    return { rules };
  }
  const seen = new Set();
  const shared = new Map();
  const count = (text) => {
    if (text.length >= SHORT && seen.has(text) && !shared.has(text)) shared.set(text, shared.size);
    seen.add(text);
    return text;
  };
  for (const { rules } of modules) for (const rule of copy(rules)) eachSentence(rule, count);
  const files = Object.fromEntries(modules.map(({ key, rules }) => [key, copy(rules)]));
  for (const rules of Object.values(files)) for (const rule of rules) eachSentence(rule, (text) => shared.get(text) ?? text);
  // One byte a character, as in the code.
  const json = JSON.stringify({ sentences: [...shared.keys()], files }).replace(/[^\0-\x7f]/g, (letter) => `\\u${letter.charCodeAt(0).toString(16).padStart(4, '0')}`);
  const { spell } = await import(`data:text/javascript,${encodeURIComponent(`const data = ${json};\n${SPELLING}`)}`);
  for (const { key, path, rules } of modules) if (!isDeepStrictEqual(spell(key), rules)) throw new Error(`${path} holds more than data.`);
  const plugin = {
    name: 'data',
    setup({ onResolve, onLoad }) {
      onResolve({ filter: /^rules:$/ }, ({ path }) => ({ path, namespace: 'rules' }));
      onLoad({ filter: /.*/, namespace: 'rules' }, () => ({
        contents: `import { readFileSync } from 'node:fs';\nconst data = JSON.parse(readFileSync(new URL('./${name}', import.meta.url), 'latin1'));\n${SPELLING}`,
      }));
      onLoad({ filter: /\/rules\/(credentials|files)\/[\w-]+\.ts$/ }, ({ path }) => ({
        contents: `import { spell } from 'rules:'; export const rules = spell('${relative(join(root, 'rules'), path).replace(/\.ts$/, '')}');`,
        loader: 'js',
      }));
    },
  };
  return { plugin, json };
}

const copy = (data) => JSON.parse(JSON.stringify(data));

/** Puts what `change` gives in place of what a rule says of itself. Stands in the bundle as it is written here. */
function eachSentence(rule, change) {
  const changeAll = (texts) => texts.forEach((text, index) => (texts[index] = change(text)));
  rule.why = change(rule.why);
  rule.fix = change(rule.fix);
  changeAll(rule.references);
  if (!rule.rotate) return;
  if (rule.rotate.url !== null) rule.rotate.url = change(rule.rotate.url);
  changeAll(rule.rotate.steps);
}

/** The rest of a module whose `data` is the rules of each file, with numbers in place of shared sentences. */
const SPELLING = `${eachSentence}
export function spell(file) {
  const rules = data.files[file];
  for (const rule of rules) eachSentence(rule, (text) => typeof text === 'number' ? data.sentences[text] : text);
  return rules;
}`;

/** What is loaded at its first call, since a lint seldom makes one: on Node 24 this takes a fifth of an empty process's start. */
const DEFERRED = {
  'node:crypto': ['createCipheriv', 'createDecipheriv', 'createHash', 'createHmac', 'createPrivateKey', 'createPublicKey', 'pbkdf2Sync', 'randomBytes', 'timingSafeEqual'],
};

/** A module of Node's functions that loads them when one is called. */
function deferring(path, names) {
  return `import { createRequire } from 'node:module';
let loaded;
const load = () => loaded ??= createRequire(import.meta.url)('${path}');
${names.map((name) => `export const ${name} = (...given) => load().${name}(...given);`).join('\n')}`;
}

/** CommonJS packages require Node's modules, which a bundle of ES modules imports: two modules for each, a require of an import. */
export const builtins = {
  name: 'builtins',
  setup({ onResolve, onLoad }) {
    onResolve({ filter: /^node:/ }, ({ path, kind }) => {
      if (kind === 'require-call') return { path, namespace: 'required' };
      if (path in DEFERRED) return { path, namespace: 'deferred' };
      return path === 'node:process' ? { path, namespace: 'imported' } : { path, external: true };
    });
    onResolve({ filter: /^imported:/ }, ({ path }) => ({ path: path.slice('imported:'.length), namespace: 'imported' }));
    onLoad({ filter: /.*/, namespace: 'deferred' }, ({ path }) => ({ contents: deferring(path, DEFERRED[path]) }));
    onLoad({ filter: /.*/, namespace: 'imported' }, ({ path }) => ({
      // Importing this one asks for all that it has, and by that opens the standard input.
      contents: path === 'node:process' ? 'export default globalThis.process;' : `export { default } from '${path}';`,
    }));
    onLoad({ filter: /.*/, namespace: 'required' }, ({ path }) => ({
      // commander would start programs for commands that are programs of their own. There are none, and loading what could
      // takes a tenth of an empty Node's start.
      contents: path === 'node:child_process' ? 'module.exports = {};' : `module.exports = require('imported:${path}').default;`,
    }));
  },
};

/** Of the types of the Language Server Protocol the parser of Dockerfiles makes positions and ranges; they check what they are given. */
export const ranges = {
  name: 'ranges',
  setup({ onLoad }) {
    onLoad({ filter: /\/vscode-languageserver-types\/lib\/esm\/main\.js$/ }, async ({ path }) => {
      const source = await readFile(path, 'utf8');
      const parts = ['uinteger', 'Position', 'Range', 'Is'].map((name) => {
        const part = new RegExp(`^(?:export )?var ${name};\n(?:/\\*\\*(?:(?!\\*/)[^])*\\*/\n)?\\(function \\(${name}\\) \\{\n[^]*?^\\}\\)\\(${name} .*$`, 'm').exec(source);
        if (!part) throw new Error(`${path} has no ${name}.`);
        return part[0];
      });
      return { contents: parts.join('\n') };
    });
  },
};

/**
 * A file loaded costs a lint some four tenths of a millisecond, and the bundler makes one for each set of modules that some
 * entries share. To the named entries it looks as though they load all of the library: what that loads at once, which is there
 * already when they are, then falls together. The bundler drops the import, since it is one for no name.
 */
export function together(library, entries) {
  return {
    name: 'together',
    setup({ onResolve, onLoad }) {
      onResolve({ filter: /^library:$/ }, () => ({ path: library }));
      onLoad({ filter: /\.ts$/ }, async ({ path }) => (entries.has(path) ? { contents: `${await readFile(path, 'utf8')}\nimport 'library:';`, loader: 'ts' } : undefined));
    },
  };
}
