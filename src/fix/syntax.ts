import type { Dockerfile } from '../model/dockerfile.js';
import type { TextEdit } from './fix.js';
import { lineEndOf } from './edit.js';

const SYNTAX = /^syntax\s*=\s*(\S+)/i;
const OFFICIAL = /^(?:docker\.io\/)?docker\/dockerfile:(\d+)(?:\.(\d+))?(?:\.\d+)?(?:-labs)?(?:@sha256:[0-9a-f]{64})?$/;
const LATEST = /^(?:docker\.io\/)?docker\/dockerfile(?::latest|:labs)?$/;
const WITH_MOUNTS = /^(?:docker\.io\/)?docker\/dockerfile:(?:experimental|[\w.-]*experimental)$|^(?:docker\.io\/)?docker\/dockerfile-upstream:/;

/** `env=` of a secret mount came with Dockerfile 1.10. */
const ENV_MINOR = 10;
/** Secret mounts came with Dockerfile 1.2. */
const MOUNT_MINOR = 2;

/** How this Dockerfile's syntax lets a secret reach a command. */
export interface SecretSyntax {
  /** `env`: as a variable; `file`: as a file only; `none`: not at all. */
  readonly form: 'env' | 'file' | 'none';
  /** What makes `env` hold: the syntax line where there is none. */
  readonly edits: readonly TextEdit[];
  /** The syntax that the file names; null when it names none. */
  readonly named: string | null;
}

/**
 * What `# syntax=` allows. Without that line the builder's own version counts, which nobody knows, so that a line is added.
 * https://docs.docker.com/build/buildkit/dockerfile-release-notes/#1100
 */
export function secretSyntax(dockerfile: Dockerfile): SecretSyntax {
  const named = namedSyntax(dockerfile);
  if (named === null) return { form: 'env', edits: [addSyntax(dockerfile)], named };
  if (LATEST.test(named)) return { form: 'env', edits: [], named };
  const version = OFFICIAL.exec(named);
  if (!version) return { form: WITH_MOUNTS.test(named) ? 'file' : 'none', edits: [], named };
  const major = Number(version[1]);
  const minor = version[2] === undefined ? Infinity : Number(version[2]);
  if (major > 1 || (major === 1 && minor >= ENV_MINOR)) return { form: 'env', edits: [], named };
  return { form: major === 1 && minor >= MOUNT_MINOR ? 'file' : 'none', edits: [], named };
}

/** Directives count only above everything else, each once. */
function namedSyntax({ text, comments }: Dockerfile): string | null {
  let line = text.startsWith('#!') ? text.indexOf('\n') + 1 : 0;
  for (const comment of comments) {
    if (comment.start < line) continue;
    // A blank line ends the directives.
    if (/\S|\n/.test(text.slice(line, comment.start)) || !/^[A-Za-z][A-Za-z0-9]*\s*=/.test(comment.text)) return null;
    const syntax = SYNTAX.exec(comment.text);
    if (syntax) return syntax[1]!;
    line = text.indexOf('\n', comment.end) + 1;
  }
  return null;
}

function addSyntax({ text }: Dockerfile): TextEdit {
  const at = text.startsWith('#!') ? text.indexOf('\n') + 1 : 0;
  return { start: at, end: at, text: `# syntax=docker/dockerfile:1${lineEndOf(text)}` };
}
