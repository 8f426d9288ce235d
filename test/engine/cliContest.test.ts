import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, readdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { connect } from '../../db/connection.ts';
import { createContest } from '../../db/contest.ts';
import { currentRules } from '../../db/rules.ts';
import { plain, table } from '../../electron/cli/output.ts';
import { runCli } from '../../electron/cli/program.ts';
import { realSurroundings } from '../../electron/engine/surroundings.ts';
import { afterTest, answerOf, temporaryFolder } from './builders.ts';

interface Ended {
  readonly code: number;
  readonly out: string;
  readonly err: string;
}

const never = new AbortController().signal;

const assay = (...args: string[]): Promise<Ended> => assayUntil(never, ...args);

async function assayUntil(signal: AbortSignal, ...args: string[]): Promise<Ended> {
  const said = { out: '', err: '' };
  const code = await runCli(
    args,
    {
      out: (text) => {
        said.out += text;
      },
      err: (text) => {
        said.err += text;
      },
      errIsTerminal: false,
      outIsTerminal: false,
    },
    signal,
  );
  return { code, ...said };
}

/** With `--json`: exactly one document on standard output. */
async function assayJson(...args: string[]): Promise<{ code: number; json: Record<string, unknown> }> {
  const { code, out } = await assay(...args, '--json');
  expect(out.trimEnd().split('\n')).toHaveLength(1);
  return { code, json: JSON.parse(out) };
}

async function contestFile(folder = temporaryFolder()): Promise<string> {
  const file = path.join(folder, 'contest.assay');
  expect((await assay('init', file)).code).toBe(0);
  return file;
}

describe('assay init', () => {
  it('makes an empty contest', async () => {
    const file = path.join(temporaryFolder(), 'trends.assay');
    expect(await assayJson('init', file)).toEqual({ code: 0, json: { contest: file, name: 'trends' } });
    expect((await assay('verify', '--contest', file)).code).toBe(0);
  });

  it('takes rules from a file, each as usual where left out', async () => {
    const folder = temporaryFolder();
    const rules = path.join(folder, 'rules.json');
    const file = path.join(folder, 'c.assay');
    writeFileSync(rules, '{"round":1,"min_reviews":3,"caps":{"third":7}}');
    expect((await assay('init', file, '--rules', rules, '--name', 'Round one')).code).toBe(0);
    const db = connect(file);
    afterTest(() => void db.close());
    expect(currentRules(db)).toMatchObject({
      round: 1,
      minReviews: 3,
      consensus: 'lower_median',
      caps: { 1: { grand: 0, second: 2, third: 7 }, 2: { grand: 1, second: 5, third: 10 } },
    });
  });

  it.each(['{"rond":1}', '{"round":3}', 'round: 1'])('makes nothing from the rules %s', async (text) => {
    const folder = temporaryFolder();
    const rules = path.join(folder, 'rules.json');
    writeFileSync(rules, text);
    const { code, json } = await assayJson('init', path.join(folder, 'c.assay'), '--rules', rules);
    expect(code).toBe(1);
    expect(json).toMatchObject({ error: { code: 'refused' } });
    expect(readdirSync(folder)).toEqual(['rules.json']);
  });

  it('does not overwrite', async () => {
    const file = await contestFile();
    expect(await assayJson('init', file)).toMatchObject({ code: 1, json: { error: { code: 'conflict' } } });
  });
});

describe('assay verify', () => {
  it('says that the record is whole, with its head', async () => {
    const file = await contestFile();
    const { code, json } = await assayJson('verify', '--contest', file);
    expect(code).toBe(0);
    expect(json).toMatchObject({ ok: true, events: 1, problems: [] });
    expect(json.head).toMatch(/^[0-9a-f]{64}$/);
    expect((await assay('verify', '--contest', file)).out).toContain(json.head);
  });

  it('exits with 3 and names the row that does not fit', async () => {
    const file = await contestFile();
    const db = connect(file);
    db.exec(`DROP TRIGGER event_is_never_changed; UPDATE event SET sentence = 'Otherwise.'`);
    db.close();
    const { code, json } = await assayJson('verify', '--contest', file);
    expect(code).toBe(3);
    expect(json).toMatchObject({ ok: false, problems: [{ what: 'record', where: 'event 1' }] });
  });

  it('exits with 3 for a file that is no contest, in the same form', async () => {
    const file = path.join(temporaryFolder(), 'x.assay');
    writeFileSync(file, 'text');
    expect(await assayJson('verify', '--contest', file)).toMatchObject({
      code: 3,
      json: { ok: false, problems: [{ what: 'file' }] },
    });
  });

  it('exits with 3 for a contest that somebody has open, and names the holder', async () => {
    const file = path.join(temporaryFolder(), 'c.assay');
    const held = answerOf(createContest(file, { name: 'X', ...realSurroundings }));
    afterTest(() => held.close());
    const { code, json } = await assayJson('verify', '--contest', file);
    expect(code).toBe(3);
    expect(json).toMatchObject({ error: { code: 'locked' } });
    expect(JSON.stringify(json)).toContain(`process ${process.pid}`);
  });
});

