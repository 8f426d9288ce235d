import { describe, expect, it } from 'vitest';
import { run } from '../../db/connection.ts';
import { heldPrizes } from '../../db/decision.ts';
import { currentRules, type RulesBody } from '../../db/rules.ts';
import { verifyContest } from '../../db/verify.ts';
import type { Context } from '../../electron/engine/context.ts';
import { decisionFirmness } from '../../electron/engine/decisionFirmness.ts';
import { decisionRecordHandlers as record } from '../../electron/engine/decisionRecord.ts';
import { decisionRoomHandlers as room } from '../../electron/engine/decisionRoom.ts';
import { overviewHandlers } from '../../electron/engine/overview.ts';
import { rankingHandlers as ranking } from '../../electron/engine/rankingTasks.ts';
import { reportHandlers } from '../../electron/engine/reports.ts';
import { reviewHandlers as table } from '../../electron/engine/review.ts';
import { reviewDeskHandlers as desk } from '../../electron/engine/reviewDesk.ts';
import { submissionHandlers } from '../../electron/engine/submission.ts';
import type { WhatIfInput } from '../../shared/contract/decisionRoom.ts';
import type { Level } from '../../shared/decision/types.ts';
import { emptyForm } from '../../shared/review/form.ts';
import { STANDARD_RUBRIC } from '../../shared/review/rubric.ts';
import { accepted, type ContestOnDisk, classificationCsv, contestOnDisk } from './contestOnDisk.ts';
import { asOrganizer, person } from './people.ts';

const keys = STANDARD_RUBRIC.criteria.map(({ key }) => key);
const quiet = { progress: () => {}, cancelled: () => false };
const nothing: WhatIfInput = { levels: [], without: [], consensus: null, method: null, caps: null };

/** Submissions whose needs are waived, each with the levels that each reviewer gives on every criterion. */
async function judged(levels: Readonly<Record<string, readonly Level[]>>): Promise<{
  contest: ContestOnDisk;
  organizer: Context;
  reviewers: Context[];
}> {
  const contest = contestOnDisk();
  const organizer = asOrganizer(contest);
  const aliases = ['Quiet Heron', 'Amber Lathe', 'Slow Comet'];
  const reviewers = aliases.map((alias) => person(contest, 'reviewer', alias));
  for (const [id, given] of Object.entries(levels)) {
    accepted(
      contest.importSubmission(contest.write(`${id}.csv`, classificationCsv(300)), {
        id,
        metric: 'classification',
        title: `Task ${id}`,
      }),
    );
    const open = accepted(await submissionHandlers['submission.get'](organizer, { id })).findingGroups;
    for (const rule of ['labels', ...open.filter(({ level }) => level === 'ineligible').map(({ rule }) => rule)]) {
      accepted(await submissionHandlers['submission.waive'](organizer, { id, rule, reason: 'for the test' }));
    }
    for (const [place, level] of given.entries()) {
      const reviewer = reviewers[place]!;
      accepted(await table['review.assign'](organizer, { submission: id, reviewers: [reviewer.participant!] }));
      const { items } = accepted(await desk['review.queue'](reviewer, {}));
      const { number } = items.find((item) => item.title === `Task ${id}`)!;
      const all = <T>(value: T) => Object.fromEntries(keys.map((key) => [key, value]));
      const form = { ...emptyForm, levels: all(level), reasons: all('because'), confidence: 3 };
      accepted(await desk['review.submit'](reviewer, { number, form }));
    }
  }
  return { contest, organizer, reviewers };
}

const roomOf = async (organizer: Context) => accepted(await room['decision.room'](organizer, {}));
const statusOf = async (organizer: Context, id: string) =>
  (await roomOf(organizer)).outcomes.find(({ submission }) => submission === id)?.status;

