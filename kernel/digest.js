/** Writes the digest of all code that decides what is found in a layer: what an older build has said does not hold for a newer one. */
import { createHash } from 'node:crypto';
import { readdir, readFile, writeFile } from 'node:fs/promises';
import { URL } from 'node:url';

const ROOT = new URL('../', import.meta.url);
// What is generated follows from these.
const ROOMS = ['kernel', 'rules', 'src/archive', 'src/content', 'src/grammar', 'src/judge', 'src/kernel', 'src/layer', 'src/match', 'src/model', 'src/rule', 'src/scan'];
const TARGET = new URL('src/rule/engine.generated.ts', ROOT);

const hash = createHash('sha256');
for (const room of ROOMS) {
  const names = (await readdir(new URL(room, ROOT), { recursive: true })).filter((name) => /(?<!\.generated)\.ts$/.test(name)).sort();
  for (const name of names) hash.update(`${room}/${name}\0`).update(await readFile(new URL(`${room}/${name}`, ROOT))).update('\0');
}
const text = `// Made by \`npm run kernel\`.\nexport const ENGINE_DIGEST = '${hash.digest('hex')}';\n`;
if ((await readFile(TARGET, 'utf8').catch(() => '')) !== text) await writeFile(TARGET, text);
