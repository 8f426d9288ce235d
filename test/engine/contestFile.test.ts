import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import {
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  statSync,
  symlinkSync,
  truncateSync,
  writeFileSync,
} from 'node:fs';
import { userInfo } from 'node:os';
import path from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import Database from 'better-sqlite3';
import { describe, expect, it } from 'vitest';
import { all, connect, one } from '../../db/connection.ts';
import { createContest, openContest, PAGE_SIZE, readContest } from '../../db/contest.ts';
import { knownFailure } from '../../db/failure.ts';
import { lockPathOf } from '../../db/lock.ts';
import { applicationId, migrations } from '../../db/migrate.ts';
import { currentRules } from '../../db/rules.ts';
import { realSurroundings } from '../../electron/engine/surroundings.ts';
import { knownModels } from '../../shared/results/models.ts';
import { afterTest, answerOf, errorOf, temporaryFolder } from './builders.ts';

const now = '2026-11-23T10:00:00.000Z';

function newContest(folder = temporaryFolder(), name = 'contest.assay') {
  const contest = answerOf(createContest(path.join(folder, name), { name: 'Inverse trends', ...realSurroundings }));
  afterTest(() => contest.close());
  return contest;
}

/** A contest that was made and closed again. */
function closedContest(folder = temporaryFolder()): string {
  const contest = newContest(folder);
  contest.close();
  return contest.path;
}

/** Another process that has opened the contest, or was refused. */
async function otherProcess(file: string): Promise<{ child: ChildProcess; answer: unknown }> {
  const entry = fileURLToPath(new URL('./opener.ts', import.meta.url));
  const child = spawn(process.execPath, [entry, file], { stdio: ['pipe', 'pipe', 'inherit'] });
  afterTest(() => void child.kill('SIGKILL'));
  const [line] = await once(createInterface({ input: child.stdout! }), 'line');
  return { child, answer: JSON.parse(line as string) };
}

describe('a new contest', () => {
  it('is marked as a contest of the newest form', () => {
    const { db } = newContest();
    expect(db.pragma('application_id', { simple: true })).toBe(applicationId);
    expect(Buffer.from([0x41, 0x53, 0x53, 0x59]).toString()).toBe('ASSY');
    expect(applicationId).toBe(Buffer.from('ASSY').readUInt32BE());
    expect(db.pragma('user_version', { simple: true })).toBe(migrations.length);
  });

  it('has pages of the size that large imports are quickest with', () => {
    const { db } = newContest();
    expect(db.pragma('page_size', { simple: true })).toBe(PAGE_SIZE);
  });

  it('saves with the write-ahead log and waits for the disk', () => {
    const { db } = newContest();
    expect(db.pragma('journal_mode', { simple: true })).toBe('wal');
    expect(db.pragma('synchronous', { simple: true })).toBe(2);
    expect(db.pragma('foreign_keys', { simple: true })).toBe(1);
  });

  it('holds only STRICT tables', () => {
    const { db } = newContest();
    const tables = all<{ name: string; strict: number }>(
      db,
      `SELECT name, strict FROM pragma_table_list WHERE type = 'table' AND name NOT LIKE 'sqlite_%'`,
    );
    expect(tables.length).toBeGreaterThan(15);
    expect(tables.filter((table) => table.strict === 0)).toEqual([]);
  });

  it('begins with its rules, its rubric, the known models and the first event', () => {
    const { db } = newContest();
    expect(readContest(db)).toMatchObject({ name: 'Inverse trends', plan: null, lastBackupAt: null });
    expect(readContest(db).salt).toHaveLength(32);
    expect(currentRules(db)).toMatchObject({ version: 1, round: 2, labelErrorThreshold: 0.05 });
    expect(currentRules(db).caps).toEqual({
      1: { grand: 0, second: 2, third: 5 },
      2: { grand: 1, second: 5, third: 10 },
    });
    expect(one(db, 'SELECT version FROM rubric')).toEqual({ version: 1 });
    expect(one(db, 'SELECT count(*) AS n FROM model')).toEqual({ n: knownModels.length });
    expect(all(db, 'SELECT seq, kind, actor FROM event')).toEqual([
      { seq: 1, kind: 'contest.created', actor: 'Assay' },
    ]);
  });

  it('never takes the place of a file that is there', () => {
    const folder = temporaryFolder();
    const file = path.join(folder, 'mine.txt');
    writeFileSync(file, 'precious');
    expect(errorOf(createContest(file, { name: 'X', ...realSurroundings })).code).toBe('conflict');
    expect(readFileSync(file, 'utf8')).toBe('precious');
    expect(readdirSync(folder)).toEqual(['mine.txt']);
  });

  it('is one file once it is closed', () => {
    const folder = temporaryFolder();
    closedContest(folder);
    expect(readdirSync(folder)).toEqual(['contest.assay']);
  });

  it('says plainly that the folder is missing', () => {
    const error = errorOf(createContest('/no-such-folder/contest.assay', { name: 'X', ...realSurroundings }));
    expect(error.code).toBe('disk');
    expect(error.message).toMatch(/folder/);
    expect(error.message).not.toMatch(/SQLITE|errno|ENOENT/);
  });
});

