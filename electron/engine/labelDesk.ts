import { createHash } from 'node:crypto';
import { type Connection, inTransaction } from '../../db/connection.ts';
import { practiceAnswer } from '../../db/knownAnswers.ts';
import {
  deskRow,
  earlierVote,
  firstOpen,
  firstUnpractised,
  insertPracticeVote,
  insertVote,
  neighbours,
  ownVote,
  paceOf,
  pastVotes,
  practiceRow,
  type TaskRow,
  taskOf,
  tasksOf,
} from '../../db/labelDesk.ts';
import { appendEvent } from '../../db/record.ts';
import { failure, success } from '../../shared/contract/failure.ts';
import type {
  Answer,
  DeskExample,
  flagReasons,
  LabelProgress,
  LabelTask,
  PracticeExample,
} from '../../shared/contract/labels.ts';
import { choiceOrder, shownAnswer, storedAnswer } from '../../shared/labels/choiceOrder.ts';
import { sameAnswer } from '../../shared/labels/sameAnswer.ts';
import type { Context, Handlers } from './context.ts';
import { stopIfEvidenceIsIn } from './labelStop.ts';

type Procedures =
  | 'labels.tasks'
  | 'labels.open'
  | 'labels.example'
  | 'labels.vote'
  | 'labels.retract'
  | 'labels.history'
  | 'labels.practise';

/** Examples on one page of the list of past votes. */
const PAGE = 50;

const noSuchTask = () =>
  failure('not-found', 'This task is not on your list. It may have been taken back; open your list again.');

const practiceFirst = (row: TaskRow) =>
  failure(
    'conflict',
    `The practice round of this task comes first: ${row.practice - row.practised} of ${row.practice} examples are to be answered. Open the task again and finish it; then answers count.`,
  );

const dealtElsewhere = () =>
  failure('conflict', 'This example was dealt to somebody else meanwhile, so no vote on it is needed.');

/**
 * The contractor's desk. Everything here is made from `db/labelDesk.ts`, which cannot see a submitted label or whether an
 * answer is known; only `labels.practise` reads a known answer, once the contractor's own is on disk.
 */
