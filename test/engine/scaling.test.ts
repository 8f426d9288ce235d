import { spawnSync } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { connect, one, run } from '../../db/connection.ts';
import { openContest } from '../../db/contest.ts';
import { verifyContestFile } from '../../db/verify.ts';
import { computeScaling } from '../../electron/engine/computeScaling.ts';
import { openWavePool } from '../../electron/engine/scalingThreads.ts';
import type { Output } from '../../shared/contract/contract.ts';
import type { SubmissionScaling } from '../../shared/contract/scaling.ts';
import { METHOD } from '../../shared/scaling/evidence.ts';
import { createResampler, emptyResult, type Wave } from '../../shared/scaling/resample.ts';
import { stream } from '../../shared/scaling/stream.ts';
import { noisy } from '../unit/scaling/builders.ts';
import { expectAgreement, type OracleAnswer, oracleCases, oracleInput } from '../unit/scaling/oracleCases.ts';
import { answerOf, type Desk, deskWithPeople, errorOf } from './builders.ts';
import { accepted, quietTools } from './contestOnDisk.ts';

const EXAMPLES = 300;

type Organized = Awaited<ReturnType<typeof deskWithPeople>>;

/** A contest with the submission `p7cw` of 300 examples in two subcategories. */
async function withSubmission(): Promise<Organized> {
  const made = await deskWithPeople();
  const rows = Array.from({ length: EXAMPLES }, (_, row) => `Is ${row} even?,"[' Yes', ' No']",0,part ${row % 2}`);
  const file = path.join(made.folder, 'data.csv');
  writeFileSync(file, `prompt,classes,answer_index,subcategory\n${rows.join('\n')}\n`);
  const token = made.token(made.organizer, file);
  answerOf(await made.call(made.organizer, 'submission.import', { token, id: 'p7cw', title: 'Parity' }));
  return made;
}

let folders = 0;

async function importRuns(
  made: Desk & { readonly organizer: number },
  means: Readonly<Record<string, number>>,
  more: object = {},
): Promise<void> {
  const folder = path.join(made.folder, `runs${++folders}`);
  mkdirSync(folder);
  const columns = noisy(Object.values(means), EXAMPLES, 'runs', 0.2);
  for (const [place, model] of Object.keys(means).entries()) {
    const rows = columns[place]!.map((value, row) => `${row},${Math.abs(value)},${row % 2},-0.1`);
    writeFileSync(path.join(folder, `${model}.csv`), `index,loss,correct,total_logprob\n${rows.join('\n')}\n`);
  }
  const token = made.token(made.organizer, folder);
  answerOf(await made.call(made.organizer, 'results.import', { token, submission: 'p7cw', ...more }));
}

const rising = { ada: 2, babbage: 2.5, curie: 3, davinci: 4 };
const falling = { ada: 4, babbage: 3, curie: 2.5, davinci: 2 };

async function evidence({ call, organizer }: Organized): Promise<SubmissionScaling> {
  return answerOf(await call(organizer, 'scaling.submission', { id: 'p7cw' })) as SubmissionScaling;
}

async function compute({ call, organizer }: Organized): Promise<unknown> {
  return answerOf(await call(organizer, 'scaling.compute', {}));
}

