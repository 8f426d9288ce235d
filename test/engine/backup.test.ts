import { copyFileSync, existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { backUp, backUpIfDue, backupsKept, restore } from '../../db/backup.ts';
import { connect, one } from '../../db/connection.ts';
import { openContest, readContest, renameContest } from '../../db/contest.ts';
import { restoreVerified } from '../../electron/engine/sessions.ts';
import { success } from '../../shared/contract/failure.ts';
import { answerOf, deskWithContest, errorOf } from './builders.ts';
import { contestOnDisk } from './contestOnDisk.ts';

const now = '2026-11-23T10:00:00.000Z';
const quiet = { now: () => now, signal: new AbortController().signal, onProgress: () => {} };
const day = (number: number) => new Date(Date.parse(now) + number * 24 * 60 * 60 * 1000).toISOString();

describe('a backup', () => {
  it('holds what was saved at that moment, and is remembered', async () => {
    const contest = contestOnDisk();
    const file = path.join(contest.folder, 'copy.assay');
    const made = answerOf(await backUp(contest.db, file, now));
    expect(made).toEqual({ bytes: readFileSync(file).length, at: now });
    renameContest(contest.db, 'Later');
    const copy = answerOf(openContest(file, now));
    expect(readContest(copy.db).name).toBe('Test contest');
    copy.close();
    expect(readContest(contest.db).lastBackupAt).toBe(now);
  });

  it('includes what still lies in the write-ahead log', async () => {
    const contest = contestOnDisk();
    renameContest(contest.db, 'Fresh in the log');
    const file = path.join(contest.folder, 'copy.assay');
    answerOf(await backUp(contest.db, file, now));
    const copy = connect(file, { journal: 'as-it-is' });
    expect(one(copy, 'SELECT name FROM contest')).toEqual({ name: 'Fresh in the log' });
    copy.close();
  });

  it('never takes the place of a file, the contest itself least of all', async () => {
    const contest = contestOnDisk();
    expect(errorOf(await backUp(contest.db, contest.path, now)).code).toBe('conflict');
    const file = contest.write('notes.txt', 'precious');
    expect(errorOf(await backUp(contest.db, file, now)).code).toBe('conflict');
    expect(readFileSync(file, 'utf8')).toBe('precious');
  });

  it('that cannot be written leaves nothing behind', async () => {
    const contest = contestOnDisk();
    const before = readdirSync(contest.folder).sort();
    expect(errorOf(await backUp(contest.db, path.join(contest.folder, 'gone', 'copy.assay'), now)).code).toBe('disk');
    expect(readdirSync(contest.folder).sort()).toEqual(before);
    expect(readContest(contest.db).lastBackupAt).toBeNull();
  });

  it('is made through the engine under a token', async () => {
    const made = await deskWithContest();
    const token = made.token(made.organizer, 'copy.assay');
    const { bytes } = answerOf(await made.engine.call(made.organizer, 'contest.backup', { token }));
    expect(readFileSync(path.join(made.folder, 'copy.assay'))).toHaveLength(bytes);
  });
});

describe('automatic backups', () => {
  it('come once a day, and the last ten stay', async () => {
    const contest = contestOnDisk();
    const first = Date.parse(readContest(contest.db).createdAt);
    const at = (days: number) => new Date(first + days * 24 * 60 * 60 * 1000).toISOString();
    expect(answerOf(await backUpIfDue(contest.db, contest.path, at(0.5)))).toBeNull();
    for (let number = 1; number <= backupsKept + 2; number++) {
      expect(answerOf(await backUpIfDue(contest.db, contest.path, at(number)))).not.toBeNull();
      expect(answerOf(await backUpIfDue(contest.db, contest.path, at(number + 0.5)))).toBeNull();
    }
    const kept = readdirSync(`${contest.path}.backups`).sort();
    expect(kept).toHaveLength(backupsKept);
    expect(kept[0]).toBe(`${at(3).replaceAll(/[-:]|\.\d+/g, '')}.assay`);
  });

  it('leave files of other names alone, and clear away what was not finished', async () => {
    const contest = contestOnDisk();
    const folder = `${contest.path}.backups`;
    mkdirSync(folder);
    for (let number = 0; number < 12; number++) writeFileSync(path.join(folder, `a${number}.assay`), '');
    writeFileSync(path.join(folder, '.20260101T000000Z.assay.new-0a1b2c3d'), 'left by a killed app');
    const nextDay = new Date(Date.parse(readContest(contest.db).createdAt) + 24 * 60 * 60 * 1000).toISOString();
    answerOf(await backUpIfDue(contest.db, contest.path, nextDay));
    const names = readdirSync(folder);
    expect(names).toHaveLength(13);
    expect(names.some((name) => name.includes('.new-'))).toBe(false);
  });

  it('begin when a contest is opened, without holding it up', async () => {
    const on = (number: number) => ({
      surroundings: {
        now: () => day(number),
        newId: () => 'id',
        randomBytes: (count: number) => new Uint8Array(count).fill(1),
      },
    });
    const made = await deskWithContest(on(0));
    answerOf(await made.call(made.organizer, 'contest.close'));
    const later = await deskWithContest({ automaticBackups: true, ...on(2) });
    copyFileSync(path.join(made.folder, 'contest.assay'), path.join(later.folder, 'old.assay'));
    answerOf(await later.call(later.organizer, 'contest.open', { token: later.token(later.organizer, 'old.assay') }));
    await later.engine.close(); // lets what writes end
    expect(readdirSync(path.join(later.folder, 'old.assay.backups'))).toHaveLength(1);
    expect(existsSync(path.join(later.folder, 'contest.assay.backups'))).toBe(false);
  });
});

describe('restoring', () => {
  async function withBackup() {
    const contest = contestOnDisk();
    const backup = path.join(contest.folder, 'backup.assay');
    answerOf(await backUp(contest.db, backup, now));
    return { contest, backup, target: path.join(contest.folder, 'restored.assay') };
  }

  it('writes the backup to a new place and leaves it as it is', async () => {
    const { backup, target } = await withBackup();
    const before = readFileSync(backup);
    expect(answerOf(await restoreVerified(backup, target, quiet)).path).toBe(target);
    expect(readFileSync(backup).equals(before)).toBe(true);
    const restored = answerOf(openContest(target, now));
    expect(readContest(restored.db).name).toBe('Test contest');
    restored.close();
  });

  it('never takes the place of a file', async () => {
    const { contest, backup } = await withBackup();
    expect(errorOf(await restoreVerified(backup, contest.path, quiet)).code).toBe('conflict');
    expect(readContest(contest.db).name).toBe('Test contest');
  });

  it('refuses a backup whose record does not fit, names the row, and leaves nothing behind', async () => {
    const { contest, backup, target } = await withBackup();
    const db = connect(backup);
    db.exec(`DROP TRIGGER event_is_never_changed; UPDATE event SET sentence = 'Otherwise.'`);
    db.close();
    const before = readdirSync(contest.folder).sort();
    const error = errorOf(await restoreVerified(backup, target, quiet));
    expect(error.code).toBe('damaged');
    expect(error.message).toContain('event 1');
    expect(readdirSync(contest.folder).sort()).toEqual(before);
  });

  it('refuses what is no contest', async () => {
    const { contest, target } = await withBackup();
    const text = contest.write('notes.assay', 'just text'.repeat(50));
    expect(errorOf(await restore(text, target, now, async () => success(null))).code).toBe('damaged');
    expect(existsSync(target)).toBe(false);
  });

  it('opens the restored contest in the window that asked', async () => {
    const made = await deskWithContest();
    answerOf(await made.call(made.organizer, 'contest.rename', { name: 'Before' }));
    answerOf(await made.call(made.organizer, 'contest.backup', { token: made.token(made.organizer, 'backup.assay') }));
    answerOf(await made.call(made.organizer, 'contest.rename', { name: 'After' }));
    const session = answerOf(
      await made.engine.call(made.organizer, 'contest.restore', {
        backup: made.token(made.organizer, 'backup.assay'),
        target: made.token(made.organizer, 'restored.assay'),
      }),
    );
    expect(session.contest).toMatchObject({ name: 'Before', fileName: 'restored.assay' });
  });
});
