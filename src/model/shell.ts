import type { Span } from './dockerfile.js';

/** A part of a word that the shell replaces when it runs. */
export interface Expansion {
  readonly kind: 'variable' | 'command';
  /** Of a variable; empty for a command. */
  readonly name: string;
  /** Where it stands in the word's `text`; `to` is exclusive. */
  readonly from: number;
  readonly to: number;
  /** What a command substitution, or the word of a `${X:-…}`, runs. */
  readonly commands: readonly ShellCommand[];
}

/** A stretch of shell text: quotes and escapes removed, expansions as written. */
export interface ShellText extends Span {
  readonly text: string;
  /** Where each character of `text` stands in the Dockerfile; one entry more than characters, which means nothing unless there are none. */
  readonly offsets: Int32Array;
  readonly expansions: readonly Expansion[];
}

/** https://pubs.opengroup.org/onlinepubs/9799919799/utilities/V3_chap02.html#tag_19_07 */
export interface Redirection {
  /** Without the file descriptor: `>`, `>>`, `<`, `<<<`, `>&` … */
  readonly operator: string;
  readonly target: ShellText;
}

export interface ShellAssignment {
  readonly name: string;
  readonly value: ShellText;
}

/** `NAME=value word … > file`: one command, without what joins it to others. */
export interface ShellCommand extends Span {
  /** In front of the command's name; alone they set the shell's own variables. */
  readonly assignments: readonly ShellAssignment[];
  /** The name and its arguments; empty when there are only assignments. */
  readonly words: readonly ShellText[];
  readonly redirections: readonly Redirection[];
  /** What is fed to it by `<<`. */
  readonly heredocs: readonly ShellText[];
  /** True when a substitution takes what it prints. */
  readonly captured: boolean;
  /** True where `sudo -S` in front of it takes a password from its input. */
  readonly asksPassword: boolean;
  /** The commands whose output it reads through a pipe. */
  readonly reads: readonly ShellCommand[];
}
