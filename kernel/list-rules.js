/** Writes the list of the rules of issuers, so that a new one is one file. `npm run kernel`; an unchanged list is left alone. */
import { readdir, readFile, writeFile } from 'node:fs/promises';
import { URL } from 'node:url';

const TARGET = new URL('../rules/credentials.generated.ts', import.meta.url);

const files = (await readdir(new URL('../rules/credentials', import.meta.url))).filter((name) => name.endsWith('.ts')).sort().map((name) => name.slice(0, -3));
const listed = files.map((file) => ({ file, name: file.replace(/-(\w)/g, (_, letter) => letter.toUpperCase()) }));
const text = [
  '// Made by `npm run kernel` from rules/credentials, in the order of the names of the files.',
  "import type { CredentialRule } from '../src/model/rule.js';",
  ...listed.map(({ file, name }) => `import { rules as ${name} } from './credentials/${file}.js';`),
  `export const credentialRules: readonly CredentialRule[] = [\n${listed.map(({ name }) => `  ...${name},\n`).join('')}];`,
  '/** Of each rule the keywords of its patterns, in lower case. */',
  'export const credentialKeywords: readonly (readonly string[])[] = credentialRules.map(({ patterns }) => [...new Set(patterns.flatMap(({ keywords }) => keywords.map((word) => word.toLowerCase())))]);',
  '',
].join('\n');
if ((await readFile(TARGET, 'utf8').catch(() => '')) !== text) await writeFile(TARGET, text);
