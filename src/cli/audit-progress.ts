import type { Writable } from 'node:stream';
import type { AuditProgress } from '../index.js';

/** Often enough to look alive, seldom enough to cost nothing; a log wants less. */
const LINE_INTERVAL_MS = 200;
const JSON_INTERVAL_MS = 1000;
const CLEAR_LINE = '\r\u001b[2K';

export const PROGRESS_KINDS = ['auto', 'line', 'json', 'none'] as const;
export type ProgressKind = (typeof PROGRESS_KINDS)[number];

/** How far an audit is: a line that rewrites itself, or one JSON object a line (the first and last of each phase, and each second). */
export interface AuditProgressWriter {
  show(event: AuditProgress): void;
  clear(): void;
}

export function createAuditProgress(stream: Writable, kind: 'line' | 'json' | 'none', now: () => number = Date.now): AuditProgressWriter {
  let shownAt = Number.NEGATIVE_INFINITY;
  let phase = '';
  /** When the phase began, in seconds of the run. */
  let beganAt = 0;
  let held: AuditProgress | null = null;
  let onScreen = false;
  const writeJson = (event: AuditProgress): void => void stream.write(`${JSON.stringify({ event: 'progress', time: new Date(now()).toISOString(), ...event })}\n`);
  return {
    show(event) {
      if (kind === 'none') return;
      const begins = event.phase !== phase;
      if (kind === 'json' && begins && held) writeJson(held);
      held = event;
      if (!begins && now() - shownAt < (kind === 'json' ? JSON_INTERVAL_MS : LINE_INTERVAL_MS)) return;
      if (begins) beganAt = event.seconds;
      phase = event.phase;
      shownAt = now();
      held = null;
      if (kind === 'json') writeJson(event);
      else {
        onScreen = true;
        stream.write(CLEAR_LINE + progressLine(event, event.seconds - beganAt));
      }
    },
    clear() {
      if (kind === 'json' && held) writeJson(held);
      held = null;
      if (onScreen) stream.write(CLEAR_LINE);
      onScreen = false;
    },
  };
}

/** What fits into a line; the rest of the time is reckoned from the bytes, since layers differ. */
function progressLine(event: AuditProgress, inPhase: number): string {
  const { phase, repositories, tags, images, layers, layersTotal, bytes, bytesTotal, findings, requests, workers, seconds } = event;
  const asked = `${requests} requests, ${seconds > 0 ? (requests / seconds).toFixed(0) : 0}/s`;
  if (phase === 'list') return `listing: ${repositories} repositories, ${tags} tags; ${asked}`;
  if (phase === 'manifests') return `manifests: ${images} images of ${tags} tags; ${asked}`;
  if (phase === 'findings') return `putting together: ${findings} findings`;
  const rate = inPhase > 0 ? bytes / inPhase : 0;
  const left = bytesTotal !== null && rate > 0 ? (bytesTotal - bytes) / rate : null;
  if (workers === 0) return `layers ${layers}/${layersTotal ?? '?'}: NO WORKER listens with these rules, this salt and this registry`;
  return `layers ${layers}/${layersTotal ?? '?'}, ${size(bytes)}/${bytesTotal === null ? '?' : size(bytesTotal)}, ${size(rate)}/s${left === null || left <= 0 ? '' : `, ${duration(left)} left`}, ${findings} findings${workers === null ? '' : `, ${workers} workers`}`;
}

function size(bytes: number): string {
  return bytes >= 1e9 ? `${(bytes / 1e9).toFixed(2)} GB` : `${(bytes / 1e6).toFixed(1)} MB`;
}

function duration(seconds: number): string {
  const minutes = Math.floor(seconds / 60);
  if (minutes >= 60) return `${Math.floor(minutes / 60)}h${String(minutes % 60).padStart(2, '0')}`;
  return minutes > 0 ? `${minutes}m${String(Math.floor(seconds % 60)).padStart(2, '0')}` : `${Math.ceil(seconds)}s`;
}
