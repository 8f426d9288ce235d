import { randomUUID } from 'node:crypto';
import { accessSync, constants, existsSync, realpathSync, rmSync } from 'node:fs';
import { hostname, userInfo } from 'node:os';
import path from 'node:path';
import Database from 'better-sqlite3';
import { type Failure, failure, type Outcome } from '../shared/contract/failure.ts';
import { type Connection, connect } from './connection.ts';
import { knownFailure } from './failure.ts';

/**
 * One Assay a contest. Beside the contest lies a small database with one row that says who has it open; the holder
 * keeps a write transaction on it for as long as it lives. The operating system ends that transaction with the process,
 * however it dies, so a lock is never left behind, and whoever comes second can still read the row.
 */
export interface ContestLock {
  /** Removes the file beside the contest and lets go. */
  release(): void;
}

export interface Holder {
  readonly user: string;
  readonly host: string;
  readonly process: number;
  readonly since: string;
}

/** `locked` with the holder's name, or `disk` where nothing can be written beside the contest. */
export function takeLock(contestPath: string, now: string): Outcome<ContestLock> {
  const lockPath = lockPathOf(contestPath);
  const unwritable = whyUnwritable(path.dirname(lockPath));
  if (unwritable) return { ok: false, error: unwritable };
  // again only where another Assay removed the file between our opening it and our holding it
  let last: Outcome<never> = failure(
    'locked',
    'Several windows are opening this contest at the same moment. Try again.',
  );
  for (let attempt = 0; attempt < 20; attempt++) {
    const taken = tryLock(lockPath, now);
    if (taken.ok || !taken.again) return taken;
    if (taken.error) last = { ok: false, error: taken.error };
  }
  return last;
}

export function lockPathOf(contestPath: string): string {
  const real = realPathOf(contestPath);
  return path.join(path.dirname(real), `.${path.basename(real)}.lock`);
}

/** Without symbolic links, so that one contest has one lock; of a file that is not there yet, its folder's. */
export function realPathOf(file: string): string {
  const absolute = path.resolve(file);
  if (existsSync(absolute)) return realpathSync(absolute);
  const folder = path.dirname(absolute);
  return existsSync(folder) ? path.join(realpathSync(folder), path.basename(absolute)) : absolute;
}

/** Asked first, because SQLite has one code for every reason for which a file cannot be opened. */
function whyUnwritable(folder: string): Failure | null {
  try {
    accessSync(folder, constants.W_OK);
    return null;
  } catch (error) {
    const known = knownFailure(error);
    if (!known) throw error;
    return known;
  }
}

type Attempt =
  | { readonly ok: true; readonly value: ContestLock }
  | { readonly ok: false; readonly error: Failure; readonly again: false }
  | { readonly ok: false; readonly error: Failure | null; readonly again: true };

function tryLock(lockPath: string, now: string): Attempt {
  const token = randomUUID();
  let db: Connection | null = null;
  try {
    db = open(lockPath);
    db.pragma('journal_mode = MEMORY'); // a journal beside it would be shared with a file that took its name
    db.exec('BEGIN IMMEDIATE');
    db.exec('CREATE TABLE IF NOT EXISTS holder (token TEXT, user TEXT, host TEXT, process INTEGER, since TEXT)');
    db.exec('DELETE FROM holder');
    const insert = 'INSERT INTO holder (token, user, host, process, since) VALUES (?, ?, ?, ?, ?)';
    db.prepare(insert).run(token, userName(), hostname(), process.pid, now);
    db.exec('COMMIT');
    db.exec('BEGIN IMMEDIATE');
    if (tokenIn(lockPath) === token) return { ok: true, value: heldBy(db, lockPath) };
    db.close();
    return { ok: false, error: null, again: true };
  } catch (error) {
    const code = error instanceof Database.SqliteError ? error.code : '';
    const busy = code.startsWith('SQLITE_BUSY');
    const holder = busy && db ? holderIn(db) : null;
    db?.close();
    if (busy) return { ok: false, error: { code: 'locked', message: lockedMessage(holder) }, again: false };
    const known = knownFailure(error);
    if (!known) throw error;
    // a crash of the whole machine can leave half a file, and that holds nobody
    if (known.code === 'damaged') rmSync(lockPath, { force: true });
    // to SQLite, a file that was removed under it looks like a broken or a read-only disk
    const moved = ['SQLITE_IOERR', 'SQLITE_CANTOPEN', 'SQLITE_READONLY_DBMOVED'].some((start) =>
      code.startsWith(start),
    );
    const again = known.code === 'damaged' || moved;
    return { ok: false, error: known, again };
  }
}

function heldBy(db: Connection, lockPath: string): ContestLock {
  let held = true;
  return {
    release: () => {
      if (!held) return;
      held = false;
      removeQuietly(lockPath); // while it is still held: nobody can have made it theirs
      db.close();
      if (process.platform === 'win32') removeQuietly(lockPath); // an open file cannot be removed there
    },
  };
}

/** No write-ahead log here: it would be two more files beside the contest, and there is nothing to lose. */
function open(lockPath: string, readonly = false): Connection {
  return connect(lockPath, { mustExist: readonly, readonly, timeout: 200, journal: 'as-it-is' });
}

function tokenIn(lockPath: string): string | null {
  if (!existsSync(lockPath)) return null;
  const db = open(lockPath, true);
  try {
    return (db.prepare('SELECT token FROM holder').pluck().get() as string | undefined) ?? null;
  } catch {
    return null;
  } finally {
    db.close();
  }
}

function holderIn(db: Connection): Holder | null {
  try {
    return (db.prepare('SELECT user, host, process, since FROM holder').get() as Holder | undefined) ?? null;
  } catch {
    return null;
  }
}

function lockedMessage(holder: Holder | null): string {
  if (!holder) return 'Another Assay has this contest open. Close it there, then try again.';
  const since = holder.since.replace('T', ' ').slice(0, 16);
  return (
    `${holder.user} on ${holder.host} has this contest open since ${since} UTC (process ${holder.process}). ` +
    'Close it there, then try again.'
  );
}

function userName(): string {
  try {
    return userInfo().username;
  } catch {
    return 'somebody'; // an account without a name, as in some containers
  }
}

function removeQuietly(file: string): void {
  try {
    rmSync(file, { force: true });
  } catch {
    // left behind: it holds nobody, and the next opening takes it over
  }
}
