import { type Connection, inTransaction } from '../../db/connection.ts';
import { deskRow, firstOpen, insertVote, ownVote, paceOf, type TaskRow, taskOf, tasksOf } from '../../db/labelDesk.ts';
import { appendEvent } from '../../db/record.ts';
import { failure, success } from '../../shared/contract/failure.ts';
import type { Answer, DeskExample, flagReasons } from '../../shared/contract/labels.ts';
import { choiceOrder } from '../../shared/labels/choiceOrder.ts';
import type { Handlers } from './context.ts';
import { stopIfEvidenceIsIn } from './labelStop.ts';

const noSuchTask = () =>
  failure('not-found', 'This task is not on your list. It may have been taken back; open your list again.');

/** The contractor's desk. Everything here is made from `db/labelDesk.ts`, which cannot see a submitted label. */
export const labelDeskHandlers: Handlers<'labels.tasks' | 'labels.example' | 'labels.vote' | 'labels.retract'> = {
  'labels.tasks': ({ db, participant }) => success({ tasks: tasksOf(db, participant!) }),

  'labels.example': ({ db, participant }, input) => {
    const task = taskOf(db, participant!, input.task);
    if (!task) return noSuchTask();
    const position = input.position ?? firstOpen(db, participant!, input.task, -1);
    if (position === null) return success({ example: null });
    if (position >= task.total) return failure('not-found', `This task has ${task.total} examples.`);
    return success({ example: deskExample(db, participant!, task, position) });
  },

  'labels.vote': (context, input) => {
    const { db, participant, now, actor } = context;
    const task = taskOf(db, participant!, input.task);
    const row = task && deskRow(db, participant!, input.task, input.position);
    if (!task || !row) return noSuchTask();
    const misfit = answerMisfit(task.metric, input.vote.answer, classesOf(row.classes));
    if (misfit) return failure('bad-input', misfit);
    const at = now();
    inTransaction(db, () => {
      const before = ownVote(db, participant!, input.task, input.position);
      const revision = insertVote(db, {
        contractor: participant!,
        task: input.task,
        position: input.position,
        ...input.vote,
        seconds: input.seconds,
        at,
      });
      appendEvent(db, {
        at,
        actor,
        kind: before ? 'vote.changed' : 'vote.cast',
        subject: input.task,
        sentence: `${actor.alias} ${before ? 'changed the vote on' : 'voted on'} example ${input.position + 1} of task ${task.number}.`,
        ...(before ? { before } : {}),
        after: { position: input.position, revision, ...input.vote, seconds: input.seconds },
      });
      stopIfEvidenceIsIn(context, input.task, { contractor: participant!, position: input.position });
    });
    const after = taskOf(db, participant!, input.task)!;
    // Going on from here; what was skipped over by going back comes last.
    const next = firstOpen(db, participant!, input.task, input.position) ?? firstOpen(db, participant!, input.task, -1);
    return success({
      done: after.done,
      total: after.total,
      next: next === null ? null : deskExample(db, participant!, after, next),
    });
  },

  'labels.retract': ({ db, participant, now, actor }, input) => {
    const task = taskOf(db, participant!, input.task);
    if (!task) return noSuchTask();
    const at = now();
    return inTransaction(db, () => {
      const before = ownVote(db, participant!, input.task, input.position);
      if (!before) return failure('conflict', 'There is no vote on this example to take back.');
      const revision = insertVote(db, {
        contractor: participant!,
        task: input.task,
        position: input.position,
        answer: null,
        flag: null,
        note: '',
        seconds: 0,
        at,
      });
      appendEvent(db, {
        at,
        actor,
        kind: 'vote.retracted',
        subject: input.task,
        sentence: `${actor.alias} took back the vote on example ${input.position + 1} of task ${task.number}.`,
        before,
        after: { position: input.position, revision, answer: null, flag: null, note: '', seconds: 0 },
      });
      return success({});
    });
  },
};

function deskExample(db: Connection, contractor: string, task: TaskRow, position: number): DeskExample {
  const row = deskRow(db, contractor, task.task, position)!;
  const classes = classesOf(row.classes);
  const order = classes && choiceOrder(contractor, classes);
  const vote = ownVote(db, contractor, task.task, position);
  return {
    ...task,
    position,
    prompt: row.prompt,
    otherPrompt: row.other_prompt,
    completion: row.completion,
    choices: order?.indexes.map((index) => ({ index, text: classes![index]! })) ?? null,
    shuffled: order?.shuffled ?? false,
    vote: vote && { answer: vote.answer, flag: vote.flag as (typeof flagReasons)[number] | null, note: vote.note },
    pace: paceOf(db, contractor, task.task),
  };
}

function classesOf(stored: string | null): readonly string[] | null {
  return stored === null ? null : (JSON.parse(stored) as string[]);
}

/** Why an answer cannot be one to this example, or null. */
function answerMisfit(metric: TaskRow['metric'], answer: Answer, classes: readonly string[] | null): string | null {
  if (answer.kind === 'skip') return null;
  const wanted = metric === 'absolute_logodds' ? 'logodds' : metric;
  if (answer.kind !== wanted) return `This example asks for a ${wanted} answer, not a ${answer.kind} one.`;
  const choices =
    answer.kind === 'classification' ? [answer.answer] : answer.kind === 'logodds' ? [answer.first, answer.second] : [];
  const beyond = choices.find((choice) => typeof choice.choice === 'number' && choice.choice >= (classes?.length ?? 0));
  return beyond ? `This example has ${classes?.length ?? 0} choices; there is none with index ${beyond.choice}.` : null;
}
