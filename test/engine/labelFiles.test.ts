import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { one, run } from '../../db/connection.ts';
import { verifyContest } from '../../db/verify.ts';
import { importLabels } from '../../electron/engine/importLabels.ts';
import { labelExportHandlers } from '../../electron/engine/labelFiles.ts';
import { labelHandlers } from '../../electron/engine/labels.ts';
import { readCsv } from '../../shared/csv/reader.ts';
import { temporaryFolder } from './builders.ts';
import { assay, assayJson } from './commandLine.ts';
import {
  accepted,
  type ContestOnDisk,
  classificationCsv,
  contestOnDisk,
  organizer,
  quietTools,
} from './contestOnDisk.ts';
import { asOrganizer, withSubmission } from './people.ts';

const bring = (contest: ContestOnDisk, file: string, content: string) =>
  importLabels(
    { contestPath: contest.path, path: contest.write(file, content), submission: 'even', actor: organizer },
    quietTools,
  );
const verdictOf = async (contest: ContestOnDisk) =>
  accepted(await labelHandlers['labels.verdict'](asOrganizer(contest), { submission: 'even' }));
const exported = async (contest: ContestOnDisk, format: 'votes' | 'label-studio' | 'corrections') =>
  accepted(await labelExportHandlers['labels.export'](asOrganizer(contest), { submission: 'even', format })).content;
const verified = (contest: ContestOnDisk) => verifyContest(contest.db, quietTools).problems;

function withLabels() {
  const contest = contestOnDisk();
  withSubmission(contest, 20);
  return contest;
}

/** Rows 0–3 by two people: right but for row 3, on which they differ, and row 2, on which both contradict the label. */
const votes = `example,contractor,label
0,ann, Even
0,ben,Even
1,ann, Odd
1,ben, Odd
2,ann,(none)
2,ben,(none)
3,ann, Odd
3,ben, Even
`;

describe('labels made elsewhere', () => {
  it('count as votes of outside contractors, in a deal of just those examples', async () => {
    const contest = withLabels();
    const report = accepted(bring(contest, 'votes.csv', votes));
    expect(report).toMatchObject({ dealt: true, stored: 8, unchanged: 0, findings: [] });
    expect(report.contractors).toEqual([
      { alias: 'X-01', name: 'ann', labels: 4 },
      { alias: 'X-02', name: 'ben', labels: 4 },
    ]);
    expect(await verdictOf(contest)).toMatchObject({ sample: 4, overlap: 2, wrong: 1, settled: 3, undecided: 1 });
    expect(verified(contest)).toEqual([]);
  });

  it('change nothing when they come again, and become a new version where they say something else', async () => {
    const contest = withLabels();
    accepted(bring(contest, 'votes.csv', votes));
    const before = contest.dump();
    expect(accepted(bring(contest, 'votes.csv', votes))).toMatchObject({ dealt: false, stored: 0, unchanged: 8 });
    expect(contest.dump()).toEqual(before);
    const changed = accepted(bring(contest, 'votes.csv', votes.replace('3,ben, Even', '3,ben, Odd')));
    expect(changed).toMatchObject({ stored: 1, unchanged: 7 });
    expect((await verdictOf(contest)).undecided).toBe(0);
    expect(one(contest.db, 'SELECT count(*) AS n FROM vote')).toEqual({ n: 9 });
    expect(verified(contest)).toEqual([]);
  });

  it('are looked at first: what would come in is said, and nothing of it is stored', () => {
    const contest = withLabels();
    const before = contest.dump();
    const path = contest.write('votes.csv', votes);
    const input = { contestPath: contest.path, path, submission: 'even', actor: organizer };
    const seen = accepted(importLabels({ ...input, preview: true }, quietTools));
    expect(contest.dump()).toEqual(before);
    expect(accepted(importLabels(input, quietTools))).toEqual(seen);
    const refused = importLabels(
      { ...input, path: contest.write('bad.csv', `${votes}4,ann,Perhaps\n`), preview: true },
      quietTools,
    );
    expect(refused).toMatchObject({
      ok: false,
      error: { code: 'refused', message: expect.stringContaining('Perhaps') },
    });
  });

  it('leave out examples that were not drawn for a deal in force, and say so', () => {
    const contest = withLabels();
    accepted(bring(contest, 'votes.csv', votes));
    const more = accepted(bring(contest, 'more.csv', 'example,contractor,label\n0,eve, Even\n9,eve, Odd\n'));
    expect(more).toMatchObject({ stored: 1, findings: [{ level: 'warning', rule: 'example-not-drawn' }] });
  });

  it.each([
    ['names no class', '0,ann,Maybe', 'label', /row 0: has the label “Maybe”.*“ Even”/],
    ['names no row', '99,ann, Even', 'example', /row 0: names the example “99”.*from 0 to 19/],
    ['names nobody', '0,, Even', 'contractor', /row 0: names no contractor/],
    ['contradicts itself', '0,ann, Even\n0,ann, Odd', 'label', /row 1: gives another label than row 0/],
  ])('are refused whole where a row %s', (_, rows, column, message) => {
    const contest = withLabels();
    const before = contest.dump();
    const refused = bring(contest, 'bad.csv', `example,contractor,label\n${rows}\n`);
    expect(refused).toMatchObject({ ok: false, error: { code: 'refused', findings: [{ column }] } });
    if (!refused.ok) expect(refused.error.message).toMatch(message);
    expect(contest.dump()).toEqual(before);
  });

  it('are held against the record', () => {
    const contest = withLabels();
    accepted(bring(contest, 'votes.csv', votes));
    run(contest.db, 'DROP TRIGGER vote_is_never_changed');
    run(contest.db, `UPDATE vote SET answer = '{"kind":"skip"}' WHERE row = 0`);
    expect(verified(contest).map(({ what }) => what)).toContain('vote');
  });

  it('are not the labels that came with the submission’s own data', async () => {
    expect(await verdictOf(withLabels())).toMatchObject({ dealt: false, votes: 0, outcome: 'not-dealt' });
  });
});