export const labelDeskHandlers: Handlers<Procedures> = {
  'labels.tasks': ({ db, participant }) => success({ tasks: tasksOf(db, participant!).map(taskView) }),

  'labels.open': ({ db, participant }, input) => {
    const row = taskOf(db, participant!, input.task);
    if (!row) return noSuchTask();
    const desk = { db, contractor: participant!, row };
    const place = firstUnpractised(db, participant!, input.task);
    const at = openAfter(desk, -1);
    const after = at === null ? null : openAfter(desk, at);
    return success({
      task: taskView(row),
      instructions: row.instructions,
      progress: progressOf(desk),
      practice: place === null ? null : practiceExample(desk, place),
      example: at === null ? null : deskExample(desk, at),
      ahead: after === null || after === at ? null : deskExample(desk, after),
    });
  },

  'labels.example': ({ db, participant }, input) => {
    const row = taskOf(db, participant!, input.task);
    if (!row) return noSuchTask();
    const example = deskExample({ db, contractor: participant!, row }, input.position);
    return example ? success({ example }) : noSuchExample();
  },

  'labels.vote': (context, input) => {
    const { db, participant, now, actor } = context;
    const row = taskOf(db, participant!, input.task);
    const shown = row && deskRow(db, participant!, input.task, input.position);
    if (!row || !shown) return noSuchTask();
    if (row.practised < row.practice) return practiceFirst(row);
    if (shown.moved) return dealtElsewhere();
    const classes = classesOf(shown.classes);
    const misfit = answerMisfit(row.metric, input.vote.answer, classes);
    if (misfit) return failure('bad-input', misfit);
    const answer = storedAnswer(input.vote.answer, orderOf(participant!, row, classes));
    const at = now();
    const revision = inTransaction(db, () => {
      const before = ownVote(db, participant!, input.task, input.position);
      const said = { answer, flag: input.vote.flag, note: input.vote.note };
      const measured = { seconds: input.seconds, paused: input.paused };
      const { task, position } = input;
      const version = insertVote(db, { contractor: participant!, task, position, ...said, ...measured, at });
      appendEvent(db, {
        at,
        actor,
        kind: before ? 'vote.changed' : 'vote.cast',
        subject: task,
        sentence: `${actor.alias} ${before ? 'changed the vote on' : 'voted on'} example ${position + 1} of task ${row.number}.`,
        ...(before ? { before } : {}),
        after: { position, revision: version, ...said, ...measured },
      });
      stopIfEvidenceIsIn(context, input.task, { contractor: participant!, position: input.position });
      return version;
    });
    const desk = { db, contractor: participant!, row: taskOf(db, participant!, input.task)! };
    const next = openAfter(desk, input.position);
    const after = next === null ? null : openAfter(desk, next);
    const wanted = [next === input.ahead ? null : next, after === next ? null : after];
    return success({
      revision,
      progress: progressOf(desk),
      next,
      loaded: wanted.flatMap((position) => (position === null ? [] : (deskExample(desk, position) ?? []))),
    });
  },

  'labels.retract': ({ db, participant, now, actor }, input) => {
    const row = taskOf(db, participant!, input.task);
    if (!row) return noSuchTask();
    const { task, position, restore } = input;
    const at = now();
    return inTransaction(db, () => {
      const before = ownVote(db, participant!, task, position);
      if (!before) return failure('conflict', 'There is no vote on this example to take back.');
      const earlier = restore === null ? null : earlierVote(db, participant!, task, position, restore);
      if (restore !== null && !earlier) return failure('conflict', 'There is no such earlier answer to go back to.');
      const said = earlier
        ? { answer: earlier.answer, flag: earlier.flag, note: earlier.note }
        : { answer: null, flag: null, note: '' };
      const measured = { seconds: 0, paused: 0 };
      const revision = insertVote(db, { contractor: participant!, task, position, ...said, ...measured, at });
      appendEvent(db, {
        at,
        actor,
        kind: earlier ? 'vote.changed' : 'vote.retracted',
        subject: task,
        sentence: `${actor.alias} took back ${earlier ? 'a change of ' : ''}the vote on example ${position + 1} of task ${row.number}.`,
        before,
        after: { position, revision, ...said, ...measured },
      });
      const desk = { db, contractor: participant!, row: taskOf(db, participant!, task)! };
      return success({ example: deskExample(desk, position)!, progress: progressOf(desk) });
    });
  },

  'labels.history': ({ db, participant }, input) => {
    const row = taskOf(db, participant!, input.task);
    if (!row) return noSuchTask();
    const found = pastVotes(db, participant!, input.task, {
      before: input.before ?? Number.MAX_SAFE_INTEGER,
      limit: PAGE + 1,
      marked: input.marked,
    });
    return success({
      votes: found.slice(0, PAGE).map((past) => {
        const classes = classesOf(past.classes);
        const order = orderOf(participant!, row, classes);
        return {
          position: past.position,
          prompt: past.prompt,
          choices: shownChoices(classes, order),
          vote: { answer: shownAnswer(past.answer, order), flag: flagOf(past.flag), note: past.note },
        };
      }),
      more: found.length > PAGE,
    });
  },

  'labels.practise': (context, input) => practise(context, input),
};

function practise(
  { db, participant, now, actor }: Context,
  input: { readonly task: string; readonly place: number; readonly answer: Answer; readonly seconds: number },
) {
  const contractor = participant!;
  const row = taskOf(db, contractor, input.task);
  const shown = row && practiceRow(db, input.task, input.place);
  if (!row || !shown) return noSuchTask();
  const classes = classesOf(shown.classes);
  const misfit = answerMisfit(row.metric, input.answer, classes);
  if (misfit) return failure('bad-input', misfit);
  const order = orderOf(contractor, row, classes);
  const answer = storedAnswer(input.answer, order);
  const at = now();
  inTransaction(db, () => {
    const { task, place, seconds } = input;
    // sent again after an answer that got lost: the first one counts
    if (!insertPracticeVote(db, { contractor, task, place, answer, seconds, at })) return;
    appendEvent(db, {
      at,
      actor,
      kind: 'practice.answered',
      subject: task,
      sentence: `${actor.alias} answered practice example ${place + 1} of task ${row.number}.`,
      after: { place, answer, seconds },
    });
  });
  const known = practiceAnswer(db, contractor, input.task, input.place);
  const next = firstUnpractised(db, contractor, input.task);
  const desk = { db, contractor, row };
  return success({
    right: known !== null && sameAnswer(known.answer, answer),
    // an answer that is not known any more: the practice round takes what was said
    known: shownAnswer(known?.answer ?? answer, order),
    why: known?.why ?? '',
    next: next === null ? null : practiceExample(desk, next),
  });
}

