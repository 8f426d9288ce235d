import type Database from 'better-sqlite3';
import { describe, expect, it, vi } from 'vitest';
import { type Connection, run } from '../../db/connection.ts';
import { countEvents, listEvents } from '../../db/record.ts';
import { currentVersion } from '../../db/submission.ts';
import type { Context } from '../../electron/engine/context.ts';
import { submissionHandlers } from '../../electron/engine/submission.ts';
import { formHandlers } from '../../electron/engine/submissionForms.ts';
import { submissionRows } from '../../electron/engine/submissionRows.ts';
import { realSurroundings } from '../../electron/engine/surroundings.ts';
import { accepted, type ContestOnDisk, classificationCsv, contestOnDisk, organizer, runCsv } from './contestOnDisk.ts';

const handlers = { ...submissionHandlers, ...formHandlers };

function contextOf(contest: ContestOnDisk): Context {
  return { ...realSurroundings, db: contest.db, role: 'organizer', participant: null, actor: organizer };
}

/** Imports a classification file under an id that is its title too. */
function submission(contest: ContestOnDisk, id: string, examples = 500): void {
  accepted(contest.importSubmission(contest.write(`${id}.csv`, classificationCsv(examples)), { id }));
}

function results(contest: ContestOnDisk, id: string, files: Readonly<Record<string, string>>): void {
  for (const [model, content] of Object.entries(files)) contest.write(`runs of ${id}/${model}.csv`, content);
  accepted(contest.importResults(`${contest.folder}/runs of ${id}`, id));
}

const loss = (mean: number, examples = 500) => runCsv(Array.from({ length: examples }, () => mean));

function standing(contest: ContestOnDisk): [string, string, string][] {
  return submissionRows(contest.db).map(({ id, state, waitsFor }) => [id, state, waitsFor]);
}

/** Writes something, so that what was read before is stale. */
function touch(db: Connection): void {
  run(db, 'UPDATE submission SET title = title');
}

/** How many statements read rows while the work was done; the look at what has changed since is not counted. */
function statementsDuring(db: Connection, work: () => void): number {
  const statements = Object.getPrototypeOf(db.prepare('SELECT 1')) as Database.Statement;
  const watched = (['all', 'get', 'iterate'] as const).map((name) => vi.spyOn(statements, name));
  try {
    work();
    const sources = watched.flatMap((spy) => spy.mock.contexts.map((one) => (one as Database.Statement).source));
    return sources.filter((source) => !/total_changes|^PRAGMA data_version/.test(source)).length;
  } finally {
    for (const spy of watched) spy.mockRestore();
  }
}

/** Two votes on one example, both right or both wrong. */
function labels(contest: ContestOnDisk, id: string, choices: readonly (number | null)[]): void {
  const { db } = contest;
  const { key } = currentVersion(db, id)!;
  run(
    db,
    `INSERT INTO label_deal (id, version, sample, overlap, seed, instructions, threshold, created_at)
     VALUES (?, ?, 1, ?, 1, '', 0.05, '')`,
    `deal ${id}`,
    key,
    choices.length,
  );
  run(db, 'INSERT INTO label_sample (deal, place, row) VALUES (?, 0, 0)', `deal ${id}`);
  for (const [place, choice] of choices.entries()) {
    const contractor = `${id} ${place}`;
    run(
      db,
      `INSERT INTO participant (id, role, alias, exchange_key, signing_key, invited_at)
       VALUES (?, 'contractor', ?, zeroblob(32), randomblob(32), '')`,
      contractor,
      contractor,
    );
    run(db, 'INSERT INTO label_share (deal, contractor, position, row) VALUES (?, ?, 0, 0)', `deal ${id}`, contractor);
    run(db, 'INSERT INTO label_progress (deal, contractor, dealt, done) VALUES (?, ?, 1, 0)', `deal ${id}`, contractor);
    if (choice === null) continue;
    run(
      db,
      `INSERT INTO vote (deal, contractor, position, revision, row, answer, flag, note, seconds, cast_at)
       VALUES (?, ?, 0, 1, 0, ?, NULL, '', 1, '')`,
      `deal ${id}`,
      contractor,
      JSON.stringify({ kind: 'classification', answer: { choice } }),
    );
  }
}

