import { z } from 'zod';
import { type Rounds, standardRounds } from '../submission/rounds.ts';
import type { Tier } from './types.ts';

export const CONSENSUS_RULES = ['lower_median', 'two_thirds', 'minimum', 'mean'] as const;
export type ConsensusRule = (typeof CONSENSUS_RULES)[number];

/** Level 1 from a mean of `level_1`, level 2 from a mean of `level_2`; only the rule `mean` uses them. */
export interface MeanThresholds {
  readonly level_1: number;
  readonly level_2: number;
}

export interface DecisionRules {
  readonly round: 1 | 2;
  readonly consensus: ConsensusRule;
  readonly meanThresholds: MeanThresholds;
  /** At least 1. */
  readonly minReviews: number;
  /** Seats of each tier; those of round 2 count both rounds together. */
  readonly caps: Readonly<Record<Tier, number>>;
  /** Dollars. */
  readonly amounts: Readonly<Record<Tier, number>>;
}

/** Awards that add up to more dollars than this warn. */
export const PRIZE_MONEY = 250_000;

/** The contest's own rules for a round. */
export function standardRules(round: 1 | 2): DecisionRules {
  return {
    round,
    consensus: 'lower_median',
    meanThresholds: { level_1: 0.5, level_2: 1.5 },
    minReviews: 1,
    caps: round === 1 ? { grand: 0, second: 2, third: 5 } : { grand: 1, second: 5, third: 10 },
    amounts: { grand: 100_000, second: 20_000, third: 5_000 },
  };
}

const cap = z.int().min(0).optional();
const dollars = z.number().min(0).optional();
const threshold = z.number().gt(0).max(2).optional();

const day = z.iso.date().optional();
const dates = z.strictObject({ opened: day, closed: day }).optional();

const rulesSchema = z.strictObject({
  round: z.union([z.literal(1), z.literal(2)]).optional(),
  consensus: z.enum(CONSENSUS_RULES).optional(),
  mean_thresholds: z.strictObject({ level_1: threshold, level_2: threshold }).optional(),
  min_reviews: z.int().min(1).optional(),
  caps: z.strictObject({ grand: cap, second: cap, third: cap }).optional(),
  amounts: z.strictObject({ grand: dollars, second: dollars, third: dollars }).optional(),
  rounds: z.strictObject({ 1: dates, 2: dates }).optional(),
});

const WANTED: Readonly<Record<string, string>> = {
  '': 'has to be one object, such as { "round": 2 }',
  round: 'has to be 1 or 2',
  consensus: `has to be one of ${CONSENSUS_RULES.join(', ')}`,
  mean_thresholds: 'has to be an object with "level_1" and "level_2"',
  min_reviews: 'has to be a whole number from 1',
  caps: 'has to be an object with "grand", "second" and "third"',
  amounts: 'has to be an object with "grand", "second" and "third"',
  rounds: 'has to be an object with "1" and "2"',
};

const WANTED_INSIDE: Readonly<Record<string, string>> = {
  mean_thresholds: 'has to be a number above 0 and at most 2',
  caps: 'has to be a whole number from 0',
  amounts: 'has to be a number of dollars from 0',
  rounds: 'has to be { "opened": "2022-06-27", "closed": "2022-10-27" } with days of the calendar',
};

export interface RulesError {
  readonly code: 'rules_invalid';
  /** Dotted path of the field, such as `caps.grand`; empty for the whole document. */
  readonly field: string;
  readonly message: string;
}

export type ReadRules =
  | { readonly ok: true; readonly rules: DecisionRules; readonly rounds: Rounds }
  | { readonly ok: false; readonly error: RulesError };

/**
 * Rules from the content of a rules.json, already parsed. What is left out, single caps and amounts too, takes the
 * contest's own value for the named round; round 2 if none is named. A field that is not known is refused rather than
 * passed over, because a misspelt rule would silently change prizes.
 */
export function readRules(content: unknown): ReadRules {
  const read = rulesSchema.safeParse(content);
  if (!read.success) {
    const issue = read.error.issues[0];
    const unknown = issue?.code === 'unrecognized_keys' ? issue.keys.slice(0, 1) : [];
    const field = [...(issue?.path ?? []), ...unknown].join('.');
    if (unknown.length > 0) return refuse(field, 'is not a rule of this kind of decision; remove it or mend its name');
    const section = String(issue?.path[0] ?? '');
    return refuse(field, (field === section ? WANTED[section] : WANTED_INSIDE[section]) ?? 'cannot be read');
  }
  const given = read.data;
  const own = standardRules(given.round ?? 2);
  const meanThresholds = { ...own.meanThresholds, ...given.mean_thresholds };
  if (meanThresholds.level_1 > meanThresholds.level_2)
    return refuse('mean_thresholds.level_1', 'has to be at most mean_thresholds.level_2');
  const rounds: Rounds = {
    1: { ...standardRounds[1], ...given.rounds?.[1] },
    2: { ...standardRounds[2], ...given.rounds?.[2] },
  };
  for (const round of [1, 2] as const) {
    if (rounds[round].closed < rounds[round].opened)
      return refuse(`rounds.${round}.closed`, 'has to be a day on or after the one on which the round opens');
  }
  return {
    ok: true,
    rounds,
    rules: {
      round: own.round,
      consensus: given.consensus ?? own.consensus,
      meanThresholds,
      minReviews: given.min_reviews ?? own.minReviews,
      caps: { ...own.caps, ...given.caps },
      amounts: { ...own.amounts, ...given.amounts },
    },
  };
}

function refuse(field: string, what: string): ReadRules {
  const subject = field === '' ? 'The rules file' : `The rule “${field}”`;
  return { ok: false, error: { code: 'rules_invalid', field, message: `${subject} ${what}.` } };
}
