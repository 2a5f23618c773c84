import { findRuns } from './decode-base.js';
import { findStretches } from './decode-escapes.js';
import { kernelFor } from './survey-kernel.js';

/** Where in bytes the decoders have to look: pairs of start and end, in order. */
export interface Survey {
  /** Runs of the alphabet of base64 that may decode to text; those that do not are left out, where that was quick to see. */
  readonly runs: readonly number[];
  /** From one break to the next, with an escape in it that tells. */
  readonly urls: readonly number[];
  readonly strings: readonly number[];
}

/** One look at all bytes. */
export function survey(bytes: Buffer): Survey {
  return kernelFor(bytes.length)?.survey(bytes) ?? surveyPlainly(bytes);
}

/** The same without WebAssembly. */
export function surveyPlainly(bytes: Buffer): Survey {
  return { runs: findRuns(bytes), urls: findStretches(bytes, 'URL'), strings: findStretches(bytes, 'JSON') };
}
