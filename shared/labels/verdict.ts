import type { Answer, Choice } from '../contract/labels.ts';
import type { Metric } from '../submission/metric.ts';
import { cannotSay, type LabelQuestion, questionsOf, rightAnswer, saidTo } from './questions.ts';
import type { SequentialTest } from './sequential.ts';
import { type ShareInterval, wilsonInterval } from './wilson.ts';

/** A contractor's current vote on one example. */
export interface Vote {
  readonly answer: Answer;
  readonly flag: string | null;
}

export interface VotedExample {
  readonly row: number;
  /** The submitted label; null where the metric has none. */
  readonly answerIndex: number | null;
  /** Current votes, skipped ones included. */
  readonly votes: readonly Vote[];
  /** How many votes were dealt. */
  readonly expected: number;
}

/** `left-out`: an organizer took the example out of the sample; it counts neither way. */
export type ExampleVerdict = 'right' | 'wrong' | 'undecided' | 'open' | 'left-out';

/** What an organizer settled an example as. */
export type Settlement =
  | { readonly kind: 'left-out' }
  | {
      readonly kind: 'settled';
      readonly answers: Readonly<Partial<Record<LabelQuestion, string>>>;
      /** A worked example in the prompt is wrong. */
      readonly workedExample: boolean;
    };

/** What the votes on one example say to a question; null where they say nothing clear. */
export type Consensus = (question: LabelQuestion, votes: readonly Vote[]) => string | null;

/** More than half of those who did not skip. */
export const majorityConsensus: Consensus = (question, votes) =>
  majority(votes.map(({ answer }) => saidTo(question, answer)));

/**
 * Whether one example's label, and the question itself, are right. `open` while votes are missing; `undecided` where the
 * votes have no clear consensus. What an organizer settled goes before all votes.
 */
export function exampleVerdict(
  metric: Metric,
  example: VotedExample,
  consensus: Consensus = majorityConsensus,
  settlement: Settlement | null = null,
): ExampleVerdict {
  if (settlement?.kind === 'left-out') return 'left-out';
  if (settlement) {
    if (settlement.workedExample) return 'wrong';
    return verdictOf(metric, example.answerIndex, (question) => settlement.answers[question] ?? null);
  }
  // an example that nobody has to look at any more is open too
  if (example.votes.length < Math.max(1, example.expected)) return 'open';
  const said = example.votes.filter((vote) => vote.answer.kind !== 'skip');
  if (said.length === 0) return 'undecided';
  if (majority(said.map((vote) => String(vote.flag === 'worked-example'))) === 'true') return 'wrong';
  return verdictOf(metric, example.answerIndex, (question) => consensus(question, said));
}

/** One question that is wrong makes the example wrong, whatever the others say. */
function verdictOf(
  metric: Metric,
  answerIndex: number | null,
  answered: (question: LabelQuestion) => string | null,
): 'right' | 'wrong' | 'undecided' {
  const verdicts = questionsOf(metric).map((question) => {
    const answer = answered(question);
    if (answer === null || answer === cannotSay) return 'undecided';
    return answer === rightAnswer(question, answerIndex) ? 'right' : 'wrong';
  });
  if (verdicts.includes('wrong')) return 'wrong';
  return verdicts.includes('undecided') ? 'undecided' : 'right';
}

/** What more than half said; null where there is no such thing. */
export function majority<T>(said: readonly T[]): T | null {
  const counts = new Map<T, number>();
  for (const one of said) counts.set(one, (counts.get(one) ?? 0) + 1);
  for (const [value, count] of counts) if (2 * count > said.length) return value;
  return null;
}

export type LabelOutcomeName = 'not-dealt' | 'under-way' | 'passed' | 'failed';

export interface LabelTally {
  readonly right: number;
  readonly wrong: number;
  readonly undecided: number;
  readonly open: number;
  /** Taken out by an organizer; 0 where it is not said. */
  readonly leftOut?: number;
}

/** What else decides about a deal's labels. */
export interface VerdictTerms {
  /** Wald's test, where sampling is sequential. */
  readonly test?: SequentialTest | null;
  /** Dealing has stopped, so nothing is waited for any more. */
  readonly stopped?: boolean;
}

export interface LabelVerdict extends LabelTally {
  readonly outcome: LabelOutcomeName;
  readonly errorRate: ShareInterval | null;
  /** The interval belongs to a sample whose size hung on what was found in it. */
  readonly stoppedEarly: boolean;
  /** One sentence, or a few. */
  readonly why: string;
}

/**
 * The verdict on a submission's labels: wrong ones among settled ones, against the organizer's threshold, when every
 * dealt vote is in or dealing was stopped. Sequential sampling decides by its test as soon as that has an answer.
 */
export function labelVerdict(tally: LabelTally, threshold: number, terms: VerdictTerms = {}): LabelVerdict {
  const { test = null, stopped = false } = terms;
  const settled = tally.right + tally.wrong;
  const errorRate = wilsonInterval(tally.wrong, settled);
  const all = settled + tally.undecided + tally.open;
  const decidedEarly = test !== null && test.decision !== 'go-on';
  const verdict = (outcome: LabelOutcomeName, why: string): LabelVerdict => ({
    ...tally,
    outcome,
    errorRate,
    stoppedEarly: decidedEarly || (test !== null && stopped && tally.open > 0),
    why,
  });
  if (all === 0 && !tally.leftOut) {
    return verdict('not-dealt', 'No labels have been dealt. Choose a sample and who labels it.');
  }
  if (test && decidedEarly) {
    const found = `${test.wrongOnes} of the first ${test.sums.length} settled labels are wrong`;
    return test.decision === 'accept'
      ? verdict('passed', `The evidence is in: ${found}, few enough to accept the rest.`)
      : verdict('failed', `The evidence is in: ${found}, too many to accept the rest.`);
  }
  if (tally.open > 0 && !stopped) {
    return verdict('under-way', `${tally.open} of ${all} examples still wait for votes.`);
  }
  if (!errorRate) {
    const why = stopped && tally.open > 0 ? 'Dealing was stopped' : 'All votes are in';
    return verdict('failed', `${why}, but none of the ${all} examples has a majority.`);
  }
  const passed = errorRate.rate <= threshold;
  const undecided = tally.undecided === 0 ? '' : ` ${tally.undecided} without a majority are left out of the rate.`;
  const open = tally.open === 0 ? '' : ` Dealing was stopped before ${tally.open} of ${all} examples had their votes.`;
  return verdict(
    passed ? 'passed' : 'failed',
    `${tally.wrong} of ${settled} settled labels are wrong (${percent(errorRate.rate)}); up to ${percent(threshold)} passes.${undecided}${open}`,
  );
}

function percent(share: number): string {
  return `${(100 * share).toFixed(1)} %`;
}

/** A vote in words, with the submission's own classes. */
export function answerInWords(answer: Answer, classes: readonly string[] | null): string {
  const name = (choice: Choice) =>
    choice.choice === 'several'
      ? 'more than one'
      : choice.choice === 'none'
        ? 'none'
        : (classes?.[choice.choice]?.trim() ?? `class ${choice.choice}`);
  switch (answer.kind) {
    case 'skip':
      return 'skipped';
    case 'classification':
      return name(answer.answer);
    case 'sequence_prob':
      return `${answer.right ? 'right' : 'not right'}, ${answer.others ? 'another word would do' : 'no other word'}`;
    case 'logodds':
      return `${name(answer.first)} / ${name(answer.second)}, difference ${answer.matters === 'yes' ? 'matters' : answer.matters === 'no' ? 'is beside the point' : 'cannot say'}`;
  }
}