describe('opening', () => {
  it('finds what was saved', () => {
    const file = closedContest();
    const contest = answerOf(openContest(file, now));
    expect(readContest(contest.db).name).toBe('Inverse trends');
    contest.close();
    contest.close(); // a second call does nothing
  });

  it.each([
    ['a text file', 'prompt,classes,answer_index\n'.repeat(20)],
    ['an empty file', ''],
    ['a file that begins like SQLite and ends there', 'SQLite format 3\0'],
  ])('refuses %s as damaged and leaves it alone', (_, content) => {
    const folder = temporaryFolder();
    const file = path.join(folder, 'x.assay');
    writeFileSync(file, content);
    expect(errorOf(openContest(file, now)).code).toBe('damaged');
    expect(readFileSync(file, 'utf8')).toBe(content);
    expect(readdirSync(folder)).toEqual(['x.assay']);
  });

  it('refuses a database of another program and does not touch it', () => {
    const folder = temporaryFolder();
    const file = path.join(folder, 'other.assay');
    const other = new Database(file);
    other.exec('CREATE TABLE contest (name TEXT); PRAGMA application_id = 42;');
    other.close();
    const before = readFileSync(file);
    const error = errorOf(openContest(file, now));
    expect(error).toMatchObject({ code: 'damaged' });
    expect(error.message).toMatch(/another program/);
    expect(readFileSync(file).equals(before)).toBe(true);
    expect(readdirSync(folder)).toEqual(['other.assay']);
  });

  it('refuses a contest from a newer Assay and does not touch it', () => {
    const folder = temporaryFolder();
    const file = closedContest(folder);
    const db = connect(file);
    db.exec(`PRAGMA user_version = ${migrations.length + 1}`);
    db.close();
    const before = readFileSync(file);
    const error = errorOf(openContest(file, now));
    expect(error.code).toBe('newer');
    expect(error.message).toMatch(/newest Assay/);
    expect(readFileSync(file).equals(before)).toBe(true);
    expect(readdirSync(folder)).toEqual(['contest.assay']);
  });

  it('refuses a contest whose pages are broken, and lets go of it', () => {
    const folder = temporaryFolder();
    const file = closedContest(folder);
    truncateSync(file, Math.floor(statSync(file).size / PAGE_SIZE / 2) * PAGE_SIZE);
    expect(errorOf(openContest(file, now)).code).toBe('damaged');
    expect(readdirSync(folder)).toEqual(['contest.assay']);
  });

  it('refuses a contest whose rules are gone', () => {
    const file = closedContest();
    const db = connect(file);
    db.exec('DELETE FROM rules');
    db.close();
    expect(errorOf(openContest(file, now)).code).toBe('damaged');
  });

  it('says plainly that the file is gone', () => {
    expect(errorOf(openContest(path.join(temporaryFolder(), 'gone.assay'), now)).code).toBe('disk');
  });

  it('says so when a program that knows nothing of Assay is writing to the file', () => {
    const file = closedContest();
    const foreign = new Database(file);
    foreign.exec('BEGIN IMMEDIATE');
    const error = errorOf(openContest(file, now));
    expect(error.code).toBe('locked');
    expect(error.message).toMatch(/Another program/);
    foreign.close();
    answerOf(openContest(file, now)).close();
  });
});

