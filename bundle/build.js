/** Bundles what is published: the program, the library and the entry of a thread, which share chunks. Run by `npm run build`. */
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath, URL } from 'node:url';
import { build } from 'esbuild';
import { builtins, credentials, modules, ranges, together } from './plugins.js';

const ROOT = fileURLToPath(new URL('../', import.meta.url));
const TARGET = join(ROOT, 'dist/bundle');

/** What every run or every lint loads; the rest stays a dependency, loaded by what needs it. */
const BUNDLED = ['commander', 'diff', 'dockerfile-ast', 'vscode-languageserver-textdocument', 'vscode-languageserver-types'];

const options = {
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
  // Of the import that `together` adds.
  logOverride: { 'ignored-bare-import': 'silent' },
};
const rules = await credentials(ROOT);
const plugins = [rules.plugin, builtins, modules(ROOT), ranges, { name: 'dependencies', setup: ({ onResolve }) => onResolve({ filter: /^[^./]/ }, asDependency) }];
const apart = await build({ ...options, plugins, write: false });
const { metafile } = await build({ ...options, plugins: [together(ROOT, groupsOf(apart.metafile.outputs)), ...plugins] });

const required = Object.values(metafile.outputs).flatMap(({ imports }) => imports.filter(({ kind }) => kind === 'require-call').map(({ path }) => path));
if (required.length > 0) throw new Error(`A bundle of ES modules cannot require ${required.join(', ')}.`);
for (const name of Object.keys(metafile.outputs)) {
  const wide = /[^\0-\x7f]/.exec(await readFile(join(ROOT, name), 'utf8'));
  // Only tagged templates keep what they hold as it was written.
  if (wide) throw new Error(`${name} holds ${wide[0]}: write it as a reference, as &hellip;.`);
}
await writeFile(join(TARGET, 'rules.jsonl'), rules.text);
await writeFile(join(TARGET, 'meta.json'), JSON.stringify(metafile));
await writeFile(join(TARGET, 'LICENSES.txt'), await licences(BUNDLED));

function asDependency({ path, kind }) {
  const name = path.startsWith('@') ? path.split('/', 2).join('/') : path.split('/', 1)[0];
  return kind === 'entry-point' || path.includes(':') || BUNDLED.includes(name) ? undefined : { path, external: true };
}

/**
 * What is to lie in one file each: what every run loads, what threads and the library share, what the commands of reports share,
 * and what the library loads at once. Each with the entries, by their sources, that need a part of it or come after it anyway.
 */
function groupsOf(outputs) {
  const entries = new Map(Object.entries(outputs).flatMap(([output, { entryPoint }]) => (entryPoint ? [[entryPoint, { own: outputs[output].inputs, loaded: loadedBy(output, outputs) }]] : [])));
  const loads = (entry, module) => entries.get(entry).loaded.has(module);
  const shared = (...loaders) => [...entries.get(loaders[0]).loaded].filter((module) => !(module in outputs) && loaders.every((entry) => loads(entry, module) && !(module in entries.get(entry).own)));
  const group = (modules, wanted) => ({ modules, entries: [...entries.keys()].filter(wanted) });
  const needed = (modules) => group(modules, (entry) => modules.some((module) => loads(entry, module)));
  return [
    needed(shared('src/cli/main.ts')),
    needed(shared('src/worker.ts', 'src/index.ts')),
    needed(shared('src/cli/lint.ts', 'src/cli/scan.ts').filter((module) => /^src\/cli\//.test(module) && !loads('src/cli/program.ts', module))),
    // The screens come before the library, and threads do without it.
    group(['src/index.ts'], (entry) => !loads('src/worker.ts', entry) && !/^src\/(cli|lsp)\//.test(entry)),
  ];
}

/** All outputs and all modules that are there once `output` is loaded. */
function loadedBy(output, outputs, loaded = new Set()) {
  if (!outputs[output] || loaded.has(output)) return loaded;
  loaded.add(output);
  for (const module of Object.keys(outputs[output].inputs)) loaded.add(module);
  for (const { path, kind } of outputs[output].imports) if (kind === 'import-statement') loadedBy(path, outputs, loaded);
  return loaded;
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
