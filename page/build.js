/** Bundles the report page's script and style into a module, so that they are loaded like any other source. `npm run kernel`. */
import { Buffer } from 'node:buffer';
import { createHash } from 'node:crypto';
import { readFile, writeFile } from 'node:fs/promises';
import { fileURLToPath, URL } from 'node:url';
import { build } from 'esbuild';

const TARGET = new URL('../src/report/page.generated.ts', import.meta.url);

const { outputFiles } = await build({
  entryPoints: ['main.ts', 'report.css'].map((name) => fileURLToPath(new URL(name, import.meta.url))),
  bundle: true,
  minify: true,
  charset: 'ascii',
  format: 'iife',
  // What knows `light-dark()`, so that each colour is said once.
  target: ['chrome123', 'firefox120', 'safari17.5'],
  outdir: '.',
  write: false,
});
const textOf = (end) => outputFiles.find(({ path }) => path.endsWith(end)).text.trim();
const digest = (text) => `sha256-${createHash('sha256').update(Buffer.from(text)).digest('base64')}`;

const [script, style] = [textOf('.js'), textOf('.css')];
if (/<\/(script|style)|<!--/i.test(script + style)) throw new Error('The script or style would end its element.');
const module = `// Bundled by \`npm run page\` from page/.
export const SCRIPT = ${JSON.stringify(script)};
export const SCRIPT_DIGEST = '${digest(script)}';
export const STYLE = ${JSON.stringify(style)};
export const STYLE_DIGEST = '${digest(style)}';
`;
// An unchanged file keeps its time, and with it what others have cached of it.
if ((await readFile(TARGET, 'utf8').catch(() => '')) !== module) await writeFile(TARGET, module);
