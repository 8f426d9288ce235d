import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { inTransaction, run } from '../../db/connection.ts';
import { decisionInput } from '../../db/decision.ts';
import { readForm } from '../../db/submissionForm.ts';
import { verifyContestFile } from '../../db/verify.ts';
import type { Context } from '../../electron/engine/context.ts';
import { panelHandlers as panel } from '../../electron/engine/panel.ts';
import { panelFiguresHandlers as figures } from '../../electron/engine/panelFigures.ts';
import { participantHandlers as participants } from '../../electron/engine/participants.ts';
import { rankingHandlers as ranking } from '../../electron/engine/rankingTasks.ts';
import { reviewHandlers as table } from '../../electron/engine/review.ts';
import { reviewDealHandlers as deal } from '../../electron/engine/reviewDeal.ts';
import { reviewDeskHandlers as desk } from '../../electron/engine/reviewDesk.ts';
import { saveForm } from '../../electron/engine/submissionForms.ts';
import { realSurroundings } from '../../electron/engine/surroundings.ts';
import type { ReviewForm } from '../../shared/contract/review.ts';
import { emptyForm } from '../../shared/review/form.ts';
import { STANDARD_RUBRIC } from '../../shared/review/rubric.ts';
import {
  accepted,
  type ContestOnDisk,
  classificationCsv,
  contestOnDisk,
  organizer,
  quietTools,
} from './contestOnDisk.ts';
import { asOrganizer, person } from './people.ts';

const keys = STANDARD_RUBRIC.criteria.map(({ key }) => key);

function form(level: 0 | 1 | 2, more: Partial<ReviewForm> = {}): ReviewForm {
  return {
    ...emptyForm,
    levels: Object.fromEntries(keys.map((key) => [key, level])),
    reasons: Object.fromEntries(keys.map((key) => [key, 'because'])),
    confidence: 4,
    ...more,
  };
}

function withSubmissions(contest: ContestOnDisk, ...ids: string[]): void {
  for (const id of ids) {
    const file = contest.write(`${id}.csv`, classificationCsv(300));
    accepted(contest.importSubmission(file, { id, metric: 'classification', title: `Task ${id}` }));
  }
}

function withAuthor(contest: ContestOnDisk, submission: string, name: string, affiliation = '', email = ''): void {
  const { form, authors } = readForm(contest.db, submission)!;
  const given = { form, authors: [...authors, { name, affiliation, email }] };
  inTransaction(contest.db, () => saveForm(contest.db, submission, given, realSurroundings.now(), organizer));
}

async function assign(contest: ContestOnDisk, submission: string, ...reviewers: Context[]): Promise<void> {
  const ids = reviewers.map((reviewer) => reviewer.participant!);
  accepted(await table['review.assign'](asOrganizer(contest), { submission, reviewers: ids }));
}

/** The blind number of the submission with this title. */
async function numberOf(reviewer: Context, title: string): Promise<number> {
  const { items } = accepted(await desk['review.queue'](reviewer, {}));
  return items.find((item) => item.title === title)!.number;
}

async function submit(reviewer: Context, number: number, level: 0 | 1 | 2, more: Partial<ReviewForm> = {}) {
  return accepted(await desk['review.submit'](reviewer, { number, form: form(level, more) }));
}

