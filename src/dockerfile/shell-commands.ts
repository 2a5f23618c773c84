import type { Heredoc } from '../model/dockerfile.js';
import type { Redirection, ShellAssignment, ShellCommand, ShellText } from '../model/shell.js';
import { sliceText, type MappedText } from './mapped-text.js';
import { DEEPEST_SUBSTITUTION, expandText, literalText, type ShellContext } from './shell-text.js';
import { ShellLexer, type ShellToken } from './shell-words.js';

/** Words after which a command begins again. */
const OPENERS = new Set(['if', 'then', 'elif', 'else', 'do', 'while', 'until', '!', 'time']);
const CLOSERS = new Set(['fi', 'done', 'esac', '}']);
const GROUPS = new Set(['if', 'while', 'until', 'for', 'case', '{']);
/** Programs that run the command after them, with those of their options that take a value. */
const WRAPPERS: Readonly<Record<string, string>> = {
  sudo: 'ugpChrtU', env: 'uCS', exec: 'a', nohup: '', command: '', builtin: '', nice: 'n', ionice: 'cn', timeout: 'ks', 'su-exec': '', gosu: '',
  doas: 'uC', stdbuf: 'ioe', chroot: '', tini: '', setpriv: '', eatmydata: '', retry: 'tds', xargs: 'InPLdEs', npx: 'p', bunx: '', then: '',
};
/** Wrappers whose first plain argument is not the command yet. */
const TAKES_ONE = new Set(['timeout', 'su-exec', 'gosu', 'chroot']);
const SHELLS = /^(?:.*\/)?(?:ba|da|a|z|k)?sh(?:\.exe)?$|^(?:powershell|pwsh|cmd)(?:\.exe)?$/i;
/** Commands of one group that share what is behind it; keeps groups within groups from multiplying. */
const MOST_IN_GROUP = 128;
const ASSIGNMENT = /^([A-Za-z_]\w*)\+?=/;

interface Draft {
  start: number;
  end: number;
  readonly assignments: ShellAssignment[];
  words: ShellText[];
  readonly redirections: Redirection[];
  readonly heredocs: ShellText[];
  readonly captured: boolean;
  asksPassword: boolean;
  reads: ShellCommand[];
}

/** How a script is read: which character escapes, and the bodies of heredocs that the Dockerfile holds. */
export interface ScriptOptions {
  readonly escape: string;
  readonly heredocs?: readonly Heredoc[];
  /** True for the script of a substitution. */
  readonly captured?: boolean;
}

/**
 * The simple commands of a shell script in the order of writing, those of substitutions, `sh -c` and `eval` behind the one
 * that holds them. It asks less than a shell: what it cannot make sense of becomes words.
 */
export function parseCommands(script: MappedText, options: ScriptOptions, depth = 0): ShellCommand[] {
  return new CommandParser(script, options, depth).run();
}

class CommandParser {
  readonly #script: MappedText;
  readonly #options: ScriptOptions;
  readonly #context: ShellContext;
  readonly #lexer: ShellLexer;
  readonly #commands: Draft[] = [];
  readonly #groups: number[] = [];
  readonly #given: Heredoc[];
  #pending: { readonly name: string; readonly chomps: boolean; readonly expands: boolean; readonly to: Draft }[] = [];
  #current: Draft | null = null;
  /** Commands that a redirection or a pipe behind a closed group means. */
  #closed: Draft[] = [];
  #piped: Draft[] = [];

  constructor(script: MappedText, options: ScriptOptions, depth: number) {
    this.#script = script;
    this.#options = options;
    this.#context = { parse: this.#parse, depth, unclosed: 0 };
    this.#given = [...(options.heredocs ?? [])];
    this.#lexer = new ShellLexer(script, options.escape, this.#context);
  }

  run(): ShellCommand[] {
    for (let token = this.#lexer.next(); token; token = this.#lexer.next()) {
      if (token.kind === 'word') this.#word(token);
      else if (token.kind === 'redirection') this.#redirection(token);
      else this.#operator(token);
    }
    this.#finish();
    return this.#commands.flatMap((command) => this.#withInner(command));
  }

  readonly #parse = (script: MappedText, depth: number): ShellCommand[] => parseCommands(script, { escape: this.#options.escape, captured: true }, depth);

