/**
 * Makes what the search loads: the kernels compiled to WebAssembly, and the anchors and the tables of the built-in rules, as modules like any
 * other source. `npm run kernel`; whatever has not changed is left alone.
 */
import { Buffer } from 'node:buffer';
import { createHash } from 'node:crypto';
import { readFile, readdir, writeFile } from 'node:fs/promises';
import { URL, fileURLToPath } from 'node:url';

const here = (path) => new URL(path, import.meta.url);

/** Where each has its constants in the memory that they share: no kernel's may lie on another's. */
for (const [constants, name, ...parts] of [[32_768, 'scan', 'gate', 'edges'], [24_576, 'survey', 'edges', 'escapes', 'programs', 'symbols', 'text-runs']]) {
  const files = [name, ...parts].map((part) => `${part}.ts`);
  await make(`kernel/${name}.ts`, 'CODE', `../src/kernel/${name}.generated.ts`, [...files, 'build.js'].map(here), () => compileKernel(files, constants));
}
const sources = await anchorSources();
let placed = null;
for (const name of ['ANCHORS', 'TABLE', 'GLUED']) await make('the rules', name, `../src/match/${name.toLowerCase()}.generated.ts`, sources, async () => (await (placed ??= placeBuiltIn()))[name].toString('base64'));

/** `work` gives a text that needs no escape in single quotes. */
async function make(from, name, target, sources, work) {
  const hash = createHash('sha256');
  for (const source of sources) hash.update(await readFile(source)).update('\0');
  const mark = `// Made by \`npm run kernel\` from ${from}, sha256 ${hash.digest('hex')}.`;
  const known = await readFile(here(target), 'utf8').catch(() => '');
  // The compilers take a second to load; most runs change nothing.
  if (known.startsWith(mark)) return;
  await writeFile(here(target), `${mark}\nexport const ${name} =\n  '${await work()}';\n`);
}

/** The first of the files imports the others. */
async function compileKernel(files, constants) {
  const sources = new Map();
  for (const file of files) sources.set(file, await readFile(here(file), 'utf8'));
  const { default: asc } = await import('assemblyscript/asc');
  let wasm = null;
  const { error, stderr } = await asc.main(
    [files[0], '--outFile', 'kernel.wasm', '--optimizeLevel', '3', '--shrinkLevel', '0', '--noAssert', '--runtime', 'stub', '--importMemory', '--memoryBase', String(constants), '--enable', 'simd'],
    {
      readFile: (name) => sources.get(name) ?? null,
      writeFile: (name, data) => {
        if (name === 'kernel.wasm') wasm = data;
      },
      listFiles: () => [],
    },
  );
  if (error || wasm === null) throw new Error(`\`kernel/${files[0]}\` does not compile.\n${stderr.toString()}`, { cause: error });
  return Buffer.from(wasm).toString('base64');
}

/** All that the anchors follow from. */
async function anchorSources() {
  const folders = await Promise.all(
    ['../rules/', '../rules/credentials/', '../src/match/', '../src/rule/'].map(async (folder) =>
      (await readdir(here(folder))).filter((name) => name.endsWith('.ts') && !name.endsWith('.generated.ts')).sort().map((name) => new URL(name, here(folder))),
    ),
  );
  return [...folders.flat(), here('anchors.ts'), here('frequent-grams.txt')];
}

async function placeBuiltIn() {
  const { build } = await import('esbuild');
  const { outputFiles } = await build({ entryPoints: [fileURLToPath(here('anchors.ts'))], bundle: true, write: false, platform: 'node', format: 'esm' });
  const { placeBuiltIn: place } = await import(`data:text/javascript;base64,${Buffer.from(outputFiles[0].contents).toString('base64')}`);
  return place(await readFile(here('frequent-grams.txt'), 'latin1'));
}
