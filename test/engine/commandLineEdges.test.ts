import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, readdirSync, symlinkSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { failureText, table } from '../../electron/cli/output.ts';
import { runCli } from '../../electron/cli/program.ts';
import { writeDemoContest } from '../../electron/engine/demo/demo.ts';
import { realSurroundings } from '../../electron/engine/surroundings.ts';
import { errorOf, temporaryFolder } from './builders.ts';
import { assay, assayJson } from './commandLine.ts';
import { classificationCsv, runCsv } from './contestOnDisk.ts';

interface Refused {
  readonly error: { readonly code: string; readonly message: string };
  readonly findings: readonly unknown[];
}

async function contestFile(folder: string): Promise<string> {
  const file = path.join(folder, 'contest.assay');
  expect((await assay('init', file)).code).toBe(0);
  return file;
}

describe('a name that leads nowhere', () => {
  it('is wrong usage for every command that reads a file', async () => {
    const folder = temporaryFolder();
    const contest = await contestFile(folder);
    const nowhere = path.join(folder, 'nowhere');
    for (const args of [
      ['check', nowhere],
      ['import', 'submission', nowhere, '--contest', contest],
      ['import', 'results', nowhere, '--contest', contest, '--submission', 'p7cw'],
      ['rank', '--scores', nowhere],
      ['verify', '--contest', nowhere],
      ['restore', nowhere, path.join(folder, 'new.assay')],
    ]) {
      const { code, json } = await assayJson<Refused>(...args);
      expect([args[0], code]).toEqual([args[0], 2]);
      expect(json).toMatchObject({ error: { message: expect.stringContaining('nowhere') }, findings: [] });
    }
  });

  it('does not hide that another file of the same check is refused', async () => {
    const folder = temporaryFolder();
    const good = path.join(folder, 'good.csv');
    const bad = path.join(folder, 'bad.csv');
    writeFileSync(good, classificationCsv(2));
    writeFileSync(bad, 'prompt\n');
    const nowhere = path.join(folder, 'nowhere.csv');
    expect((await assay('check', good, nowhere)).code).toBe(2);
    expect((await assay('check', bad, nowhere)).code).toBe(1);
  });

  it('is wrong usage for the folder of a new file', async () => {
    const folder = temporaryFolder();
    const contest = await contestFile(folder);
    const there = path.join(folder, 'missing', 'new.assay');
    for (const args of [
      ['init', there],
      ['demo', there],
      ['backup', contest, there],
      ['restore', contest, there],
    ]) {
      expect([args[0], (await assay(...args)).code]).toEqual([args[0], 2]);
    }
  });

  it('is told from a damaged contest where a folder is named', async () => {
    const folder = temporaryFolder();
    for (const args of [
      ['verify', '--contest', folder],
      ['analyze', '--contest', folder],
      ['restore', folder, path.join(folder, 'new.assay')],
    ]) {
      const { code, json } = await assayJson<Refused>(...args);
      expect([args[0], code]).toEqual([args[0], 2]);
      expect(json.error.message).toContain('is a folder');
    }
  });
});

describe('with --json', () => {
  it('wrong usage is a document with a sentence and no findings', async () => {
    for (const args of [[], ['import'], ['nonsense'], ['check'], ['check', '--bogus', 'a.csv']]) {
      const { code, json } = await assayJson<Refused>(...args);
      expect(code).toBe(2);
      expect(json).toMatchObject({ error: { code: 'usage' }, findings: [] });
      expect(json.error.message).not.toMatch(/^error: |\(outputHelp\)/);
    }
  });

  it('help is a document too', async () => {
    const { code, json } = await assayJson<{ help: string }>('check', '--help');
    expect(code).toBe(0);
    expect(json.help).toContain('--cells');
  });
});

describe('options that name a JSON file', () => {
  it('take a byte order mark, as editors on Windows write one', async () => {
    const folder = temporaryFolder();
    const rules = path.join(folder, 'rules.json');
    writeFileSync(rules, '\ufeff{"round":1}');
    expect((await assay('init', path.join(folder, 'c.assay'), '--rules', rules)).code).toBe(0);
  });
});

