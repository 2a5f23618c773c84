import type { FileRule } from '../model/rule.js';
import { defineFile } from './define.js';

/** What is said of a file that holds secrets by nature. */
export interface SecretFile {
  readonly id: string;
  readonly title: string;
  readonly severity: FileRule['severity'];
  /** What it holds, as in "It holds …". */
  readonly holds: string;
  readonly fix?: string;
  readonly reference: string;
  readonly steps: readonly string[];
  readonly paths: readonly string[];
  readonly except?: readonly string[];
  /** Default false: only what its content shows counts. */
  readonly opaque?: boolean;
  readonly leaks: readonly string[];
  readonly clean: readonly string[];
}

const FIX = 'Name it in `.dockerignore`, copy only what is needed, and mount it with `RUN --mount=type=secret` where a build step reads it.';

/** Declares a file by its name with the words that are the same for all of them. */
export function secretFile(file: SecretFile): FileRule {
  return defineFile({
    id: file.id,
    title: file.title,
    severity: file.severity,
    why: `It holds ${file.holds}, and everyone who can pull the image can read it, even if a later layer deletes it.`,
    fix: file.fix ?? FIX,
    references: [file.reference],
    rotate: { url: null, steps: file.steps },
    paths: file.paths,
    ...(file.except ? { except: file.except } : {}),
    opaque: file.opaque ?? false,
    examples: { leaks: file.leaks, clean: file.clean },
  });
}

/** Names that say of themselves that nothing in them is real. */
export const SAMPLES = ['*.example', '*.sample', '*.template', '*.tmpl', '*.tpl', '*.dist', '*.default', '*.defaults', '*example*', '*.schema', '*.md'] as const;
