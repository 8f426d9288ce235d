import { all } from '../../../db/connection.ts';
import { submittedReview } from '../../../db/review.ts';
import { conflictPairs } from '../../../db/reviewConflicts.ts';
import { assigned, queueOf } from '../../../db/reviewDesk.ts';
import type { Context } from '../context.ts';
import { panelHandlers as panel } from '../panel.ts';
import { rankingHandlers } from '../rankingTasks.ts';
import { reviewDeskHandlers as desk } from '../reviewDesk.ts';
import { must } from './demo.ts';
import type { DemoPerson } from './people.ts';

/**
 * What the made-up panel does beside writing reviews: everybody states conflicts, some read the others and answer, one
 * revises, and an order is asked for twice: once of everybody who was shown the three, once still to be given.
 */
export async function discussDemo(context: Context, people: readonly DemoPerson[]): Promise<void> {
  const reviewers = people.filter((person) => person.role === 'reviewer');
  const desks = reviewers.map((person) => deskOf(context, person));
  const [heron] = desks;
  if (!heron) return;
  for (const [place, one] of desks.entries()) {
    must(
      await panel['review.stateConflicts'](one, {
        names: `Reviewer Made-Up ${place + 1}`,
        affiliations: 'Nowhere in particular',
        coauthors: one === heron ? (authorOfNoneOf(one) ?? '') : '',
      }),
    );
  }
  await answerEachOther(heron, desks);
  await askForOrders(context, heron);
}

export function deskOf(context: Context, person: DemoPerson): Context {
  const actor = { alias: person.alias, role: 'reviewer' } as const;
  return { ...context, role: 'reviewer', participant: person.id, actor };
}

/** An author whose submissions this reviewer was not asked to review; so that something is kept away, and no work is lost. */
function authorOfNoneOf({ db, participant }: Context): string | null {
  const found = all<{ name: string }>(
    db,
    `SELECT name FROM author GROUP BY name
     HAVING sum(submission IN (SELECT submission FROM assignment WHERE reviewer = ?)) = 0 ORDER BY count(*), name`,
    participant,
  );
  return found[0]?.name ?? null;
}

async function answerEachOther(heron: Context, desks: readonly Context[]): Promise<void> {
  const talked = shared(heron, desks)[0];
  if (!talked) return;
  const { number, submission, other } = talked;
  for (const one of [other, heron]) must(await panel['review.openOthers'](one, { number }));
  must(
    await panel['review.answer'](other, {
      number,
      to: heron.actor.alias,
      text: 'I had not noticed that the rebuilt set uses other names and places. That is a stronger test than I gave it credit for.',
    }),
  );
  const before = submittedReview(other.db, submission, other.participant!);
  if (!before) return;
  must(await desk['review.reopen'](other, { number }));
  const weaknesses = `${before.form.weaknesses} The rebuilt set answers most of this.`;
  must(await desk['review.submit'](other, { number, form: { ...before.form, weaknesses } }));
  must(
    await panel['review.answer'](heron, {
      number,
      to: null,
      text: 'Agreed. I keep my level for coverage all the same: the phrasings are still close to each other.',
    }),
  );
}

interface Shared {
  readonly number: number;
  readonly submission: string;
  readonly other: Context;
}

/** Submissions that this reviewer and another one have both handed in, with that other one. */
function shared(heron: Context, desks: readonly Context[]): Shared[] {
  const { db, participant } = heron;
  return queueOf(db, participant!).flatMap(({ number, submitted }) => {
    const submission = assigned(db, participant!, number)?.submission;
    if (!submitted || submission === undefined) return [];
    const other = desks.find((one) => one !== heron && submittedReview(db, submission, one.participant!) !== null);
    return other ? [{ number, submission, other }] : [];
  });
}

async function askForOrders(context: Context, heron: Context): Promise<void> {
  const { db, participant } = heron;
  const conflicts = new Set(conflictPairs(db).map(({ submission }) => submission));
  const own = queueOf(db, participant!)
    .filter(({ submitted }) => submitted === 1)
    .map(({ number }) => assigned(db, participant!, number)!)
    .filter(({ submission }) => !conflicts.has(submission))
    .sort((a, b) => (a.title < b.title ? -1 : 1));
  const [given, asked] = [own.slice(0, 3), own.slice(1, 5)];
  if (given.length < 2) return;
  for (const [rows, reason] of [
    [given, 'These three stand so close that the order of the reserve list hangs on them.'],
    [asked, 'Should a prize come free, the next one is among these.'],
  ] as const) {
    must(await rankingHandlers['ranking.open'](context, { submissions: rows.map((row) => row.submission), reason }));
  }
  const { tasks } = must(await rankingHandlers['ranking.tasks'](heron, {}));
  const task = tasks.find((one) => one.submissions.length === given.length);
  if (!task) return;
  const [first, ...rest] = task.submissions.map(({ number }) => number);
  must(
    await rankingHandlers['ranking.submit'](heron, {
      task: task.task,
      order: [[first!], rest],
      reason: 'The first would cost somebody money tomorrow; between the other two I see no difference.',
    }),
  );
}
