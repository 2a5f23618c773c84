import type { Writable } from 'node:stream';
import type { ProgressEvent } from '../index.js';

/** Often enough to look alive, seldom enough to cost nothing. */
const INTERVAL_MS = 100;
const CLEAR_LINE = '\r\u001b[2K';

/** A line on a terminal that says how far a scan is, and goes away. */
export interface Progress {
  show(event: ProgressEvent): void;
  clear(): void;
}

/** Silent unless `visible`: a log file has no use for a line that rewrites itself. */
export function createProgress(stream: Writable, visible: boolean, now: () => number = Date.now): Progress {
  let shownAt = Number.NEGATIVE_INFINITY;
  let onScreen = false;
  return {
    show(event) {
      if (!visible || now() - shownAt < INTERVAL_MS) return;
      shownAt = now();
      onScreen = true;
      stream.write(CLEAR_LINE + progressLine(event));
    },
    clear() {
      if (onScreen) stream.write(CLEAR_LINE);
      onScreen = false;
    },
  };
}

function progressLine({ phase, done, total, bytes }: ProgressEvent): string {
  const part = total === null ? String(done) : `${done}/${total}`;
  return `${phase} ${part}, ${(bytes / 1e6).toFixed(1)} MB`;
}