describe('the table of submissions', () => {
  it('groups by state in the order of the work, then sorts by title', () => {
    const contest = contestOnDisk();
    for (const id of ['c', 'b', 'a', 'failed', 'voted', 'reviewed', 'refused', 'gone']) submission(contest, id);
    submission(contest, 'short', 40);
    for (const id of ['a', 'failed', 'voted', 'reviewed']) results(contest, id, { ada: loss(1) });
    results(contest, 'refused', { ada: loss(1), davinci: '' });
    labels(contest, 'failed', [1, 1]);
    labels(contest, 'voted', [0, null]);
    labels(contest, 'reviewed', [0, 0]);
    accepted(answer(contest, 'submission.withdraw', { id: 'gone' }));
    expect(standing(contest)).toEqual([
      ['refused', 'stuck', 'new davinci'],
      ['short', 'stuck', 'a mended file or a waiver'],
      ['b', 'results', 'results'],
      ['c', 'results', 'results'],
      ['a', 'labels', 'the label deal'],
      ['failed', 'labels', 'mended labels'],
      ['voted', 'labels', 'one vote'],
      ['reviewed', 'review', 'reviewers'],
      ['gone', 'withdrawn', 'nothing'],
    ]);
  });

  it('goes from review to ready when every assigned review is in', () => {
    const contest = contestOnDisk();
    submission(contest, 'p7cw');
    results(contest, 'p7cw', { ada: loss(1) });
    labels(contest, 'p7cw', [0]);
    const { db } = contest;
    for (const reviewer of ['r1', 'r2', 'r3']) {
      run(
        db,
        `INSERT INTO participant (id, role, alias, exchange_key, signing_key, invited_at)
         VALUES (?, 'reviewer', ?, zeroblob(32), randomblob(32), '')`,
        reviewer,
        reviewer,
      );
      run(db, 'INSERT INTO assignment (submission, reviewer, assigned_at) VALUES (?, ?, ?)', 'p7cw', reviewer, '');
    }
    const hasReview = (reviewer: string) =>
      run(
        db,
        `INSERT INTO review (submission, reviewer, revision, round, rubric, form, submitted_at)
         VALUES ('p7cw', ?, 1, 2, 1, '{}', '')`,
        reviewer,
      );
    expect(standing(contest)).toEqual([['p7cw', 'review', 'three reviews']]);
    hasReview('r1');
    hasReview('r2');
    expect(standing(contest)).toEqual([['p7cw', 'review', 'one review']]);
    run(db, `UPDATE assignment SET declined_at = '' WHERE reviewer = 'r3'`);
    expect(standing(contest)[0]![1]).toBe('ready');
    expect(submissionRows(db)[0]!.reviews).toEqual({ assigned: 2, submitted: 2 });
  });

  it('counts rules rather than places, and shows the GPT-3 means from small to large', () => {
    const contest = contestOnDisk();
    submission(contest, 'p7cw', 40);
    const files = { davinci: loss(4, 40), ada: loss(1, 40), 'gpt2-xl': loss(9, 40), babbage: loss(2, 40) };
    results(contest, 'p7cw', files);
    expect(submissionRows(contest.db)[0]).toMatchObject({
      findings: { ineligible: 1, warning: 1, note: 0 },
      runs: 4,
      gpt3: [1, 2, 4],
      labelErrors: null,
    });
  });

  it('asks the file no more often for a thousand submissions than for one', () => {
    const contest = contestOnDisk();
    submission(contest, 'first', 100);
    results(contest, 'first', { ada: loss(1, 100), babbage: loss(2, 100), curie: loss(3, 100), davinci: loss(4, 100) });
    const { db } = contest;
    submissionRows(db);
    touch(db);
    const forOne = statementsDuring(db, () => submissionRows(db));
    expect(forOne).toBeGreaterThan(0);
    db.exec(`
      BEGIN;
      WITH RECURSIVE n (i) AS (SELECT 2 UNION ALL SELECT i + 1 FROM n WHERE i < 1000)
        INSERT INTO submission SELECT 's' || i, i, 'Title ' || i, '', 2, '', NULL FROM n;
      WITH RECURSIVE n (i) AS (SELECT 2 UNION ALL SELECT i + 1 FROM n WHERE i < 1000)
        INSERT INTO version SELECT i, 's' || i, 'original', 1, metric, file_name, columns, 100, baseline, content_hash,
                                   imported_at, NULL, NULL FROM n, version WHERE version.key = 1;
      INSERT INTO finding_count SELECT v.key, f.level, f.rule, f.count FROM version v, finding_count f WHERE v.key > 1;
      INSERT INTO run SELECT r.id || v.key, v.key, r.model, 1, r.figures, r.imported_at, NULL, r.content_hash, r.dataset_hash,
                             r.file_name, r.form, NULL, r.rows, r.usable, r.empty, r.repeated, r.missing, r.warnings,
                             zeroblob(8000), NULL, zeroblob(8000)
        FROM run r, version v WHERE v.key > 1;
      COMMIT;`);
    expect(submissionRows(db)).toHaveLength(1000);
    expect(statementsDuring(db, () => submissionRows(db))).toBe(0); // kept until something is written
    touch(db);
    expect(statementsDuring(db, () => submissionRows(db))).toBe(forOne);
  });
});