describe('Label Studio', () => {
  it('takes a file out and the same answers come back in, without the submitted label', async () => {
    const contest = withLabels();
    accepted(bring(contest, 'votes.csv', votes));
    const file = await exported(contest, 'label-studio');
    expect(file).not.toMatch(/answer_index|submitted/);
    const tasks = JSON.parse(file) as { data: { example: number }; annotations: { completed_by: unknown }[] }[];
    expect(tasks.map(({ data }) => data.example)).toEqual([0, 1, 2, 3]);
    const renamed = file.replaceAll('X-01', 'carol').replaceAll('X-02', 'dave');
    const other = withLabels();
    expect(accepted(bring(other, 'export.json', renamed))).toMatchObject({ stored: 8 });
    expect((await exported(other, 'votes')).split('\r\n').map((line) => line.split(',').slice(0, 3).join())).toEqual(
      (await exported(contest, 'votes')).split('\r\n').map((line) => line.split(',').slice(0, 3).join()),
    );
  });

  it('reads JSON-MIN and skipped tasks, and names the task that lacks an answer', async () => {
    const contest = withLabels();
    const minimal = [
      { id: 1, example: 0, answer: ' Even', annotator: 3, lead_time: 4.5 },
      { id: 2, example: 1, answer: { choices: ['Odd'] }, annotator: 3, lead_time: 2 },
    ];
    expect(accepted(bring(contest, 'min.json', JSON.stringify(minimal))).stored).toBe(2);
    const skipped = [{ data: { example: 2 }, annotations: [{ completed_by: 3, was_cancelled: true, result: [] }] }];
    const other = withLabels();
    expect(accepted(bring(other, 'skip.json', JSON.stringify(skipped))).stored).toBe(1);
    expect((await verdictOf(other)).undecided).toBe(1);
    const lacking = [{ data: { example: 2 }, annotations: [{ completed_by: 3, result: [] }] }, { data: {} }];
    const refused = bring(other, 'bad.json', JSON.stringify(lacking));
    expect(refused).toMatchObject({ ok: false, error: { findings: [{ row: 0 }, { row: 1, column: 'example' }] } });
    expect(bring(other, 'no.json', '{')).toMatchObject({ ok: false, error: { code: 'refused' } });
  });
});

describe('the list of wrong labels', () => {
  it('tells an author which, what was found, and why, and names nobody', async () => {
    const contest = withLabels();
    accepted(bring(contest, 'votes.csv', votes));
    const text = await exported(contest, 'corrections');
    const { header, rows } = readCsv(new TextEncoder().encode(text));
    expect(header.slice(0, 4)).toEqual(['row', 'prompt', 'submitted', 'found']);
    expect(rows.map((cells) => [cells[0], cells[3], cells[5]])).toEqual([
      ['2', 'Which answer is right? None is right', '2 × none'],
    ]);
    expect(text).not.toMatch(/ann|ben|X-0/);
  });
});

describe('the commands', () => {
  it('import, export, deal and weigh labels', async () => {
    const folder = temporaryFolder();
    const path = (name: string, content: string) => {
      writeFileSync(join(folder, name), content);
      return join(folder, name);
    };
    const contest = join(folder, 'contest.assay');
    await assay('init', contest);
    await assay('import', 'submission', path('even.csv', classificationCsv(20)), '--contest', contest, '--id', 'even');
    const where = ['--contest', contest, '--submission', 'even'];
    expect((await assay('labels', 'export', ...where)).code).toBe(1);
    const nobody = await assayJson<{ error: { message: string } }>('labels', 'deal', ...where, '--sample', '5');
    expect(nobody.code).toBe(1);
    const imported = await assayJson('import', 'labels', path('votes.csv', votes), ...where);
    expect(imported).toMatchObject({ code: 0, json: { stored: 8, dealt: true } });
    const stats = await assayJson('labels', 'stats', '--contest', contest);
    expect(stats).toMatchObject({
      code: 0,
      json: {
        examples: 4,
        contractors: 2,
        majority: { 'even/0': ' Even', 'even/3': null },
        error_rate: { wrong: 1, n: 3, undecided: 1 },
      },
    });
    const out = join(folder, 'wrong.csv');
    expect((await assay('labels', 'export', ...where, '--format', 'corrections', '--out', out)).code).toBe(0);
    expect((await assay('labels', 'export', ...where, '--out', out)).code).toBe(2);
    // into a pipe goes the same file, line ends and all
    const piped = await assay('labels', 'export', ...where, '--format', 'corrections');
    expect(piped).toMatchObject({ code: 0, out: readFileSync(out, 'utf8') });
    expect((await assay('import', 'labels', join(folder, 'none.csv'), ...where)).code).toBe(2);
    expect((await assay('verify', '--contest', contest)).code).toBe(0);
  });
});