describe('a statement of conflicts', () => {
  it('excludes pairs, tells how many, and is nowhere in the file', async () => {
    const contest = contestOnDisk();
    withSubmissions(contest, 'a', 'b');
    withAuthor(contest, 'a', 'Zoë Ñandú');
    const reviewer = person(contest, 'reviewer', 'Quiet Heron');
    const typed = { names: 'PLANTEDNAME Quill', affiliations: 'PLANTEDPLACE', coauthors: 'Nandu, Z.; PLANTEDFRIEND' };
    expect(accepted(await panel['review.stateConflicts'](reviewer, typed))).toEqual({ excluded: 1 });
    expect(accepted(await panel['review.conflictState'](reviewer, {}))).toMatchObject({ excluded: 1, askAgain: false });
    contest.db.pragma('wal_checkpoint(TRUNCATE)');
    expect(readFileSync(contest.path, 'latin1')).not.toMatch(/PLANTED/i);
  });

  it('keeps the pair out of every deal, and nobody can be asked by hand', async () => {
    const contest = contestOnDisk();
    withSubmissions(contest, 'a');
    withAuthor(contest, 'a', 'Ada Quill');
    const reviewer = person(contest, 'reviewer', 'Quiet Heron');
    person(contest, 'reviewer', 'Amber Lathe');
    accepted(await panel['review.stateConflicts'](reviewer, { names: 'A. Quill', affiliations: '', coauthors: '' }));
    accepted(await deal['review.setPlan'](asOrganizer(contest), { reviews: 1, load: 5 }));
    for (const seed of [1, 2, 3, 4, 5]) {
      const made = accepted(
        await deal['review.propose'](asOrganizer(contest), { submissions: ['a'], keep: true, seed }),
      );
      expect(made.submissions[0]!.pairs.map((pair) => pair.reviewer)).not.toContain(reviewer.participant);
      expect(made.submissions[0]!.barred).toBe(1);
    }
    expect(
      await table['review.assign'](asOrganizer(contest), { submission: 'a', reviewers: [reviewer.participant!] }),
    ).toMatchObject({ ok: false, error: { code: 'conflict' } });
  });

  it('is asked for again when a submission or an author comes after it', async () => {
    const contest = contestOnDisk();
    withSubmissions(contest, 'a');
    const reviewer = person(contest, 'reviewer', 'Quiet Heron');
    const state = async () => accepted(await panel['review.conflictState'](reviewer, {})).askAgain;
    const typed = { names: 'Ada Quill', affiliations: '', coauthors: '' };
    accepted(await panel['review.stateConflicts'](reviewer, typed));
    expect(await state()).toBe(false);
    withSubmissions(contest, 'b');
    expect(await state()).toBe(true);
    accepted(await panel['review.stateConflicts'](reviewer, typed));
    withAuthor(contest, 'a', 'Ada Quill');
    expect(await state()).toBe(true);
  });
});