describe('scaling evidence', () => {
  it('is absent, computed once, kept, and stale when runs change and only then', async () => {
    const made = await withSubmission();
    expect(await evidence(made)).toMatchObject({ state: 'nothing', runs: [], evidence: null });
    await importRuns(made, rising);
    expect(await evidence(made)).toMatchObject({ state: 'absent', runs: { length: 4 }, evidence: null });
    expect(answerOf(await made.call(made.organizer, 'scaling.pending'))).toMatchObject({ submissions: ['p7cw'] });

    const both = await Promise.all([compute(made), compute(made)]);
    expect(both).toEqual([
      { computed: 1, current: 0 },
      { computed: 0, current: 1 },
    ]);
    const first = await evidence(made);
    expect(first).toMatchObject({ state: 'current', computing: null });
    expect(first.evidence!.trends).toMatchObject([{ shape: { value: 'strictly monotonic inverse' } }]);
    expect(first.evidence!.trends[0]!.fit!.band!.low).toHaveLength(17);
    expect(first.evidence!.subcategories.map(({ name, examples }) => [name, examples])).toEqual([
      ['part 0', 150],
      ['part 1', 150],
    ]);

    const describe = { id: 'p7cw', title: 'Odd and even', description: 'x' };
    answerOf(await made.call(made.organizer, 'submission.describe', describe));
    expect((await evidence(made)).state).toBe('current');
    await importRuns(made, { davinci: 1 });
    expect(await evidence(made)).toMatchObject({ state: 'stale', evidence: null });
    expect(await compute(made)).toEqual({ computed: 1, current: 0 });
    expect((await evidence(made)).evidence!.trends[0]!.shape.value).toBe('U-shaped');
  });

  it('is the same bits again from the same seed, and nothing is stored for another', async () => {
    const made = await withSubmission();
    await importRuns(made, rising);
    const analyze = async (input: object) =>
      (answerOf(await made.call(made.organizer, 'scaling.analyze', input)) as Output<'scaling.analyze'>).submissions[0]!
        .scaling.evidence!;
    const seeded = await analyze({ seed: 5 });
    expect(seeded.seed).toBe(5);
    expect(await analyze({ submission: 'p7cw', seed: 5 })).toEqual(seeded);
    expect((await evidence(made)).state).toBe('absent');
    const plain = await analyze({});
    expect(plain.seed).toBe(0);
    expect(plain.trends[0]!.slopeInterval).not.toEqual(seeded.trends[0]!.slopeInterval);
    expect((await evidence(made)).evidence).toEqual(plain);
  });

  it('keeps standard scaling out of review until it is waived', async () => {
    const made = await withSubmission();
    await importRuns(made, falling);
    const findings = async () =>
      (answerOf(await made.call(made.organizer, 'submission.get', { id: 'p7cw' })) as Output<'submission.get'>)
        .findingGroups;
    const ours = async () => (await findings()).find(({ rule }) => rule === 'standard-scaling');
    expect(await ours()).toMatchObject({ level: 'note', message: expect.stringContaining('not yet checked') });
    await compute(made);
    expect(await ours()).toMatchObject({ level: 'ineligible', waiver: null });
    const waive = { id: 'p7cw', rule: 'standard-scaling', reason: 'Other families rise.' };
    answerOf(await made.call(made.organizer, 'submission.waive', waive));
    expect(await ours()).toMatchObject({ level: 'ineligible', waiver: { reason: 'Other families rise.' } });
    await importRuns(made, rising);
    await compute(made);
    expect(await ours()).toBeUndefined();
  });

  it('shows a reviewer private models under aliases, and no name of theirs anywhere', async () => {
    const made = await withSubmission();
    const secret = (name: string, params: number, alias: string | null) => ({
      ...{ name, family: name.startsWith('zebra') ? 'zebrafamily' : 'yakfamily', params, public: false, tuned: false },
      alias,
    });
    const models = [
      secret('zebra-s', 1e9, 'Model B'),
      secret('zebra-m', 1e10, 'Model C'),
      secret('zebra-l', 1e11, 'Model D'),
      secret('yak-s', 2e9, null),
      secret('yak-m', 2e10, null),
      secret('yak-l', 2e11, null),
    ];
    const hidden = Object.fromEntries(models.map(({ name }, place) => [name, 2 + place * 0.5]));
    await importRuns(made, { ...rising, ...hidden }, { models });
    const people = answerOf(await made.call(made.organizer, 'participants.list')) as Output<'participants.list'>;
    const reviewer = people.participants.find(({ role }) => role === 'reviewer')!.id;
    answerOf(await made.call(made.organizer, 'review.assign', { submission: 'p7cw', reviewers: [reviewer] }));

    const window = made.engine.openWindow();
    answerOf(await made.call(window, 'contest.open', { token: made.token(window, 'contest.assay') }));
    answerOf(await made.call(window, 'session.signIn', { code: made.codes.reviewer }));
    const queue = answerOf(await made.call(window, 'review.queue')) as Output<'review.queue'>;
    const { number } = queue.items[0]!;
    expect(await made.call(window, 'scaling.assigned', { number })).toMatchObject({ value: { state: 'absent' } });
    expect(answerOf(await made.call(window, 'scaling.computeAssigned', { number }))).toEqual({
      computed: 1,
      current: 0,
    });
    const seen = answerOf(await made.call(window, 'scaling.assigned', { number })) as SubmissionScaling;

    expect(JSON.stringify(seen)).not.toMatch(/zebra|yak|p7cw|\.csv/i);
    expect(seen.families.map(({ name }) => name)).toEqual(['gpt3', 'private 1', 'private 2']);
    expect(seen.evidence!.trends.map(({ family, points }) => [family, points.length])).toEqual([
      ['f1', 4],
      ['f2', 3],
      ['f3', 3],
    ]);
    expect(seen.evidence!.suggestions.find(({ criterion }) => criterion === 'generality')!.why).toContain('private 1');
    const organizers = await evidence(made);
    expect(organizers.families.map(({ name }) => name)).toEqual(['gpt3', 'yakfamily', 'zebrafamily']);
    for (const other of [number + 1, 0]) {
      expect(errorOf(await made.call(window, 'scaling.assigned', { number: other })).code).toBe('not-found');
      expect(errorOf(await made.call(window, 'scaling.computeAssigned', { number: other })).code).toBe('not-found');
    }
  });

  it('can be cancelled, and stores nothing then', async () => {
    const made = await withSubmission();
    await importRuns(made, rising);
    const abort = new AbortController();
    const call = made.engine.call(
      made.organizer,
      'scaling.compute',
      {},
      {
        signal: abort.signal,
        onProgress: () => abort.abort(),
      },
    );
    expect(errorOf(await call).code).toBe('cancelled');
    expect((await evidence(made)).state).toBe('absent');
    expect(await compute(made)).toEqual({ computed: 1, current: 0 });
  });

  it('that is cancelled between two lots keeps the first, and says so', async () => {
    const made = await withSubmission();
    await importRuns(made, rising);
    const db = connect(path.join(made.folder, 'contest.assay'));
    for (let copy = 1; copy <= 8; copy++) {
      run(
        db,
        `INSERT INTO submission (id, blind_number, title, description, round, created_at)
         SELECT id || @copy, 900000 + @copy, title, description, round, created_at FROM submission WHERE id = 'p7cw'`,
        { copy },
      );
      run(
        db,
        `INSERT INTO version (key, submission, kind, number, metric, file_name, columns, examples, content_hash, imported_at)
         SELECT 1000 + @copy, submission || @copy, kind, number, metric, file_name, columns, examples, content_hash, imported_at
         FROM version WHERE submission = 'p7cw'`,
        { copy },
      );
      run(
        db,
        `INSERT INTO run (id, version, model, is_current, figures, imported_at, content_hash, dataset_hash, file_name,
                          form, rows, usable, empty, repeated, missing, warnings, value, correct)
         SELECT id || @copy, 1000 + @copy, model, is_current, figures, imported_at, content_hash, dataset_hash, file_name,
                form, rows, usable, empty, repeated, missing, warnings, value, correct
         FROM run WHERE version < 1000`,
        { copy },
      );
    }
    db.close();
    const abort = new AbortController();
    const onProgress = ({ share }: { readonly share: number | null }) => {
      if ((share ?? 0) > 8 / 9 - 1e-9) abort.abort();
    };
    const call = made.engine.call(made.organizer, 'scaling.compute', {}, { signal: abort.signal, onProgress });
    expect(errorOf(await call)).toMatchObject({ code: 'cancelled', message: expect.stringContaining('8 submissions') });
    expect(await compute(made)).toEqual({ computed: 1, current: 8 });
  });

  it('is known to verify as derived: whole, or changed behind its back', async () => {
    const made = await withSubmission();
    await importRuns(made, rising);
    await compute(made);
    await made.engine.close();
    const file = path.join(made.folder, 'contest.assay');
    const check = () => accepted(verifyContestFile(file, { progress: () => {}, cancelled: () => false }));
    expect(check()).toMatchObject({ ok: true });
    const contest = accepted(openContest(file, '2026-11-25T12:00:00.000Z'));
    expect(one(contest.db, 'SELECT standard FROM scaling_evidence')).toEqual({ standard: 0 });
    run(contest.db, 'UPDATE scaling_evidence SET standard = 1');
    contest.close();
    expect(check()).toMatchObject({ ok: false, problems: [{ what: 'scaling evidence', where: 'p7cw' }] });
  });

  it('is known to be current without a look at its runs, and again once a change was taken back', async () => {
    const made = await withSubmission();
    await importRuns(made, rising);
    await compute(made);
    const pending = async () =>
      (answerOf(await made.call(made.organizer, 'scaling.pending')) as Output<'scaling.pending'>).submissions;
    const method = () => {
      const contest = connect(path.join(made.folder, 'contest.assay'), { readonly: true });
      const row = one<{ method: number | null }>(contest, 'SELECT method FROM scaling_evidence');
      contest.close();
      return row?.method;
    };
    expect(await pending()).toEqual([]);
    expect(method()).toBe(METHOD);

    const { models } = answerOf(await made.call(made.organizer, 'results.models')) as Output<'results.models'>;
    const { runs, known, ...ada } = models.find(({ name }) => name === 'ada')!;
    expect([runs, known]).toEqual([1, true]);
    const save = (params: number) =>
      made.call(made.organizer, 'results.saveModel', { model: { ...ada, params }, add: false });
    answerOf(await save(2 * ada.params));
    expect([method(), await pending()]).toEqual([null, ['p7cw']]);
    answerOf(await save(ada.params));
    expect([method(), await pending()]).toEqual([null, []]);
    expect(await compute(made)).toEqual({ computed: 0, current: 1 });
    expect(method()).toBe(METHOD);
  });

  it('that is wrongly said to be current is found by verify', async () => {
    const made = await withSubmission();
    await importRuns(made, rising);
    await compute(made);
    await importRuns(made, { davinci: 1 });
    await made.engine.close();
    const file = path.join(made.folder, 'contest.assay');
    const check = () => accepted(verifyContestFile(file, { progress: () => {}, cancelled: () => false }));
    expect(check()).toMatchObject({ ok: true });
    const contest = accepted(openContest(file, '2026-11-25T12:00:00.000Z'));
    run(contest.db, 'UPDATE scaling_evidence SET method = ?', METHOD);
    contest.close();
    expect(check()).toMatchObject({ ok: false, problems: [{ what: 'scaling evidence', where: 'p7cw' }] });
  });

  it('passes over what has no runs and what is not there', async () => {
    const made = await withSubmission();
    const work = { contestPath: path.join(made.folder, 'contest.assay'), submissions: ['p7cw', 'nobody'], seed: 0 };
    expect(await computeScaling(work, quietTools)).toEqual({ ok: true, value: [] });
    const missing = await made.call(made.organizer, 'scaling.submission', { id: 'nobody' });
    expect(errorOf(missing).code).toBe('not-found');
  });
});

