import { describe, expect, it } from 'vitest';
import { one, run } from '../../db/connection.ts';
import { verifyContest } from '../../db/verify.ts';
import { adjudicationHandlers as queue } from '../../electron/engine/adjudication.ts';
import type { Context } from '../../electron/engine/context.ts';
import { dealOut } from '../../electron/engine/dealing.ts';
import { importLabels } from '../../electron/engine/importLabels.ts';
import { labelDeskHandlers as desk } from '../../electron/engine/labelDesk.ts';
import { labelHandlers } from '../../electron/engine/labels.ts';
import { type LabelSettings, standardLabelSettings, standardWald } from '../../shared/contract/labelSettings.ts';
import type { Answer, DeskExample } from '../../shared/contract/labels.ts';
import { accepted, type ContestOnDisk, contestOnDisk, quietTools } from './contestOnDisk.ts';
import { asOrganizer, person, withSubmission } from './people.ts';

const choose = (choice: number): Answer => ({ kind: 'classification', answer: { choice } });
/** A class by its index in the submission, as the contractor who has this example in front names it. */
const chooseOf = (example: DeskExample, index: number) => choose(example.choices!.indexOf([' Even', ' Odd'][index]!));
const unmeasured = { paused: 0, ahead: null };
const all = { offset: 0, limit: 100 };

/** A contest with `even` dealt to so many contractors, all of whom see every example of the sample. */
async function dealt(people: number, sampling: LabelSettings['sampling'], threshold = 0.05) {
  const contest = contestOnDisk();
  withSubmission(contest);
  const contractors = Array.from({ length: people }, (_, place) => person(contest, 'contractor', `C-0${place + 1}`));
  accepted(
    dealOut(asOrganizer(contest), {
      submission: 'even',
      settings: { ...standardLabelSettings, sampling, overlap: people, knownRate: 0, practice: 0, threshold },
      contractors: contractors.map((who) => who.participant!),
      seed: 7,
    }),
  );
  return { contest, contractors, organizer: asOrganizer(contest) };
}

/** Everything that somebody has, answered: null skips, undefined ends. Returns how many votes were cast. */
async function labelAll(who: Context, answer: (row: number) => number | null | undefined): Promise<number> {
  for (let cast = 0; ; cast++) {
    const [left] = accepted(await desk['labels.tasks'](who, {})).tasks;
    if (!left || left.done >= left.total) return cast; // a deal that is stopped has no more
    const { task } = left;
    const { example } = accepted(await desk['labels.open'](who, { task }));
    if (!example) return cast;
    const said = answer(rowOf(example.prompt));
    if (said === undefined) return cast;
    const vote = {
      answer: said === null ? ({ kind: 'skip' } as const) : chooseOf(example, said),
      flag: null,
      note: '',
    };
    accepted(await desk['labels.vote'](who, { task, position: example.position, vote, seconds: 4, ...unmeasured }));
  }
}

const rowOf = (prompt: string) => Number(/^Question (\d+)/.exec(prompt)![1]);
const right = (row: number) => row % 2;

const verdictOf = async (organizer: Context) =>
  accepted(await labelHandlers['labels.verdict'](organizer, { submission: 'even' }));
const verified = (contest: ContestOnDisk) => verifyContest(contest.db, quietTools).problems;