describe('Ctrl C', () => {
  it('ends a command as one that stored nothing, and leaves the contest free', async () => {
    const folder = temporaryFolder();
    const file = await contestFile(folder);
    const { code, out } = await assayUntil(AbortSignal.abort(), 'verify', '--contest', file, '--json');
    expect(code).toBe(1);
    expect(JSON.parse(out)).toMatchObject({ error: { code: 'cancelled' } });
    expect(readdirSync(folder)).toEqual(['contest.assay']);
  });
});

describe('assay backup and restore', () => {
  it('go there and back', async () => {
    const folder = temporaryFolder();
    const file = await contestFile(folder);
    const [copy, restored] = [path.join(folder, 'copy.assay'), path.join(folder, 'restored.assay')];
    expect((await assay('backup', '--contest', file, '--to', copy)).code).toBe(0);
    expect((await assay('restore', copy, restored)).code).toBe(0);
    expect((await assay('verify', '--contest', restored)).code).toBe(0);
    expect(await assayJson('restore', copy, restored)).toMatchObject({
      code: 1,
      json: { error: { code: 'conflict' } },
    });
  });

  it('take their files as arguments too, and choose a name where none is given', async () => {
    const folder = temporaryFolder();
    const file = await contestFile(folder);
    const { code, json } = await assayJson('backup', file);
    expect(code).toBe(0);
    expect(path.basename(String(json.backup))).toMatch(/^contest\.backup-\d{8}T\d{6}Z\.assay$/);
    expect(existsSync(String(json.backup))).toBe(true);
  });

  it('refuse a damaged backup with 3', async () => {
    const folder = temporaryFolder();
    const backup = path.join(folder, 'x.assay');
    writeFileSync(backup, 'text');
    expect((await assay('restore', backup, path.join(folder, 'y.assay'))).code).toBe(3);
  });
});

describe('wrong usage', () => {
  it.each([
    [['frobnicate']],
    [['verify']],
    [['init']],
    [['init', 'a.assay', '--colour', 'red']],
    [['verify', '--contest', '/no/such/contest.assay']],
    [['backup']],
    [['restore', '/no/such/backup.assay', 'x.assay']],
    [[]],
  ])('%j exits with 2 and stores nothing', async (args) => {
    const { code, out, err } = await assay(...args);
    expect(code).toBe(2);
    expect(out).toBe('');
    expect(err).not.toBe('');
    if (args.length > 0) expect(await assayJson(...args)).toMatchObject({ code: 2, json: { error: {} } });
  });

  it('asking for help is none', async () => {
    const { code, out } = await assay('--help');
    expect(code).toBe(0);
    for (const command of ['init', 'verify', 'backup', 'restore']) expect(out).toContain(command);
  });
});

describe('what is printed', () => {
  it('stands in columns, numbers to the right', () => {
    expect(
      table(
        ['name', 'n'],
        [
          ['a', '1'],
          ['long', '22'],
        ],
      ),
    ).toBe('name   n\n────  ──\na      1\nlong  22');
  });

  it('cannot move a terminal’s cursor', () => {
    expect(plain('a\u001b[2Jb\r\u0007c\n\td')).toBe('a�[2Jb��c\n\td');
  });
});

describe('as a process', () => {
  it('prints one document on standard output and ends with the exit code', async () => {
    const entry = fileURLToPath(new URL('../../electron/cli/main.ts', import.meta.url));
    const file = await contestFile();
    const child = spawn(process.execPath, [entry, 'verify', '--contest', file, '--json'], {
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    let out = '';
    child.stdout.on('data', (chunk) => {
      out += chunk;
    });
    const [code] = await once(child, 'close');
    expect(code).toBe(0);
    expect(JSON.parse(out)).toMatchObject({ ok: true });
  });
});