describe('threads', () => {
  const RESAMPLES = 10_000;
  const columns = noisy([1, 1.1, 1.2, 1.3], 1000, 'threads');
  const values = Float64Array.from({ length: 4000 }, (_, place) => columns[place % 4]![Math.floor(place / 4)]!);
  /** Large enough that threads are asked. */
  const wave: Wave = {
    n: 1000,
    stream: stream(0, 'original'),
    tasks: Array.from({ length: 6 }, () => ({
      columns: 4,
      values,
      steps: [
        [0, 1],
        [1, 2],
      ],
      tolerance: 0,
      line: { places: [8, 9, 10, 11], logged: false, middles: true },
    })),
  };
  const alone = () => {
    const result = emptyResult(wave, RESAMPLES);
    createResampler(wave, RESAMPLES, result).run(0, RESAMPLES);
    return result;
  };

  it.each(['that help', 'that die before they do'])('%s change no bit', async (which) => {
    const expected = alone();
    const broken = new URL('./threads/not-there.ts', import.meta.url);
    const pool = which === 'that help' ? openWavePool(() => false) : openWavePool(() => false, broken);
    try {
      for (let turn = 0; turn < 2; turn++) {
        const shared = await pool.resample(wave, RESAMPLES, () => {});
        expect([...shared!.slopes]).toEqual([...expected.slopes]);
        expect([...shared!.above, ...shared!.below]).toEqual([...expected.above, ...expected.below]);
      }
    } finally {
      pool.close();
    }
  });

  it('stop when the work is cancelled, and bring nothing', async () => {
    const shares: number[] = [];
    const pool = openWavePool(() => true);
    try {
      expect(await pool.resample(wave, RESAMPLES, (share) => shares.push(share))).toBeNull();
      expect(shares.length).toBeLessThanOrEqual(1);
    } finally {
      pool.close();
    }
  });
});

describe('numpy and scipy', () => {
  it('agree when they are asked anew, where the machine has them', () => {
    const small = { ...oracleCases[0]!, resamples: 300 };
    const python = spawnSync('/usr/bin/python3', [path.resolve(import.meta.dirname, '../oracle/scaling.py')], {
      input: JSON.stringify(oracleInput(small)),
      encoding: 'utf8',
    });
    // the stored answers are compared on every machine, by test/unit/scaling/oracle.test.ts
    if (python.status === 0) expectAgreement(small, JSON.parse(python.stdout) as OracleAnswer);
  });
});
