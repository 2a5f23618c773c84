import { deflateRawSync, inflateRawSync } from 'node:zlib';
import { LayerlintError } from '../model/error.js';
import type { RuleSet } from '../model/rule.js';
import type { LayerReport } from '../scan/layer.js';
import { PACKED_FORMAT, packLayerReport, unpackLayerReport, type PackedLayerReport } from '../scan/pack.js';
import type { AuditStore, Run } from './store.js';

/** What is wrong with a layer is clear after a few sentences. */
const MOST_NOTICES = 20;
/** Reports of base layers are asked for again and again; together they may take as much as this, packed. */
const REMEMBERED_BYTES = 32 * 1024 * 1024;
/** A report of a million entries has some ten megabytes. */
const LARGEST_REPORT = 256 * 1024 * 1024;

/** Results of layers, by blob and by what was looked for in what form. */
export class LayerReports {
  readonly #remembered = new Map<number, { readonly report: LayerReport; readonly bytes: number }>();
  #bytes = 0;
  readonly key: string;

  constructor(
    private readonly store: AuditStore,
    private readonly rules: RuleSet,
  ) {
    this.key = reportKey(rules);
  }

  /** The result is in the file when this returns. */
  put(blob: number, run: Run, report: LayerReport): void {
    const { database, salt } = this.store;
    const packed = packLayerReport(report, salt);
    const bytes = deflateRawSync(JSON.stringify(packed));
    database.together(() => {
      database.run('INSERT OR REPLACE INTO layer_report (blob, rules, run, report) VALUES (?, ?, ?, ?)', blob, this.key, run.id, bytes);
      database.run('DELETE FROM notice WHERE blob = ?', blob);
      const digest = database.get<{ digest: string }>('SELECT digest FROM blob WHERE id = ?', blob)?.digest ?? '';
      const note = (message: string): void => database.run('INSERT INTO notice (blob, place, message) VALUES (?, ?, ?)', blob, `layer ${digest}`, message);
      for (const { message, path } of packed.notices.slice(0, MOST_NOTICES)) note(path === null ? message : `${path}: ${message}`);
      if (packed.notices.length > MOST_NOTICES) note(`And ${packed.notices.length - MOST_NOTICES} more files or parts that were not fully read.`);
    });
  }

  /** Null where it was not read under these rules, or cannot be read any more. */
  get(blob: number): LayerReport | null {
    const known = this.#remembered.get(blob);
    if (known) {
      this.#remembered.delete(blob);
      this.#remembered.set(blob, known);
      return known.report;
    }
    const row = this.store.database.get<{ report: Buffer }>('SELECT report FROM layer_report WHERE blob = ? AND rules = ?', blob, this.key);
    if (!row) return null;
    const packed = JSON.parse(inflateRawSync(row.report, { maxOutputLength: LARGEST_REPORT }).toString('utf8')) as PackedLayerReport;
    const report = unpackLayerReport(packed, this.rules, this.store.salt);
    this.#remember(blob, report, row.report.length);
    return report;
  }

  #remember(blob: number, report: LayerReport, bytes: number): void {
    this.#remembered.set(blob, { report, bytes });
    this.#bytes += bytes;
    for (const [oldest, { bytes: size }] of this.#remembered) {
      if (this.#bytes <= REMEMBERED_BYTES) break;
      this.#remembered.delete(oldest);
      this.#bytes -= size;
    }
  }
}

/** Two keys are equal where a report under one is as good as under the other. */
export function reportKey(rules: RuleSet): string {
  return `${rules.digest} ${PACKED_FORMAT}`;
}

/** A failure to reach or to get a layer: what it holds is not known, and is asked for again in the next run. */
export function isPassing(error: unknown): error is LayerlintError {
  return error instanceof LayerlintError && ['registry-unreachable', 'unauthorized', 'not-found', 'damaged', 'internal'].includes(error.code);
}
