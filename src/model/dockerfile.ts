import type { Notice } from './notice.js';

/** Offsets are UTF-16 code units into `Dockerfile.text`; `end` is exclusive. */
export interface Span {
  readonly start: number;
  readonly end: number;
}

/** A word as written, with what the builder makes of it. */
export interface Word extends Span {
  /** As written, quotes and escapes included. */
  readonly raw: string;
  /** Quotes and escapes removed, variables left as they are. */
  readonly text: string;
}

/** `--name=value` in front of an instruction's arguments. */
export interface Flag extends Span {
  readonly name: string;
  readonly value: string | null;
}

/** https://docs.docker.com/reference/dockerfile/#here-documents */
export interface Heredoc extends Span {
  readonly name: string;
  /** False when any part of the name was quoted. */
  readonly expands: boolean;
  /** The body's text with leading tabs removed where `<<-` asks for it. */
  readonly text: string;
  /** Where the body stands. */
  readonly body: Span;
}

/** A `KEY=value` of ARG, ENV or LABEL. */
export interface Assignment extends Span {
  readonly key: Word;
  /** Null for `ARG KEY`. */
  readonly value: Word | null;
}

/** One instruction; comments and blank lines inside it are left out of its words. */
export interface Instruction extends Span {
  /** Upper case, as `RUN`; of an ONBUILD it is the trigger's. */
  readonly keyword: string;
  readonly onbuild: boolean;
  /** Index into `Dockerfile.stages`; null in front of the first FROM. */
  readonly stage: number | null;
  readonly flags: readonly Flag[];
  /** What follows keyword and flags, as written, line continuations included. */
  readonly body: Span;
  /** The JSON form's strings, or the words of the shell form. */
  readonly words: readonly Word[];
  readonly form: 'exec' | 'shell';
  /** Of ARG, ENV and LABEL; empty for the rest. */
  readonly assignments: readonly Assignment[];
  readonly heredocs: readonly Heredoc[];
}

/** From one FROM to the next. */
export interface Stage {
  readonly index: number;
  /** The name after AS, as written; null when it has none. */
  readonly name: string | null;
  /** The image or stage after FROM, global ARGs with defaults put in. */
  readonly base: string;
  /** The stage it is built on; null when the base is an image. */
  readonly parent: number | null;
  /** True when the last stage holds its layers: it is the last one or one of its parents. */
  readonly shipped: boolean;
}

/** A Dockerfile with its meaning; text is what every offset counts in. */
export interface Dockerfile {
  readonly path: string;
  /** Decoded, without a byte order mark. */
  readonly text: string;
  /** Bytes of the file in front of `text` (a byte order mark). */
  readonly bomLength: number;
  readonly escape: '\\' | '`';
  readonly stages: readonly Stage[];
  readonly instructions: readonly Instruction[];
  /** Lines with `#`, directives included, as they stand. */
  readonly comments: readonly Word[];
  readonly notices: readonly Notice[];
}
