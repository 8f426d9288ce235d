import { adjudicationOf, consensusMethod, insertAdjudication, setConsensusMethod } from '../../db/adjudication.ts';
import { type Connection, inTransaction } from '../../db/connection.ts';
import type { DealExample } from '../../db/dealExamples.ts';
import { findExample } from '../../db/examples.ts';
import { type JudgedSubmission, judgedSubmissions } from '../../db/judgedDeals.ts';
import { knownScores, usualSeconds } from '../../db/knownScores.ts';
import { dealOf, isDrawn } from '../../db/labelDeal.ts';
import type { JudgedDeal } from '../../db/labels.ts';
import { participantAliases } from '../../db/participants.ts';
import { appendEvent } from '../../db/record.ts';
import { currentVersion } from '../../db/submission.ts';
import type { AdjudicationCase } from '../../shared/contract/adjudication.ts';
import { failure, success } from '../../shared/contract/failure.ts';
import type { flagReasons } from '../../shared/contract/labels.ts';
import {
  answerText,
  cannotSay,
  possibleAnswers,
  questionInWords,
  questionsOf,
  rightAnswer,
  saidTo,
} from '../../shared/labels/questions.ts';
import { answerInWords, type ExampleVerdict, type Settlement } from '../../shared/labels/verdict.ts';
import type { Handlers } from './context.ts';
import { stopIfEvidenceIsIn } from './labelStop.ts';

type Procedures = 'labels.queue' | 'labels.case' | 'labels.settle' | 'labels.unsettle' | 'labels.setConsensus';

/** Characters of a prompt that a line of the queue shows. */
const BEGIN = 160;

/** The queue of examples that votes leave open, and what organizers make of them. */
export const adjudicationHandlers: Handlers<Procedures> = {
  'labels.queue': ({ db }, input) => {
    const entries = judgedSubmissions(db).map((entry) => ({ entry, lines: queueOf(entry) }));
    const counts = { noConsensus: 0, differs: 0, settled: 0 };
    const inScope = entries.filter(({ entry }) => input.submission === undefined || entry.id === input.submission);
    for (const { reason } of inScope.flatMap(({ lines }) => lines)) {
      counts[reason === null ? 'settled' : reason === 'differs' ? 'differs' : 'noConsensus'] += 1;
    }
    const shown = inScope
      .flatMap(({ entry, lines }) => lines.map((line) => ({ ...line, entry })))
      .filter(({ reason }) => (reason === null) === (input.show === 'settled'))
      .filter(({ reason }) => input.reason === undefined || reason === input.reason)
      .filter(({ example }) => !input.flagged || isFlagged(example))
      .sort((a, b) => Number(a.reason === 'differs') - Number(b.reason === 'differs'));
    return success({
      ...counts,
      total: shown.length,
      submissions: entries
        .filter(({ lines }) => lines.length > 0)
        .map(({ entry, lines }) => ({
          id: entry.id,
          title: entry.title,
          open: lines.filter(({ reason }) => reason !== null).length,
        })),
      items: shown.slice(input.offset, input.offset + input.limit).map(({ entry, example, reason, verdict }) => ({
        submission: entry.id,
        title: entry.title,
        row: example.row,
        begin: findExample(db, entry.judged.deal.version, example.row)!.prompt.slice(0, BEGIN),
        reason,
        verdict,
        votes: voteShapes(example),
        flagged: isFlagged(example),
      })),
    });
  },

  'labels.case': ({ db }, input) => {
    const found = caseAt(db, input.submission, input.row);
    return found ? success(adjudicationCase(db, found)) : noSuchCase();
  },

  'labels.settle': (context, input) => {
    const { db, now, actor } = context;
    const found = drawnExample(db, input.submission, input.row);
    if (!found) return noSuchCase();
    const { deal, metric, classes } = found;
    const misfit = settlementMisfit(input.settlement, metric, classes?.length ?? 0);
    if (misfit) return failure('bad-input', misfit);
    const at = now();
    const before = adjudicationOf(db, deal.id, input.row);
    inTransaction(db, () => {
      const after = insertAdjudication(db, deal.id, input.row, input, at);
      appendEvent(db, {
        at,
        actor,
        kind: 'labels.settled',
        subject: input.submission,
        sentence: `Settled example ${input.row} of ${input.submission} ${settlementInWords(input.settlement, classes)}: ${input.reason}`,
        ...(before ? { before } : {}),
        after,
      });
      stopIfEvidenceIsIn(context, deal.id, { row: input.row });
    });
    return success({ before: before && { settlement: before.settlement, reason: before.reason } });
  },

  'labels.unsettle': ({ db, now, actor }, input) => {
    const found = drawnExample(db, input.submission, input.row);
    if (!found) return noSuchCase();
    const { deal } = found;
    const before = adjudicationOf(db, deal.id, input.row);
    if (!before) return failure('conflict', 'This example is not settled, so there is nothing to take back.');
    const at = now();
    inTransaction(db, () => {
      const after = insertAdjudication(db, deal.id, input.row, null, at);
      appendEvent(db, {
        at,
        actor,
        kind: 'labels.unsettled',
        subject: input.submission,
        sentence: `Took back how example ${input.row} of ${input.submission} was settled.`,
        before,
        after,
      });
    });
    return success({});
  },

  'labels.setConsensus': (context, { submission, method }) => {
    const { db, now, actor } = context;
    const version = currentVersion(db, submission);
    const deal = version && dealOf(db, version.key)?.id;
    if (!deal) return failure('not-found', 'No labels of this submission are dealt.');
    const before = consensusMethod(db, deal);
    if (before === method) return success({});
    const at = now();
    inTransaction(db, () => {
      const revision = setConsensusMethod(db, deal, method, at);
      appendEvent(db, {
        at,
        actor,
        kind: 'labels.consensus',
        subject: submission,
        sentence: `Votes on ${submission} become a consensus by ${method === 'majority' ? 'majority' : 'Dawid–Skene'} now.`,
        before: { deal, method: before },
        after: { deal, revision, method },
      });
    });
    return success({});
  },
};

