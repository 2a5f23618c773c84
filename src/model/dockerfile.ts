import type { Notice } from './notice.js';
import type { ShellCommand } from './shell.js';

/** Offsets are UTF-16 code units into `Dockerfile.text`; `end` is exclusive. */
export interface Span {
  readonly start: number;
  readonly end: number;
}

/** A word as written, with what the builder makes of it. */
export interface Word extends Span {
  /** As the builder sees it: line continuations gone, quotes and escapes still there. */
  readonly raw: string;
  /** Quotes and escapes removed, variables left as they are. */
  readonly text: string;
}

/** `--name=value` in front of an instruction's arguments. */
export interface Flag extends Span {
  readonly name: string;
  readonly value: string | null;
}

/** https://docs.docker.com/reference/dockerfile/#run---mount */
export interface Mount extends Span {
  /** `bind` when the flag says none. */
  readonly type: string;
  /** Of a secret: its `id`, or the last part of its target. */
  readonly id: string | null;
  /** Where it is mounted; a secret's default is `/run/secrets/<id>`, null when it comes as a variable only. */
  readonly target: string | null;
  /** The variable that a secret is given in. */
  readonly env: string | null;
  /** Of a bind or cache mount: the stage or image that it shows; null for the context. */
  readonly from: string | null;
  /** Of a bind or cache mount: what of it is shown; null for all. */
  readonly source: string | null;
}

/** https://docs.docker.com/reference/dockerfile/#here-documents */
export interface Heredoc extends Span {
  readonly name: string;
  /** False when any part of the name was quoted. */
  readonly expands: boolean;
  /** The body's text with leading tabs removed where `<<-` asks for it. */
  readonly text: string;
  /** Where each character of `text` stands; one entry more than characters. */
  readonly offsets: Int32Array;
  /** Where the body stands. */
  readonly body: Span;
}

/** A `KEY=value` of ARG, ENV or LABEL. */
export interface Assignment extends Span {
  readonly key: Word;
  /** Null for `ARG KEY`. */
  readonly value: Word | null;
}

/** A variable as one ARG or ENV makes it. */
export interface Variable {
  readonly name: string;
  readonly kind: 'arg' | 'env';
  readonly assignment: Assignment;
  /** Index into `Dockerfile.instructions`. */
  readonly instruction: number;
  /** What it is when no build argument is given; null when only the build knows it. Cut at a few thousand characters. */
  readonly value: string | null;
  /** The variables that its value is made of; of an `ARG X` in a stage, the global `ARG X`. */
  readonly sources: readonly Variable[];
}

/** What an instruction can see. */
export interface Scope {
  /** The variable of that name as it is before the instruction; null when nothing in the file declares it. */
  find(name: string): Variable | null;
}

/** A path of COPY or ADD. */
export interface CopyPath extends Word {
  /** Variables with known values put in; a source relative to the context (`''` is all of it), a target as `joinWorkdir` makes it. */
  readonly path: string;
}

/** What COPY or ADD takes in, and where it puts it. */
export interface CopyPaths {
  /** Heredocs and URLs are left out. */
  readonly sources: readonly CopyPath[];
  /** URLs and git repositories, of ADD only; as written. */
  readonly urls: readonly Word[];
  readonly target: CopyPath | null;
  /** The stage or image of `--from`; null for the context. */
  readonly from: string | null;
  /** Globs of `--exclude`. */
  readonly excludes: readonly string[];
}

/** One instruction; comments and blank lines inside it are left out of its words. */
export interface Instruction extends Span {
  readonly index: number;
  /** Upper case, as `RUN`; of an ONBUILD it is the trigger's. */
  readonly keyword: string;
  readonly onbuild: boolean;
  /** Index into `Dockerfile.stages`; null in front of the first FROM. */
  readonly stage: number | null;
  readonly flags: readonly Flag[];
  readonly mounts: readonly Mount[];
  /** What follows keyword and flags, as written, line continuations included. */
  readonly body: Span;
  /** The JSON form's strings, or the words of the shell form; what the shell form runs is in `commands` instead. */
  readonly words: readonly Word[];
  readonly form: 'exec' | 'shell';
  /** Of ARG, ENV and LABEL; empty for the rest. */
  readonly assignments: readonly Assignment[];
  /** What ARG and ENV make. */
  readonly variables: readonly Variable[];
  readonly scope: Scope;
  readonly heredocs: readonly Heredoc[];
  /** Of COPY and ADD; null for the rest. */
  readonly copy: CopyPaths | null;
  /** The simple commands of RUN, CMD, ENTRYPOINT and HEALTHCHECK, those within `sh -c`, substitutions and heredocs too. */
  readonly commands: readonly ShellCommand[];
  /** The working directory; empty or relative while only the base image knows where it begins. */
  readonly workdir: string;
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
  /** How the stored bytes become `text`: bytes that are no UTF-8 are read as latin1. */
  readonly encoding: 'utf8' | 'latin1';
  /** Bytes of the file in front of `text` (a byte order mark). */
  readonly bomLength: number;
  readonly escape: '\\' | '`';
  readonly stages: readonly Stage[];
  readonly instructions: readonly Instruction[];
  /** Lines with `#`, directives included, as they stand. */
  readonly comments: readonly Word[];
  readonly notices: readonly Notice[];
}