describe('the decision room', () => {
  it('shows each reviewer’s levels and reasons under the alias', async () => {
    const { organizer } = await judged({ a: [2, 1] });
    const seen = await roomOf(organizer);
    expect(seen.outcomes[0]).toMatchObject({ submission: 'a', status: 'third' });
    expect(seen.reviewers).toEqual(['Amber Lathe', 'Quiet Heron']);
    expect(accepted(await room['decision.grounds'](organizer, { submission: 'a' })).reviews).toMatchObject([
      { alias: 'Amber Lathe', levels: { novelty: 1 }, reasons: { novelty: 'because' }, confidence: 3 },
      { alias: 'Quiet Heron', levels: { novelty: 2 } },
    ]);
    expect(await room['decision.grounds'](organizer, { submission: 'gone' })).toMatchObject({ ok: false });
  });

  it('lists what keeps a submission out, and each waiver with its reason', async () => {
    const { organizer } = await judged({ a: [2] });
    const needs = async () => accepted(await room['decision.grounds'](organizer, { submission: 'a' })).needs;
    expect(await needs()).toContainEqual({ rule: 'labels', message: expect.any(String), waiver: 'for the test' });
    expect((await needs()).every(({ waiver }) => waiver === 'for the test')).toBe(true);
    accepted(await submissionHandlers['submission.unwaive'](organizer, { id: 'a', rule: 'labels' }));
    expect((await needs()).find(({ rule }) => rule === 'labels')).toMatchObject({ waiver: null });
    expect(await statusOf(organizer, 'a')).toBe('pending');
  });

  it('names who could settle a tie, and settles it by a ranking task', async () => {
    const { organizer, reviewers } = await judged({ a: [2, 2], b: [2, 2] });
    const before = await roomOf(organizer);
    expect(before.questions).toMatchObject([{ submissions: ['a', 'b'], couldRank: 2, ranked: 0, task: null }]);
    expect(before.seats[0]).toMatchObject({ tier: 'grand', cap: 1, taken: 1, open: 1 });
    const { task } = accepted(
      await ranking['ranking.open'](organizer, { submissions: ['a', 'b'], reason: 'who is first?' }),
    );
    expect((await roomOf(organizer)).questions[0]!.task).toBe(task);
    const [own] = accepted(await ranking['ranking.tasks'](reviewers[0]!, {})).tasks;
    const order = ['Task b', 'Task a'].map((title) => [own!.submissions.find((one) => one.title === title)!.number]);
    accepted(await ranking['ranking.submit'](reviewers[0]!, { task, order, reason: 'clearer' }));
    expect([await statusOf(organizer, 'a'), await statusOf(organizer, 'b')]).toEqual(['second', 'grand']);
  });

  it('settles a tie by an organizer’s order with a reason, and opens it again', async () => {
    const { organizer } = await judged({ a: [2], b: [2] });
    const { id } = accepted(
      await record['decision.rule'](organizer, { order: [['a'], ['b']], reason: 'drawn by lot' }),
    );
    expect([await statusOf(organizer, 'a'), await statusOf(organizer, 'b')]).toEqual(['grand', 'second']);
    expect(await record['decision.rule'](organizer, { order: [['b'], ['a']], reason: 'no' })).toMatchObject({
      ok: false,
      error: { code: 'conflict' },
    });
    accepted(await record['decision.unrule'](organizer, { id }));
    expect(await statusOf(organizer, 'a')).toBe('undecided');
  });
});

describe('what if', () => {
  it('turns a level, leaves a reviewer out or takes another rule, and stores nothing', async () => {
    const { organizer } = await judged({ a: [2, 1], b: [1, 1] });
    const before = await roomOf(organizer);
    const ask = async (asked: Partial<WhatIfInput>) =>
      accepted(await room['decision.whatIf'](organizer, { ...nothing, ...asked })).changes.map(
        ({ submission, from, to }) => [submission, from.status, to.status],
      );
    expect(await ask({})).toEqual([]);
    expect(await ask({ without: ['Amber Lathe'] })).toEqual([['a', 'third', 'grand']]);
    const turned = { submission: 'b', alias: 'Quiet Heron', criterion: 'novelty', level: 0 as const };
    expect(await ask({ levels: [turned] })).toEqual([['b', 'third', 'rejected']]);
    expect(await ask({ caps: { grand: 0, second: 0, third: 1 } })).toEqual([
      ['a', 'third', 'undecided'],
      ['b', 'third', 'undecided'],
    ]);
    expect(await roomOf(organizer)).toEqual(before);
  });

  it('refuses to turn a level that nobody gave', async () => {
    const { organizer } = await judged({ a: [2] });
    const turned = { submission: 'a', alias: 'Nobody Here', criterion: 'novelty', level: 0 as const };
    expect(await room['decision.whatIf'](organizer, { ...nothing, levels: [turned] })).toMatchObject({ ok: false });
  });
});

