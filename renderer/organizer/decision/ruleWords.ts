import type { WhatIfInput } from '../../../shared/contract/decisionRoom.ts';
import { CONSENSUS_RULES, type ConsensusRule } from '../../../shared/decision/rules.ts';

const consensus: Record<ConsensusRule, string> = {
  lower_median: 'lower median of the levels',
  two_thirds: 'the level that two thirds gave',
  minimum: 'the lowest level given',
  mean: 'mean of the levels',
};

/** How the consensus of levels is called in a sentence. */
export function consensusWords(rule: ConsensusRule): string {
  return consensus[rule];
}

export const consensusOptions = CONSENSUS_RULES.map((value) => ({ value, label: capitalized(consensus[value]) }));

export type Method = NonNullable<WhatIfInput['method']>;

export const methodWords: Record<Method, string> = { schulze: 'Schulze', borda: 'Borda', kemeny: 'Kemeny–Young' };

export function capitalized(text: string): string {
  return `${text[0]?.toUpperCase() ?? ''}${text.slice(1)}`;
}
