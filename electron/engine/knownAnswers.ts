import { type Connection, inTransaction } from '../../db/connection.ts';
import { connectToContest } from '../../db/contest.ts';
import { findExample } from '../../db/examples.ts';
import {
  extraExample,
  FIRST_EXTRA_ROW,
  insertExtraExample,
  type KnownAnswer,
  knownAnswer,
  knownAnswers,
  saveKnownAnswer,
} from '../../db/knownAnswers.ts';
import { dealOf } from '../../db/labelDeal.ts';
import { type Actor, appendEvent } from '../../db/record.ts';
import { currentVersion, type VersionRecord } from '../../db/submission.ts';
import { unanimousRows } from '../../db/unanimous.ts';
import { dealMarks, isWeighedElsewhere, VotesToWeigh } from '../../db/weighElsewhere.ts';
import type { Output, Parsed } from '../../shared/contract/contract.ts';
import { failure, type Outcome, success } from '../../shared/contract/failure.ts';
import type { Answer, Choice } from '../../shared/contract/labels.ts';
import { shuffle } from '../../shared/labels/deal.ts';
import { answerOfLine, type KnownProblem, readKnownFile } from '../../shared/labels/knownFile.ts';
import { seededRandom } from '../../shared/random.ts';
import type { Metric } from '../../shared/submission/metric.ts';
import type { Context, Handlers, JobHandlers } from './context.ts';
import { runInWorker } from './jobs.ts';
import { type JobTools, jobCancelled } from './workerJob.ts';

type Procedures = 'known.list' | 'known.example' | 'known.mark' | 'known.import';

const noSubmission = (id: string) => failure('not-found', `There is no submission ${id}.`);

/** Known answers, as organizers keep them. */
export const knownAnswerHandlers: Handlers<Procedures> = {
  'known.list': ({ db }, input) => {
    const version = currentVersion(db, input.submission);
    if (!version) return noSubmission(input.submission);
    const known = knownAnswers(db, version.key);
    return success({
      metric: version.metric,
      known: known.map((one) => {
        const example = exampleOf(db, version.key, one.row);
        return {
          ...one,
          extra: one.row >= FIRST_EXTRA_ROW,
          prompt: (example?.prompt ?? '').slice(-400),
          classes: example?.classes?.slice() ?? null,
        };
      }),
      sure: sureRows(db, version).length,
    });
  },

  'known.example': ({ db }, input) => {
    const version = currentVersion(db, input.submission);
    if (!version) return noSubmission(input.submission);
    const example = findExample(db, version.key, input.row);
    if (!example) return failure('not-found', `Rows go from 0 to ${version.examples - 1}.`);
    const { prompt, otherPrompt, classes, completion } = example;
    return success({
      prompt,
      otherPrompt,
      classes: classes?.slice() ?? null,
      completion,
      submitted: submittedAnswer(version.metric, example.answerIndex),
    });
  },

  'known.mark': (context, input) => {
    const { db } = context;
    const version = currentVersion(db, input.submission);
    if (!version) return noSubmission(input.submission);
    const example = exampleOf(db, version.key, input.row);
    if (!example) return failure('not-found', `Rows go from 0 to ${version.examples - 1}.`);
    if (input.answer === null && knownAnswer(db, version.key, input.row) === null) {
      return failure('conflict', 'No answer is known for this row.');
    }
    const misfit = input.answer && unfit(version.metric, input.answer, example.classes);
    if (misfit) return failure('bad-input', misfit);
    const mark = { row: input.row, answer: input.answer, source: 'organizer' as const, why: input.why };
    const sentence = input.answer
      ? `Marked the answer of row ${rowName(input.row)} of ${input.submission} as known.`
      : `The answer of row ${rowName(input.row)} of ${input.submission} is not known any more.`;
    keep(context, version, [mark], sentence);
    return success({});
  },

  'known.import': (context, input) => {
    const { db, now } = context;
    const version = currentVersion(db, input.submission);
    if (!version) return noSubmission(input.submission);
    const read = readKnownFile(new TextEncoder().encode(input.text), version.metric);
    if (!read.ok) return refused(input.name, read.problems);
    const problems: KnownProblem[] = [];
    const marks = read.lines.flatMap((line) => {
      const example = line.example ?? findExample(db, version.key, line.row!);
      if (!example) {
        const message = `the data set has rows 0 to ${version.examples - 1}`;
        problems.push({ line: line.line, column: 'row', message });
        return [];
      }
      const said = answerOfLine(line, version.metric, example.classes);
      if (!said.ok) {
        problems.push({ line: line.line, column: said.column, message: said.message });
        return [];
      }
      return [{ row: line.row, example: line.example, answer: said.answer, source: 'file' as const, why: line.why }];
    });
    if (problems.length > 0) return refused(input.name, problems);
    const at = now();
    inTransaction(db, () => {
      const placed = marks.map(({ row, example, ...mark }) => ({
        ...mark,
        row: row ?? insertExtraExample(db, version.key, example!, at),
      }));
      keep(context, version, placed, `Read ${marks.length} known answers of ${input.submission} from ${input.name}.`);
    });
    const extra = marks.filter((mark) => mark.row === null).length;
    return success({ marked: marks.length, extra });
  },
};