describe('the lock', () => {
  it('refuses a second opener and names the holder', async () => {
    const contest = newContest();
    const { answer } = await otherProcess(contest.path);
    expect(answer).toMatchObject({ ok: false, error: { code: 'locked' } });
    const { message } = (answer as { error: { message: string } }).error;
    expect(message).toContain(userInfo().username);
    expect(message).toContain(`process ${process.pid}`);
    expect(message).toMatch(/open since \d{4}-\d\d-\d\d \d\d:\d\d UTC/);
  });

  it('is refused in the same process too', () => {
    const contest = newContest();
    expect(errorOf(openContest(contest.path, now)).code).toBe('locked');
    expect(readContest(contest.db).name).toBe('Inverse trends');
  });

  it('is one lock whatever name leads to the file', () => {
    const folder = temporaryFolder();
    const contest = newContest(folder);
    mkdirSync(path.join(folder, 'elsewhere'));
    const link = path.join(folder, 'elsewhere', 'link.assay');
    symlinkSync(contest.path, link);
    expect(errorOf(openContest(link, now)).code).toBe('locked');
  });

  it('ends when its holder is killed', async () => {
    const file = closedContest();
    const { child, answer } = await otherProcess(file);
    expect(answer).toEqual({ ok: true });
    expect(errorOf(openContest(file, now)).message).toContain(`process ${child.pid}`);
    child.kill('SIGKILL');
    await once(child, 'exit');
    expect(existsSync(lockPathOf(file))).toBe(true); // left behind, and it holds nobody
    answerOf(openContest(file, now)).close();
    expect(existsSync(lockPathOf(file))).toBe(false);
  });

  it('goes over to another process when its holder closes', async () => {
    const contest = newContest();
    contest.close();
    const { child, answer } = await otherProcess(contest.path);
    expect(answer).toEqual({ ok: true });
    child.stdin!.write('close\n');
    await once(child, 'exit');
    expect(existsSync(lockPathOf(contest.path))).toBe(false);
  });

  it('takes over a lock file that is no database', () => {
    const file = closedContest();
    writeFileSync(lockPathOf(file), 'x'.repeat(2000));
    answerOf(openContest(file, now)).close();
  });
});

describe('what SQLite and the system say', () => {
  const coded = (code: string) => Object.assign(new Error('raw text'), { code });

  it.each([
    ['SQLITE_FULL', 'disk'],
    ['SQLITE_READONLY_DIRECTORY', 'disk'],
    ['SQLITE_IOERR_WRITE', 'disk'],
    ['SQLITE_CANTOPEN', 'disk'],
    ['SQLITE_BUSY_SNAPSHOT', 'locked'],
    ['SQLITE_CORRUPT_VTAB', 'damaged'],
    ['SQLITE_NOTADB', 'damaged'],
    ['ENOSPC', 'disk'],
    ['EROFS', 'disk'],
    ['EACCES', 'disk'],
    ['EIO', 'disk'],
    ['EEXIST', 'conflict'],
  ])('%s is %s in a plain sentence', (code, meaning) => {
    const known = knownFailure(coded(code));
    expect(known?.code).toBe(meaning);
    expect(known?.message).not.toMatch(/SQLITE|raw text|E[A-Z]{4}/);
    expect(known?.message).toMatch(/\.$/);
  });

  it.each(['SQLITE_CONSTRAINT_UNIQUE', 'SQLITE_ERROR', 'SQLITE_FULLNESS', 'ERR_INVALID_ARG_TYPE'])(
    '%s is a defect of ours',
    (code) => {
      expect(knownFailure(coded(code))).toBeNull();
    },
  );

  it('a full disk is told as one, with the last save intact', () => {
    const { db } = newContest();
    const pages = db.pragma('page_count', { simple: true }) as number;
    db.pragma(`max_page_count = ${pages}`);
    let caught: unknown;
    try {
      db.exec(`INSERT INTO rules (version, body, reason, created_at) VALUES (2, '"${'x'.repeat(100_000)}"', '', '')`);
    } catch (error) {
      caught = error;
    }
    expect(knownFailure(caught)).toMatchObject({ code: 'disk' });
    expect(currentRules(db).version).toBe(1);
  });
});