type QueueReason = 'no-consensus' | 'differs';

interface QueueLine {
  readonly example: DealExample;
  readonly verdict: ExampleVerdict;
  /** Null: settled. */
  readonly reason: QueueReason | null;
}

/** What of a deal is settled or has to be, in the order of its rows. */
function queueOf({ judged }: JudgedSubmission): QueueLine[] {
  const lines = judged.examples.flatMap((example, index): QueueLine[] => {
    const verdict = judged.verdicts[index]!;
    if (judged.settled.has(example.row)) return [{ example, verdict, reason: null }];
    if (verdict === 'undecided') return [{ example, verdict, reason: 'no-consensus' }];
    return verdict === 'wrong' ? [{ example, verdict, reason: 'differs' }] : [];
  });
  return lines.sort((a, b) => a.example.row - b.example.row);
}

function isFlagged({ votes }: DealExample): boolean {
  return votes.some(({ flag, note }) => flag !== null || note !== '');
}

/** One number a vote in the order of the votes: 0 for what most say, then 1, 2 …; skips last. */
function voteShapes({ votes }: DealExample): number[] {
  const counts = new Map<string, number>();
  for (const { answer } of votes) {
    if (answer.kind === 'skip') continue;
    const key = JSON.stringify(answer);
    counts.set(key, (counts.get(key) ?? 0) + 1);
  }
  const order = [...counts].sort(([, a], [, b]) => b - a).map(([key]) => key);
  return votes
    .map(({ answer }) => (answer.kind === 'skip' ? order.length : order.indexOf(JSON.stringify(answer))))
    .sort((a, b) => a - b);
}

interface Case {
  readonly entry: JudgedSubmission;
  readonly example: DealExample;
  readonly verdict: ExampleVerdict;
}