  #word({ word, quoted }: Extract<ShellToken, { kind: 'word' }>): void {
    const command = this.#current;
    const atStart = !command || (command.words.length === 0 && command.assignments.length === 0 && command.redirections.length === 0);
    if (atStart && !quoted) {
      if (GROUPS.has(word.text)) this.#groups.push(this.#commands.length);
      if (OPENERS.has(word.text) || word.text === '{') return;
      if (CLOSERS.has(word.text)) {
        this.#closeGroup();
        return;
      }
    }
    const draft = this.#draft(word.start);
    draft.end = word.end;
    const assignment = draft.words.length === 0 ? ASSIGNMENT.exec(word.text) : null;
    if (assignment) draft.assignments.push({ name: assignment[1]!, value: tail(word, assignment[0].length) });
    else draft.words.push(word);
  }

  #redirection({ operator, at }: Extract<ShellToken, { kind: 'redirection' }>): void {
    const target = this.#lexer.next();
    if (target?.kind !== 'word') {
      if (target?.kind === 'redirection') this.#redirection(target);
      else if (target) this.#operator(target);
      return;
    }
    if (operator.startsWith('<<') && operator !== '<<<') {
      this.#heredoc(target.word, target.quoted, operator === '<<-', this.#draft(this.#script.offsets[at]!));
      return;
    }
    const redirection = { operator, target: target.word };
    const targets = this.#current ? [this.#current] : this.#closed.length > 0 ? this.#closed : [this.#draft(this.#script.offsets[at]!)];
    for (const command of targets) {
      command.redirections.push(redirection);
      command.end = Math.max(command.end, target.word.end);
    }
  }

  #heredoc(name: ShellText, quoted: boolean, chomps: boolean, draft: Draft): void {
    draft.end = Math.max(draft.end, name.end);
    const given = this.#given.shift();
    if (given) draft.heredocs.push(this.#body(given, given.expands));
    else this.#pending.push({ name: name.text, chomps, expands: !quoted, to: draft });
  }

  #body(body: MappedText, expands: boolean): ShellText {
    return expands ? expandText(body, { ...this.#context, depth: this.#context.depth + 1 }) : literalText(body);
  }

  #operator({ operator }: Extract<ShellToken, { kind: 'operator' }>): void {
    const ended = this.#current ? [this.#current] : this.#closed;
    this.#finish();
    if (operator === '\n') {
      for (const { name, chomps, expands, to } of this.#pending) {
        const { from, to: end } = this.#lexer.takeHeredoc(name, chomps);
        to.heredocs.push(this.#body(sliceText(this.#script, from, end), expands));
      }
      this.#pending = [];
      this.#closed = [];
    } else if (operator === '(') this.#groups.push(this.#commands.length);
    else if (operator === ')') this.#closeGroup();
    else if (operator === '|' || operator === '|&') {
      this.#piped = ended;
      this.#closed = [];
    } else this.#closed = [];
  }

  #closeGroup(): void {
    this.#finish();
    const from = this.#groups.pop();
    this.#closed = from === undefined ? [] : this.#commands.slice(Math.max(from, this.#commands.length - MOST_IN_GROUP));
  }

  #draft(start: number): Draft {
    if (!this.#current) {
      this.#current = { start, end: start, assignments: [], words: [], redirections: [], heredocs: [], captured: this.#options.captured ?? false, asksPassword: false, reads: this.#piped };
      this.#closed = [];
    }
    return this.#current;
  }

  #finish(): void {
    const command = this.#current;
    if (!command) return;
    this.#current = null;
    this.#piped = [];
    unwrap(command);
    this.#commands.push(command);
  }

  #withInner(command: Draft): ShellCommand[] {
    const texts = [...command.words, ...command.assignments.map(({ value }) => value), ...command.heredocs, ...command.redirections.map(({ target }) => target)];
    const inner = texts.flatMap(({ expansions }) => expansions.flatMap(({ commands }) => commands));
    return [command, ...inner, ...this.#scripts(command).flatMap((script) => parseCommands(script, { ...this.#options, heredocs: [] }, this.#context.depth + 1))];
  }

  /** Scripts that the command hands to a shell: `sh -c '…'`, `eval …`, `sh <<EOF`. */
  #scripts(command: Draft): MappedText[] {
    if (this.#context.depth >= DEEPEST_SUBSTITUTION) return [];
    const [name, ...rest] = command.words;
    if (!name) return command.heredocs.filter(({ text }) => !text.startsWith('#!') || /^#!.*sh\b/.test(text));
    if (name.text === 'eval') return rest.slice(0, 1);
    if (/^(?:.*\/)?su$/.test(name.text)) return afterOption(rest, /^-[a-z]*c$|^--command$/);
    if (!SHELLS.test(name.text)) return [];
    return [...afterOption(rest, /^-[a-z]*c$|^-command$|^\/[sc]$/i), ...command.heredocs];
  }
}

function afterOption(words: readonly ShellText[], option: RegExp): MappedText[] {
  const at = words.findIndex(({ text }) => option.test(text));
  const script = at === -1 ? undefined : words[at + 1];
  return script ? [script] : [];
}

/** The text behind the first `length` characters. */
function tail(word: ShellText, length: number): ShellText {
  return {
    text: word.text.slice(length),
    start: word.offsets[length]!,
    end: word.end,
    offsets: word.offsets.subarray(length),
    expansions: word.expansions.map((expansion) => ({ ...expansion, from: expansion.from - length, to: expansion.to - length })),
  };
}

/** Takes `sudo -u app env A=b` and PowerShell's `$x =` off, so that the command's own name comes first. */
function unwrap(command: Draft): void {
  for (;;) {
    if (command.words.length > 2 && command.words[1]!.text === '=' && /^\$(?!env:)\w+$/i.test(command.words[0]!.text)) command.words = command.words.slice(2);
    const name = command.words[0]?.text.split('/').at(-1) ?? '';
    const valued = Object.hasOwn(WRAPPERS, name) ? WRAPPERS[name]! : null;
    if (valued === null || command.words.length < 2) return;
    let at = 1;
    let spare = TAKES_ONE.has(name) ? 1 : 0;
    for (; at < command.words.length; at++) {
      const word = command.words[at]!;
      const assignment = ASSIGNMENT.exec(word.text);
      if (assignment && (name === 'env' || name === 'sudo')) {
        command.assignments.push({ name: assignment[1]!, value: tail(word, assignment[0].length) });
      } else if (/^-./.test(word.text)) {
        if (name === 'sudo' && /^-[A-Za-z]*S|^--stdin$/.test(word.text)) command.asksPassword = true;
        if (word.text.length === 2 && valued.includes(word.text[1]!)) at += 1;
      } else if (spare > 0) spare -= 1;
      else break;
    }
    if (at >= command.words.length) {
      if (name === 'env' || name === 'sudo') command.words = [];
      return;
    }
    command.words = command.words.slice(at);
  }
}
