import type { Answer, Choice } from '../contract/labels.ts';
import type { Metric } from '../submission/metric.ts';
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

export type ExampleVerdict = 'right' | 'wrong' | 'undecided' | 'open';

/**
 * Whether one example's label, and the question itself, are right, by majority. `open` while votes are missing;
 * `undecided` where more than half of those who did not skip agree on nothing.
 */
export function exampleVerdict(metric: Metric, example: VotedExample): ExampleVerdict {
  if (example.votes.length < example.expected) return 'open';
  const said = example.votes.filter((vote) => vote.answer.kind !== 'skip');
  if (said.length === 0) return 'undecided';
  if (majority(said.map((vote) => String(vote.flag === 'worked-example'))) === 'true') return 'wrong';
  switch (metric) {
    case 'classification':
      return consensusVerdict([
        question(said, (answer) => (answer.kind === 'classification' ? choiceKey(answer.answer) : null), {
          right: String(example.answerIndex),
        }),
      ]);
    case 'sequence_prob':
      return consensusVerdict([
        question(said, (answer) => (answer.kind === 'sequence_prob' ? String(answer.right) : null), { right: 'true' }),
        question(said, (answer) => (answer.kind === 'sequence_prob' ? String(answer.others) : null), {
          right: 'false',
        }),
      ]);
    case 'logodds':
      return consensusVerdict([
        question(said, (answer) => (answer.kind === 'logodds' ? choiceKey(answer.first) : null), {
          right: String(example.answerIndex),
        }),
        differenceQuestion(said),
      ]);
    case 'absolute_logodds':
      return consensusVerdict([differenceQuestion(said)]);
  }
}

function differenceQuestion(votes: readonly Vote[]): ExampleVerdict {
  return question(votes, (answer) => (answer.kind === 'logodds' ? answer.matters : null), {
    right: 'no',
    unclear: 'cannot-say',
  });
}

function question(
  votes: readonly Vote[],
  read: (answer: Answer) => string | null,
  expect: { readonly right: string; readonly unclear?: string },
): ExampleVerdict {
  const consensus = majority(votes.map((vote) => read(vote.answer)));
  if (consensus === null || consensus === expect.unclear) return 'undecided';
  return consensus === expect.right ? 'right' : 'wrong';
}

/** One question that is wrong makes the example wrong, whatever the others say. */
function consensusVerdict(questions: readonly ExampleVerdict[]): ExampleVerdict {
  if (questions.includes('wrong')) return 'wrong';
  return questions.includes('undecided') ? 'undecided' : 'right';
}

function choiceKey(choice: Choice): string {
  return String(choice.choice);
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
}

export interface LabelVerdict extends LabelTally {
  readonly outcome: LabelOutcomeName;
  readonly errorRate: ShareInterval | null;
  /** One sentence. */
  readonly why: string;
}

/**
 * The verdict on a submission's labels: wrong ones among settled ones, against the organizer's threshold. It is out
 * when every dealt vote is in.
 */
export function labelVerdict(tally: LabelTally, threshold: number): LabelVerdict {
  const settled = tally.right + tally.wrong;
  const errorRate = wilsonInterval(tally.wrong, settled);
  const all = settled + tally.undecided + tally.open;
  if (all === 0) {
    return {
      ...tally,
      outcome: 'not-dealt',
      errorRate,
      why: 'No labels have been dealt. Choose a sample and who labels it.',
    };
  }
  if (tally.open > 0) {
    return { ...tally, outcome: 'under-way', errorRate, why: `${tally.open} of ${all} examples still wait for votes.` };
  }
  if (!errorRate) {
    return {
      ...tally,
      outcome: 'failed',
      errorRate,
      why: `All votes are in, but none of the ${all} examples has a majority.`,
    };
  }
  const passed = errorRate.rate <= threshold;
  const undecided = tally.undecided === 0 ? '' : ` ${tally.undecided} without a majority are left out of the rate.`;
  return {
    ...tally,
    outcome: passed ? 'passed' : 'failed',
    errorRate,
    why: `${tally.wrong} of ${settled} settled labels are wrong (${percent(errorRate.rate)}); up to ${percent(threshold)} passes.${undecided}`,
  };
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