/** Every vote of a deal is read for it, in a thread. */
export const knownAnswerJobs: JobHandlers<'known.markSure'> = {
  'known.markSure': (context, request) =>
    runInWorker('markSureAnswers', { contestPath: context.contestPath, actor: context.actor, request }, context),
};

export interface MarkingSure {
  readonly contestPath: string;
  readonly actor: Actor;
  readonly request: Parsed<'known.markSure'>;
}

export function markSureInThread(
  { contestPath, actor, request }: MarkingSure,
  { surroundings, cancelled }: JobTools,
): Outcome<Output<'known.markSure'>> {
  const db = connectToContest(contestPath);
  try {
    return markSure({ db, actor, ...surroundings }, request, cancelled);
  } finally {
    db.close();
  }
}

type Marking = Pick<Context, 'db' | 'now' | 'actor'>;

export function markSure(
  context: Marking & Pick<Context, 'randomBytes'>,
  { submission, most }: Parsed<'known.markSure'>,
  cancelled: () => boolean = () => false,
): Outcome<Output<'known.markSure'>> {
  const version = currentVersion(context.db, submission);
  if (!version) return noSubmission(submission);
  const sure = sureRows(context.db, version);
  if (cancelled()) return jobCancelled;
  if (sure.length === 0) {
    return failure('conflict', 'There are no examples yet on which all votes agree with the label.');
  }
  shuffle(sure, seededRandom(new DataView(context.randomBytes(4).buffer).getUint32(0)));
  const marks = sure.slice(0, most).map(({ row, answer }) => ({
    row,
    answer,
    source: 'adjudicated' as const,
    why: 'All votes agree with the label.',
  }));
  keep(context, version, marks, `Marked ${marks.length} answers of ${submission} as known: all votes agree.`);
  return success({ marked: marks.length });
}

type Mark = Omit<KnownAnswer, 'answer'> & { readonly answer: Answer | null };

function keep({ db, now, actor }: Marking, version: VersionRecord, marks: readonly Mark[], sentence: string): void {
  const at = now();
  inTransaction(db, () => {
    const after = marks.map((mark) => {
      const revision = saveKnownAnswer(db, version.key, mark, at);
      const example = mark.row >= FIRST_EXTRA_ROW ? { example: extraExample(db, version.key, mark.row) } : {};
      return { version: version.key, row: mark.row, revision, answer: mark.answer, source: mark.source, ...example };
    });
    appendEvent(db, { at, actor, kind: 'known.marked', subject: version.submission, sentence, after });
  });
}

function sureRows(db: Connection, version: VersionRecord): { row: number; answer: Answer }[] {
  const deal = dealOf(db, version.key);
  if (!deal) return [];
  const mark = dealMarks(db).find((one) => one.deal === deal.id);
  if (mark && isWeighedElsewhere(db, mark)) throw new VotesToWeigh('answer');
  const marked = new Set(knownAnswers(db, version.key).map(({ row }) => row));
  return unanimousRows(db, deal.id, version.key, version.metric).filter(({ row }) => !marked.has(row));
}

function exampleOf(db: Connection, version: number, row: number) {
  return row >= FIRST_EXTRA_ROW ? extraExample(db, version, row) : findExample(db, version, row);
}

/** Null where the label does not say all that is asked: log odds say nothing of the second prompt. */
function submittedAnswer(metric: Metric, answerIndex: number | null): Answer | null {
  if (metric === 'classification' && answerIndex !== null) {
    return { kind: 'classification', answer: { choice: answerIndex } };
  }
  return metric === 'sequence_prob' ? { kind: 'sequence_prob', right: true, others: false } : null;
}

function unfit(metric: Metric, answer: Answer, classes: readonly string[] | null): string | null {
  const kind = metric === 'absolute_logodds' ? 'logodds' : metric;
  if (answer.kind !== kind) return `A known answer of this submission is a ${kind} one.`;
  const choices: Choice[] =
    answer.kind === 'classification' ? [answer.answer] : answer.kind === 'logodds' ? [answer.first, answer.second] : [];
  const beyond = choices.find((one) => typeof one.choice === 'number' && one.choice >= (classes?.length ?? 0));
  return beyond ? `This example has ${classes?.length ?? 0} classes; there is none with index ${beyond.choice}.` : null;
}

function refused(name: string, problems: readonly KnownProblem[]) {
  const first = problems[0]!;
  const where = [first.line === null ? null : `row ${first.line}`, first.column ? `column ${first.column}` : null]
    .filter(Boolean)
    .join(', ');
  const more = problems.length > 1 ? ` ${problems.length - 1} more lines have a fault.` : '';
  return failure('bad-input', `${name}${where ? `, ${where}` : ''}: ${first.message}.${more} Nothing was read.`);
}

function rowName(row: number): string {
  return row >= FIRST_EXTRA_ROW ? `${row - FIRST_EXTRA_ROW} of your own` : String(row);
}
