import type { Finding } from '../model/finding.js';
import { digest } from './store.js';
import type { Session } from './session.js';

/** What is kept of a finding: no value, and of its advice only what is its own. */
export type StoredFinding = Omit<Finding, 'secret' | 'remediation' | 'fingerprint'> & {
  readonly masked: string | null;
  readonly fix: string;
  /** Of the rules that made it. */
  readonly rules: string;
};

const PARTS = { metadata: 0, layers: 1 } as const;

/** Puts the findings of one part of an image in the place of those that were there. To be called within `together`. */
export function storeFindings({ run, store: { database } }: Session, image: number, part: keyof typeof PARTS, findings: readonly Finding[]): void {
  database.run('DELETE FROM image_finding WHERE image = ? AND part = ?', image, PARTS[part]);
  for (const { secret, remediation, fingerprint, ...rest } of findings) {
    const stored: StoredFinding = { ...rest, masked: secret?.masked ?? null, fix: remediation.fix, rules: run.rules };
    const body = JSON.stringify(stored);
    const { id } = database.get<{ id: number }>(
      'INSERT INTO finding (key, fingerprint, body, first_run) VALUES (?, ?, ?, ?) ON CONFLICT (key) DO UPDATE SET key = excluded.key RETURNING id',
      digest(`${fingerprint}${body}`), fingerprint, body, run.id)!;
    database.run('INSERT OR IGNORE INTO image_finding (image, finding, part) VALUES (?, ?, ?)', image, id, PARTS[part]);
  }
}