describe('firmness', () => {
  it('names the change that a prize hangs on, and what each absence does', async () => {
    const { contest } = await judged({ a: [1, 1], b: [2] });
    const found = accepted(decisionFirmness({ path: contest.path, seed: 1 }, quiet));
    expect(found.hinges.find(({ submission }) => submission === 'a')).toMatchObject({
      result: { status: 'third' },
      steps: 1,
    });
    expect(found.absences.find(({ alias }) => alias === 'Quiet Heron')!.changes).toMatchObject([
      { submission: 'b', from: { status: 'grand' }, to: { status: 'pending' } },
    ]);
    expect(found.stability.submissions.b).toMatchObject({ grand: 1 });
  });

  it('stops when it is cancelled', async () => {
    const { contest } = await judged({ a: [1] });
    const cancelled = decisionFirmness({ path: contest.path, seed: 1 }, { ...quiet, cancelled: () => true });
    expect(cancelled).toMatchObject({ ok: false, error: { code: 'cancelled' } });
  });
});

describe('freezing', () => {
  it('is refused while a group is undecided, and for a decision that is not the one shown', async () => {
    const { organizer } = await judged({ a: [2], b: [2] });
    const { fingerprint } = await roomOf(organizer);
    expect(await record['decision.freeze'](organizer, { fingerprint })).toMatchObject({
      error: { code: 'conflict', message: expect.stringContaining('undecided') },
    });
    expect(await record['decision.freeze'](organizer, { fingerprint: 'another' })).toMatchObject({
      error: { message: expect.stringContaining('changed since') },
    });
  });

  it('stores what went in and came out, confirms it, and finds what was changed behind its back', async () => {
    const { contest, organizer } = await judged({ a: [2], b: [1] });
    const { fingerprint } = await roomOf(organizer);
    const { id, hash } = accepted(await record['decision.freeze'](organizer, { fingerprint }));
    const again = accepted(await record['decision.recheck'](organizer, { id }));
    expect(again).toMatchObject({ confirmed: true, hash, differences: [], prizes: { grand: 1, third: 1 } });
    expect(again.head).toMatch(/^[0-9a-f]{64}$/);
    expect((await roomOf(organizer)).frozen).toMatchObject({ id, status: 'frozen', same: true });
    contest.db.exec('DROP TRIGGER decision_is_never_changed');
    run(contest.db, `UPDATE decision SET output = replace(output, '"status":"grand"', '"status":"second"')`);
    const changed = accepted(await record['decision.recheck'](organizer, { id }));
    expect(changed.confirmed).toBe(false);
    expect(changed.differences.join(' ')).toMatch(/hash.*a was second when it was frozen.*it is grand/);
    expect(await record['decision.announce'](organizer, { id })).toMatchObject({ ok: false });
  });

  it('holds the prizes of an announced round 1, and round 2 decides over both', async () => {
    const { contest, organizer, reviewers } = await judged({ a: [2], b: [1] });
    accepted(
      await record['decision.changeRules'](organizer, {
        caps: { 1: { grand: 0, second: 2, third: 5 }, 2: { grand: 1, second: 5, third: 10 } },
        reason: 'as the page says',
      }),
    );
    run(contest.db, `UPDATE rules SET body = json_set(body, '$.round', 1)`);
    expect(await record['decision.beginRound2'](organizer, {})).toMatchObject({ error: { code: 'conflict' } });
    const { fingerprint } = await roomOf(organizer);
    const { id } = accepted(await record['decision.freeze'](organizer, { fingerprint }));
    accepted(await record['decision.announce'](organizer, { id }));
    expect(heldPrizes(contest.db)).toEqual([
      { submission: 'a', prize: 'second' },
      { submission: 'b', prize: 'third' },
    ]);
    expect(await record['decision.announce'](organizer, { id })).toMatchObject({ error: { code: 'conflict' } });
    accepted(await record['decision.beginRound2'](organizer, {}));
    expect([await statusOf(organizer, 'a'), await statusOf(organizer, 'b')]).toEqual(['grand', 'third']);
    expect(reviewers).toHaveLength(3);
    expect(accepted(await record['decision.history'](organizer, {})).decisions.map(({ status }) => status)).toEqual([
      'announced',
      'frozen',
    ]);
  });
});

