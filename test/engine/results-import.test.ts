import { describe, expect, it } from 'vitest';
import { runHash } from '../../db/contentHash.ts';
import { countEvents, listEvents } from '../../db/record.ts';
import { currentRun, currentRuns, everyRun, floatsToBlob, openRefusals, runValues } from '../../db/results.ts';
import { currentVersion, versionsOf } from '../../db/submission.ts';
import { runList } from '../../electron/engine/runList.ts';
import type { Model } from '../../shared/results/models.ts';
import { accepted, type ContestOnDisk, classificationCsv, contestOnDisk, runCsv } from './contestOnDisk.ts';

const EXAMPLES = 6;

/** A contest with the submission `p7cw` of six examples. */
function contestWithSubmission(): ContestOnDisk {
  const contest = contestOnDisk();
  accepted(contest.importSubmission(contest.write('parity.csv', classificationCsv(EXAMPLES)), { id: 'p7cw' }));
  return contest;
}

function keyOf(contest: ContestOnDisk, kind: 'original' | 'reproduction' = 'original'): number {
  return currentVersion(contest.db, 'p7cw', kind)!.key;
}

const rising = [0.5, 0.6, 0.7, 0.8, 0.9, 1];

describe('importing a pipeline folder', () => {
  it('stores each model with its values, figures and hash', () => {
    const contest = contestWithSubmission();
    contest.write('runs/ada.csv', runCsv([0.5, null, 0.75, 1, 1.25, 1.5]));
    contest.write('runs/data.csv', classificationCsv(EXAMPLES));
    contest.write('runs/notes.txt', 'made on a Tuesday');
    const report = accepted(contest.importResults(`${contest.folder}/runs`, 'p7cw'));
    expect(report).toEqual({
      runs: [{ model: 'ada', status: 'stored', rows: 5, usable: 5, empty: 0, repeated: 0, missing: 1 }],
      ignored: ['notes.txt'],
    });
    const run = currentRun(contest.db, keyOf(contest), 'ada')!;
    expect(run.figures).toMatchObject({ n: 5, mean: { value: 1 }, accuracy: { value: 0.4 } });
    const values = runValues(contest.db, run.id)!;
    expect([...values.values]).toEqual([0.5, Number.NaN, 0.75, 1, 1.25, 1.5]);
    expect([...values.correct!]).toEqual([0, 255, 0, 1, 0, 1]);
    const { contentHash } = currentVersion(contest.db, 'p7cw')!;
    expect(run.contentHash).toBe(
      runHash({
        ...run,
        datasetHash: contentHash,
        value: floatsToBlob(values.values),
        correct: values.correct,
        totalLogprob: floatsToBlob(values.totalLogprob!),
        figures: JSON.stringify(run.figures),
        warnings: JSON.stringify(run.warnings),
      }),
    );
    const [event] = listEvents(contest.db, { limit: 1 });
    expect(event).toMatchObject({ kind: 'results.imported', subject: 'p7cw' });
    expect(event!.after).toContain(run.contentHash);
  });

  it('lists models from small to large', () => {
    const contest = contestWithSubmission();
    for (const model of ['davinci', 'ada', 'gpt2-xl', 'babbage']) contest.write(`runs/${model}.csv`, runCsv(rising));
    const report = accepted(contest.importResults(`${contest.folder}/runs`, 'p7cw'));
    const order = ['ada', 'babbage', 'gpt2-xl', 'davinci'];
    expect(report.runs.map(({ model }) => model)).toEqual(order);
    expect(runList(contest.db, 'p7cw').map(({ model }) => model)).toEqual(order);
  });

  it('refuses a file that breaks a rule, stores the others, and remembers why', () => {
    const contest = contestWithSubmission();
    contest.write('runs/ada.csv', runCsv(rising));
    contest.write('runs/babbage.csv', runCsv(rising, 'estimate'));
    contest.write('runs/curie.csv', '');
    const report = accepted(contest.importResults(`${contest.folder}/runs`, 'p7cw'));
    expect(report.runs.map(({ model, status, reason }) => [model, status, reason])).toEqual([
      ['ada', 'stored', undefined],
      ['babbage', 'refused', 'wrong-column: estimate'],
      ['curie', 'refused', 'empty'],
    ]);
    expect(report.runs[1]!.message).toContain('estimate');
    expect(openRefusals(contest.db, keyOf(contest)).map(({ model }) => model)).toEqual(['babbage', 'curie']);
  });

  it('forgets a refusal once a run of that model came in', () => {
    const contest = contestWithSubmission();
    contest.write('runs/ada.csv', '');
    accepted(contest.importResults(`${contest.folder}/runs`, 'p7cw'));
    expect(openRefusals(contest.db, keyOf(contest))).toHaveLength(1);
    contest.write('runs/ada.csv', runCsv(rising));
    accepted(contest.importResults(`${contest.folder}/runs`, 'p7cw'));
    expect(openRefusals(contest.db, keyOf(contest))).toEqual([]);
  });

  it('keeps an earlier run of the same model, says that they disagree, and takes the newer', () => {
    const contest = contestWithSubmission();
    contest.write('runs/ada.csv', runCsv(rising));
    accepted(contest.importResults(`${contest.folder}/runs`, 'p7cw'));
    contest.write('runs/ada.csv', runCsv(rising.map((value) => value * 2)));
    const [second] = accepted(contest.importResults(`${contest.folder}/runs`, 'p7cw')).runs;
    expect(second!.warnings?.map(({ rule }) => rule)).toEqual(['runs-disagree']);
    expect(everyRun(contest.db, keyOf(contest)).map(({ current, figures }) => [current, figures.mean.value])).toEqual([
      [false, 0.75],
      [true, 1.5],
    ]);
    expect(runList(contest.db, 'p7cw').map(({ mean, warnings }) => [mean, warnings.length])).toEqual([[1.5, 1]]);
  });

  it('stores an equal run once, and goes back to an earlier one that is imported again', () => {
    const contest = contestWithSubmission();
    const folder = `${contest.folder}/runs`;
    const twice = rising.map((value) => value * 2);
    for (const values of [rising, rising, twice, rising]) {
      contest.write('runs/ada.csv', runCsv(values));
      expect(accepted(contest.importResults(folder, 'p7cw')).runs[0]).toMatchObject({ status: 'stored', usable: 6 });
    }
    expect(everyRun(contest.db, keyOf(contest)).map(({ current, figures }) => [current, figures.mean.value])).toEqual([
      [true, 0.75],
      [false, 1.5],
    ]);
    const events = countEvents(contest.db);
    accepted(contest.importResults(folder, 'p7cw'));
    expect(countEvents(contest.db)).toBe(events);
  });

  it('refuses an unknown model until somebody describes it', () => {
    const contest = contestWithSubmission();
    contest.write('runs/owl-2b.csv', runCsv(rising));
    const folder = `${contest.folder}/runs`;
    expect(accepted(contest.importResults(folder, 'p7cw')).runs[0]).toMatchObject({
      reason: 'unknown-model',
      usable: 6,
    });
    expect(openRefusals(contest.db, keyOf(contest))).toEqual([]);
    const owl: Model = { name: 'owl-2b', family: 'owl', params: 2e9, public: false, tuned: false, alias: 'Model A' };
    expect(accepted(contest.importResults(folder, 'p7cw', { models: [owl] })).runs[0]!.status).toBe('stored');
    expect(runList(contest.db, 'p7cw')[0]).toMatchObject({
      model: 'owl-2b',
      family: 'owl',
      params: 2e9,
      public: false,
    });
    contest.write('runs/owl-2b.csv', runCsv(rising.map((value) => value + 1)));
    expect(accepted(contest.importResults(folder, 'p7cw')).runs[0]!.status).toBe('stored');
  });
});

