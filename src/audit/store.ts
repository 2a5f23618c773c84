import { createHash, randomBytes } from 'node:crypto';
import { homedir } from 'node:os';
import { join } from 'node:path';
import { LayerlintError } from '../model/error.js';
import type { RuleSet } from '../model/rule.js';
import { AuditDatabase } from './database.js';
import { MIGRATIONS } from './schema.js';

/** A store: what audits have found so far, and the salt under which secrets are sealed in it. */
export interface AuditStore {
  readonly database: AuditDatabase;
  readonly salt: string;
  close(): void;
}

/** Where a store lies when nobody says. https://specifications.freedesktop.org/basedir-spec/latest/ */
export function defaultStore(env: Readonly<Record<string, string | undefined>>): string {
  const data = env['XDG_DATA_HOME'];
  return join(data?.startsWith('/') ? data : join(env['HOME'] || homedir(), '.local/share'), 'layerlint', 'audit.db');
}

/**
 * Opens a store. A new one is given the salt, or one of its own; throws `usage` where a salt is given that is not that of the
 * store, since its fingerprints would be others.
 */
export async function openStore(path: string, options: { readonly salt?: string | null; readonly create?: boolean } = {}): Promise<AuditStore> {
  const database = await AuditDatabase.open(path, MIGRATIONS, options.create ?? true);
  const own = database.together(() => {
    const known = database.get<{ value: string }>("SELECT value FROM meta WHERE name = 'salt'")?.value;
    if (known !== undefined) return known;
    const made = options.salt || randomBytes(32).toString('hex');
    database.run("INSERT INTO meta (name, value) VALUES ('salt', ?)", made);
    return made;
  });
  if (options.salt && options.salt !== own) {
    database.close();
    throw new LayerlintError('usage', `The store \`${path}\` was made with another salt than LAYERLINT_SALT.`, { hint: 'Unset the variable, or use another store.' });
  }
  return { database, salt: own, close: () => database.close() };
}

/** A run of the audit, as the store counts them. */
export interface Run {
  readonly id: number;
  readonly scope: readonly string[];
  /** Digest of the rule set. */
  readonly rules: string;
  readonly startedAt: string;
  /** True when it goes on where it was stopped. */
  readonly resumed: boolean;
}

/** A list of tags that is older is not gone on with: what was pushed since would be missed. What was read of layers is kept all the same. */
const STALE_MS = 24 * 3600 * 1000;

/** Begins a run, or goes on with the last one where that was stopped on the same day and had the same plan. */
export function beginRun({ database }: AuditStore, plan: string, scope: readonly string[], rules: RuleSet, now: string): Run {
  const key = digest(plan);
  return database.together(() => {
    const last = database.get<{ id: number; plan: string; started: string; finished: string | null }>('SELECT id, plan, started, finished FROM run ORDER BY id DESC LIMIT 1');
    for (const rule of rules.rules) {
      const words = JSON.stringify({ title: rule.title, why: rule.why, rotate: 'rotate' in rule ? rule.rotate : null });
      database.run('INSERT OR IGNORE INTO rule (rules, id, words) VALUES (?, ?, ?)', rules.digest, rule.id, words);
    }
    if (last?.finished === null && last.plan === key && Date.parse(now) - Date.parse(last.started) < STALE_MS) {
      // What failed is tried again, and says so again.
      database.run('DELETE FROM notice WHERE run = ?', last.id);
      return { id: last.id, scope, rules: rules.digest, startedAt: last.started, resumed: true };
    }
    const { id } = database.get<{ id: number }>('INSERT INTO run (plan, scope, rules, started) VALUES (?, ?, ?, ?) RETURNING id', key, JSON.stringify(scope), rules.digest, now)!;
    return { id, scope, rules: rules.digest, startedAt: now, resumed: false };
  });
}

/** Takes away a run that came to nothing, so that the answer of the one before still stands. One that was resumed is left. */
export function forgetRun({ database }: AuditStore, { id, resumed }: Run): void {
  if (resumed) return;
  database.together(() => {
    database.run('DELETE FROM notice WHERE run = ?', id);
    database.run('DELETE FROM run WHERE id = ?', id);
  });
}

/** What could not be read in this run. */
export function noteRun({ database }: AuditStore, run: Run, place: string, message: string): void {
  database.run('INSERT INTO notice (run, place, message) VALUES (?, ?, ?)', run.id, place, message);
}

export function digest(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}