describe('a deal', () => {
  it('is shown first, then made as shown, and refused once it would be another', async () => {
    const contest = contestOnDisk();
    withSubmissions(contest, 'a', 'b', 'c');
    const people = ['Quiet Heron', 'Amber Lathe', 'Slow Comet'].map((alias) => person(contest, 'reviewer', alias));
    accepted(await deal['review.setPlan'](asOrganizer(contest), { reviews: 2, load: 2 }));
    const input = { submissions: ['a', 'b', 'c'], keep: true, seed: 7 };
    const shown = accepted(await deal['review.propose'](asOrganizer(contest), input));
    expect(shown).toMatchObject({ problems: [], quality: { reviews: 6, wanted: 6, new: 6, fewest: 2, most: 2 } });
    expect(accepted(await desk['review.queue'](people[0]!, {})).items).toEqual([]);
    accepted(await deal['review.setLoad'](asOrganizer(contest), { reviewer: people[0]!.participant!, load: 1 }));
    expect(await deal['review.deal'](asOrganizer(contest), { ...input, fingerprint: shown.fingerprint })).toMatchObject(
      { ok: false, error: { code: 'conflict' } },
    );
    accepted(await deal['review.setLoad'](asOrganizer(contest), { reviewer: people[0]!.participant!, load: null }));
    expect(
      accepted(await deal['review.deal'](asOrganizer(contest), { ...input, fingerprint: shown.fingerprint })),
    ).toEqual({
      assigned: 6,
      withdrawn: 0,
    });
    for (const one of people) expect(accepted(await desk['review.queue'](one, {})).items).toHaveLength(2);
  });

  it('moves after a refusal only what was refused, and keeps what somebody has begun', async () => {
    const contest = contestOnDisk();
    withSubmissions(contest, 'a', 'b', 'c', 'd');
    const people = ['Quiet Heron', 'Amber Lathe', 'Slow Comet', 'Green Anvil'].map((alias) =>
      person(contest, 'reviewer', alias),
    );
    accepted(await deal['review.setPlan'](asOrganizer(contest), { reviews: 2, load: 3 }));
    const input = { submissions: ['a', 'b', 'c', 'd'], keep: true, seed: 1 };
    const make = async () => {
      const shown = accepted(await deal['review.propose'](asOrganizer(contest), input));
      accepted(await deal['review.deal'](asOrganizer(contest), { ...input, fingerprint: shown.fingerprint }));
      return shown;
    };
    await make();
    const [first] = accepted(await desk['review.queue'](people[0]!, {})).items;
    accepted(await panel['review.decline'](people[0]!, { number: first!.number, reason: 'not my field' }));
    const [second] = accepted(await desk['review.queue'](people[1]!, {})).items;
    accepted(await desk['review.saveDraft'](people[1]!, { number: second!.number, form: form(1) }));
    const again = await make();
    expect(again.quality).toMatchObject({ new: 1, kept: 7 });
    expect(again.withdrawn).toEqual([]);
    const back = accepted(await desk['review.queue'](people[0]!, {})).items.map(({ number }) => number);
    expect(back).not.toContain(first!.number);
  });

  it('says why it cannot be served, and what would help', async () => {
    const contest = contestOnDisk();
    withSubmissions(contest, 'a', 'b');
    person(contest, 'reviewer', 'Quiet Heron');
    person(contest, 'reviewer', 'Amber Lathe');
    accepted(await deal['review.setPlan'](asOrganizer(contest), { reviews: 2, load: 1 }));
    const shown = accepted(
      await deal['review.propose'](asOrganizer(contest), { submissions: ['a', 'b'], keep: true, seed: 1 }),
    );
    expect(shown.quality).toMatchObject({ reviews: 2, wanted: 4 });
    expect(shown.problems.join(' ')).toMatch(/“Task a” and “Task b” ask for 4 reviews, and there is room for 2/);
    expect(shown.problems.join(' ')).toMatch(/one review more for every reviewer; or 2 reviewers more/);
  });

  it('honours a lock in either direction, and wishes by topic', async () => {
    const contest = contestOnDisk();
    withSubmissions(contest, 'a', 'b');
    const [heron, lathe, comet] = ['Quiet Heron', 'Amber Lathe', 'Slow Comet'].map((alias) =>
      person(contest, 'reviewer', alias),
    );
    const organizer = asOrganizer(contest);
    accepted(await deal['review.setPlan'](organizer, { reviews: 1, load: 2 }));
    accepted(await deal['review.setTopics'](organizer, { submission: 'b', topics: ['law'] }));
    accepted(await deal['review.lock'](organizer, { submission: 'a', reviewer: heron!.participant!, lock: 'keep' }));
    accepted(await panel['review.wish'](lathe!, { topic: 'law', wish: 'rather-not' }));
    accepted(await panel['review.wish'](comet!, { topic: 'law', wish: 'wants' }));
    accepted(await deal['review.lock'](organizer, { submission: 'b', reviewer: heron!.participant!, lock: 'never' }));
    const { submissions } = accepted(
      await deal['review.propose'](organizer, { submissions: null, keep: false, seed: 3 }),
    );
    expect(submissions.map(({ pairs }) => pairs.map((pair) => [pair.reviewer, pair.how, pair.wish]))).toEqual([
      [[heron!.participant, 'fixed', 'can']],
      [[comet!.participant, 'new', 'wants']],
    ]);
    expect(await panel['review.wish'](lathe!, { topic: 'chess', wish: 'wants' })).toMatchObject({ ok: false });
  });
});

