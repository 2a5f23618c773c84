import { chmod, mkdir, open } from 'node:fs/promises';
import { dirname } from 'node:path';
import type Database from 'libsql';
import { LayerlintError } from '../model/error.js';

/** Others on the machine are not to read what leaked where. */
const PRIVATE = 0o600;
/** Another audit on the same file commits within milliseconds; a backup may take longer. */
const BUSY_MS = 10_000;

type Value = string | number | null | Buffer;

/** The tables of an audit in one SQLite file: each write is in the file when the call returns, whatever happens to the process next. */
export class AuditDatabase {
  readonly #statements = new Map<string, Database.Statement>();

  private constructor(
    private readonly database: Database.Database,
    readonly path: string,
  ) {}

  /**
   * Opens the file, makes it where there is none (readable by its owner only), and brings its tables to the newest form.
   * Throws `unreadable` for what is no such file, or was written by a newer version.
   */
  static async open(path: string, migrations: readonly string[], create: boolean): Promise<AuditDatabase> {
    await makePrivate(path, create);
    // A native module, and hardly any command needs it.
    const { default: Libsql } = await import('libsql');
    let database: Database.Database | null = null;
    try {
      database = new Libsql(path, { timeout: BUSY_MS });
      database.pragma('journal_mode = WAL');
      // A process that is killed loses nothing so; a machine that loses its power may lose the last commits, never the file.
      database.pragma('synchronous = NORMAL');
      migrate(database, migrations, path);
      return new AuditDatabase(database, path);
    } catch (cause) {
      database?.close();
      if (cause instanceof LayerlintError) throw cause;
      throw new LayerlintError('unreadable', `\`${path}\` cannot be used as a store.`, { hint: 'Name a file that `layerlint audit` made, or one that is not there yet.', cause });
    }
  }

  run(sql: string, ...values: readonly Value[]): void {
    this.#prepare(sql).run(...values);
  }

  get<T>(sql: string, ...values: readonly Value[]): T | undefined {
    return this.#prepare(sql).get(...values) as T | undefined;
  }

  all<T>(sql: string, ...values: readonly Value[]): T[] {
    return this.#prepare(sql).all(...values) as T[];
  }

  /** Row by row. Nothing may be written until it has ended. */
  each<T>(sql: string, ...values: readonly Value[]): IterableIterator<T> {
    return this.#prepare(sql).iterate(...values) as IterableIterator<T>;
  }

  /** All or nothing. Not to be nested. */
  together<T>(work: () => T): T {
    return this.database.transaction(work).immediate() as T;
  }

  close(): void {
    this.#statements.clear();
    this.database.close();
  }

  #prepare(sql: string): Database.Statement {
    const known = this.#statements.get(sql) ?? this.database.prepare(sql);
    this.#statements.set(sql, known);
    return known;
  }
}

async function makePrivate(path: string, create: boolean): Promise<void> {
  try {
    if (create) {
      await mkdir(dirname(path), { recursive: true, mode: 0o700 });
      const made = await open(path, 'wx', PRIVATE).catch((error: NodeJS.ErrnoException) => {
        if (error.code !== 'EEXIST') throw error;
        return null;
      });
      await made?.close();
    }
    const handle = await open(path, 'r');
    const mode = (await handle.stat()).mode;
    await handle.close();
    if ((mode & 0o077) !== 0) await chmod(path, PRIVATE);
  } catch (cause) {
    const missing = (cause as NodeJS.ErrnoException).code === 'ENOENT';
    throw new LayerlintError(missing ? 'not-found' : 'unreadable', missing ? `There is no store \`${path}\`.` : `The store \`${path}\` cannot be opened.`, {
      hint: missing ? 'Make one with `layerlint audit --store FILE HOST`.' : 'Check that you may read and write the file and its directory.',
      cause,
    });
  }
}

/** `user_version` counts the migrations that a file has seen. https://www.sqlite.org/pragma.html#pragma_user_version */
function migrate(database: Database.Database, migrations: readonly string[], path: string): void {
  const version = (): number => (database.prepare('PRAGMA user_version').get() as { user_version: number }).user_version;
  if (version() > migrations.length) {
    throw new LayerlintError('unreadable', `The store \`${path}\` was written by a newer layerlint.`, { hint: 'Use that version, or another file.' });
  }
  if (version() === migrations.length) return;
  database
    .transaction(() => {
      // Another process may have done it meanwhile.
      for (const migration of migrations.slice(version())) database.exec(migration);
      database.exec(`PRAGMA user_version = ${migrations.length}`);
    })
    .immediate();
}
