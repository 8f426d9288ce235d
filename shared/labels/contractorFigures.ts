import type { Metric } from '../submission/metric.ts';
import { labelNames, type SignedExample } from './consensus.ts';
import { type LabelQuestion, questionsOf, saidTo } from './questions.ts';
import { majority, type Settlement } from './verdict.ts';
import { type ShareInterval, wilsonInterval } from './wilson.ts';

/** How often a contractor said what, where it was found to be what. */
export interface ConfusionMatrix {
  readonly question: LabelQuestion;
  readonly labels: readonly string[];
  /** `counts[found][said]`. */
  readonly counts: readonly (readonly number[])[];
}

export interface ContractorFigures {
  /** Answers that most of the others gave too, question by question; null where nobody else answered. */
  readonly withOthers: ShareInterval | null;
  readonly votes: number;
  readonly skipped: number;
  readonly flagged: number;
  readonly matrices: readonly ConfusionMatrix[];
}

/**
 * One contractor beside the others on the examples of a deal. What an example was found to be is an organizer's word, else
 * the majority of the others: a contractor's own vote would agree with itself.
 */
export function contractorFigures(
  metric: Metric,
  examples: readonly SignedExample[],
  contractor: string,
  settled: ReadonlyMap<number, Settlement>,
): ContractorFigures {
  const own = examples.flatMap((example) => {
    const vote = example.votes.find((one) => one.contractor === contractor);
    return vote ? [{ example, vote }] : [];
  });
  let agreeing = 0;
  let compared = 0;
  const matrices = questionsOf(metric).map((question): ConfusionMatrix => {
    const names = labelNames(question, examples);
    const labels = names.all;
    const counts = labels.map(() => labels.map(() => 0));
    const place = new Map(labels.map((label, index) => [label, index]));
    for (const { example, vote } of own) {
      const said = saidTo(question, vote.answer);
      if (said === null) continue;
      const others = majority(
        example.votes
          .filter((one) => one.contractor !== contractor && one.answer.kind !== 'skip')
          .map(({ answer }) => saidTo(question, answer)),
      );
      if (others !== null) {
        compared += 1;
        if (others === said) agreeing += 1;
      }
      const settlement = settled.get(example.row);
      const found = settlement?.kind === 'settled' ? (settlement.answers[question] ?? others) : others;
      if (found === null || found === undefined) continue;
      const row = place.get(names.label(found, example.classes));
      const column = place.get(names.label(said, example.classes));
      if (row !== undefined && column !== undefined) counts[row]![column]! += 1;
    }
    return { question, labels, counts };
  });
  return {
    withOthers: wilsonInterval(agreeing, compared),
    votes: own.length,
    skipped: own.filter(({ vote }) => vote.answer.kind === 'skip').length,
    flagged: own.filter(({ vote }) => vote.flag !== null).length,
    matrices,
  };
}