describe('others’ reviews', () => {
  it('are closed until the own one is in, then under aliases and without what is for organizers only', async () => {
    const contest = contestOnDisk();
    withSubmissions(contest, 'a');
    const [heron, lathe] = ['Quiet Heron', 'Amber Lathe'].map((alias) => person(contest, 'reviewer', alias));
    await assign(contest, 'a', heron!, lathe!);
    const number = await numberOf(heron!, 'Task a');
    await submit(lathe!, number, 2, { organizersOnly: 'PLANTED for organizers', strengths: 'clear' });
    const others = async () => accepted(await panel['review.others'](heron!, { number }));
    expect(await others()).toEqual({ state: 'closed' });
    expect(await panel['review.openOthers'](heron!, { number })).toMatchObject({ ok: false });
    await submit(heron!, number, 0);
    expect(await others()).toEqual({ state: 'ready', reviews: 1 });
    accepted(await panel['review.openOthers'](heron!, { number }));
    const open = await others();
    expect(open).toMatchObject({ state: 'open', reviews: [{ alias: 'Amber Lathe', form: { strengths: 'clear' } }] });
    expect(JSON.stringify(open)).not.toMatch(/PLANTED/);
  });

  it('can be answered and revised after; agreement goes by what was said before', async () => {
    const contest = contestOnDisk();
    withSubmissions(contest, 'a');
    const [heron, lathe] = ['Quiet Heron', 'Amber Lathe'].map((alias) => person(contest, 'reviewer', alias));
    await assign(contest, 'a', heron!, lathe!);
    const number = await numberOf(heron!, 'Task a');
    await submit(lathe!, number, 2);
    await submit(heron!, number, 0);
    accepted(await panel['review.openOthers'](heron!, { number }));
    accepted(await panel['review.answer'](heron!, { number, to: 'Amber Lathe', text: 'I had missed the second set.' }));
    accepted(await desk['review.reopen'](heron!, { number }));
    await submit(heron!, number, 2);
    const found = accepted(await figures['review.panelFigures'](asOrganizer(contest), {}));
    const own = found.submissions[0]!.reviews.find(({ alias }) => alias === 'Quiet Heron')!;
    expect([own.levels.novelty, own.own.novelty]).toEqual([2, 0]);
    expect(found.reviewers.find(({ alias }) => alias === 'Quiet Heron')).toMatchObject({ leniency: -2, compared: 1 });
    expect(found.criteria[0]!.alpha).toBeLessThan(1);
    const { versions } = accepted(await panel['review.history'](heron!, { number }));
    expect(versions.map((version) => [version.revision, version.afterOthers])).toEqual([
      [1, false],
      [2, true],
    ]);
    const { answers } = accepted(await panel['review.answers'](asOrganizer(contest), { submission: 'a' }));
    expect(answers).toMatchObject([{ alias: 'Quiet Heron', to: 'Amber Lathe' }]);
  });

  it('mark who stands alone by the levels as they stand, as the map shows them', async () => {
    const contest = contestOnDisk();
    withSubmissions(contest, 'a');
    const people = ['Quiet Heron', 'Amber Lathe', 'Slow Comet'].map((alias) => person(contest, 'reviewer', alias));
    await assign(contest, 'a', ...people);
    const [heron, , comet] = people as [Context, Context, Context];
    const number = await numberOf(heron, 'Task a');
    for (const one of people) await submit(one, number, one === comet ? 0 : 2);
    const alone = async () =>
      accepted(await figures['review.panelFigures'](asOrganizer(contest), {})).submissions[0]!.reviews.map(
        ({ alias, outliers }) => [alias, outliers.length],
      );
    expect(await alone()).toEqual([
      ['Amber Lathe', 0],
      ['Quiet Heron', 0],
      ['Slow Comet', keys.length],
    ]);
    accepted(await panel['review.openOthers'](comet, { number }));
    accepted(await desk['review.reopen'](comet, { number }));
    await submit(comet, number, 1);
    expect((await alone()).map(([, outliers]) => outliers)).toEqual([0, 0, 0]);
  });

  it('are not opened while none is in, so that what is revised until then still counts as written before', async () => {
    const contest = contestOnDisk();
    withSubmissions(contest, 'a');
    const [heron, lathe] = ['Quiet Heron', 'Amber Lathe'].map((alias) => person(contest, 'reviewer', alias));
    await assign(contest, 'a', heron!, lathe!);
    const number = await numberOf(heron!, 'Task a');
    await submit(heron!, number, 1);
    const open = () => panel['review.openOthers'](heron!, { number });
    expect(accepted(await panel['review.others'](heron!, { number }))).toEqual({ state: 'ready', reviews: 0 });
    expect(await open()).toMatchObject({ error: { code: 'conflict' } });
    accepted(await desk['review.reopen'](heron!, { number }));
    await submit(heron!, number, 2);
    await submit(lathe!, number, 2);
    accepted(await open());
    const { versions } = accepted(await panel['review.history'](heron!, { number }));
    expect(versions.map(({ afterOthers }) => afterOthers)).toEqual([false, false]);
  });

  it('cannot be answered by who has not read them, nor addressed to who has not written', async () => {
    const contest = contestOnDisk();
    withSubmissions(contest, 'a');
    const [heron, lathe, comet] = ['Quiet Heron', 'Amber Lathe', 'Slow Comet'].map((alias) =>
      person(contest, 'reviewer', alias),
    );
    await assign(contest, 'a', heron!, lathe!, comet!);
    const number = await numberOf(heron!, 'Task a');
    await submit(heron!, number, 1);
    await submit(comet!, number, 1);
    const answer = (to: string | null) => panel['review.answer'](heron!, { number, to, text: 'Hm.' });
    expect(await answer(null)).toMatchObject({ error: { code: 'conflict' } });
    accepted(await panel['review.openOthers'](heron!, { number }));
    expect(await answer('Amber Lathe')).toMatchObject({ error: { code: 'not-found' } });
    accepted(await answer(null));
  });
});

