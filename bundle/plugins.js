/** What the bundler is told beside its options: each plugin makes the start of a command shorter. */
import { readFile } from 'node:fs/promises';
import { join, relative } from 'node:path';
import { pathToFileURL } from 'node:url';
import { isDeepStrictEqual } from 'node:util';

/**
 * The rules of issuers are data, and stand in a file of JSON beside the bundle: reading that takes a tenth of running the code
 * that says it. Gives the plugin that puts `credentials.js`, which reads the file, in place of their list, and the file's text.
 */
export async function credentials(root) {
  const { credentialRules, credentialKeywords } = await import(pathToFileURL(join(root, 'dist/rules/credentials.generated.js')).href);
  const lines = credentialRules.map((rule) => {
    // One byte a character, so that a line begins where the lengths say.
    const line = `${JSON.stringify(rule).replace(/[^\0-\x7f]/g, (letter) => `\\u${letter.charCodeAt(0).toString(16).padStart(4, '0')}`)}\n`;
    if (!isDeepStrictEqual(JSON.parse(line), rule)) throw new Error(`\`${rule.id}\` holds more than data.`);
    return line;
  });
  const shapes = credentialRules.map((rule) => Object.keys(rule).filter((key) => key !== 'id' && key !== 'kind').join(' '));
  const kinds = [...new Set(shapes)];
  const head = {
    ids: credentialRules.map(({ id }) => id),
    lengths: lines.map(({ length }) => length),
    shapes: shapes.map((shape) => kinds.indexOf(shape)),
    keys: kinds.map((shape) => shape.split(' ')),
    keywords: credentialKeywords,
  };
  const plugin = {
    name: 'credentials',
    setup({ onResolve }) {
      onResolve({ filter: /\/credentials\.generated\.js$/ }, () => ({ path: join(root, 'bundle/credentials.js') }));
    },
  };
  return { plugin, text: [`${JSON.stringify(head)}\n`, ...lines].join('') };
}

/** What is loaded at its first call, since a lint seldom makes one: on Node 24 `crypto` takes a fifth of an empty process's start, and `fs/promises` a tenth. */
const DEFERRED = {
  'node:crypto': ['createCipheriv', 'createDecipheriv', 'createHash', 'createHmac', 'createPrivateKey', 'createPublicKey', 'pbkdf2Sync', 'randomBytes', 'timingSafeEqual'],
  'node:fs/promises': ['chmod', 'mkdir', 'open', 'realpath', 'rename', 'rm', 'utimes', 'writeFile'],
  'node:os': ['availableParallelism', 'homedir', 'platform'],
};

/** What every lint calls: the same of `fs`, which is there already, with a promise around it. */
const PROMISED = { 'node:fs/promises': ['lstat', 'readFile', 'readdir', 'stat'] };

/** A module of Node's functions that loads them when one is called. An import would load all that `fs` has. */
function deferring(path) {
  return `import { createRequire } from 'node:module';
const require = createRequire(import.meta.url);
let loaded;
const load = () => loaded ??= require('${path}');
${DEFERRED[path].map((name) => `export const ${name} = (...given) => load().${name}(...given);`).join('\n')}
const promised = (name) => (...given) => new Promise((resolve, reject) => require('node:fs')[name](...given, (error, value) => error ? reject(error) : resolve(value)));
${(PROMISED[path] ?? []).map((name) => `export const ${name} = promised('${name}');`).join('\n')}`;
}

export const builtins = {
  name: 'builtins',
  setup({ onResolve, onLoad }) {
    onResolve({ filter: /^node:/ }, ({ path, importer }) => {
      if (path in DEFERRED) return { path, namespace: 'deferred' };
      // commander would find and start programs for commands that are programs of their own. There are none, and loading what
      // could takes a tenth of an empty Node's start.
      if (['node:child_process', 'node:fs'].includes(path) && importer.includes('/commander/')) return { path, namespace: 'absent' };
      return path === 'node:process' ? { path, namespace: 'global' } : { path, external: true };
    });
    onLoad({ filter: /.*/, namespace: 'deferred' }, ({ path }) => ({ contents: deferring(path) }));
    onLoad({ filter: /.*/, namespace: 'absent' }, () => ({ contents: 'export default {};' }));
    // Importing this one asks for all that it has, and by that opens the standard input.
    onLoad({ filter: /.*/, namespace: 'global' }, () => ({ contents: 'export default globalThis.process;' }));
  },
};

