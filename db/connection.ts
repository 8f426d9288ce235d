import Database from 'better-sqlite3';

/** One connection to a contest file. Everything in `db/` takes it as its first argument. */
export type Connection = Database.Database;

const prepared = new WeakMap<Connection, Map<string, Database.Statement>>();

/** A statement, prepared once for each connection. */
export function statement(db: Connection, sql: string): Database.Statement {
  let known = prepared.get(db);
  if (!known) {
    known = new Map();
    prepared.set(db, known);
  }
  let found = known.get(sql);
  if (!found) {
    found = db.prepare(sql);
    known.set(sql, found);
  }
  return found;
}

/** First row or null. */
export function one<Row>(db: Connection, sql: string, ...values: unknown[]): Row | null {
  return (statement(db, sql).get(...values) as Row | undefined) ?? null;
}

export function all<Row>(db: Connection, sql: string, ...values: unknown[]): Row[] {
  return statement(db, sql).all(...values) as Row[];
}

export function run(db: Connection, sql: string, ...values: unknown[]): Database.RunResult {
  return statement(db, sql).run(...values);
}

/** Another text after every write to the file, through this connection or any other: what was read before is stale. */
export function changeStamp(db: Connection): string {
  const foreign = db.pragma('data_version', { simple: true });
  const own = one<{ n: number }>(db, 'SELECT total_changes() AS n')?.n;
  return `${String(foreign)} ${String(own)}`;
}

/** All or nothing; an exception inside rolls everything back and goes on to the caller. Takes the write lock at once. */
export function inTransaction<T>(db: Connection, work: () => T): T {
  return db.transaction(work).immediate();
}

/**
 * Opens a file as it is, with the settings that every connection of ours has. WAL makes better-sqlite3 fall back to
 * `synchronous = NORMAL`, so FULL is set after it, and both are read back: a save that was acknowledged must be on disk.
 */
export function connect(
  path: string,
  options: {
    readonly?: boolean;
    mustExist?: boolean;
    timeout?: number;
    journal?: 'wal' | 'as-it-is';
    /** Bytes; only a file that is made by this call takes it. */
    pageSize?: number;
  } = {},
): Connection {
  const binding = process.env.ASSAY_SQLITE_BINDING;
  const db = new Database(path, {
    readonly: options.readonly ?? false,
    fileMustExist: options.mustExist ?? true,
    timeout: options.timeout ?? 5000, // milliseconds to wait for another connection's lock
    ...(binding ? { nativeBinding: binding } : {}),
  });
  try {
    if (options.pageSize !== undefined) db.pragma(`page_size = ${options.pageSize}`);
    if (!options.readonly && options.journal !== 'as-it-is') {
      db.pragma('journal_mode = WAL');
      db.pragma('synchronous = FULL');
      const journal = db.pragma('journal_mode', { simple: true });
      const synchronous = db.pragma('synchronous', { simple: true });
      if (journal !== 'wal' || synchronous !== 2) {
        throw new Error(`SQLite runs with journal_mode ${String(journal)} and synchronous ${String(synchronous)}`);
      }
    }
    db.pragma('foreign_keys = ON');
    db.pragma('trusted_schema = OFF');
    return db;
  } catch (error) {
    db.close();
    throw error;
  }
}
