import type { DecisionRoom, Firmness } from '../../../shared/contract/decisionRoom.ts';
import { tierWords } from '../../pieces/status.tsx';

export type Hinge = Firmness['hinges'][number];
export type LevelChange = Hinge['changes'][number];
export type Result = Hinge['result'];

export function resultWords({ status, couldBe }: Result): string {
  return status === 'undecided' && couldBe ? `${tierWords[couldBe[0]]} or ${tierWords[couldBe[1]]}` : tierWords[status];
}

/** Best to worst, as a bar is drawn. */
export const barTiers = ['grand', 'second', 'third', 'accepted', 'undecided', 'rejected'] as const;
export type BarTier = (typeof barTiers)[number];
export type Shares = Readonly<Record<string, number>>;

/** The share that the figure beside a bar says: of what stands, or of an undecided one the largest. */
export function saidShare(shares: Shares, status: string): number {
  if (status !== 'undecided') return shares[status] ?? 0;
  return Math.max(...barTiers.map((tier) => shares[tier] ?? 0));
}

/** `Were Amber Lathe’s Novelty of “Weights” a 1` for one level, of several their number. */
export function changeWords(
  change: LevelChange,
  own: string,
  { criteria, outcomes }: Pick<DecisionRoom, 'criteria' | 'outcomes'>,
): string {
  const nameOf = (key: string) => criteria.find((one) => one.key === key)?.name ?? key;
  const title = outcomes.find((one) => one.submission === change.submission)?.title ?? change.submission;
  const where = change.submission === own ? '' : ` for ${title}`;
  const levels = change.levels.map(({ criterion, to }) => `${nameOf(criterion)} a ${to}`);
  const list = levels.length < 2 ? (levels[0] ?? '') : `${levels.slice(0, -1).join(', ')} and ${levels.at(-1)}`;
  return `Were ${change.alias}’s ${list}${where}, this would be ${resultWords(change.becomes)}.`;
}

const prizes = new Set(['grand', 'second', 'third', 'undecided']);

export interface FirmnessTally {
  readonly prizes: number;
  /** Of these, how many one level of one review would change, and how many no one review can. */
  readonly oneLevel: number;
  readonly none: number;
}

/** Prizes, those that are undecided included, by what it takes to change them. */
export function tallyOf(hinges: readonly Hinge[]): FirmnessTally {
  const of = hinges.filter(({ result }) => prizes.has(result.status));
  return {
    prizes: of.length,
    oneLevel: of.filter(({ steps }) => steps === 1).length,
    none: of.filter(({ steps }) => steps === null).length,
  };
}

const height = ['ineligible', 'pending', 'rejected', 'accepted', 'undecided', 'third', 'second', 'grand'];

/** `falls to Third`, `rises to Grand`, `is undecided`, `is Grand`. */
export function moveWords(from: Result, to: Result): string {
  if (to.status === 'undecided') return 'is undecided';
  if (from.status === 'undecided') return `is ${tierWords[to.status]}`;
  const up = height.indexOf(to.status) > height.indexOf(from.status);
  return `${up ? 'rises' : 'falls'} to ${tierWords[to.status]}`;
}
