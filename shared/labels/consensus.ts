import type { Metric } from '../submission/metric.ts';
import { type DawidSkene, type DawidSkeneOptions, dawidSkene } from './dawidSkene.ts';
import { answerText, type LabelQuestion, possibleAnswers, questionsOf, saidTo } from './questions.ts';
import type { Vote, VotedExample } from './verdict.ts';
import { type NamedVote, type VoteTable, voteTable } from './voteTable.ts';

export type ConsensusMethod = 'majority' | 'dawid-skene';

/** Dawid–Skene's most likely answer is a consensus from this probability on: below, it is a guess. */
export const clearProbability = 0.9;

export interface SignedVote extends Vote {
  readonly contractor: string;
}

/** An example of a deal with all that statistics need of it. */
export interface SignedExample extends VotedExample {
  readonly classes: readonly string[] | null;
  readonly votes: readonly SignedVote[];
}

/**
 * The votes on one question as a table; an example's name is its row. Where all examples have the same classes in
 * whatever order, a label is the class itself: then a contractor's slips are the same slips wherever the class stands.
 */
export function questionTable(question: LabelQuestion, examples: readonly SignedExample[]): VoteTable {
  const name = labelNames(question, examples);
  const votes: NamedVote[] = [];
  for (const example of examples) {
    for (const { contractor, answer } of example.votes) {
      const said = saidTo(question, answer);
      votes.push({
        example: String(example.row),
        contractor,
        label: said === null ? null : name.label(said, example.classes),
      });
    }
  }
  return voteTable(votes, name.all);
}

/** How likely each answer to each question is the true one, by Dawid–Skene over all of a deal's votes. */
export interface Probabilities {
  /** Of an answer of an example, both as in `Vote`; null where there is no vote to learn from. */
  of(question: LabelQuestion, example: SignedExample, answer: string): number | null;
  /** The clear answer, or null. */
  clear(question: LabelQuestion, example: SignedExample): string | null;
}

/** @returns null where `onRound` gave up */
export function answerProbabilities(
  metric: Metric,
  examples: readonly SignedExample[],
  options: DawidSkeneOptions = {},
): Probabilities | null {
  const models = new Map<LabelQuestion, Weighed>();
  for (const question of questionsOf(metric)) {
    const table = questionTable(question, examples);
    const model = dawidSkene(table, options);
    if (model === null && table.label.length > 0) return null;
    models.set(question, {
      model,
      name: labelNames(question, examples),
      place: new Map(table.examples.map((example, place) => [example, place])),
      label: new Map(table.labels.map((label, place) => [label, place])),
    });
  }
  const of: Probabilities['of'] = (question, example, answer) => {
    const weighed = models.get(question);
    const place = weighed?.place.get(String(example.row));
    if (!weighed?.model || place === undefined) return null;
    const label = weighed.label.get(weighed.name.label(answer, example.classes));
    if (label === undefined) return 0;
    const probability = weighed.model.posteriors[place * weighed.label.size + label]!;
    return Number.isNaN(probability) ? null : probability;
  };
  return {
    of,
    clear: (question, example) =>
      possibleAnswers(question, example.classes?.length ?? 0).find(
        (answer) => (of(question, example, answer) ?? 0) >= clearProbability,
      ) ?? null,
  };
}

interface Weighed {
  readonly model: DawidSkene | null;
  readonly name: LabelNames;
  readonly place: ReadonlyMap<string, number>;
  readonly label: ReadonlyMap<string, number>;
}

/** What the answers to a question are called in a table over many examples. */
export interface LabelNames {
  readonly all: readonly string[];
  label(answer: string, classes: readonly string[] | null): string;
}

export function labelNames(question: LabelQuestion, examples: readonly SignedExample[]): LabelNames {
  const shared = question === 'answer' || question === 'first' ? sharedClasses(examples) : null;
  const most = Math.max(0, ...new Set(examples.map(({ classes }) => classes?.length ?? 0)));
  if (!shared) return { all: possibleAnswers(question, most), label: (answer) => answer };
  // a class may be called “none”, so the two others begin with what no index has
  return {
    all: [...shared, ' several', ' none'].map((name, index) => (index < shared.length ? `=${name}` : name)),
    label: (answer, classes) => {
      const text = classes?.[Number(answer)];
      return text === undefined ? ` ${answer}` : `=${text}`;
    },
  };
}

/** A label of a table in words: a class as it is written, or what the answer means. */
export function labelInWords(question: LabelQuestion, label: string): string {
  if (label.startsWith('=')) return label.slice(1);
  const answer = label.trim();
  if (/^\d+$/.test(answer)) return `answer ${Number(answer) + 1}`;
  return answerText(question, answer, null);
}

/** The classes that every example has, sorted; null where examples differ or one has a class twice. */
function sharedClasses(examples: readonly SignedExample[]): readonly string[] | null {
  let shared: readonly string[] | null = null;
  const seen = new Set<readonly string[]>();
  for (const { classes } of examples) {
    if (classes === null) return null;
    if (seen.has(classes)) continue;
    seen.add(classes);
    const sorted = [...classes].sort();
    if (new Set(sorted).size < sorted.length) return null;
    if (shared !== null && (shared.length !== sorted.length || shared.some((text, i) => text !== sorted[i])))
      return null;
    shared = sorted;
  }
  return shared;
}
