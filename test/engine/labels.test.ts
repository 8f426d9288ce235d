import { describe, expect, it } from 'vitest';
import { knownScores } from '../../db/knownScores.ts';
import { dismiss } from '../../db/participants.ts';
import { countEvents } from '../../db/record.ts';
import type { Context } from '../../electron/engine/context.ts';
import { dealAgain, dealOut } from '../../electron/engine/dealing.ts';
import { knownAnswerHandlers } from '../../electron/engine/knownAnswers.ts';
import { labelDealHandlers as dealing } from '../../electron/engine/labelDeal.ts';
import { labelDeskHandlers as desk } from '../../electron/engine/labelDesk.ts';
import { labelHandlers as table } from '../../electron/engine/labels.ts';
import { overviewHandlers } from '../../electron/engine/overview.ts';
import type { Output } from '../../shared/contract/contract.ts';
import { type LabelSettings, standardLabelSettings } from '../../shared/contract/labelSettings.ts';
import type { Answer, DeskExample } from '../../shared/contract/labels.ts';
import type { Progress } from '../../shared/contract/wire.ts';
import { accepted, type ContestOnDisk, contestOnDisk } from './contestOnDisk.ts';
import { asOrganizer, person, withSubmission } from './people.ts';

async function deal(
  contest: ContestOnDisk,
  contractors: Context[],
  more: { sample?: number; overlap?: number; settings?: Partial<LabelSettings> } = {},
) {
  const outcome = dealOut(asOrganizer(contest), {
    submission: 'even',
    settings: {
      ...standardLabelSettings,
      sampling: { kind: 'number', examples: more.sample ?? 6 },
      overlap: more.overlap ?? 1,
      instructions: 'Read to the end.',
      ...more.settings,
    },
    contractors: contractors.map((one) => one.participant!),
    seed: 7,
  });
  return accepted(outcome);
}

async function onlyTask(who: Context) {
  const { tasks } = accepted(await desk['labels.tasks'](who, {}));
  expect(tasks).toHaveLength(1);
  return tasks[0]!;
}

/** The example at a place; without one, the first that has no vote. */
async function exampleAt(who: Context, task: string, position?: number): Promise<DeskExample> {
  const example = position === undefined ? await firstOpen(who, task) : await placed(who, task, position);
  if (!example) throw new Error('no example');
  return example;
}

async function placed(who: Context, task: string, position: number): Promise<DeskExample> {
  return accepted(await desk['labels.example'](who, { task, position })).example;
}

async function firstOpen(who: Context, task: string): Promise<DeskExample | null> {
  return accepted(await desk['labels.open'](who, { task })).example;
}

const choose = (choice: number): Answer => ({ kind: 'classification', answer: { choice } });

function vote(who: Context, task: string, position: number, answer: Answer) {
  return desk['labels.vote'](who, {
    task,
    position,
    vote: { answer, flag: null, note: '' },
    seconds: 3,
    paused: 0,
    ahead: null,
  });
}

/** The place of the right choice, from the prompt: `Question 4: …` is even. */
function rightClass(example: DeskExample): number {
  const odd = Number(/^Question (\d+)/.exec(example.prompt)![1]) % 2 === 1;
  return example.choices!.findIndex((text) => text.includes(odd ? 'Odd' : 'Even'));
}

async function labelAll(who: Context, answer: (example: DeskExample) => number) {
  const { task } = await onlyTask(who);
  for (;;) {
    const example = await firstOpen(who, task);
    if (!example) return;
    accepted(await vote(who, task, example.position, choose(answer(example))));
  }
}

