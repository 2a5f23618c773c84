import { identityOf } from '../model/identity.js';
import { utf8 } from './field.js';
import type { Findings, Format } from './format.js';

const RULE = 'credential-file-secret';
/** Of what stands around a secret, on its own line. */
const LONGEST_LINE = 2000;

/**
 * A file in whose text each match of `line` is a login: the group `secret`, and whatever other groups there are as labels. `around`
 * finds more labels on the line, in whatever order they stand there.
 */
export function lines(name: string, paths: readonly string[], line: RegExp, around: Readonly<Record<string, RegExp>> = {}): Format {
  return {
    name,
    rule: RULE,
    paths,
    read: ({ text }, found) => {
      for (const match of text.matchAll(line)) {
        const span = match.indices?.groups?.secret;
        if (!span) continue;
        const { secret, ...others } = match.groups!;
        const from = Math.max(text.lastIndexOf('\n', span[0]) + 1, span[0] - LONGEST_LINE);
        const newline = text.indexOf('\n', span[1]);
        const whole = text.slice(from, Math.min(newline === -1 ? text.length : newline, span[1] + LONGEST_LINE));
        const told = [...Object.entries(others), ...Object.entries(around).map(([label, regex]) => [label, regex.exec(whole)?.[1]] as const)];
        const identity = told.flatMap(([label, value]) => identityOf(label, value === undefined ? null : utf8(value)) ?? []);
        found.entry({ rule: RULE, name: 'password', start: span[0], end: span[1], secret: utf8(secret!), known: 'place', identity });
      }
    },
  };
}

/** Longer ones are texts. */
const LONGEST_BARE = 4100;

/** A file of one line and nothing else: a password or a token, under the file's own name. */
export function bare(name: string, paths: readonly string[], rule = RULE): Format {
  return { name, rule, paths, read: ({ text, path }, found) => readBare(text, path, rule, found) };
}

function readBare(text: string, path: string, rule: string, found: Findings): void {
  if (text.length > LONGEST_BARE) return;
  const match = /^\s{0,20}([^\s#<{[][^\s]{2,4000})\s{0,20}$/.exec(text);
  if (!match) return;
  const start = text.indexOf(match[1]!);
  found.entry({ rule, name: path.slice(path.lastIndexOf('/') + 1), start, end: start + match[1]!.length, secret: utf8(match[1]!), known: 'place', identity: [] });
}