describe('an alias before the first sign-in', () => {
  it('is told by no procedure of the organizer, nor by the order of anything', async () => {
    const contest = contestOnDisk();
    withSubmissions(contest, 'a', 'b');
    const people = ['Quiet Heron', 'Amber Lathe', 'Slow Comet'].map((alias) => person(contest, 'reviewer', alias));
    await assign(contest, 'a', ...people);
    const hidden = people[0]!.participant;
    run(contest.db, 'UPDATE participant SET first_seen_at = NULL WHERE id = ?', hidden);
    const chief = asOrganizer(contest);
    const told = async () =>
      JSON.stringify([
        await table['review.panel'](chief, {}),
        await deal['review.plan'](chief, {}),
        await deal['review.propose'](chief, { submissions: ['a', 'b'], keep: true, seed: 1 }),
        await figures['review.panelFigures'](chief, {}),
        await figures['review.reminders'](chief, {}),
        await participants['participants.list'](chief, {}),
      ]);
    const before = await told();
    expect(before).not.toContain('Quiet Heron');
    for (const alias of ['Aaa Aaa', 'Pale Pine', 'Zzz Zzz']) {
      run(contest.db, 'UPDATE participant SET alias = ? WHERE id = ?', alias, hidden);
      expect(await told()).toBe(before);
    }
  });
});

describe('declining', () => {
  it('takes it out of the queue, and can be taken back', async () => {
    const contest = contestOnDisk();
    withSubmissions(contest, 'a');
    const reviewer = person(contest, 'reviewer', 'Quiet Heron');
    await assign(contest, 'a', reviewer);
    const number = await numberOf(reviewer, 'Task a');
    accepted(await panel['review.decline'](reviewer, { number, reason: '' }));
    expect(accepted(await desk['review.queue'](reviewer, {})).items).toEqual([]);
    expect(await desk['review.submission'](reviewer, { number })).toMatchObject({ ok: false });
    accepted(await panel['review.takeBack'](reviewer, { number }));
    expect(accepted(await desk['review.queue'](reviewer, {})).items).toHaveLength(1);
    await submit(reviewer, number, 1);
    expect(await panel['review.decline'](reviewer, { number, reason: '' })).toMatchObject({ ok: false });
  });
});

