import { randomUUID } from 'node:crypto';
import { closeSync, existsSync, fsyncSync, linkSync, openSync, readSync, renameSync, rmSync, statSync } from 'node:fs';
import path from 'node:path';
import { failure, type Outcome, success } from '../shared/contract/failure.ts';
import type { Plan } from '../shared/contract/session.ts';
import { knownModels } from '../shared/results/models.ts';
import { STANDARD_RUBRIC } from '../shared/review/rubric.ts';
import { type Connection, connect, inTransaction, one, run } from './connection.ts';
import { asFailure, damaged, knownFailure } from './failure.ts';
import { type ContestLock, realPathOf, takeLock } from './lock.ts';
import { applicationId, checkForm, migrate, migrations } from './migrate.ts';
import { saveModel } from './models.ts';
import { type Actor, appendEvent } from './record.ts';
import { currentRules, type RulesBody, saveRules, standardBody } from './rules.ts';

/** A contest that this process, and no other, has open. */
export interface OpenContest {
  readonly db: Connection;
  /** Absolute, without symbolic links. */
  readonly path: string;
  /** Lets go of the file; a second call does nothing. */
  close(): void;
}

export interface NewContest {
  readonly name: string;
  readonly rules?: RulesBody;
  readonly now: () => string;
  readonly newId: () => string;
  readonly randomBytes: (count: number) => Uint8Array;
}

/** What the row of the contest itself says. */
export interface ContestRow {
  readonly id: string;
  readonly name: string;
  readonly createdAt: string;
  readonly salt: Uint8Array;
  readonly plan: Plan | null;
  readonly lastBackupAt: string | null;
}

const assay: Actor = { alias: 'Assay', role: 'assay' };

/**
 * Makes a new contest and opens it. The file appears under its name only when it is complete, and never in place of
 * another (`conflict`).
 */
export function createContest(file: string, contest: NewContest): Outcome<OpenContest> {
  return asFailure(() => {
    const target = realPathOf(file);
    const lock = takeLock(target, contest.now());
    if (!lock.ok) return lock;
    try {
      if (existsSync(target)) {
        lock.value.release();
        return failure('conflict', `There is already a file named ${path.basename(target)}. Choose another name.`);
      }
      putInPlace(target, (temporary) => writeFirstRows(temporary, contest));
      return openLocked(target, lock.value, contest.now());
    } catch (error) {
      lock.value.release();
      throw error;
    }
  });
}

/**
 * Opens a contest: takes its lock (`locked` names the holder), looks whether it is one (`damaged`, `newer`), brings it
 * to the newest form after a backup, and checks its pages. The check is SQLite's `quick_check`, about a second for
 * 500 MB; the whole `integrity_check`, which also compares indexes, is part of `verify`.
 */
export function openContest(file: string, now: string): Outcome<OpenContest> {
  return asFailure(() => {
    const target = realPathOf(file);
    const header = checkHeader(target);
    if (!header.ok) return header;
    const lock = takeLock(target, now);
    return lock.ok ? openLocked(target, lock.value, now) : lock;
  });
}

/** Opens a connection of a job's own to a contest that this process has open. */
export function connectToContest(file: string): Connection {
  return connect(file);
}

/** Whether a file is a contest, from its first hundred bytes: nothing is opened or written. */
export function checkHeader(file: string): Outcome<null> {
  if (!existsSync(file))
    return failure('disk', `${path.basename(file)} is not there any more. Choose the contest again.`);
  if (!statSync(file).isFile()) return damaged(`${path.basename(file)} is not a file.`);
  const header = Buffer.alloc(100);
  const descriptor = openSync(file, 'r');
  let length: number;
  try {
    length = readSync(descriptor, header, 0, 100, 0);
  } finally {
    closeSync(descriptor);
  }
  if (length < 100 || header.toString('latin1', 0, 16) !== 'SQLite format 3\0') {
    return damaged(`${path.basename(file)} is not a contest file.`);
  }
  // the place of `application_id`: https://www.sqlite.org/fileformat.html#the_database_header
  if (header.readUInt32BE(68) !== applicationId) {
    return damaged(`${path.basename(file)} is a database of another program, not a contest.`);
  }
  return success(null);
}

/**
 * Writes a whole file under a temporary name beside its place, then puts it there without overwriting anything.
 * Whatever `write` throws leaves nothing behind.
 */
export function putInPlace(target: string, write: (temporary: string) => void): void {
  const temporary = temporaryBeside(target);
  try {
    write(temporary);
    moveWithoutOverwriting(temporary, target);
  } finally {
    removeTemporary(temporary);
  }
}

/** In the same folder, so that moving it is one step. */
export function temporaryBeside(target: string): string {
  return path.join(path.dirname(target), `.${path.basename(target)}.new-${randomUUID().slice(0, 8)}`);
}

/** With what SQLite may have left beside it. */
export function removeTemporary(file: string): void {
  for (const end of ['', '-wal', '-shm', '-journal']) rmSync(`${file}${end}`, { force: true });
}

