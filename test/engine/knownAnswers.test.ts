import { describe, expect, it } from 'vitest';
import { all, one } from '../../db/connection.ts';
import { FIRST_EXTRA_ROW } from '../../db/knownAnswers.ts';
import { verifyContest } from '../../db/verify.ts';
import type { Context } from '../../electron/engine/context.ts';
import { dealAgain, dealOut } from '../../electron/engine/dealing.ts';
import { knownAnswerHandlers as known, markSure } from '../../electron/engine/knownAnswers.ts';
import { labelDealHandlers as dealing } from '../../electron/engine/labelDeal.ts';
import { labelDeskHandlers as desk } from '../../electron/engine/labelDesk.ts';
import { labelHandlers } from '../../electron/engine/labels.ts';
import { type LabelSettings, standardLabelSettings } from '../../shared/contract/labelSettings.ts';
import type { Answer, DeskExample, PracticeExample } from '../../shared/contract/labels.ts';
import { accepted, type ContestOnDisk, contestOnDisk, quietTools } from './contestOnDisk.ts';
import { asOrganizer, person, withSubmission } from './people.ts';

const own = `prompt,classes,answer,why
"Question 1000: even or odd?","[' Even', ' Odd']",Even,It ends in 0.
"Question 1001: even or odd?","[' Even', ' Odd']",Odd,
"Question 1002: even or odd?","[' Even', ' Odd']",Even,
"Question 1003: even or odd?","[' Even', ' Odd']",Odd,
`;

function contestWith(people: number) {
  const contest = contestOnDisk();
  withSubmission(contest);
  const contractors = Array.from({ length: people }, (_, i) => person(contest, 'contractor', `C-0${i + 1}`));
  return { contest, contractors, organizer: asOrganizer(contest) };
}

async function dealt(organizer: Context, contractors: readonly Context[], part: Partial<LabelSettings>) {
  const settings: LabelSettings = {
    ...standardLabelSettings,
    sampling: { kind: 'number', examples: 20 },
    overlap: 1,
    practice: 0,
    knownRate: 0,
    ...part,
  };
  return accepted(
    dealOut(organizer, {
      submission: 'even',
      settings,
      contractors: contractors.map((who) => who.participant!),
      seed: 3,
    }),
  );
}

const readOwn = (organizer: Context) =>
  known['known.import'](organizer, { submission: 'even', name: 'known.csv', text: own });
const taskOf = async (who: Context) => accepted(await desk['labels.tasks'](who, {})).tasks[0]!;
const openTask = async (who: Context) => accepted(await desk['labels.open'](who, { task: (await taskOf(who)).task }));
const rowOf = (prompt: string) => Number(/^Question (\d+)/.exec(prompt)![1]);

function answerTo(example: DeskExample | PracticeExample, wrong = false): Answer {
  const right = rowOf(example.prompt) % 2 === 0 ? ' Even' : ' Odd';
  const choice = example.choices!.findIndex((text) => (text === right) !== wrong);
  return { kind: 'classification', answer: { choice } };
}

async function labelAll(who: Context) {
  for (;;) {
    const { example, task } = await openTask(who);
    if (!example) return;
    const vote = { answer: answerTo(example), flag: null, note: '' };
    const rest = { seconds: 2, paused: 0, ahead: null };
    accepted(await desk['labels.vote'](who, { task: task.task, position: example.position, vote, ...rest }));
  }
}

const problemsOf = (contest: ContestOnDisk) => verifyContest(contest.db, quietTools).problems;

