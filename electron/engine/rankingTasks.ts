import { type Connection, inTransaction } from '../../db/connection.ts';
import { insertRanking } from '../../db/decision.ts';
import {
  dropOrderDraft,
  findTask,
  insertTask,
  openTasksOf,
  orderDraft,
  rankingTasks,
  type ShownRow,
  saveOrderDraft,
  setTaskClosed,
  shownOf,
  submittedOrder,
  taskSubmissions,
} from '../../db/rankingTasks.ts';
import { appendEvent } from '../../db/record.ts';
import { panelMembers } from '../../db/reviewDeal.ts';
import { findSubmission } from '../../db/submission.ts';
import { failure, type Outcome, success } from '../../shared/contract/failure.ts';
import { groupBy } from '../../shared/groupBy.ts';
import type { Context, Handlers } from './context.ts';

/** The same for a task that is not there, closed, or about what this reviewer was not shown. */
const notYourTask = () => failure('not-found', 'This ranking is not open for you. Open your queue again.');

/** Ranking tasks: an organizer opens one for exactly the submissions in question, reviewers order what they were shown. */
export const rankingHandlers: Handlers<
  | 'ranking.open'
  | 'ranking.close'
  | 'ranking.reopen'
  | 'ranking.list'
  | 'ranking.tasks'
  | 'ranking.saveDraft'
  | 'ranking.submit'
> = {
  'ranking.open': ({ db, now, newId, actor }, { submissions, reason }) => {
    const chosen = [...new Set(submissions)];
    if (chosen.length < 2) return failure('bad-input', 'An order needs two submissions at least.');
    const gone = chosen.find((id) => findSubmission(db, id)?.withdrawnAt !== null);
    if (gone !== undefined) return failure('not-found', `There is no submission ${gone} in the contest.`);
    const task = newId();
    const at = now();
    return inTransaction(db, () => {
      insertTask(db, { id: task, reason, at, submissions: chosen });
      appendEvent(db, {
        at,
        actor,
        kind: 'ranking.opened',
        subject: null,
        sentence: `Asked the panel to rank ${chosen.length} submissions: ${reason}`,
        after: { task, submissions: chosen, reason },
      });
      return success({ task });
    });
  },

  'ranking.close': (context, { task }) => setClosed(context, task, true),
  'ranking.reopen': (context, { task }) => setClosed(context, task, false),

  'ranking.list': ({ db }) =>
    success({
      tasks: rankingTasks(db).map((task) => ({
        ...task,
        submissions: taskSubmissions(db, task.id),
        reviewers: panelMembers(db)
          .filter((member) => shownOf(db, task.id, member.id).length >= 2)
          .map((member) => {
            const order = submittedOrder(db, task.id, member.id);
            const state = order ? 'submitted' : orderDraft(db, task.id, member.id) ? 'draft' : 'not-started';
            return {
              id: member.id,
              alias: member.seen === 1 ? member.alias : null,
              state: state as 'submitted' | 'draft' | 'not-started',
              reason: order?.reason ?? '',
              order: classesOf(order?.places ?? []),
            };
          }),
      })),
    }),

  'ranking.tasks': ({ db, participant }) =>
    success({
      tasks: openTasksOf(db, participant!).map(({ id }) => {
        const shown = shownOf(db, id, participant!);
        const numberOf = new Map(shown.map((row) => [row.id, row.number]));
        const draft = orderDraft(db, id, participant!);
        const order = submittedOrder(db, id, participant!);
        const submitted = classesOf(order?.places ?? [])
          .map((tied) => tied.flatMap((submission) => numberOf.get(submission) ?? []))
          .filter((tied) => tied.length > 0);
        return {
          task: id,
          state: draft ? ('draft' as const) : order ? ('submitted' as const) : ('not-started' as const),
          submissions: shown.map(({ number, title }) => ({ number, title })),
          order: draft ? stillShown(draft.order, shown) : submitted,
          reason: draft?.reason ?? order?.reason ?? '',
          savedAt: draft?.savedAt ?? order?.at ?? null,
        };
      }),
    }),

  'ranking.saveDraft': ({ db, participant, now }, { task, order, reason }) => {
    const shown = openFor(db, task, participant!);
    if (!shown) return notYourTask();
    const misfit = orderMisfit(order, shown);
    if (misfit) return failure('bad-input', misfit);
    const savedAt = now();
    return inTransaction(db, () => {
      saveOrderDraft(db, task, participant!, { order, reason }, savedAt);
      return success({ savedAt });
    });
  },

  'ranking.submit': ({ db, participant, now, newId, actor }, { task, order, reason }) => {
    const shown = openFor(db, task, participant!);
    if (!shown) return notYourTask();
    const misfit = orderMisfit(order, shown);
    if (misfit) return failure('bad-input', misfit);
    const at = now();
    return inTransaction(db, () => {
      const places = placesOf(db, task, order, shown);
      insertRanking(db, { id: newId(), reviewer: participant!, reason, at, task, places });
      dropOrderDraft(db, task, participant!);
      appendEvent(db, {
        at,
        actor,
        kind: 'ranking.submitted',
        subject: null,
        sentence: `${actor.alias} ranked ${order.flat().length} of ${shown.length} submissions.`,
        after: { task, places: places.map(({ submission, rank }) => [submission, rank]), reason },
      });
      return success({ savedAt: at });
    });
  },
};