describe('the adjudication queue', () => {
  it('holds what has no consensus and what differs from the label, and nothing else', async () => {
    const { contractors, organizer } = await dealt(2, { kind: 'all' });
    await labelAll(contractors[0]!, right);
    // of rows below 10: agreed on the other label below 3, disagreed on below 6
    await labelAll(contractors[1]!, (row) => (row < 6 ? 1 - right(row) : right(row)));
    const before = accepted(await queue['labels.queue'](organizer, { show: 'open', ...all }));
    expect([before.noConsensus, before.differs, before.total]).toEqual([6, 0, 6]);
    expect(before.items.map(({ row, reason, votes }) => [row, reason, votes])).toEqual(
      [0, 1, 2, 3, 4, 5].map((row) => [row, 'no-consensus', [0, 1]]),
    );
    const { task } = accepted(await desk['labels.tasks'](contractors[0]!, {})).tasks[0]!;
    for (let position = 0; position < 300; position++) {
      const { example } = accepted(await desk['labels.example'](contractors[0]!, { task, position }));
      const row = rowOf(example.prompt);
      const vote = { answer: chooseOf(example, 1 - right(row)), flag: 'ambiguous' as const, note: '' };
      if (row < 3)
        accepted(await desk['labels.vote'](contractors[0]!, { task, position, vote, seconds: 1, ...unmeasured }));
    }
    const after = accepted(await queue['labels.queue'](organizer, { show: 'open', ...all }));
    expect([after.noConsensus, after.differs]).toEqual([3, 3]);
    const differing = { show: 'open', reason: 'differs', flagged: true, ...all } as const;
    const { items } = accepted(await queue['labels.queue'](organizer, differing));
    expect(items.map(({ row }) => row)).toEqual([0, 1, 2]);
  });

  it('shows all votes, the submitted label and the probabilities side by side', async () => {
    const { contractors, organizer } = await dealt(3, { kind: 'number', examples: 30 });
    await labelAll(contractors[0]!, right);
    await labelAll(contractors[1]!, right);
    await labelAll(contractors[2]!, (row) => (row % 5 === 0 ? null : 1 - right(row)));
    const { items } = accepted(await queue['labels.queue'](organizer, { show: 'open', ...all }));
    expect(items).toEqual([]);
    const { disputed } = await verdictOf(organizer);
    expect(disputed).toEqual([]);
    const row = one<{ row: number }>(organizer.db, 'SELECT row FROM label_sample WHERE row % 5 <> 0 LIMIT 1')!.row;
    const shown = accepted(await queue['labels.case'](organizer, { submission: 'even', row }));
    const [question] = shown.questions;
    expect(question!.options.map(({ value, text }) => [value, text])).toEqual([
      ['0', ' Even'],
      ['1', ' Odd'],
      ['several', 'More than one is right'],
      ['none', 'None is right'],
    ]);
    expect(question!.options.find(({ submitted }) => submitted)!.value).toBe(String(right(row)));
    expect(question!.options.map(({ voters }) => voters.length).sort()).toEqual([0, 0, 1, 2]);
    const total = question!.options.reduce((sum, { probability }) => sum + probability!, 0);
    expect(total).toBeCloseTo(1, 9);
    expect(shown.votes.map(({ alias, seconds }) => [alias, seconds])).toEqual([
      ['C-01', 4],
      ['C-02', 4],
      ['C-03', 4],
    ]);
  });
});

describe('settling', () => {
  async function withDispute() {
    const made = await dealt(2, { kind: 'number', examples: 20 });
    await labelAll(made.contractors[0]!, right);
    await labelAll(made.contractors[1]!, (row) => 1 - right(row));
    const { row } = one<{ row: number }>(made.organizer.db, 'SELECT row FROM label_sample WHERE place = 0')!;
    const settle = (answer: string, reason = 'It says so.') =>
      queue['labels.settle'](made.organizer, {
        submission: 'even',
        row,
        settlement: { kind: 'settled', answers: { answer }, workedExample: false },
        reason,
      });
    return { ...made, row, settle };
  }

  it('decides the example, keeps the votes, and can be taken back', async () => {
    const { contest, organizer, row, settle } = await withDispute();
    const votes = contest.dump().vote;
    expect((await verdictOf(organizer)).undecided).toBe(20);
    expect(accepted(await settle(String(1 - right(row)))).before).toBeNull();
    expect(await verdictOf(organizer)).toMatchObject({ undecided: 19, wrong: 1, settled: 1, adjudicated: 1 });
    expect(accepted(await settle(String(right(row)), 'On a second look.')).before).toMatchObject({
      reason: 'It says so.',
    });
    expect(await verdictOf(organizer)).toMatchObject({ wrong: 0, settled: 1, adjudicated: 1 });
    accepted(await queue['labels.unsettle'](organizer, { submission: 'even', row }));
    expect(await verdictOf(organizer)).toMatchObject({ undecided: 20, adjudicated: 0 });
    expect((await queue['labels.unsettle'](organizer, { submission: 'even', row })).ok).toBe(false);
    expect(contest.dump().vote).toEqual(votes);
    expect(one(contest.db, 'SELECT count(*) AS n FROM adjudication')).toEqual({ n: 3 });
    expect(verified(contest)).toEqual([]);
  });

  it('leaves a bad example out of the rate, and counts one with a wrong worked example as wrong', async () => {
    const { organizer, row } = await withDispute();
    const settle = (settlement: Parameters<(typeof queue)['labels.settle']>[1]['settlement']) =>
      queue['labels.settle'](organizer, { submission: 'even', row, settlement, reason: 'Because.' });
    accepted(await settle({ kind: 'left-out' }));
    expect(await verdictOf(organizer)).toMatchObject({ leftOut: 1, settled: 0, undecided: 19 });
    accepted(await settle({ kind: 'settled', answers: {}, workedExample: true }));
    expect(await verdictOf(organizer)).toMatchObject({ leftOut: 0, wrong: 1 });
  });

  it('refuses what is no answer, no reason, and an example outside the draw', async () => {
    const { organizer, row, settle } = await withDispute();
    expect((await settle('7')).ok).toBe(false);
    const nothing = { kind: 'settled', answers: {}, workedExample: false } as const;
    const unanswered = { submission: 'even', row, settlement: nothing, reason: 'x' };
    expect((await queue['labels.settle'](organizer, unanswered)).ok).toBe(false);
    const outside = one<{ n: number }>(organizer.db, 'SELECT max(row) + 1 AS n FROM label_sample')!.n;
    const away = await queue['labels.settle'](organizer, { ...unanswered, row: outside });
    expect(away).toMatchObject({ ok: false, error: { code: 'not-found' } });
  });

  it('is held against the record', async () => {
    const { contest, settle } = await withDispute();
    accepted(await settle('0'));
    run(contest.db, 'DROP TRIGGER adjudication_is_never_changed');
    run(contest.db, `UPDATE adjudication SET reason = 'Another one.'`);
    expect(verified(contest).map(({ what }) => what)).toContain('adjudication');
  });
});