describe('a pipeline folder', () => {
  async function withFolder() {
    const folder = temporaryFolder();
    const contest = await contestFile(folder);
    const runs = path.join(folder, 'runs');
    mkdirSync(runs);
    writeFileSync(path.join(runs, 'data.csv'), classificationCsv(2));
    writeFileSync(path.join(runs, 'ada.csv'), runCsv([1, 2]));
    expect((await assay('import', 'submission', runs, '--contest', contest, '--id', 'p7cw')).code).toBe(0);
    return { runs, results: ['import', 'results', runs, '--contest', contest, '--submission', 'p7cw'] };
  }

  it('keeps the runs beside a link that leads nowhere', async () => {
    const { runs, results } = await withFolder();
    symlinkSync('/nowhere/babbage.csv', path.join(runs, 'babbage.csv'));
    symlinkSync(runs, path.join(runs, 'curie.csv'));
    symlinkSync('davinci.csv', path.join(runs, 'davinci.csv'));
    expect(await assayJson(...results)).toMatchObject({
      code: 0,
      json: {
        runs: [
          { model: 'ada', status: 'stored' },
          { model: 'babbage', status: 'refused', reason: 'unreadable: not-found' },
          { model: 'davinci', status: 'refused', reason: 'unreadable: disk' },
        ],
        ignored: ['curie.csv'],
      },
    });
  });

  it.runIf(process.platform !== 'win32')('does not wait for a pipe that nobody writes to', async () => {
    const { runs, results } = await withFolder();
    execFileSync('mkfifo', [path.join(runs, 'babbage.csv')]);
    expect(await assayJson(...results)).toMatchObject({
      code: 0,
      json: { runs: [{ model: 'ada', status: 'stored' }], ignored: ['babbage.csv'] },
    });
  });
});

describe('a title with a new version', () => {
  it('is the submission’s from then on', async () => {
    const folder = temporaryFolder();
    const contest = await contestFile(folder);
    const file = path.join(folder, 'parity.csv');
    writeFileSync(file, classificationCsv(2));
    const into = ['import', 'submission', file, '--contest', contest, '--id', 'p7cw'];
    await assay(...into, '--title', 'Parity');
    expect((await assay(...into, '--title', 'Odd and even')).code).toBe(0);
    expect((await assay('analyze', '--contest', contest)).out).toContain('Odd and even (p7cw)');
    await assay(...into);
    expect((await assay('analyze', '--contest', contest)).out).toContain('Odd and even (p7cw)');
  });
});

describe('assay demo', () => {
  it('shows the file only once it is whole, and leaves nothing after a cancel', async () => {
    const folder = temporaryFolder();
    const file = path.join(folder, 'example.assay');
    const abort = new AbortController();
    let seen = false;
    const cancelled = await writeDemoContest(
      file,
      realSurroundings,
      () => {
        seen ||= existsSync(file);
        abort.abort();
      },
      abort.signal,
    );
    expect(errorOf(cancelled).code).toBe('cancelled');
    expect(seen).toBe(false);
    expect(readdirSync(folder)).toEqual([]);
  });
});

describe('words for people', () => {
  it('are no empty line before a failure without findings', () => {
    expect(failureText({ code: 'refused', message: 'No.', findings: [] })).toBe('No.');
  });

  it('keep a file name with a line break in its row of a table', () => {
    expect(table(['model'], [['a\nb']]).split('\n')).toHaveLength(3);
  });

  it('call a full disk by its name wherever it fills up', async () => {
    let out = '';
    const full = Object.assign(new Error('no space left on device'), { code: 'ENOSPC' });
    const streams = {
      out: (text: string) => {
        out += text;
      },
      err: () => {},
      errIsTerminal: false,
      outIsTerminal: false,
    };
    const signal = new Proxy(new AbortController().signal, {
      get: () => {
        throw full;
      },
    });
    const file = path.join(temporaryFolder(), 'a.csv');
    writeFileSync(file, classificationCsv(2));
    expect(await runCli(['check', file, '--json'], streams, signal)).toBe(1);
    expect(JSON.parse(out)).toMatchObject({ error: { code: 'disk' }, findings: [] });
  });
});