describe('a ranking task', () => {
  it('holds for each reviewer what the reviewer was shown, and counts in the decision', async () => {
    const contest = contestOnDisk();
    withSubmissions(contest, 'a', 'b', 'c', 'd');
    const [heron, lathe, comet] = ['Quiet Heron', 'Amber Lathe', 'Slow Comet'].map((alias) =>
      person(contest, 'reviewer', alias),
    );
    for (const id of ['a', 'b', 'c']) await assign(contest, id, heron!);
    await assign(contest, 'a', lathe!);
    await assign(contest, 'b', lathe!);
    await assign(contest, 'a', comet!);
    const { task } = accepted(
      await ranking['ranking.open'](asOrganizer(contest), { submissions: ['a', 'b', 'c'], reason: 'a tie' }),
    );
    expect(accepted(await ranking['ranking.tasks'](comet!, {})).tasks).toEqual([]);
    const [own] = accepted(await ranking['ranking.tasks'](lathe!, {})).tasks;
    expect(own!.submissions.map(({ title }) => title).sort()).toEqual(['Task a', 'Task b']);
    const at = async (title: string) => numberOf(heron!, title);
    const order = [[await at('Task b')], [await at('Task a')]];
    accepted(await ranking['ranking.saveDraft'](lathe!, { task, order, reason: 'b is' }));
    accepted(await ranking['ranking.submit'](lathe!, { task, order, reason: 'b is clearer' }));
    expect(decisionInput(contest.db).rankings.map((line) => [line.submission, line.rank])).toEqual([
      ['a', 2],
      ['b', 1],
      ['c', null],
    ]);
    const [report] = accepted(await ranking['ranking.list'](asOrganizer(contest), {})).tasks;
    expect(report!.reviewers.map(({ alias, state, order }) => [alias, state, order]).sort()).toEqual([
      ['Amber Lathe', 'submitted', [['b'], ['a']]],
      ['Quiet Heron', 'not-started', []],
    ]);
  });

  it('refuses what the reviewer was not shown, one submission twice, and a closed task', async () => {
    const contest = contestOnDisk();
    withSubmissions(contest, 'a', 'b', 'c');
    const [heron, lathe] = ['Quiet Heron', 'Amber Lathe'].map((alias) => person(contest, 'reviewer', alias));
    for (const id of ['a', 'b', 'c']) await assign(contest, id, heron!);
    for (const id of ['a', 'b']) await assign(contest, id, lathe!);
    const organizer = asOrganizer(contest);
    const { task } = accepted(
      await ranking['ranking.open'](organizer, { submissions: ['a', 'b', 'c'], reason: 'tie' }),
    );
    const submitted = async (...order: number[][]) =>
      ranking['ranking.submit'](lathe!, { task, order, reason: 'so it seems' });
    const [a, c] = [await numberOf(heron!, 'Task a'), await numberOf(heron!, 'Task c')];
    expect(await submitted([c])).toMatchObject({ error: { code: 'bad-input' } });
    expect(await submitted([a], [a])).toMatchObject({ error: { code: 'bad-input' } });
    accepted(await ranking['ranking.close'](organizer, { task }));
    expect(await submitted([a])).toMatchObject({ error: { code: 'not-found' } });
    accepted(await ranking['ranking.reopen'](organizer, { task }));
    accepted(await submitted([a]));
  });
});

