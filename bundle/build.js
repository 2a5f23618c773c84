/** Bundles what is published: the program, the library and the entry of a thread, which share chunks. Run by `npm run build`. */
import { readFile, writeFile } from 'node:fs/promises';
import { join, relative } from 'node:path';
import { fileURLToPath, pathToFileURL, URL } from 'node:url';
import { isDeepStrictEqual } from 'node:util';
import { build } from 'esbuild';

const ROOT = fileURLToPath(new URL('../', import.meta.url));
const TARGET = join(ROOT, 'dist/bundle');

/** What every run or every lint loads; the rest stays a dependency, loaded by what needs it. */
const BUNDLED = ['commander', 'diff', 'dockerfile-ast', 'vscode-languageserver-textdocument', 'vscode-languageserver-types'];

/** Credentials and file names are data, and a bundle holds them as such: reading JSON takes a tenth of running the code that says it. */
const data = {
  name: 'data',
  setup({ onLoad }) {
    onLoad({ filter: /\/rules\/(credentials|files)\/[\w-]+\.ts$/ }, async ({ path }) => {
      const compiled = join(ROOT, 'dist', relative(ROOT, path).replace(/\.ts$/, '.js'));
      const { rules, ...others } = await import(pathToFileURL(compiled).href);
      const json = JSON.stringify(rules);
      if (Object.keys(others).length > 0 || !isDeepStrictEqual(JSON.parse(json), rules)) throw new Error(`${path} holds more than data.`);
      return { contents: `export const rules = JSON.parse(${JSON.stringify(json)});`, loader: 'js' };
    });
  },
};

/** CommonJS packages require Node's modules, which a bundle of ES modules imports: two modules for each, a require of an import. */
const builtins = {
  name: 'builtins',
  setup({ onResolve, onLoad }) {
    onResolve({ filter: /^node:/ }, ({ path, kind }) => (kind === 'require-call' ? { path, namespace: 'required' } : { path, external: true }));
    onResolve({ filter: /^imported:/ }, ({ path }) => ({ path: path.slice('imported:'.length), namespace: 'imported' }));
    onLoad({ filter: /.*/, namespace: 'imported' }, ({ path }) => ({ contents: `export { default } from '${path}';` }));
    onLoad({ filter: /.*/, namespace: 'required' }, ({ path }) => ({
      // commander would start programs for commands that are programs of their own. There are none, and loading what could
      // takes a tenth of an empty Node's start.
      contents: path === 'node:child_process' ? 'module.exports = {};' : `module.exports = require('imported:${path}').default;`,
    }));
  },
};

const { metafile } = await build({
  entryPoints: [
    { in: join(ROOT, 'src/cli/main.ts'), out: 'layerlint' },
    { in: join(ROOT, 'src/index.ts'), out: 'index' },
    { in: join(ROOT, 'src/worker.ts'), out: 'worker' },
  ],
  outdir: TARGET,
  absWorkingDir: ROOT,
  bundle: true,
  splitting: true,
  format: 'esm',
  platform: 'node',
  target: 'node20',
  // One byte a character: a source that holds any other takes twice as long to read and to compile.
  charset: 'ascii',
  // Names stay, so that a stack says where it was.
  minifySyntax: true,
  minifyWhitespace: true,
  legalComments: 'none',
  metafile: true,
  plugins: [data, builtins, { name: 'dependencies', setup: ({ onResolve }) => onResolve({ filter: /^[^./]/ }, asDependency) }],
});

const required = Object.values(metafile.outputs).flatMap(({ imports }) => imports.filter(({ kind }) => kind === 'require-call').map(({ path }) => path));
if (required.length > 0) throw new Error(`A bundle of ES modules cannot require ${required.join(', ')}.`);
for (const name of Object.keys(metafile.outputs)) {
  const wide = /[^\0-\x7f]/.exec(await readFile(join(ROOT, name), 'utf8'));
  // Only tagged templates keep what they hold as it was written.
  if (wide) throw new Error(`${name} holds ${wide[0]}: write it as a reference, as &hellip;.`);
}
await writeFile(join(TARGET, 'meta.json'), JSON.stringify(metafile));
await writeFile(join(TARGET, 'LICENSES.txt'), await licences(BUNDLED));

function asDependency({ path, kind }) {
  const name = path.startsWith('@') ? path.split('/', 2).join('/') : path.split('/', 1)[0];
  return kind === 'entry-point' || path.startsWith('node:') || BUNDLED.includes(name) ? undefined : { path, external: true };
}

/** What the licences of bundled packages ask for: their text beside the code. */
async function licences(names) {
  const texts = await Promise.all(
    names.map(async (name) => {
      const folder = join(ROOT, 'node_modules', name);
      const { version, license } = JSON.parse(await readFile(join(folder, 'package.json'), 'utf8'));
      const file = ['LICENSE', 'LICENSE.txt', 'LICENSE.md', 'License.txt'].map((file) => readFile(join(folder, file), 'utf8').catch(() => null));
      const text = (await Promise.all(file)).find((found) => found !== null);
      if (!text) throw new Error(`${name} has no licence text.`);
      return `${name} ${version} (${license})\n\n${text.trim()}\n`;
    }),
  );
  return texts.join(`\n${'-'.repeat(80)}\n\n`);
}
