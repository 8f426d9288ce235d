import { readRules } from '../../../shared/decision/rules.ts';
import type {
  Candidate,
  Decision,
  DecisionInput,
  Level,
  Levels,
  Outcome,
  RankingLine,
  Review,
  Tier,
} from '../../../shared/decision/types.ts';
import { STANDARD_RUBRIC } from '../../../shared/review/rubric.ts';

export const CRITERIA = STANDARD_RUBRIC.criteria.map(({ key, name }) => ({ key, name }));

/** `'2 1 1 1 1 0'` or `'211110'`, in the criteria's order. */
export function levels(text: string): Levels {
  const digits = text.replaceAll(' ', '');
  return Object.fromEntries(CRITERIA.map(({ key }, k) => [key, Number(digits[k]) as Level]));
}

export function review(submission: string, reviewer: string, text: string, round = 1): Review {
  return { submission, reviewer, round, levels: levels(text) };
}

/** `'a > b = c, not d'`: places a before b and c, which tie, and leaves d out of every comparison. */
export function ballot(reviewer: string, text: string): RankingLine[] {
  const [order = '', ...excluded] = text.split(', not ');
  const placed = order
    .split('>')
    .flatMap((tied, place) => tied.split('=').map((id) => ({ reviewer, submission: id.trim(), rank: place + 1 })));
  return [
    ...placed.filter(({ submission }) => submission !== ''),
    ...excluded.map((id) => ({ reviewer, submission: id.trim(), rank: null })),
  ];
}

export interface Sketch {
  /** Levels by submission: one text a reviewer, who are called r1, r2, … */
  readonly scores: Readonly<Record<string, string | readonly string[]>>;
  readonly ballots?: readonly string[];
  readonly held?: Readonly<Record<string, Tier>>;
  readonly rules?: unknown;
  readonly candidates?: readonly Candidate[];
}

export function contest({ scores, ballots = [], held = {}, rules = {}, candidates = [] }: Sketch): DecisionInput {
  const read = readRules(rules);
  if (!read.ok) throw new Error(read.error.message);
  return {
    rules: read.rules,
    criteria: CRITERIA,
    submissions: Object.keys(scores).map((id) => candidates.find((candidate) => candidate.id === id) ?? { id }),
    reviews: Object.entries(scores).flatMap(([id, texts]) =>
      [texts].flat().map((text, r) => review(id, `r${r + 1}`, text)),
    ),
    rankings: ballots.flatMap((text, r) => ballot(`r${r + 1}`, text)),
    held: Object.entries(held).map(([submission, prize]) => ({ submission, prize })),
  };
}

export function outcomeOf(decision: Decision, id: string): Outcome {
  const outcome = decision.outcomes.find(({ submission }) => submission === id);
  if (outcome === undefined) throw new Error(`no outcome for ${id}`);
  return outcome;
}

/** By submission its status, or what it lies between. */
export function statuses(decision: Decision): Record<string, string> {
  return Object.fromEntries(
    decision.outcomes.map(({ submission, status, couldBe }) => [submission, couldBe?.join(' or ') ?? status]),
  );
}

export function ranks(decision: Decision): Record<string, readonly [number, number] | null> {
  return Object.fromEntries(decision.outcomes.map(({ submission, rank }) => [submission, rank]));
}