function setClosed({ db, now, actor }: Context, id: string, closed: boolean): Outcome<Record<string, never>> {
  const at = now();
  return inTransaction(db, () => {
    const task = findTask(db, id);
    if (!task) return failure('not-found', 'There is no such ranking task.');
    if ((task.closedAt !== null) === closed) return success({});
    setTaskClosed(db, id, closed ? at : null);
    appendEvent(db, {
      at,
      actor,
      kind: closed ? 'ranking.closed' : 'ranking.reopened',
      subject: null,
      sentence: closed ? 'Closed a ranking task.' : 'Opened a ranking task again.',
      after: { task: id },
    });
    return success({});
  });
}

/** What a reviewer can place in a task; null where it is none of theirs. */
function openFor(db: Connection, task: string, reviewer: string): ShownRow[] | null {
  return openTasksOf(db, reviewer).some(({ id }) => id === task) ? shownOf(db, task, reviewer) : null;
}

function orderMisfit(order: readonly (readonly number[])[], shown: readonly ShownRow[]): string | null {
  const placed = order.flat();
  if (new Set(placed).size < placed.length) return 'One submission stands in two places. Take it out of one.';
  const known = new Set(shown.map(({ number }) => number));
  return placed.every((number) => known.has(number))
    ? null
    : 'The order names a submission that is not in this ranking.';
}

/** Places from 1. What was shown and not placed has no line; what the reviewer was not shown has a line without a place. */
function placesOf(
  db: Connection,
  task: string,
  order: readonly (readonly number[])[],
  shown: readonly ShownRow[],
): { submission: string; rank: number | null }[] {
  const idOf = new Map(shown.map(({ id, number }) => [number, id]));
  const rankOf = new Map(order.flatMap((tied, place) => tied.map((number) => [idOf.get(number) ?? '', place + 1])));
  const wasShown = new Set(shown.map(({ id }) => id));
  return taskSubmissions(db, task).flatMap(({ id }) => {
    const rank = wasShown.has(id) ? rankOf.get(id) : null;
    return rank === undefined ? [] : [{ submission: id, rank }];
  });
}

/** A draft without what was withdrawn, declined or taken back since. */
function stillShown(order: readonly (readonly number[])[], shown: readonly ShownRow[]): number[][] {
  const known = new Set(shown.map(({ number }) => number));
  return order.map((tied) => tied.filter((number) => known.has(number))).filter((tied) => tied.length > 0);
}

/** Classes of equals, best first. */
function classesOf(places: readonly { readonly submission: string; readonly place: number | null }[]): string[][] {
  const placed = places.flatMap(({ submission, place }) => (place === null ? [] : [{ submission, place }]));
  return [...groupBy(placed, ({ place }) => place)]
    .sort(([a], [b]) => a - b)
    .map(([, tied]) => tied.map(({ submission }) => submission));
}