describe('the record', () => {
  const verified = (contest: ContestOnDisk) => verifyContest(contest.db, quiet).problems;

  async function decided() {
    const { contest, organizer } = await judged({ a: [2], b: [2] });
    accepted(await record['decision.changeRules'](organizer, { minReviews: 1, reason: 'as it was' }));
    const taken = accepted(await record['decision.rule'](organizer, { order: [['b'], ['a']], reason: 'too soon' }));
    accepted(await record['decision.unrule'](organizer, { id: taken.id }));
    accepted(await record['decision.rule'](organizer, { order: [['a'], ['b']], reason: 'drawn by lot' }));
    const { fingerprint } = await roomOf(organizer);
    accepted(await record['decision.freeze'](organizer, { fingerprint }));
    accepted(
      await reportHandlers['report.release'](organizer, { submission: 'a', allowed: true, reason: 'they said so' }),
    );
    return contest;
  }

  it('fits a contest in which everything was decided', async () => {
    expect(verified(await decided())).toEqual([]);
  });

  it.each([
    ['rules', `UPDATE rules SET body = json_set(body, '$.caps.2.third', 99) WHERE version = 2`],
    ['ruling', `UPDATE ruling SET "order" = '[["b"],["a"]]'`],
    ['ruling', `UPDATE ruling SET withdrawn_at = NULL`],
    ['held prize', `INSERT INTO held_prize VALUES ('b', 'grand', 'x')`],
    ['release', `UPDATE data_release SET allowed = 0`],
    ['release', `DELETE FROM data_release`],
  ])('finds a changed %s: %s', async (what, sql) => {
    const contest = await decided();
    run(contest.db, sql);
    expect(verified(contest).map((problem) => problem.what)).toContain(what);
  });
});

describe('rules', () => {
  it('are asked for their rounds’ days on the first overview, as long as the round is over', async () => {
    const contest = contestOnDisk();
    const organizer = asOrganizer(contest);
    const places = async () =>
      accepted(await overviewHandlers['contest.overview'](organizer, {})).next.map(({ place }) => place);
    const set = async (closed: string) => {
      const days = { opened: '2001-06-27', closed };
      accepted(await record['decision.changeRules'](organizer, { rounds: { 1: days, 2: days }, reason: 'ours' }));
    };
    await set('2001-10-27');
    expect(await places()).toEqual(['import', { page: 'rules' }]);
    await set('2199-12-31');
    expect(await places()).toEqual(['import']);
  });

  it('hold the days of the rounds: what is in is late or in time by the new ones at once', async () => {
    const { contest, organizer } = await judged({ a: [1] });
    const isLate = async () =>
      accepted(await submissionHandlers['submission.get'](organizer, { id: 'a' })).findingGroups.some(
        ({ rule }) => rule === 'late',
      );
    const change = (rounds: RulesBody['rounds']) =>
      record['decision.changeRules'](organizer, { rounds, reason: 'our contest is this year' });
    const own = currentRules(contest.db).rounds;
    accepted(await change({ ...own, 2: { opened: '2001-06-27', closed: '2001-10-27' } }));
    expect(await isLate()).toBe(true);
    accepted(await change({ ...own, 2: { opened: '2001-06-27', closed: '2199-12-31' } }));
    expect(await isLate()).toBe(false);
    expect(await change({ ...own, 2: { opened: '2026-06-27', closed: '2026-06-26' } })).toMatchObject({
      error: { code: 'bad-input', message: expect.stringContaining('closes before it opens') },
    });
    expect(verifyContest(contest.db, quiet).problems).toEqual([]);
  });

  it('get a new version with a reason, and nonsense is refused', async () => {
    const { organizer } = await judged({ a: [1] });
    const change = (changes: Record<string, unknown>) =>
      record['decision.changeRules'](organizer, { ...changes, reason: 'the contest gave eleven' });
    const caps = { 1: { grand: 0, second: 2, third: 5 }, 2: { grand: 1, second: 5, third: 11 } };
    accepted(await change({ caps }));
    const { rules } = await roomOf(organizer);
    expect(rules).toMatchObject({ version: 2, caps: { 2: { third: 11 } }, consensus: 'lower_median' });
    expect(await change({ minReviews: 0 })).toMatchObject({ ok: false });
    expect(await change({ caps: { ...caps, 1: { grand: 2, second: 2, third: 5 } } })).toMatchObject({ ok: false });
    expect(await change({ meanThresholds: { level_1: 1.5, level_2: 0.5 } })).toMatchObject({ ok: false });
    const { versions } = accepted(await record['decision.rulesHistory'](organizer, {}));
    expect(versions.map(({ version, reason }) => [version, reason])).toEqual([
      [2, 'the contest gave eleven'],
      [1, expect.any(String)],
    ]);
  });
});