export function readContest(db: Connection): ContestRow {
  const row = one<Omit<ContestRow, 'plan'> & { plan: string | null }>(
    db,
    `SELECT id, name, created_at AS createdAt, salt, plan, last_backup_at AS lastBackupAt FROM contest`,
  );
  if (!row) throw new Error('the contest file has no row for its contest');
  return { ...row, plan: row.plan === null ? null : (JSON.parse(row.plan) as Plan) };
}

/** Returns the name it had. */
export function renameContest(db: Connection, name: string): string {
  const before = readContest(db).name;
  run(db, 'UPDATE contest SET name = ?', name);
  return before;
}

export function savePlan(db: Connection, plan: Plan): void {
  run(db, 'UPDATE contest SET plan = ?', JSON.stringify(plan));
}

export function saveBackupTime(db: Connection, now: string): void {
  run(db, 'UPDATE contest SET last_backup_at = ?', now);
}

/**
 * Bytes. A large import writes every page twice, into the log and into the file, and each time pays by the page; a vote's
 * commit takes as long as with SQLite's 4096. Contests that were begun with another size keep it.
 */
export const PAGE_SIZE = 16_384;

function writeFirstRows(file: string, contest: NewContest): void {
  const db = connect(file, { mustExist: false, pageSize: PAGE_SIZE });
  try {
    const now = contest.now();
    const migrated = migrate(db, file, now);
    if (!migrated.ok) throw new Error(migrated.error.message);
    inTransaction(db, () => {
      run(
        db,
        'INSERT INTO contest (only, id, name, created_at, salt) VALUES (1, ?, ?, ?, ?)',
        contest.newId(),
        contest.name,
        now,
        contest.randomBytes(32),
      );
      const rules = contest.rules ?? standardBody();
      saveRules(db, rules, 'The contest begins with these rules.', now);
      run(db, 'INSERT INTO rubric (version, body, created_at) VALUES (1, ?, ?)', JSON.stringify(STANDARD_RUBRIC), now);
      for (const model of knownModels) saveModel(db, model);
      appendEvent(db, {
        at: now,
        actor: assay,
        kind: 'contest.created',
        subject: null,
        sentence: `The contest “${contest.name}” was created.`,
        after: {
          name: contest.name,
          rules,
          rubric: STANDARD_RUBRIC.version,
          rubric_body: STANDARD_RUBRIC,
          models: knownModels,
        },
      });
    });
    db.pragma('wal_checkpoint(TRUNCATE)');
  } finally {
    db.close();
  }
}

function openLocked(file: string, lock: ContestLock, now: string): Outcome<OpenContest> {
  let db: Connection | null = null;
  const giveUp = (outcome: Outcome<never>): Outcome<never> => {
    db?.close();
    lock.release();
    return outcome;
  };
  try {
    const form = formOf(file);
    if (!form.ok) return giveUp(form);
    db = connect(file, { timeout: 1000 });
    const migrated = migrate(db, file, now);
    if (!migrated.ok) return giveUp(migrated);
    const check = db.pragma('quick_check(1)', { simple: true });
    if (check !== 'ok') return giveUp(damaged(`The contest file is damaged (${String(check)}).`));
    takeWriteLockOnce(db);
    const whole = hasFirstRows(db);
    if (!whole.ok) return giveUp(whole);
    db.pragma('busy_timeout = 5000');
    return success(opened(db, file, lock));
  } catch (error) {
    db?.close();
    lock.release();
    throw error;
  }
}

function hasFirstRows(db: Connection): Outcome<null> {
  try {
    readContest(db);
    currentRules(db);
    return success(null);
  } catch (error) {
    if (knownFailure(error)) throw error;
    return damaged('The contest file lacks what every contest has: its name or its rules.');
  }
}

/**
 * Before anything is written: a newer file is left exactly as it is. Not by a read-only connection, which could not
 * clear away the log that it reads with.
 */
function formOf(file: string): Outcome<number> {
  const db = connect(file, { journal: 'as-it-is', timeout: 1000 });
  try {
    return checkForm(db, migrations.at(-1)?.number);
  } finally {
    db.close();
  }
}

/** A program that knows nothing of our lock may be writing to the file. */
function takeWriteLockOnce(db: Connection): void {
  db.exec('BEGIN IMMEDIATE');
  db.exec('ROLLBACK');
}

function opened(db: Connection, file: string, lock: ContestLock): OpenContest {
  let open = true;
  return {
    db,
    path: file,
    close: () => {
      if (!open) return;
      open = false;
      try {
        db.close(); // the last connection writes the log back into the file and removes it
      } finally {
        lock.release();
      }
    },
  };
}

/** A file under its final name, or an exception with EEXIST; there is no moment at which another could be replaced. */
export function moveWithoutOverwriting(from: string, to: string): void {
  try {
    linkSync(from, to); // fails if there is a file, whoever made it and when
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? error.code : null;
    if (code === 'EEXIST' || existsSync(to)) throw error;
    renameSync(from, to); // a disk without hard links, such as most sticks
  }
  keepName(path.dirname(to));
}

/** A new name is safe only when its folder is on disk too; Windows keeps it without being asked. */
function keepName(folder: string): void {
  if (process.platform === 'win32') return;
  const descriptor = openSync(folder, 'r');
  try {
    fsyncSync(descriptor);
  } finally {
    closeSync(descriptor);
  }
}