describe('the data set beside the runs', () => {
  it('is the submission’s own in other clothes: an index column changes nothing', () => {
    const contest = contestWithSubmission();
    const lines = classificationCsv(EXAMPLES).replace('prompt,', ',prompt,').replaceAll('"Question', '1,"Question');
    contest.write('runs/data.csv', lines);
    contest.write('runs/ada.csv', runCsv(rising));
    expect(accepted(contest.importResults(`${contest.folder}/runs`, 'p7cw')).runs[0]!.status).toBe('stored');
  });

  it('may be an earlier version, and the runs then stay with that', () => {
    const contest = contestWithSubmission();
    accepted(contest.importSubmission(contest.write('longer.csv', classificationCsv(8)), { id: 'p7cw' }));
    contest.write('runs/data.csv', classificationCsv(EXAMPLES));
    contest.write('runs/ada.csv', runCsv(rising));
    accepted(contest.importResults(`${contest.folder}/runs`, 'p7cw'));
    const [second, first] = versionsOf(contest.db, 'p7cw', 'original');
    expect(currentRuns(contest.db, second!.key)).toEqual([]);
    expect(currentRuns(contest.db, first!.key)).toHaveLength(1);
  });

  it('refuses every run, with each file’s own fault first, when it is another data set; nothing is stored', () => {
    const contest = contestWithSubmission();
    contest.write('runs/data.csv', classificationCsv(EXAMPLES).replace('Question 4', 'Query 4'));
    contest.write('runs/ada.csv', runCsv(rising));
    contest.write('runs/babbage.csv', runCsv(rising, 'estimate'));
    const before = contest.dump();
    const report = accepted(contest.importResults(`${contest.folder}/runs`, 'p7cw'));
    expect(report.runs.map(({ reason }) => reason)).toEqual(['other-data-set', 'wrong-column: estimate']);
    expect(report.runs[0]!.message).toContain('row 4');
    expect(contest.dump()).toEqual(before);
  });

  it('says so when it is longer, shorter or not of the metric', () => {
    const contest = contestWithSubmission();
    contest.write('runs/ada.csv', runCsv(rising));
    for (const [data, sentence] of [
      [classificationCsv(7), '7 examples'],
      [classificationCsv(5), '5 examples'],
      ['filled_template,true_answer,anchor\na,1,2\n', 'cannot be read'],
    ] as const) {
      contest.write('runs/data.csv', data);
      const [run] = accepted(contest.importResults(`${contest.folder}/runs`, 'p7cw')).runs;
      expect(run).toMatchObject({ reason: 'other-data-set', message: expect.stringContaining(sentence) });
    }
  });

  it('becomes a reproduction when asked to, once', () => {
    const contest = contestWithSubmission();
    const folder = `${contest.folder}/again`;
    contest.write('again/data.csv', classificationCsv(4));
    contest.write('again/ada.csv', runCsv([1, 2, 3, 4]));
    accepted(contest.importResults(folder, 'p7cw', { reproduction: true }));
    contest.write('again/babbage.csv', runCsv([1, 2, 3, 4]));
    accepted(contest.importResults(folder, 'p7cw', { reproduction: true }));
    expect(versionsOf(contest.db, 'p7cw', 'reproduction').map(({ examples }) => examples)).toEqual([4]);
    expect(currentRuns(contest.db, keyOf(contest, 'reproduction'))).toHaveLength(2);
    expect(runList(contest.db, 'p7cw').map(({ reproduction }) => reproduction)).toEqual([true, true]);
    expect(currentVersion(contest.db, 'p7cw')!.examples).toBe(EXAMPLES);
  });
});