interface Desk {
  readonly db: Connection;
  readonly contractor: string;
  readonly row: TaskRow;
}

function taskView(row: TaskRow): LabelTask {
  const { task, number, metric, total, done } = row;
  const practice = { total: row.practice, done: row.practised };
  return { task, number, metric, total, done, stopped: row.stopped === 1, practice };
}

function progressOf({ db, contractor, row }: Desk): LabelProgress {
  return {
    done: row.done,
    total: row.total,
    pace: paceOf(db, contractor, row.task),
    instructions: createHash('sha256').update(row.instructions).digest('hex').slice(0, 12),
  };
}

/** Going on from a place; what was skipped over by going back comes last. */
function openAfter({ db, contractor, row }: Desk, position: number): number | null {
  if (row.stopped) return null;
  const after = firstOpen(db, contractor, row.task, position);
  return after ?? (position < 0 ? null : firstOpen(db, contractor, row.task, -1));
}

function deskExample(desk: Desk, position: number): DeskExample | null {
  const { db, contractor, row } = desk;
  const shown = deskRow(db, contractor, row.task, position);
  if (!shown || shown.moved) return null;
  const vote = ownVote(db, contractor, row.task, position);
  const { order, ...parts } = exampleParts(desk, shown);
  return {
    ...parts,
    position,
    ...neighbours(db, contractor, row.task, position),
    vote: vote && {
      answer: shownAnswer(vote.answer, order),
      flag: flagOf(vote.flag),
      note: vote.note,
      revision: vote.revision,
    },
  };
}

function practiceExample(desk: Desk, place: number): PracticeExample | null {
  const shown = practiceRow(desk.db, desk.row.task, place);
  if (!shown) return null;
  const { order: _order, ...parts } = exampleParts(desk, shown);
  return { ...parts, place };
}

function exampleParts(
  { contractor, row }: Desk,
  shown: { prompt: string; other_prompt: string | null; completion: string | null; classes: string | null },
) {
  const classes = classesOf(shown.classes);
  const order = classes && choiceOrder(contractor, classes, row.asWritten === 1);
  return {
    metric: row.metric,
    prompt: shown.prompt,
    otherPrompt: shown.other_prompt,
    completion: shown.completion,
    choices: shownChoices(classes, order?.indexes ?? null),
    shuffled: order?.shuffled ?? false,
    order: order?.indexes ?? null,
  };
}

function orderOf(contractor: string, row: TaskRow, classes: readonly string[] | null): readonly number[] | null {
  return classes && choiceOrder(contractor, classes, row.asWritten === 1).indexes;
}

function shownChoices(classes: readonly string[] | null, order: readonly number[] | null): string[] | null {
  return classes && (order ?? classes.map((_, index) => index)).map((index) => classes[index]!);
}

function classesOf(stored: string | null): readonly string[] | null {
  return stored === null ? null : (JSON.parse(stored) as string[]);
}

function flagOf(stored: string | null): (typeof flagReasons)[number] | null {
  return stored as (typeof flagReasons)[number] | null;
}

function noSuchExample() {
  return failure('not-found', 'There is no example at this place of the task.');
}

/** Why an answer cannot be one to this example, or null. */
function answerMisfit(metric: TaskRow['metric'], answer: Answer, classes: readonly string[] | null): string | null {
  if (answer.kind === 'skip') return null;
  const wanted = metric === 'absolute_logodds' ? 'logodds' : metric;
  if (answer.kind !== wanted) return `This example asks for a ${wanted} answer, not a ${answer.kind} one.`;
  const choices =
    answer.kind === 'classification' ? [answer.answer] : answer.kind === 'logodds' ? [answer.first, answer.second] : [];
  const beyond = choices.find((choice) => typeof choice.choice === 'number' && choice.choice >= (classes?.length ?? 0));
  return beyond ? `This example has ${classes?.length ?? 0} choices; there is none at place ${beyond.choice}.` : null;
}