describe('a changed rubric', () => {
  it('has reviews written anew under it where an organizer asks for them', async () => {
    const contest = contestOnDisk();
    withSubmissions(contest, 'a');
    const heron = person(contest, 'reviewer', 'Quiet Heron');
    await assign(contest, 'a', heron);
    const number = await numberOf(heron, 'Task a');
    await submit(heron, number, 2, { strengths: 'clear' });
    const organizer = asOrganizer(contest);
    const { version, ...rubric } = accepted(await table['review.rubric'](organizer, {}));
    accepted(await figures['review.saveRubric'](organizer, { ...rubric, reason: 'clearer words' }));
    const state = async () => accepted(await desk['review.queue'](heron, {})).items[0]!.state;
    const reminders = async () => accepted(await figures['review.reminders'](organizer, {})).reminders.length;
    expect([await state(), await reminders()]).toEqual(['submitted', 0]);
    expect(await figures['review.askAnew'](organizer, { from: version + 1 })).toMatchObject({ ok: false });
    expect(accepted(await figures['review.askAnew'](organizer, { from: version }))).toEqual({ reviews: 1 });
    expect(accepted(await figures['review.rubrics'](organizer, {})).asked).toEqual([version]);
    expect([await state(), await reminders()]).toEqual(['anew', 1]);
    accepted(await figures['review.stopAskingAnew'](organizer, { from: version }));
    expect([await state(), await reminders()]).toEqual(['submitted', 0]);
    expect(await figures['review.stopAskingAnew'](organizer, { from: version })).toMatchObject({ ok: false });
    accepted(await figures['review.askAnew'](organizer, { from: version }));
    expect([await state(), await reminders()]).toEqual(['anew', 1]);
    accepted(await desk['review.reopen'](heron, { number }));
    const opened = accepted(await desk['review.form'](heron, { number }));
    expect([opened.rubric.version, opened.form.levels, opened.form.confidence]).toEqual([version + 1, {}, null]);
    expect([opened.form.strengths, opened.form.reasons.novelty]).toEqual(['clear', 'because']);
    await submit(heron, number, 1);
    expect([await state(), await reminders()]).toEqual(['submitted', 0]);
    expect(decisionInput(contest.db).reviews.map(({ rubric, version: one }) => [rubric, one])).toEqual([
      [version, 1],
      [version + 1, 2],
    ]);
    expect(await verifyContestFile(contest.path, quietTools)).toMatchObject({ ok: true, value: { problems: [] } });
  });

  it('asks for nothing anew once its levels are mapped instead', async () => {
    const contest = contestOnDisk();
    withSubmissions(contest, 'a');
    const heron = person(contest, 'reviewer', 'Quiet Heron');
    await assign(contest, 'a', heron);
    await submit(heron, await numberOf(heron, 'Task a'), 2);
    const organizer = asOrganizer(contest);
    const { version, ...rubric } = accepted(await table['review.rubric'](organizer, {}));
    accepted(await figures['review.saveRubric'](organizer, { ...rubric, reason: 'clearer words' }));
    accepted(await figures['review.askAnew'](organizer, { from: version }));
    const criteria = Object.fromEntries(keys.map((key) => [key, { criterion: key, levels: [0, 1, 2] as [0, 1, 2] }]));
    accepted(await figures['review.mapRubric'](organizer, { from: version, criteria, reason: 'as it reads' }));
    expect(accepted(await desk['review.queue'](heron, {})).items[0]!.state).toBe('submitted');
    expect(await figures['review.askAnew'](organizer, { from: version })).toMatchObject({ ok: false });
  });

  it('leaves reviews under their version, and combines them once the levels are mapped', async () => {
    const contest = contestOnDisk();
    withSubmissions(contest, 'a');
    const [heron, lathe] = ['Quiet Heron', 'Amber Lathe'].map((alias) => person(contest, 'reviewer', alias));
    await assign(contest, 'a', heron!, lathe!);
    const number = await numberOf(heron!, 'Task a');
    await submit(heron!, number, 2);
    const organizer = asOrganizer(contest);
    const { version, ...rubric } = accepted(await table['review.rubric'](organizer, {}));
    expect(
      accepted(await figures['review.saveRubric'](organizer, { ...rubric, reason: 'clearer words' })).version,
    ).toBe(version + 1);
    await submit(lathe!, number, 1);
    const rubricsUsed = () => decisionInput(contest.db).reviews.map((review) => review.rubric);
    expect(rubricsUsed().sort()).toEqual([1, 2]);
    const criteria = Object.fromEntries(keys.map((key) => [key, { criterion: key, levels: [0, 1, 1] as [0, 1, 1] }]));
    const { novelty: _, ...partial } = criteria;
    expect(
      await figures['review.mapRubric'](organizer, { from: version, criteria: partial, reason: 'as it reads' }),
    ).toMatchObject({ ok: false, error: { message: expect.stringContaining('Novelty') } });
    accepted(await figures['review.mapRubric'](organizer, { from: version, criteria, reason: 'as it reads' }));
    expect(rubricsUsed()).toEqual([2, 2]);
    expect(decisionInput(contest.db).reviews.map((review) => review.levels.novelty)).toEqual([1, 1]);
  });
});