describe('a folder that is not imported', () => {
  it('leaves nothing behind after a cancel between two files', () => {
    const contest = contestWithSubmission();
    contest.write('runs/ada.csv', runCsv(rising));
    contest.write('runs/babbage.csv', runCsv(rising));
    const before = contest.dump();
    let asked = 0;
    const outcome = contest.importResults(`${contest.folder}/runs`, 'p7cw', {}, { cancelled: () => ++asked > 3 });
    expect(outcome).toMatchObject({ error: { code: 'cancelled' } });
    expect(contest.dump()).toEqual(before);
  });

  it('says what is wrong with the place', () => {
    const contest = contestWithSubmission();
    contest.write('runs/ada.csv', runCsv(rising));
    const file = contest.write('notes.csv', 'who,when\nsomebody,once\n');
    contest.write('empty/data.csv', classificationCsv(EXAMPLES));
    const code = (path: string, submission = 'p7cw', reproduction = false) => {
      const outcome = contest.importResults(path, submission, { reproduction });
      return outcome.ok ? 'ok' : outcome.error.code;
    };
    expect(code(`${contest.folder}/nowhere`)).toBe('not-found');
    expect(code(file)).toBe('refused');
    expect(code(`${contest.folder}/empty`)).toBe('refused');
    expect(code(`${contest.folder}/runs`, 'nobody')).toBe('not-found');
    expect(code(`${contest.folder}/runs`, 'p7cw', true)).toBe('refused');
  });
});
