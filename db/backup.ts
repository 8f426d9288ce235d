import { copyFileSync, existsSync, mkdirSync, readdirSync, rmSync, statSync } from 'node:fs';
import path from 'node:path';
import { failure, type Outcome, success } from '../shared/contract/failure.ts';
import type { Progress } from '../shared/contract/wire.ts';
import { type Connection, connect } from './connection.ts';
import {
  checkHeader,
  moveWithoutOverwriting,
  readContest,
  removeTemporary,
  saveBackupTime,
  temporaryBeside,
} from './contest.ts';
import { asFailureAsync, damaged } from './failure.ts';
import { realPathOf } from './lock.ts';
import { checkForm, migrate } from './migrate.ts';

/** Automatic backups that are kept; the oldest goes when a newer one is made. */
export const backupsKept = 10;

/** Time between two automatic backups, in milliseconds. */
const backupEvery = 24 * 60 * 60 * 1000;

export interface BackupMade {
  readonly bytes: number;
  readonly at: string;
}

/**
 * Copies an open contest, as it is now, to a new file. The copy appears under its name when it is complete and has
 * been checked, and never in place of another file (`conflict`). Nothing may write to the contest meanwhile: SQLite's
 * backup would begin anew.
 */
export function backUp(
  db: Connection,
  file: string,
  now: string,
  onProgress: (progress: Progress) => void = () => {},
): Promise<Outcome<BackupMade>> {
  return asFailureAsync(async () => {
    const target = realPathOf(file);
    if (existsSync(target)) return taken(target);
    statSync(path.dirname(target)); // better-sqlite3 has no code for a missing folder
    const temporary = temporaryBeside(target);
    try {
      await db.backup(temporary, {
        progress: ({ totalPages, remainingPages }) => {
          const share = totalPages === 0 ? null : 1 - remainingPages / totalPages;
          onProgress({ share, text: 'Copying the contest' });
          return 1000; // pages a step, some 4 MB
        },
      });
      const whole = checkCopy(temporary);
      if (!whole.ok) return whole;
      moveWithoutOverwriting(temporary, target);
      saveBackupTime(db, now);
      return success({ bytes: statSync(target).size, at: now });
    } finally {
      removeTemporary(temporary);
    }
  });
}

/** Makes the day's backup in `<contest>.backups` beside the contest, if the last one is older than a day. */
export async function backUpIfDue(
  db: Connection,
  contestPath: string,
  now: string,
): Promise<Outcome<BackupMade | null>> {
  const { createdAt, lastBackupAt } = readContest(db);
  if (Date.parse(now) - Date.parse(lastBackupAt ?? createdAt) < backupEvery) return success(null);
  return await asFailureAsync(async () => {
    const folder = `${contestPath}.backups`;
    mkdirSync(folder, { recursive: true });
    const made = await backUp(db, path.join(folder, `${now.replaceAll(/[-:]|\.\d+/g, '')}.assay`), now);
    if (made.ok) rotate(folder);
    return made;
  });
}

/**
 * Writes a backup's content to a new place, brought to the newest form and checked there by `verify`; the backup stays
 * as it is. Never in place of another file (`conflict`).
 */
export function restore(
  backup: string,
  file: string,
  now: string,
  verify: (copy: string) => Promise<Outcome<null>>,
): Promise<Outcome<{ readonly path: string }>> {
  return asFailureAsync(async () => {
    const target = realPathOf(file);
    if (existsSync(target)) return taken(target);
    const header = checkHeader(backup);
    if (!header.ok) return header;
    const temporary = temporaryBeside(target);
    try {
      await copyContest(backup, temporary);
      const brought = bringUp(temporary, now);
      if (!brought.ok) return brought;
      const whole = await verify(temporary);
      if (!whole.ok) return whole;
      moveWithoutOverwriting(temporary, target);
      return success({ path: target });
    } finally {
      removeTemporary(temporary);
    }
  });
}

/** A backup that Assay made has no log beside it and may lie on a disk that cannot be written to: plain bytes will do. */
async function copyContest(from: string, to: string): Promise<void> {
  const log = `${from}-wal`;
  if (!existsSync(log) || statSync(log).size === 0) {
    copyFileSync(from, to);
    return;
  }
  const db = connect(from, { readonly: true });
  try {
    await db.backup(to);
  } finally {
    db.close();
  }
}

function bringUp(file: string, now: string): Outcome<null> {
  const db = connect(file, { journal: 'as-it-is' });
  try {
    const form = checkForm(db);
    if (!form.ok) return form;
    const migrated = migrate(db, file, now);
    if (!migrated.ok) return migrated;
    // the copy was made from that backup, which stays where it is
    if (migrated.value.backup) rmSync(migrated.value.backup, { force: true });
    db.pragma('wal_checkpoint(TRUNCATE)');
    return success(null);
  } finally {
    db.close();
  }
}

function checkCopy(file: string): Outcome<null> {
  const db = connect(file, { journal: 'as-it-is' });
  try {
    const check = db.pragma('quick_check(1)', { simple: true });
    return check === 'ok' ? success(null) : damaged(`The copy is damaged (${String(check)}), so it was removed.`);
  } finally {
    db.close();
  }
}

function rotate(folder: string): void {
  const names = readdirSync(folder);
  // begun by an app that was killed meanwhile
  for (const name of names) if (/^\.\d{8}T.*\.new-/.test(name)) rmSync(path.join(folder, name), { force: true });
  const old = names
    .filter((name) => /^\d{8}T\d{6}Z\.assay$/.test(name))
    .sort()
    .slice(0, -backupsKept);
  for (const name of old) rmSync(path.join(folder, name), { force: true });
}

function taken(target: string): Outcome<never> {
  return failure('conflict', `There is already a file named ${path.basename(target)}. Choose another name.`);
}