/**
 * Packages of CommonJS stand in the bundle as functions, which Node compiles anew in every run, whatever it keeps, and reads
 * three times on the way. These two are regular enough to be written as ES modules.
 */
export function modules(root) {
  return {
    name: 'modules',
    setup({ onResolve, onLoad }) {
      onResolve({ filter: /^commander$/ }, () => ({ path: join(root, 'node_modules/commander/index.js') }));
      onLoad({ filter: /\/node_modules\/(?:commander|dockerfile-ast)\/.*\.js$/ }, async ({ path }) => {
        const contents = asModule(await readFile(path, 'utf8'));
        if (/\bexports\b|\brequire\(/.test(contents)) throw new Error(`${path} is not as regular as it was.`);
        return { contents };
      });
    },
  };
}

function asModule(source) {
  const files = new Map([...source.matchAll(/^(?:const|var) (\w+) = require\((.*)\);$/gm)].map(([, name, file]) => [name, file]));
  return source
    .replace(/^"use strict";$|^Object\.defineProperty\(exports, "__esModule".*$|^exports\.\w+ = (?:exports\.\w+ = )*void 0;$/gm, '')
    .replace(/^Object\.defineProperty\(exports, "(\w+)", \{ enumerable: true, get: function \(\) \{ return (\w+)\.\w+; \} \}\);$/gm, (_, name, from) => `export { ${name} } from ${files.get(from)};`)
    .replace(/^const (\w+) = require\((.*)\)\.\1;$/gm, 'import { $1 } from $2;')
    .replace(/^const (\{[^}]*\}|\w+) = require\(('node:.*')\);$/gm, 'import $1 from $2;')
    .replace(/^const (\{[^}]*\}) = require\((.*)\);$/gm, 'import $1 from $2;')
    .replace(/^(?:const|var) (\w+) = require\((.*)\);$/gm, 'import * as $1 from $2;')
    .replace(/\(exports\.(\w+) = \1 = \{\}\)\);$/gm, '($1 = {}));\nexport { $1 };')
    .replace(/^exports\.(\w+) = \1;/gm, 'export { $1 };')
    .replace(/^exports\.(\w+) = /gm, 'export const $1 = ');
}

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
 * entries share. To the entries of a group it looks as though they load all of its modules, which then fall together. The
 * bundler drops these imports, since they are for no name.
 */
export function together(root, groups) {
  const source = (module) => (module.includes(':') ? module : join(root, module));
  const added = (entry) => groups.flatMap(({ entries }, index) => (entries.includes(entry) ? [`\nimport 'group:${index}';`] : [])).join('');
  return {
    name: 'together',
    setup({ onResolve, onLoad }) {
      onResolve({ filter: /^group:/ }, ({ path }) => ({ path, namespace: 'group' }));
      // What a plugin made is listed by its namespace and its path.
      onResolve({ filter: /^\w+:/, namespace: 'group' }, ({ path }) => ({ namespace: path.slice(0, path.indexOf(':')), path: path.slice(path.indexOf(':') + 1) }));
      onLoad({ filter: /.*/, namespace: 'group' }, ({ path }) => ({
        contents: groups[Number(path.slice('group:'.length))].modules.map((module) => `import ${JSON.stringify(source(module))};`).join('\n'),
        resolveDir: root,
      }));
      onLoad({ filter: /\.ts$/ }, async ({ path }) => {
        const imports = added(relative(root, path));
        return imports === '' ? undefined : { contents: `${await readFile(path, 'utf8')}${imports}`, loader: 'ts' };
      });
    },
  };
}