describe('known answers', () => {
  it('come from rows, from a file with examples of its own, and are told in the record', async () => {
    const { contest, organizer } = contestWith(1);
    const answer: Answer = { kind: 'classification', answer: { choice: 1 } };
    accepted(await known['known.mark'](organizer, { submission: 'even', row: 7, answer, why: 'It is 7.' }));
    expect(accepted(await readOwn(organizer))).toEqual({ marked: 4, extra: 4 });
    const list = accepted(await known['known.list'](organizer, { submission: 'even' })).known;
    expect(list.map(({ row, extra, source }) => [row, extra, source])).toEqual([
      [7, false, 'organizer'],
      ...[0, 1, 2, 3].map((n) => [FIRST_EXTRA_ROW + n, true, 'file']),
    ]);
    expect(problemsOf(contest)).toEqual([]);
    accepted(await known['known.mark'](organizer, { submission: 'even', row: 7, answer: null, why: '' }));
    expect(accepted(await known['known.list'](organizer, { submission: 'even' })).known).toHaveLength(4);
    expect(problemsOf(contest)).toEqual([]);
    contest.db.exec(`UPDATE extra_example SET prompt = 'Another'`);
    expect(problemsOf(contest)[0]).toMatchObject({ what: 'known answer' });
  });

  it.each([
    ['row,answer\n3,Even\n900,Even\n', /known\.csv, row 1, column row: the data set has rows 0 to 299/],
    ['row,answer\n3,Perhaps\n', /known\.csv, row 0, column answer/],
    ['a,b\n1,2\n', /no column/],
  ])('from a file with a fault are not read at all: %j', async (text, message) => {
    const { organizer } = contestWith(1);
    const refused = await known['known.import'](organizer, { submission: 'even', name: 'known.csv', text });
    expect(refused).toMatchObject({ ok: false, error: { message: expect.stringMatching(message) } });
    expect(accepted(await known['known.list'](organizer, { submission: 'even' })).known).toEqual([]);
  });

  it('are refused where they do not fit the example', async () => {
    const { organizer } = contestWith(1);
    const mark = (row: number, answer: Answer) =>
      known['known.mark'](organizer, { submission: 'even', row, answer, why: '' });
    const beyond = await mark(3, { kind: 'classification', answer: { choice: 2 } });
    const other = await mark(3, { kind: 'sequence_prob', right: true, others: false });
    const nowhere = await mark(300, { kind: 'classification', answer: { choice: 1 } });
    expect([beyond, other, nowhere].map((one) => !one.ok && one.error.code)).toEqual([
      'bad-input',
      'bad-input',
      'not-found',
    ]);
  });

  it('come from examples on which all votes agree with the label', async () => {
    const { contractors, organizer } = contestWith(2);
    await dealt(organizer, contractors, { overlap: 2 });
    await labelAll(contractors[0]!);
    expect(accepted(await known['known.list'](organizer, { submission: 'even' })).sure).toBe(0);
    await labelAll(contractors[1]!);
    expect(accepted(await known['known.list'](organizer, { submission: 'even' })).sure).toBe(20);
    expect(accepted(markSure(organizer, { submission: 'even', most: 6 })).marked).toBe(6);
    const list = accepted(await known['known.list'](organizer, { submission: 'even' }));
    expect([list.known.length, list.sure, list.known[0]!.source]).toEqual([6, 14, 'adjudicated']);
    for (const { row, answer } of list.known)
      expect(answer).toEqual({ kind: 'classification', answer: { choice: row % 2 } });
  });

  it('that are mixed in are no part of the sample, of progress by example, or of the verdict', async () => {
    const { contest, contractors, organizer } = contestWith(1);
    accepted(await readOwn(organizer));
    expect(await dealt(organizer, contractors, { knownRate: 0.15 })).toMatchObject({ examples: 20, known: 4 });
    expect((await taskOf(contractors[0]!)).total).toBe(24);
    await labelAll(contractors[0]!);
    const verdict = accepted(await labelHandlers['labels.verdict'](organizer, { submission: 'even' }));
    expect(verdict).toMatchObject({ sample: 20, settled: 20, votesExpected: 20, outcome: 'passed' });
    expect(problemsOf(contest)).toEqual([]);
  });
});