describe('the consensus', () => {
  it('is by majority until an organizer sets Dawid–Skene, which hears the careful more than the careless', async () => {
    const { contest, contractors, organizer } = await dealt(5, { kind: 'number', examples: 60 });
    const [careful, asCareful, ...careless] = contractors;
    await labelAll(careful!, right);
    await labelAll(asCareful!, right);
    // three who always say the same outvote them, but Dawid–Skene finds out that they tell nothing
    for (const one of careless) await labelAll(one, () => 0);
    const byMajority = await verdictOf(organizer);
    accepted(await queue['labels.setConsensus'](organizer, { submission: 'even', method: 'dawid-skene' }));
    const weighed = await verdictOf(organizer);
    expect([byMajority.method, weighed.method]).toEqual(['majority', 'dawid-skene']);
    expect(byMajority.wrong).toBeGreaterThan(0);
    expect(weighed.wrong).toBe(0);
    expect(verified(contest)).toEqual([]);
  });
});

describe('sequential sampling', () => {
  const sequential = { kind: 'sequential', examples: 200, ...standardWald } as const;

  it('accepts after 35 right ones of the draw, and deals no more', async () => {
    const { contest, contractors, organizer } = await dealt(1, sequential);
    const cast = await labelAll(contractors[0]!, right);
    const verdict = await verdictOf(organizer);
    expect(verdict.test).toMatchObject({ decision: 'accept', looked: 35, wrongOnes: 0 });
    expect(verdict.stopped).toMatchObject({ why: 'accepted' });
    expect([verdict.outcome, verdict.stoppedEarly]).toEqual(['passed', true]);
    expect(cast).toBeGreaterThanOrEqual(35);
    expect(cast).toBeLessThan(60);
    expect(verified(contest)).toEqual([]);
  });

  it('rejects after two wrong ones in a row, and waits at an example that is not settled', async () => {
    const { contractors, organizer } = await dealt(2, sequential);
    const first = one<{ row: number }>(organizer.db, 'SELECT row FROM label_sample WHERE place = 0')!.row;
    let more = 30;
    await labelAll(contractors[0]!, (row) => (more-- > 0 ? 1 - right(row) : undefined));
    more = 30;
    await labelAll(contractors[1]!, (row) => (more-- > 0 ? (row === first ? right(row) : 1 - right(row)) : undefined));
    const waiting = await verdictOf(organizer);
    expect(waiting.test).toMatchObject({ decision: 'go-on', looked: 0, waitsAt: { row: first, why: 'undecided' } });
    expect(waiting.outcome).toBe('under-way');
    const settlement = { kind: 'settled', answers: { answer: String(right(first)) }, workedExample: false } as const;
    accepted(await queue['labels.settle'](organizer, { submission: 'even', row: first, settlement, reason: 'Clear.' }));
    const rejected = await verdictOf(organizer);
    expect(rejected.test).toMatchObject({ decision: 'reject', looked: 3, wrongOnes: 2 });
    expect([rejected.stopped?.why, rejected.outcome]).toEqual(['rejected', 'failed']);
  });

  it('deals no more once labels made elsewhere settle what the sum waited for', async () => {
    const { contest, contractors, organizer } = await dealt(2, sequential);
    const first = one<{ row: number }>(organizer.db, 'SELECT row FROM label_sample WHERE place = 0')!.row;
    await labelAll(contractors[0]!, right);
    await labelAll(contractors[1]!, (row) => (row === first ? 1 - right(row) : right(row)));
    expect((await verdictOf(organizer)).stopped).toBeNull();
    const file = contest.write(
      'votes.csv',
      `example,contractor,label\n${first},ann,${[' Even', ' Odd'][right(first)]}\n`,
    );
    accepted(
      importLabels({ contestPath: contest.path, path: file, submission: 'even', actor: organizer.actor }, quietTools),
    );
    expect(await verdictOf(organizer)).toMatchObject({ stopped: { why: 'accepted' }, outcome: 'passed' });
    expect(verified(contest)).toEqual([]);
  });
});
