/**
 * The list of the rules of issuers, as the bundle has it: rules lie in a file beside the code, a line each, and a line is read
 * when something of its rule but the id is asked for. A lint asks for the few whose keyword is in its text.
 */
import { createRequire } from 'node:module';
import { join } from 'node:path';

// Importing `fs` would load all that it has.
const bytes = createRequire(import.meta.url)('node:fs').readFileSync(join(import.meta.dirname, 'rules.jsonl'));
const head = bytes.indexOf('\n') + 1;
const { ids, lengths, shapes, keys, keywords } = JSON.parse(bytes.toString('latin1', 0, head));

const lines = new WeakMap();
const properties = keys.map((names) => Object.fromEntries(names.map((name) => [name, { enumerable: true, get() { return read(this)[name]; } }])));

let at = head;
export const credentialRules = ids.map((id, index) => {
  const rule = Object.defineProperties({ kind: 'credential', id }, properties[shapes[index]]);
  lines.set(rule, { from: at, to: (at += lengths[index]), data: null });
  return rule;
});

export const credentialKeywords = keywords;

function read(rule) {
  const line = lines.get(rule);
  return (line.data ??= JSON.parse(bytes.toString('latin1', line.from, line.to)));
}