describe('the practice round', () => {
  it('comes first, tells each answer after the vote, and counts for nothing', async () => {
    const { contest, contractors, organizer } = contestWith(1);
    accepted(await readOwn(organizer));
    await dealt(organizer, contractors, { practice: 3 });
    const who = contractors[0]!;
    let { practice } = await openTask(who);
    const { task } = await taskOf(who);
    const rights: boolean[] = [];
    while (practice) {
      const wrong: boolean = practice.place === 1;
      const answer = answerTo(practice, wrong);
      const said = accepted(await desk['labels.practise'](who, { task, place: practice.place, answer, seconds: 5 }));
      expect(said.known).toEqual(answerTo(practice));
      rights.push(said.right);
      practice = said.next;
    }
    expect(rights).toEqual([true, false, true]);
    const { deal } = accepted(await dealing['labels.dealt'](organizer, { submission: 'even' }));
    expect(deal!.shares[0]).toMatchObject({ practised: 3, practisedRight: 2, done: 0 });
    expect(one(contest.db, 'SELECT count(*) AS n FROM vote')).toEqual({ n: 0 });
    expect(problemsOf(contest)).toEqual([]);
  });

  it('goes on where it was left, and keeps the first answer to an example', async () => {
    const { contractors, organizer } = contestWith(1);
    accepted(await readOwn(organizer));
    await dealt(organizer, contractors, { practice: 3 });
    const who = contractors[0]!;
    const { practice, task } = await openTask(who);
    const answer = answerTo(practice!, true);
    const place = { task: task.task, place: 0, seconds: 5 };
    accepted(await desk['labels.practise'](who, { ...place, answer }));
    expect((await openTask(who)).practice!.place).toBe(1);
    accepted(await desk['labels.practise'](who, { ...place, answer: answerTo(practice!) }));
    const { deal } = accepted(await dealing['labels.dealt'](organizer, { submission: 'even' }));
    expect(deal!.shares[0]).toMatchObject({ practised: 1, practisedRight: 0 });
  });
});

describe('dealing again', () => {
  it('gives the open examples of who left to others, keeps every vote, and can go on', async () => {
    const { contest, contractors, organizer } = contestWith(4);
    const [first, second, third, late] = contractors as [Context, Context, Context, Context];
    await dealt(organizer, [first, second, third], { sampling: { kind: 'number', examples: 30 }, overlap: 2 });
    const { example, task } = await openTask(first);
    const vote = { answer: answerTo(example!), flag: null, note: '' };
    const rest = { seconds: 2, paused: 0, ahead: null };
    accepted(await desk['labels.vote'](first, { task: task.task, position: 0, vote, ...rest }));
    const redeal = { submission: 'even', leaving: [first.participant!], joining: [late.participant!], seed: 1 };
    const { moved, unplaced } = accepted(dealAgain(organizer, redeal));
    expect([moved >= 19, unplaced]).toEqual([true, 0]);
    expect((await taskOf(first)).total).toBe(1);
    const open = await Promise.all([second, third, late].map(async (who) => (await taskOf(who)).total));
    expect(open.reduce((sum, total) => sum + total, 0)).toBe(59);
    expect(Math.max(...open) - Math.min(...open)).toBeLessThanOrEqual(3);
    // what was moved away from under somebody's hands is refused in words
    const moved1 = await desk['labels.vote'](first, { task: task.task, position: 3, vote, ...rest });
    expect(moved1).toMatchObject({ ok: false, error: { code: 'conflict' } });
    expect(problemsOf(contest)).toEqual([]);
    for (const who of [second, third, late]) await labelAll(who);
    const verdict = accepted(await labelHandlers['labels.verdict'](organizer, { submission: 'even' }));
    expect(verdict).toMatchObject({ settled: 30, votes: 60, outcome: 'passed' });
    expect(problemsOf(contest)).toEqual([]);
  });

  it('takes in somebody who left before, with what was moved away', async () => {
    const { contest, contractors, organizer } = contestWith(2);
    const [first, second] = contractors as [Context, Context];
    await dealt(organizer, contractors, {});
    const ids = { a: first.participant!, b: second.participant! };
    const again = (leaving: string[], joining: string[]) =>
      dealAgain(organizer, { submission: 'even', leaving, joining, seed: 2 });
    accepted(await again([ids.a], []));
    expect((await taskOf(second)).total).toBe(20);
    accepted(await again([], [ids.a]));
    expect([(await taskOf(first)).total, (await taskOf(second)).total]).toEqual([10, 10]);
    await labelAll(first);
    await labelAll(second);
    expect(problemsOf(contest)).toEqual([]);
    expect(all(contest.db, `SELECT DISTINCT row FROM vote`)).toHaveLength(20);
  });

  it('asks for what somebody can judge, and for somebody who is left', async () => {
    const { contractors, organizer } = contestWith(2);
    const [first, second] = contractors as [Context, Context];
    const tags = [{ kind: 'language' as const, tag: 'hebrew' }];
    accepted(await dealing['participants.setTags'](organizer, { id: first.participant!, tags }));
    await dealt(organizer, [first], { needs: tags });
    const refusals = [
      dealAgain(organizer, { submission: 'even', leaving: [], joining: [second.participant!] }),
      dealAgain(organizer, { submission: 'even', leaving: [first.participant!], joining: [] }),
    ];
    expect(refusals.map((one) => !one.ok && one.error.message)).toEqual([
      expect.stringContaining('C-02 is not noted for language hebrew'),
      expect.stringContaining('Nobody would be left'),
    ]);
  });
});