describe('taking a deal back', () => {
  it('restores what it withdrew, and is refused once somebody has begun', async () => {
    const contest = contestOnDisk();
    withSubmissions(contest, 'a', 'b');
    const [heron, lathe] = ['Quiet Heron', 'Amber Lathe'].map((alias) => person(contest, 'reviewer', alias));
    const organizer = asOrganizer(contest);
    const make = async () => {
      const input = { submissions: null, keep: true, seed: 1 };
      const shown = accepted(await deal['review.propose'](organizer, input));
      return accepted(await deal['review.deal'](organizer, { ...input, fingerprint: shown.fingerprint }));
    };
    const queue = async (reviewer: Context) => accepted(await desk['review.queue'](reviewer, {})).items.length;
    accepted(await deal['review.setPlan'](organizer, { reviews: 2, load: 5 }));
    expect(await deal['review.undeal'](organizer, {})).toMatchObject({ error: { code: 'conflict' } });
    expect(await make()).toEqual({ assigned: 4, withdrawn: 0 });
    accepted(await deal['review.setPlan'](organizer, { reviews: 1, load: 5 }));
    expect(await make()).toEqual({ assigned: 0, withdrawn: 2 });
    expect(accepted(await deal['review.undeal'](organizer, {}))).toEqual({ withdrawn: 0, restored: 2 });
    expect([await queue(heron!), await queue(lathe!)]).toEqual([2, 2]);
    accepted(await deal['review.setPlan'](organizer, { reviews: 2, load: 5 }));
    const green = person(contest, 'reviewer', 'Green Anvil');
    accepted(await deal['review.setPlan'](organizer, { reviews: 3, load: 5 }));
    expect(await make()).toEqual({ assigned: 2, withdrawn: 0 });
    accepted(await desk['review.saveDraft'](green, { number: await numberOf(green, 'Task a'), form: form(1) }));
    expect(accepted(await deal['review.plan'](organizer, {})).lastDeal).toMatchObject({ assigned: 2, begun: true });
    expect(await deal['review.undeal'](organizer, {})).toMatchObject({ error: { code: 'conflict' } });
  });
});

describe('dealing again', () => {
  it('counts what a dismissed reviewer has submitted, and gives what was left to others', async () => {
    const contest = contestOnDisk();
    withSubmissions(contest, 'a', 'b');
    const [heron] = ['Quiet Heron', 'Amber Lathe', 'Slow Comet'].map((alias) => person(contest, 'reviewer', alias));
    const organizer = asOrganizer(contest);
    accepted(await deal['review.setPlan'](organizer, { reviews: 2, load: 2 }));
    await assign(contest, 'a', heron!);
    await assign(contest, 'b', heron!);
    await submit(heron!, await numberOf(heron!, 'Task a'), 1);
    accepted(await participants['participants.dismiss'](organizer, { id: heron!.participant! }));
    const plan = accepted(await deal['review.plan'](organizer, {}));
    expect(plan.submissions.map(({ id, left }) => [id, left])).toEqual([
      ['a', 0],
      ['b', 1],
    ]);
    const shown = accepted(await deal['review.propose'](organizer, { submissions: null, keep: true, seed: 1 }));
    expect(shown.submissions.map(({ wanted, pairs }) => [wanted, pairs.length])).toEqual([
      [1, 1],
      [2, 2],
    ]);
    expect(shown.withdrawn).toEqual([{ submission: 'b', reviewer: heron!.participant }]);
    expect(shown.problems).toEqual([]);
  });

  it('lets a refusal outweigh an earlier lock', async () => {
    const contest = contestOnDisk();
    withSubmissions(contest, 'a');
    const [heron, lathe] = ['Quiet Heron', 'Amber Lathe'].map((alias) => person(contest, 'reviewer', alias));
    const organizer = asOrganizer(contest);
    accepted(await deal['review.setPlan'](organizer, { reviews: 1, load: 2 }));
    accepted(await deal['review.lock'](organizer, { submission: 'a', reviewer: heron!.participant!, lock: 'keep' }));
    await assign(contest, 'a', heron!);
    accepted(await panel['review.decline'](heron!, { number: await numberOf(heron!, 'Task a'), reason: 'no time' }));
    const shown = accepted(await deal['review.propose'](organizer, { submissions: null, keep: true, seed: 1 }));
    expect(shown.submissions[0]!.pairs.map(({ reviewer }) => reviewer)).toEqual([lathe!.participant]);
  });
});
