/** Compiles the search to WebAssembly and writes it as a module, so that it is loaded like any other source. `npm run kernel`. */
import { Buffer } from 'node:buffer';
import { createHash } from 'node:crypto';
import { readFile, writeFile } from 'node:fs/promises';
import { URL } from 'node:url';

const SOURCE = new URL('scan.ts', import.meta.url);
const TARGET = new URL('../src/match/kernel.generated.ts', import.meta.url);

const source = await readFile(SOURCE, 'utf8');
const mark = `// Compiled by \`npm run kernel\` from kernel/scan.ts, sha256 ${createHash('sha256').update(source).digest('hex')}.`;
const known = await readFile(TARGET, 'utf8').catch(() => '');
// The compiler takes a second to load; most runs change nothing.
if (!known.startsWith(mark)) {
  const { default: asc } = await import('assemblyscript/asc');
  let wasm = null;
  const { error, stderr } = await asc.main(
    ['scan.ts', '--outFile', 'scan.wasm', '--optimizeLevel', '3', '--shrinkLevel', '0', '--noAssert', '--runtime', 'stub', '--importMemory', '--enable', 'simd'],
    {
      readFile: (name) => (name === 'scan.ts' ? source : null),
      writeFile: (name, data) => {
        if (name === 'scan.wasm') wasm = data;
      },
      listFiles: () => [],
    },
  );
  if (error || wasm === null) throw new Error(`The kernel does not compile.\n${stderr.toString()}`, { cause: error });
  await writeFile(TARGET, `${mark}\nexport const KERNEL =\n  '${Buffer.from(wasm).toString('base64')}';\n`);
}