describe('a submission’s page', () => {
  it('has its neighbours in the table, its versions, findings, runs and baseline', () => {
    const contest = contestOnDisk();
    for (const id of ['a', 'b', 'c']) submission(contest, id);
    results(contest, 'b', { ada: loss(1), babbage: '' });
    const detail = accepted(answer(contest, 'submission.get', { id: 'b' }));
    expect(detail).toMatchObject({
      position: { index: 0, total: 3, previous: null, next: 'a' },
      versions: [{ number: 1, examples: 500, fileName: 'b.csv' }],
      columns: ['prompt', 'classes', 'answer_index'],
      runList: [{ model: 'ada', mean: 1, n: 500 }],
      findingGroups: expect.arrayContaining([
        expect.objectContaining({
          rule: 'refused-run',
          count: 1,
          waiver: null,
          rows: [expect.objectContaining({ message: expect.stringMatching(/^babbage\.csv: /) })],
        }),
      ]),
    });
    expect(accepted(answer(contest, 'submission.get', { id: 'a' }))).toMatchObject({
      position: { index: 1, previous: 'b', next: 'c' },
    });
    expect(answer(contest, 'submission.get', { id: 'z' })).toMatchObject({ error: { code: 'not-found' } });
  });

  it('finds examples by their words and the beginning of the last one, operators taken as text', () => {
    const contest = contestOnDisk();
    const csv = `prompt,completion\n"100% sure, a_b", yes\n1000 sure, no\n"axb",back\\slash\n`;
    accepted(contest.importSubmission(contest.write('a.csv', csv), { id: 'a' }));
    const found = (search: string) =>
      accepted(answer(contest, 'submission.examples', { id: 'a', search, offset: 0, limit: 10 }))
        .examples.map(({ row }) => row)
        .join();
    expect(found('100%')).toBe('0,1');
    expect(found('100% sure')).toBe('0');
    expect(found('sure AND no')).toBe('');
    expect(found('SURE')).toBe('0,1');
    expect(found('\\')).toBe('2');
    expect(found('no')).toBe('1');
    expect(found('')).toBe('0,1,2');
    const page = answer(contest, 'submission.examples', { id: 'a', search: 'sure', offset: 1, limit: 10 });
    expect(accepted(page)).toMatchObject({ total: 2, examples: [{ row: 1 }] });
  });
});