describe('a deal that is stopped', () => {
  it('shows no more examples, keeps what is done, and can go on', async () => {
    const { contest, contractors, organizer } = contestWith(1);
    await dealt(organizer, contractors, {});
    accepted(await dealing['labels.stop'](organizer, { submission: 'even' }));
    const stopped = await openTask(contractors[0]!);
    expect([stopped.example, stopped.task.stopped, stopped.progress.total]).toEqual([null, true, 0]);
    expect(problemsOf(contest)).toEqual([]);
    accepted(await dealing['labels.goOn'](organizer, { submission: 'even' }));
    expect((await openTask(contractors[0]!)).progress.total).toBe(20);
    expect(problemsOf(contest)).toEqual([]);
  });
});

describe('settings', () => {
  it('have defaults that are kept, told, and begin the next deal', async () => {
    const { contest, organizer } = contestWith(1);
    const settings: LabelSettings = {
      ...standardLabelSettings,
      sampling: { kind: 'sequential', examples: 200, acceptable: 0.01, unacceptable: 0.1, alpha: 0.05, beta: 0.1 },
      choicesAsWritten: true,
      needs: [{ kind: 'expertise', tag: 'law' }],
    };
    accepted(await dealing['labels.setDefaults'](organizer, { settings }));
    expect(accepted(await dealing['labels.dealForm'](organizer, { submission: 'even' })).defaults).toEqual(settings);
    expect(problemsOf(contest)).toEqual([]);
    contest.db.exec(`UPDATE label_defaults SET body = json_set(body, '$.overlap', 9)`);
    expect(problemsOf(contest)[0]).toMatchObject({ what: 'label defaults' });
  });

  it('are those that a deal went by, and instructions can be mended under way', async () => {
    const { contest, contractors, organizer } = contestWith(1);
    await dealt(organizer, contractors, { threshold: 0.1, instructions: 'Read.' });
    const before = await openTask(contractors[0]!);
    accepted(await dealing['labels.instruct'](organizer, { submission: 'even', instructions: 'Read twice.' }));
    const after = await openTask(contractors[0]!);
    expect([before.instructions, after.instructions]).toEqual(['Read.', 'Read twice.']);
    expect(after.progress.instructions).not.toBe(before.progress.instructions);
    const { deal } = accepted(await dealing['labels.dealt'](organizer, { submission: 'even' }));
    expect(deal!.settings).toMatchObject({ threshold: 0.1, instructions: 'Read twice.' });
    expect(problemsOf(contest)).toEqual([]);
  });
});