describe('the contractor’s desk', () => {
  it('shows one example after the other and says when all are done', async () => {
    const contest = contestOnDisk();
    withSubmission(contest);
    const who = person(contest, 'contractor', 'C-01');
    await deal(contest, [who]);
    const { task } = await onlyTask(who);
    const seen = new Set<string>();
    let example: DeskExample | null = await exampleAt(who, task);
    while (example) {
      seen.add(example.prompt);
      const cast: Output<'labels.vote'> = accepted(
        await vote(who, task, example.position, choose(rightClass(example))),
      );
      expect(cast.progress.done).toBe(seen.size);
      example = cast.next === null ? null : await exampleAt(who, task, cast.next);
    }
    expect(seen.size).toBe(6);
    expect(await firstOpen(who, task)).toBeNull();
  });

  it('comes back to the very example after a restart', async () => {
    const contest = contestOnDisk();
    withSubmission(contest);
    const who = person(contest, 'contractor', 'C-01');
    await deal(contest, [who]);
    const { task } = await onlyTask(who);
    const { next } = accepted(await vote(who, task, 0, choose(0)));
    expect(await exampleAt(who, task)).toEqual(await exampleAt(who, task, next!));
  });

  it('never carries the submitted label, the row, the title or the file', async () => {
    const contest = contestOnDisk();
    withSubmission(contest, 300, 'even');
    contest.db.prepare(`UPDATE submission SET title = 'PLANTED-TITLE', description = 'PLANTED-DESCRIPTION'`).run();
    const who = person(contest, 'contractor', 'C-01');
    await deal(contest, [who]);
    const { task } = await onlyTask(who);
    const first = await exampleAt(who, task);
    const said = JSON.stringify([await desk['labels.tasks'](who, {}), first, await vote(who, task, 0, choose(0))]);
    expect(said).not.toMatch(/PLANTED|even\.csv|answerIndex|answer_index|"row"/);
  });

  it('keeps every version of a vote, and undo takes it back', async () => {
    const contest = contestOnDisk();
    withSubmission(contest);
    const who = person(contest, 'contractor', 'C-01');
    await deal(contest, [who]);
    const { task } = await onlyTask(who);
    accepted(await vote(who, task, 2, choose(0)));
    accepted(await vote(who, task, 2, choose(1)));
    expect((await exampleAt(who, task, 2)).vote?.answer).toEqual(choose(1));
    accepted(await desk['labels.retract'](who, { task, position: 2, restore: null }));
    expect((await exampleAt(who, task, 2)).vote).toBeNull();
    expect((await onlyTask(who)).done).toBe(0);
    const revisions = contest.db.prepare('SELECT revision, answer IS NULL FROM vote ORDER BY revision').raw().all();
    expect(revisions).toEqual([
      [1, 0],
      [2, 0],
      [3, 1],
    ]);
    expect(countEvents(contest.db, task)).toBe(3);
  });

  it('hides other people’s tasks: theirs looks like one that does not exist', async () => {
    const contest = contestOnDisk();
    withSubmission(contest);
    const one = person(contest, 'contractor', 'C-01');
    const other = person(contest, 'contractor', 'C-02');
    await deal(contest, [one]);
    const { task } = await onlyTask(one);
    const foreign = await desk['labels.open'](other, { task });
    expect(foreign).toEqual(await desk['labels.open'](other, { task: 'no-such-task' }));
    expect(await vote(other, task, 0, choose(0))).toMatchObject({ ok: false, error: { code: 'not-found' } });
    expect(accepted(await desk['labels.tasks'](other, {})).tasks).toEqual([]);
  });

  it('refuses an answer that the example does not ask for', async () => {
    const contest = contestOnDisk();
    withSubmission(contest);
    const who = person(contest, 'contractor', 'C-01');
    await deal(contest, [who]);
    const { task } = await onlyTask(who);
    expect(await vote(who, task, 0, choose(2))).toMatchObject({ ok: false, error: { code: 'bad-input' } });
    const wrongKind = await vote(who, task, 0, { kind: 'sequence_prob', right: true, others: false });
    expect(wrongKind).toMatchObject({ ok: false, error: { code: 'bad-input' } });
    expect((await onlyTask(who)).done).toBe(0);
  });
});