describe('an organizer’s word on a submission', () => {
  it('waives an ineligible finding with a reason and takes it back', () => {
    const contest = contestOnDisk();
    submission(contest, 'p7cw', 40);
    const rule = 'too-few-examples';
    expect(answer(contest, 'submission.waive', { id: 'p7cw', rule: 'few-examples', reason: 'x' })).toMatchObject({
      error: { code: 'conflict' },
    });
    accepted(answer(contest, 'submission.waive', { id: 'p7cw', rule, reason: 'a pilot' }));
    expect(standing(contest)).toEqual([['p7cw', 'results', 'results']]);
    expect(listEvents(contest.db, { limit: 1 })).toMatchObject([{ kind: 'submission.waived', subject: 'p7cw' }]);
    const detail = accepted(answer(contest, 'submission.get', { id: 'p7cw' }));
    expect(detail.findingGroups.find((group) => group.rule === rule)!.waiver!.reason).toBe('a pilot');
    expect(answer(contest, 'submission.waive', { id: 'p7cw', rule, reason: 'again' }).ok).toBe(false);
    accepted(answer(contest, 'submission.unwaive', { id: 'p7cw', rule }));
    expect(standing(contest)[0]![1]).toBe('stuck');
    expect(answer(contest, 'submission.unwaive', { id: 'p7cw', rule }).ok).toBe(false);
  });

  it('goes on without a run that was refused', () => {
    const contest = contestOnDisk();
    submission(contest, 'p7cw');
    results(contest, 'p7cw', { ada: loss(1), babbage: '' });
    expect(standing(contest)[0]![1]).toBe('stuck');
    accepted(answer(contest, 'submission.waive', { id: 'p7cw', rule: 'refused-run', reason: 'retired' }));
    expect(standing(contest)[0]![1]).toBe('labels');
  });

  it('changes title and description, and records what they were', () => {
    const contest = contestOnDisk();
    submission(contest, 'p7cw');
    accepted(answer(contest, 'submission.describe', { id: 'p7cw', title: 'Clocks', description: 'Two clocks.' }));
    const [event] = listEvents(contest.db, { limit: 1 });
    expect(JSON.parse(event!.before!)).toMatchObject({ title: 'p7cw', description: 'What it tests.' });
    expect(submissionRows(contest.db)[0]!.title).toBe('Clocks');
    const events = countEvents(contest.db);
    accepted(answer(contest, 'submission.describe', { id: 'p7cw', title: 'Clocks', description: 'Two clocks.' }));
    expect(countEvents(contest.db)).toBe(events);
  });

  it('withdraws and readmits, each once', () => {
    const contest = contestOnDisk();
    submission(contest, 'p7cw');
    const may = (procedure: 'submission.withdraw' | 'submission.readmit') =>
      answer(contest, procedure, { id: 'p7cw' }).ok;
    expect(may('submission.readmit')).toBe(false);
    expect(may('submission.withdraw')).toBe(true);
    expect(may('submission.withdraw')).toBe(false);
    expect(standing(contest)).toEqual([['p7cw', 'withdrawn', 'nothing']]);
    expect(may('submission.readmit')).toBe(true);
    expect(standing(contest)).toEqual([['p7cw', 'results', 'results']]);
  });
});

/** Calls a handler that answers at once. */
function answer<P extends keyof typeof handlers>(
  contest: ContestOnDisk,
  procedure: P,
  input: Parameters<(typeof handlers)[P]>[1],
): Exclude<ReturnType<(typeof handlers)[P]>, Promise<unknown>> {
  const handler = handlers[procedure] as unknown as (context: Context, given: typeof input) => never;
  return handler(contextOf(contest), input);
}
