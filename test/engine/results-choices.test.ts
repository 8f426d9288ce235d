import { mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { openContest } from '../../db/contest.ts';
import type { ListedRun } from '../../shared/contract/results.ts';
import type { Model } from '../../shared/results/models.ts';
import { answerOf, type Desk, deskWithContest, errorOf } from './builders.ts';
import { classificationCsv, runCsv } from './contestOnDisk.ts';

type Made = Desk & { readonly organizer: number };

const first = [1, 2, 3, 4, 5, 6];
const owl: Model = { name: 'owl-2b', family: 'owl', params: 2e9, public: false, tuned: false, alias: 'Private A' };

async function contestWithRuns(...runs: readonly (readonly (number | null)[])[]): Promise<Made> {
  const made = await deskWithContest();
  writeFileSync(path.join(made.folder, 'parity.csv'), classificationCsv(6));
  answerOf(
    await made.call(made.organizer, 'submission.import', {
      token: made.token(made.organizer, 'parity.csv'),
      id: 'p7cw',
    }),
  );
  for (const values of runs) await importRun(made, 'ada', values);
  return made;
}

async function importRun(
  made: Made,
  model: string,
  values: readonly (number | null)[],
  more: object = {},
): Promise<void> {
  mkdirSync(path.join(made.folder, 'runs'), { recursive: true });
  const file = path.join('runs', `${model}.csv`);
  writeFileSync(path.join(made.folder, file), runCsv(values));
  answerOf(
    await made.call(made.organizer, 'results.import', {
      token: made.token(made.organizer, file),
      submission: 'p7cw',
      ...more,
    }),
  );
}

async function list(made: Made): Promise<{ runs: ListedRun[]; refused: { open: boolean; reason: string }[] }> {
  return answerOf(await made.call(made.organizer, 'results.list')) as { runs: ListedRun[]; refused: never[] };
}

const states = async (made: Made) =>
  (await list(made)).runs
    .sort((a, b) => a.mean - b.mean)
    .map((run) => (run.withdrawnAt !== null ? 'withdrawn' : run.current ? 'current' : 'earlier'));

const idOf = async (made: Made, mean: number) => (await list(made)).runs.find((run) => run.mean === mean)!.id;

async function whole(made: Made): Promise<void> {
  expect(answerOf(await made.call(made.organizer, 'record.verify'))).toMatchObject({ ok: true, problems: [] });
}

/** Verifies after a change behind the record's back. */
async function problemsAfter(made: Made, sql: string): Promise<string[]> {
  await made.engine.close();
  const file = path.join(made.folder, 'contest.assay');
  const contest = answerOf(openContest(file, new Date().toISOString()));
  contest.db.pragma('foreign_keys = OFF');
  contest.db.exec(sql);
  contest.close();
  const again = await deskWithContest();
  answerOf(await again.call(again.organizer, 'contest.open', { token: again.token(again.organizer, file) }));
  const verified = answerOf(await again.call(again.organizer, 'record.verify')) as {
    problems: { what: string; where: string }[];
  };
  return verified.problems.map(({ what, where }) => `${what}: ${where.replace(/ \(.*?\)/, '')}`);
}

describe('two runs of one model on one data set', () => {
  it('are both kept; an organizer chooses which is current, and goes back', async () => {
    const made = await contestWithRuns(
      first,
      first.map((value) => value + 1),
    );
    expect(await states(made)).toEqual(['earlier', 'current']);
    const [older, newer] = [await idOf(made, 3.5), await idOf(made, 4.5)];
    answerOf(await made.call(made.organizer, 'results.choose', { id: older }));
    expect(await states(made)).toEqual(['current', 'earlier']);
    expect(errorOf(await made.call(made.organizer, 'results.choose', { id: older })).code).toBe('conflict');
    await whole(made);
    answerOf(await made.call(made.organizer, 'results.choose', { id: newer }));
    expect(await states(made)).toEqual(['earlier', 'current']);
    await whole(made);
  });

  it('name each other’s indexes until one is withdrawn', async () => {
    const made = await contestWithRuns(first, [1, 2, 9, 4, 5, 6]);
    const warnings = async () => (await list(made)).runs.flatMap((run) => run.warnings.map(({ message }) => message));
    expect(await warnings()).toEqual([expect.stringContaining('index 2.'), expect.stringContaining('index 2.')]);
    answerOf(await made.call(made.organizer, 'results.withdraw', { id: await idOf(made, 3.5) }));
    // the withdrawn one still says in what it differs from the one that counts
    expect(await warnings()).toHaveLength(1);
  });
});

describe('withdrawing a run', () => {
  it('lets the latest other one take the place of a current one, and undo puts all back', async () => {
    const made = await contestWithRuns(
      first,
      first.map((value) => value + 1),
      first.map((value) => value + 2),
    );
    const newest = await idOf(made, 5.5);
    const outcome = answerOf(await made.call(made.organizer, 'results.withdraw', { id: newest }));
    expect(outcome).toEqual({ inItsPlace: await idOf(made, 4.5) });
    expect(await states(made)).toEqual(['earlier', 'current', 'withdrawn']);
    await whole(made);
    expect(errorOf(await made.call(made.organizer, 'results.choose', { id: newest })).code).toBe('conflict');
    expect(errorOf(await made.call(made.organizer, 'results.withdraw', { id: newest })).code).toBe('conflict');
    answerOf(await made.call(made.organizer, 'results.readmit', { id: newest, current: true }));
    expect(await states(made)).toEqual(['earlier', 'earlier', 'current']);
    await whole(made);
  });

  it('of an earlier one leaves the current one, and it may come back as earlier', async () => {
    const made = await contestWithRuns(
      first,
      first.map((value) => value + 1),
    );
    const older = await idOf(made, 3.5);
    answerOf(await made.call(made.organizer, 'results.withdraw', { id: older }));
    expect(await states(made)).toEqual(['withdrawn', 'current']);
    await whole(made);
    answerOf(await made.call(made.organizer, 'results.readmit', { id: older, current: false }));
    expect(await states(made)).toEqual(['earlier', 'current']);
    await whole(made);
  });

  it('takes the only one out of every figure until its file comes again', async () => {
    const made = await contestWithRuns(first);
    answerOf(await made.call(made.organizer, 'results.withdraw', { id: await idOf(made, 3.5) }));
    const detail = async () =>
      answerOf(await made.call(made.organizer, 'submission.get', { id: 'p7cw' })) as { runList: unknown[] };
    expect((await detail()).runList).toEqual([]);
    await whole(made);
    await importRun(made, 'ada', first);
    expect((await detail()).runList).toHaveLength(1);
    expect(await states(made)).toEqual(['current']);
    await whole(made);
  });

  it('behind the record’s back is found', async () => {
    const made = await contestWithRuns(first);
    expect(await problemsAfter(made, `UPDATE run SET is_current = 0, withdrawn_at = '2026'`)).toEqual([
      'run: ada: is it current',
    ]);
    const other = await contestWithRuns(
      first,
      first.map((value) => value + 1),
    );
    expect(await problemsAfter(other, `UPDATE run SET withdrawn_at = '2026' WHERE is_current = 0`)).toEqual([
      'run: ada: whether it was withdrawn',
    ]);
  });
});

describe('examples without a value', () => {
  it('are named, with their prompts', async () => {
    const made = await contestWithRuns([1, null, 3, null, 5, 6]);
    const missing = answerOf(await made.call(made.organizer, 'results.missing', { id: await idOf(made, 3.75) }));
    expect(missing).toMatchObject({ total: 2, indexes: [1, 3], why: null });
    expect(missing).toMatchObject({
      examples: [{ row: 1, prompt: expect.stringContaining('Question 1') }, { row: 3 }],
    });
  });
});

describe('the table of models', () => {
  const models = async (made: Made) =>
    (
      answerOf(await made.call(made.organizer, 'results.models')) as {
        models: (Model & { runs: number; known: boolean })[];
      }
    ).models;
  const named = async (made: Made, name: string) => (await models(made)).find((model) => model.name === name);

  it('takes a model, a change and its removal, each undone by the other, each in the record', async () => {
    const made = await contestWithRuns(first);
    answerOf(await made.call(made.organizer, 'results.saveModel', { model: owl, add: true }));
    expect(await named(made, 'owl-2b')).toEqual({ ...owl, runs: 0, known: false });
    answerOf(await made.call(made.organizer, 'results.saveModel', { model: { ...owl, params: 2.5e9 }, add: false }));
    await whole(made);
    const { events } = answerOf(await made.call(made.organizer, 'record.list', { limit: 2 })) as {
      events: { sentence: string }[];
    };
    expect(events[0]!.sentence).toBe('The model owl-2b was changed: params 2000000000 → 2500000000.');
    answerOf(await made.call(made.organizer, 'results.removeModel', { name: 'owl-2b' }));
    expect(await named(made, 'owl-2b')).toBeUndefined();
    await whole(made);
    answerOf(await made.call(made.organizer, 'results.saveModel', { model: owl, add: true }));
    await whole(made);
  });

  it('keeps a model that has a run, be it withdrawn, and one that Assay knows by itself', async () => {
    const made = await contestWithRuns(first);
    await importRun(made, 'owl-2b', first, { models: [owl] });
    const remove = (name: string) => made.call(made.organizer, 'results.removeModel', { name });
    answerOf(
      await made.call(made.organizer, 'results.withdraw', {
        id: (await list(made)).runs.find(({ model }) => model === 'owl-2b')!.id,
      }),
    );
    expect(errorOf(await remove('owl-2b')).code).toBe('conflict');
    expect(errorOf(await remove('opt-66b')).code).toBe('conflict');
    expect(errorOf(await remove('nobody')).code).toBe('not-found');
    await whole(made);
  });

  it.each([
    ['a private model without an alias', { alias: null }],
    ['an alias that gives the name away', { alias: 'The OWL 2B one' }],
    ['an alias that gives the family away', { alias: 'Owl, the large' }],
    ['the name of another model as alias', { alias: 'Curie' }],
    ['no parameters', { params: -1 }],
    ['a name in other letter case', { name: 'ADA' }],
  ])('refuses %s', async (_, part) => {
    const made = await contestWithRuns();
    expect(
      errorOf(await made.call(made.organizer, 'results.saveModel', { model: { ...owl, ...part }, add: true })).code,
    ).toBe('bad-input');
    expect((await models(made)).some(({ family }) => family === 'owl')).toBe(false);
  });

  it('refuses an alias that another model has, and adding a name that is there', async () => {
    const made = await contestWithRuns();
    answerOf(await made.call(made.organizer, 'results.saveModel', { model: owl, add: true }));
    const other = { ...owl, name: 'wren-7b', family: 'wren', alias: 'private a' };
    expect(
      errorOf(await made.call(made.organizer, 'results.saveModel', { model: other, add: true })).message,
    ).toContain('owl-2b');
    expect(errorOf(await made.call(made.organizer, 'results.saveModel', { model: owl, add: true })).code).toBe(
      'conflict',
    );
    expect(
      errorOf(
        await made.call(made.organizer, 'results.saveModel', { model: { ...other, alias: 'Private B' }, add: false }),
      ).code,
    ).toBe('not-found');
  });

  it('changed behind the record’s back is found', async () => {
    const made = await contestWithRuns(first);
    expect(await problemsAfter(made, `UPDATE model SET params = 1 WHERE name = 'ada'`)).toEqual(['model: ada']);
    const other = await contestWithRuns(first);
    expect(await problemsAfter(other, `DELETE FROM model WHERE name = 'opt-66b'`)).toEqual([
      'model: one that was described is not there',
    ]);
  });

  it('is told by the import that describes a model, also where its run says nothing new', async () => {
    const made = await contestWithRuns();
    await importRun(made, 'owl-2b', first, { models: [owl] });
    await importRun(made, 'owl-2b', first, { models: [{ ...owl, params: 3e9 }] });
    expect((await named(made, 'owl-2b'))!.params).toBe(3e9);
    await whole(made);
  });
});

describe('the page of results', () => {
  it('lists runs on earlier versions as such, and refused files until they are settled', async () => {
    const made = await contestWithRuns(first);
    mkdirSync(path.join(made.folder, 'bad'));
    writeFileSync(path.join(made.folder, 'bad', 'curie.csv'), runCsv(first, 'estimate'));
    const bad = { token: made.token(made.organizer, 'bad'), submission: 'p7cw' };
    answerOf(await made.call(made.organizer, 'results.import', bad));
    expect((await list(made)).refused).toMatchObject([{ open: true, reason: 'wrong-column: estimate' }]);
    await importRun(made, 'curie', first);
    expect((await list(made)).refused).toMatchObject([{ open: false }]);
    writeFileSync(path.join(made.folder, 'longer.csv'), classificationCsv(8));
    answerOf(
      await made.call(made.organizer, 'submission.import', {
        token: made.token(made.organizer, 'longer.csv'),
        id: 'p7cw',
      }),
    );
    expect((await list(made)).runs.map(({ outdated }) => outdated)).toEqual([true, true]);
  });
});