describe('known answers', () => {
  /** Row n of the submission is odd where n is. */
  async function mark(contest: ContestOnDisk, rows: readonly number[]) {
    for (const row of rows) {
      accepted(
        await knownAnswerHandlers['known.mark'](asOrganizer(contest), {
          ...{ submission: 'even', row, why: '' },
          answer: choose(row % 2),
        }),
      );
    }
  }

  const kinds = (contest: ContestOnDisk, who: Context) =>
    contest.db
      .prepare('SELECT kind, count(*) FROM label_share WHERE contractor = ? GROUP BY kind ORDER BY kind')
      .raw()
      .all(who.participant);

  it('no vote counts before the practice round is finished, and the refusal says what to do', async () => {
    const contest = contestOnDisk();
    withSubmission(contest);
    const who = person(contest, 'contractor', 'C-01');
    await mark(contest, [100, 101, 102, 103, 104, 105, 106, 107, 108]);
    await deal(contest, [who], { settings: { practice: 2 } });
    const { task } = await onlyTask(who);
    const early = await vote(who, task, 0, choose(0));
    expect(early).toMatchObject({
      ok: false,
      error: {
        code: 'conflict',
        message: expect.stringMatching(/practice round .* comes first: 2 of 2 .* Open the task/),
      },
    });
    accepted(await desk['labels.practise'](who, { task, place: 0, answer: { kind: 'skip' }, seconds: 1 }));
    expect(await vote(who, task, 0, choose(0))).toMatchObject({ ok: false, error: { code: 'conflict' } });
    accepted(await desk['labels.practise'](who, { task, place: 1, answer: choose(1), seconds: 1 }));
    expect((await onlyTask(who)).done).toBe(0);
    accepted(await vote(who, task, 0, choose(0)));
    expect((await onlyTask(who)).done).toBe(1);
  });

  it('that are marked after a deal change nobody’s order, count in scores, and are mixed into what is dealt again', async () => {
    const contest = contestOnDisk();
    withSubmission(contest, 40);
    const [first, second] = ['C-01', 'C-02'].map((alias) => person(contest, 'contractor', alias));
    await deal(contest, [first!], { sample: 30, settings: { knownRate: 0.25 } });
    const before = kinds(contest, first!);
    expect(before).toEqual([['sample', 30]]);
    await mark(
      contest,
      Array.from({ length: 40 }, (_, row) => row),
    );
    expect(kinds(contest, first!)).toEqual(before);
    const { task } = await onlyTask(first!);
    const example = await exampleAt(first!, task, 0);
    accepted(await vote(first!, task, 0, choose(rightClass(example))));
    expect([...knownScores(contest.db).values()]).toEqual([{ right: 1, n: 1 }]);
    accepted(
      dealAgain(asOrganizer(contest), {
        ...{ submission: 'even', seed: 1 },
        leaving: [first!.participant!],
        joining: [second!.participant!],
      }),
    );
    // a quarter of what is seen: 10 known ones are left beside 29 of the sample
    expect(kinds(contest, second!)).toEqual([
      ['known', 10],
      ['sample', 29],
    ]);
  });
});

describe('the verdict', () => {
  it('passes right labels and names wrong ones with their votes', async () => {
    const contest = contestOnDisk();
    withSubmission(contest);
    const people = ['C-01', 'C-02', 'C-03'].map((alias) => person(contest, 'contractor', alias));
    await deal(contest, people, { sample: 20, overlap: 3 });
    // the third one errs always and is outvoted
    await labelAll(people[0]!, rightClass);
    await labelAll(people[1]!, rightClass);
    const before = accepted(await table['labels.verdict'](asOrganizer(contest), { submission: 'even' }));
    expect(before).toMatchObject({ outcome: 'under-way', votes: 40, votesExpected: 60 });
    await labelAll(people[2]!, (example) => 1 - rightClass(example));
    const after = accepted(await table['labels.verdict'](asOrganizer(contest), { submission: 'even' }));
    expect(after).toMatchObject({ outcome: 'passed', wrong: 0, settled: 20, undecided: 0, disputed: [] });
  });

  it('fails a submission whose labels are wrong, with every one listed', async () => {
    const contest = contestOnDisk();
    withSubmission(contest);
    const who = person(contest, 'contractor', 'C-01');
    await deal(contest, [who], { sample: 10 });
    await labelAll(who, (example) => 1 - rightClass(example));
    const verdict = accepted(await table['labels.verdict'](asOrganizer(contest), { submission: 'even' }));
    expect(verdict).toMatchObject({ outcome: 'failed', wrong: 10, errorRate: { rate: 1, n: 10 } });
    expect(verdict.disputed).toHaveLength(10);
    expect(verdict.disputed[0]!.votes).toEqual([
      { alias: 'C-01', answer: expect.stringMatching(/^(Even|Odd)$/), flag: null, note: '' },
    ]);
  });
});