function caseAt(db: Connection, submission: string, row: number): Case | null {
  const [entry] = judgedSubmissions(db, submission);
  const index = entry?.judged.examples.findIndex((example) => example.row === row) ?? -1;
  if (!entry || index === -1) return null;
  return { entry, example: entry.judged.examples[index]!, verdict: entry.judged.verdicts[index]! };
}

/** What has to be known of an example to settle it; null where it is not in the sample of a deal in force. */
function drawnExample(db: Connection, submission: string, row: number) {
  const version = currentVersion(db, submission);
  const deal = version && dealOf(db, version.key);
  if (!deal || !isDrawn(db, deal.id, row)) return null;
  return { deal, metric: version.metric, classes: findExample(db, version.key, row)?.classes ?? null };
}

function noSuchCase() {
  return failure('not-found', 'This example is not in the drawn sample of a deal in force.');
}

function adjudicationCase(db: Connection, { entry, example, verdict }: Case): AdjudicationCase {
  const { judged } = entry;
  const stored = findExample(db, judged.deal.version, example.row)!;
  const aliases = participantAliases(db);
  const scores = knownScores(db);
  const usual = usualSeconds(db);
  const nameOf = (contractor: string) => aliases.get(contractor) ?? contractor;
  const settled = judged.settled.get(example.row);
  const votes = [...example.votes].sort((a, b) => byAlias(nameOf(a.contractor), nameOf(b.contractor)));
  return {
    submission: entry.id,
    title: entry.title,
    metric: judged.metric,
    row: example.row,
    prompt: stored.prompt,
    otherPrompt: stored.otherPrompt,
    completion: stored.completion,
    questions: questionsOf(judged.metric).map((question) => ({
      question,
      text: questionInWords(question),
      options: possibleAnswers(question, example.classes?.length ?? 0)
        .filter(
          (value) => value !== cannotSay || example.votes.some(({ answer }) => saidTo(question, answer) === value),
        )
        .map((value) => ({
          value,
          text: answerText(question, value, example.classes),
          isClass: /^\d+$/.test(value),
          submitted:
            (question === 'answer' || question === 'first') && value === rightAnswer(question, example.answerIndex),
          voters: votes.flatMap((vote) => (saidTo(question, vote.answer) === value ? [nameOf(vote.contractor)] : [])),
          probability: judged.probabilities().of(question, example, value),
        })),
      consensus: judged.answerTo(question, example),
    })),
    votes: votes.map(({ contractor, answer, seconds, flag, note }) => ({
      contractor,
      alias: nameOf(contractor),
      answer: answerInWords(answer, example.classes),
      seconds,
      usualSeconds: usual.get(contractor) ?? null,
      flag: flag as (typeof flagReasons)[number] | null,
      note,
      known: scores.get(contractor) ?? null,
    })),
    open: example.expected - example.votes.length,
    verdict,
    settlement: settled ? { settlement: settled.settlement, reason: settled.reason, at: settled.at } : null,
  };
}

/** C-9 before C-10. */
function byAlias(a: string, b: string): number {
  return a.length - b.length || (a < b ? -1 : 1);
}

/** Why an example cannot be settled so; null where it can. */
function settlementMisfit(settlement: Settlement, metric: JudgedDeal['metric'], classes: number): string | null {
  if (settlement.kind === 'left-out' || settlement.workedExample) return null;
  for (const question of questionsOf(metric)) {
    const answer = settlement.answers[question];
    if (answer === undefined) return `“${questionInWords(question)}” has no answer yet.`;
    if (answer === cannotSay) return 'To settle an example is to say it one way or the other, or to leave it out.';
    if (!possibleAnswers(question, classes).includes(answer))
      return `“${answer}” is no answer to “${questionInWords(question)}”`;
  }
  return null;
}

function settlementInWords(settlement: Settlement, classes: readonly string[] | null): string {
  if (settlement.kind === 'left-out') return 'by leaving it out';
  if (settlement.workedExample) return 'as one with a wrong worked example';
  const words = Object.entries(settlement.answers).map(([question, value]) =>
    answerText(question as keyof typeof settlement.answers, value, classes).trim(),
  );
  return `as “${words.join(', ')}”`;
}
