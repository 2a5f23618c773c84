import type { Assignment, Flag, Word } from '../model/dockerfile.js';
import type { ShellCommand } from '../model/shell.js';
import { readJsonForm } from './ast.js';
import { readFlags } from './flags.js';
import type { LogicalLine } from './lines.js';
import { sliceText, spanOf, trimText, type MappedText } from './mapped-text.js';
import { parseCommands } from './shell-commands.js';
import { literalText } from './shell-text.js';
import { splitBlanks, splitQuoted, toWord } from './words.js';

export const KEYWORDS = new Set([
  'ADD', 'ARG', 'CMD', 'COPY', 'ENTRYPOINT', 'ENV', 'EXPOSE', 'FROM', 'HEALTHCHECK', 'LABEL', 'MAINTAINER', 'ONBUILD', 'RUN', 'SHELL',
  'STOPSIGNAL', 'USER', 'VOLUME', 'WORKDIR',
]);
const JSON_KEYWORDS = new Set(['ADD', 'CMD', 'COPY', 'ENTRYPOINT', 'HEALTHCHECK', 'RUN', 'SHELL', 'VOLUME']);
const COMMAND_KEYWORDS = new Set(['CMD', 'ENTRYPOINT', 'HEALTHCHECK', 'RUN']);
const FLAGLESS = new Set(['ENV', 'LABEL', 'ARG', 'MAINTAINER']);
const BLANKS = /[\t\v\f\r ]+/;

/** An instruction as its own line says it, without what stands around it. */
export interface ParsedInstruction {
  readonly keyword: string;
  readonly onbuild: boolean;
  readonly flags: readonly Flag[];
  readonly body: MappedText;
  readonly words: readonly Word[];
  readonly form: 'exec' | 'shell';
  readonly assignments: readonly Assignment[];
  readonly commands: readonly ShellCommand[];
  /** Why the builder would stop at it, in a sentence; null when it would not. */
  readonly fault: string | null;
}

/** Reads one logical line. A keyword that nobody knows comes back with a fault and no words. */
export function parseInstruction(logical: Pick<LogicalLine, 'line' | 'heredocs'>, escape: '\\' | '`', windows: boolean, onbuild = false): ParsedInstruction {
  const line = trimText(logical.line);
  const gap = BLANKS.exec(line.text);
  const keyword = line.text.slice(0, gap?.index ?? line.text.length).toUpperCase();
  const argsFrom = gap ? gap.index + gap[0].length : line.text.length;
  if (keyword === 'ONBUILD' && !onbuild && argsFrom < line.text.length) {
    const rest = { line: sliceText(line, argsFrom, line.text.length), heredocs: logical.heredocs };
    return { ...parseInstruction(rest, escape, windows, true), onbuild: true };
  }
  const { flags, bodyFrom } = FLAGLESS.has(keyword) ? { flags: [], bodyFrom: argsFrom } : readFlags(line, argsFrom);
  const body = sliceText(line, bodyFrom, line.text.length);
  const base = { keyword, onbuild, flags, body, words: [], form: 'shell' as const, assignments: [], commands: [] };
  if (!KEYWORDS.has(keyword)) return { ...base, fault: `\`${keyword.slice(0, 40)}\` is no instruction; the builder stops here.` };
  if (keyword === 'ARG' || keyword === 'ENV' || keyword === 'LABEL') return { ...base, ...readAssignments(keyword, body, escape) };

  const start = keyword === 'HEALTHCHECK' ? bodyFrom + (/^CMD[\t\v\f\r ]+/i.exec(body.text)?.[0].length ?? 0) : bodyFrom;
  const json = JSON_KEYWORDS.has(keyword) ? readJsonForm(line, start, escape) : null;
  if (json) return { ...base, form: 'exec', words: json.words, commands: COMMAND_KEYWORDS.has(keyword) ? execCommands(json.texts, escape) : [], fault: null };

  const script = sliceText(line, start, line.text.length);
  if (COMMAND_KEYWORDS.has(keyword)) {
    return { ...base, commands: parseCommands(script, { escape: windows ? '`' : '\\', heredocs: logical.heredocs }), fault: null };
  }
  return { ...base, words: splitBlanks(script).map((word) => toWord(word, escape)), fault: null };
}

/** The exec form is one command; when that is a shell, its script is parsed as well. */
function execCommands(texts: readonly MappedText[], escape: string): ShellCommand[] {
  const words = texts.map(literalText);
  const first = words[0];
  if (!first) return [];
  const command: ShellCommand = {
    start: first.start,
    end: words.at(-1)!.end,
    assignments: [],
    words,
    redirections: [],
    heredocs: [],
    captured: false,
    asksPassword: false,
    reads: [],
  };
  const script = /(?:^|\/)(?:ba|da|a|z)?sh$|^(?:powershell|pwsh|cmd)/i.test(first.text)
    ? texts[texts.findIndex(({ text }) => /^-[a-z]*c$|^-command$|^\/[sc]$/i.test(text)) + 1]
    : undefined;
  return [command, ...(script && script !== texts[0] ? parseCommands(script, { escape }) : [])];
}

function readAssignments(keyword: string, body: MappedText, escape: string): Pick<ParsedInstruction, 'assignments' | 'words' | 'fault'> {
  const words = splitQuoted(body, escape);
  const first = words[0];
  const modelled = words.map((word) => toWord(word, escape));
  if (!first) return { assignments: [], words: [], fault: `\`${keyword}\` without a name; the builder stops here.` };
  if (keyword !== 'ARG' && !first.text.includes('=')) {
    const gap = BLANKS.exec(body.text);
    if (!gap) return { assignments: [], words: modelled, fault: `\`${keyword}\` needs a value; write \`${keyword} name=value\`.` };
    const key = toWord(sliceText(body, 0, gap.index), escape);
    const value = toWord(sliceText(body, gap.index + gap[0].length, body.text.length), escape);
    return { assignments: [{ key, value, start: key.start, end: value.end }], words: [key, value], fault: null };
  }
  let fault: string | null = null;
  const assignments = words.flatMap((word): Assignment[] => {
    const equals = word.text.indexOf('=');
    if (equals === -1) {
      if (keyword === 'ARG') return [{ key: toWord(word, escape), value: null, ...spanOf(word) }];
      fault = `A word without \`=\` stands in \`${keyword}\`; the builder stops here. Quote the value or give the word a value.`;
      return [];
    }
    const key = toWord(sliceText(word, 0, equals), escape);
    const value = toWord(sliceText(word, equals + 1, word.text.length), escape);
    return [{ key, value, start: key.start, end: spanOf(word).end }];
  });
  return { assignments, words: modelled, fault };
}