describe('dealing', () => {
  it('takes a deal back only while nobody has voted', async () => {
    const contest = contestOnDisk();
    withSubmission(contest);
    const who = person(contest, 'contractor', 'C-01');
    await deal(contest, [who]);
    accepted(await dealing['labels.undeal'](asOrganizer(contest), { submission: 'even' }));
    expect(accepted(await desk['labels.tasks'](who, {})).tasks).toEqual([]);
    await deal(contest, [who]);
    accepted(await vote(who, (await onlyTask(who)).task, 0, choose(0)));
    expect(await dealing['labels.undeal'](asOrganizer(contest), { submission: 'even' })).toMatchObject({
      ok: false,
      error: { code: 'conflict' },
    });
  });

  it('tells how far it is, and stores nothing where it is given up on the way', async () => {
    const contest = contestOnDisk();
    withSubmission(contest, 40);
    const people = ['C-01', 'C-02'].map((alias) => person(contest, 'contractor', alias));
    const request = {
      ...{ submission: 'even', seed: 1, contractors: people.map((one) => one.participant!) },
      settings: { ...standardLabelSettings, sampling: { kind: 'all' as const }, overlap: 1 },
    };
    const before = countEvents(contest.db);
    const texts: string[] = [];
    const watch = { progress: ({ text }: Progress) => void texts.push(text), cancelled: () => true };
    expect(dealOut(asOrganizer(contest), request, watch)).toMatchObject({ ok: false, error: { code: 'cancelled' } });
    expect(texts).toEqual(['Working out who gets which examples', '20 examples dealt']);
    expect(countEvents(contest.db)).toBe(before);
    expect(accepted(await desk['labels.tasks'](people[0]!, {})).tasks).toEqual([]);

    accepted(dealOut(asOrganizer(contest), request, { ...watch, cancelled: () => false }));
    expect(texts.slice(2)).toEqual(['Working out who gets which examples', '20 examples dealt', '40 examples dealt']);
    const leave = { submission: 'even', leaving: [people[0]!.participant!], joining: [] };
    expect(dealAgain(asOrganizer(contest), leave, watch)).toMatchObject({ ok: false, error: { code: 'cancelled' } });
    expect(await onlyTask(people[1]!)).toMatchObject({ total: 20 });
  });

  it('is asked for again where somebody left with work undone, until that is dealt again', async () => {
    const contest = contestOnDisk();
    withSubmission(contest);
    const people = ['C-01', 'C-02', 'C-03'].map((alias) => person(contest, 'contractor', alias));
    const organizer = asOrganizer(contest);
    const steps = async () =>
      accepted(await overviewHandlers['contest.overview'](organizer, {})).next.filter(
        ({ action }) => action === 'Deal again',
      );
    await deal(contest, people.slice(0, 2), { sample: 20 });
    const { task } = await onlyTask(people[0]!);
    accepted(await vote(people[0]!, task, 0, choose(0)));
    expect(await steps()).toEqual([]);
    dismiss(contest.db, people[0]!.participant!, organizer.now());
    const [step] = await steps();
    expect(step).toMatchObject({
      title: 'Deal 9 examples again',
      place: { page: 'submission', id: 'even', tab: 'labels' },
    });
    expect(step!.detail).toMatch(/^C-01 left with work undone in /);
    accepted(dealAgain(organizer, { submission: 'even', leaving: [], joining: [people[2]!.participant!] }));
    expect(await steps()).toEqual([]);
    // nothing that was done is lost, and every example has somebody who looks at it
    const verdict = accepted(await table['labels.verdict'](organizer, { submission: 'even' }));
    expect(verdict).toMatchObject({ votes: 1, votesExpected: 20 });
  });

  it('refuses a second deal, an overlap beyond the contractors, and strangers', async () => {
    const contest = contestOnDisk();
    withSubmission(contest);
    const who = person(contest, 'contractor', 'C-01');
    const reviewer = person(contest, 'reviewer', 'Quiet Heron');
    await expect(deal(contest, [reviewer])).rejects.toThrow('not-found');
    await expect(deal(contest, [who], { overlap: 2 })).rejects.toThrow('only one contractor is chosen');
    await deal(contest, [who]);
    await expect(deal(contest, [who])).rejects.toThrow('dealt already');
  });
});
