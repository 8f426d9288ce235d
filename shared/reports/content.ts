import type { Status, Tier } from '../decision/types.ts';
import type { ReportFigure } from './scalingFigure.ts';

/** What reports are made of: plain data, gathered once from a decision and what stands beside it. */
export interface ReportContent {
  readonly contest: string;
  readonly round: 1 | 2;
  /** UTC, ISO 8601: when the decision was frozen, else when the report was made. */
  readonly at: string;
  readonly standing:
    | { readonly status: 'draft' }
    | { readonly status: 'frozen' | 'announced'; readonly hash: string; readonly head: string };
  readonly criteria: readonly ReportCriterion[];
  readonly levelNames: readonly string[];
  readonly seats: readonly {
    readonly tier: Tier;
    readonly cap: number;
    readonly held: number;
    readonly taken: number;
    readonly amount: number;
  }[];
  readonly prizes: { readonly grand: number; readonly second: number; readonly third: number; readonly amount: number };
  readonly warnings: readonly string[];
  /** In order of rank; those without a rank last. */
  readonly submissions: readonly ReportSubmission[];
  /** Every reviewer's alias: none of them leaves in what authors and the public read. */
  readonly aliases: readonly string[];
}

export interface ReportCriterion {
  readonly key: string;
  readonly name: string;
  readonly question: string;
  readonly levels: readonly string[];
}

export interface ReportSubmission {
  readonly id: string;
  readonly title: string;
  readonly metric: string;
  readonly examples: number;
  readonly rank: readonly [first: number, last: number] | null;
  readonly status: Status;
  readonly couldBe: readonly [best: string, worst: string] | null;
  readonly held: Tier | null;
  /** Asked to revise and come again: what should be revised. Null where nothing was asked. */
  readonly revise: string | null;
  readonly consensus: Readonly<Record<string, number>>;
  readonly grandCriteria: number;
  readonly why: readonly string[];
  readonly reviews: readonly ReportReview[];
  readonly figures: readonly ReportFigure[];
  readonly labels: ReportLabels;
  /** Open findings, the gravest first. */
  readonly findings: readonly string[];
}

export interface ReportReview {
  readonly alias: string;
  readonly levels: Readonly<Record<string, number>>;
  readonly reasons: Readonly<Record<string, string>>;
  readonly confidence: number | null;
  readonly strengths: string;
  readonly weaknesses: string;
  /** For organizers only: never in a letter or in public. */
  readonly organizersOnly: string;
}

export interface ReportLabels {
  readonly sentence: string;
  readonly errorRate: { readonly rate: number; readonly low: number; readonly high: number; readonly n: number } | null;
  readonly wrong: readonly WrongLabel[];
}

export interface WrongLabel {
  /** From 0. */
  readonly row: number;
  readonly prompt: string;
  readonly submitted: string;
  /** What those who looked at it said. */
  readonly said: string;
}

export const STATUS_NAMES: Readonly<Record<Status, string>> = {
  grand: 'Grand prize',
  second: 'Second prize',
  third: 'Third prize',
  accepted: 'Accepted without a prize',
  rejected: 'Not accepted',
  pending: 'Pending',
  ineligible: 'Not eligible',
  undecided: 'Undecided',
};

export function outcomeText({
  status,
  couldBe,
  revise,
}: Pick<ReportSubmission, 'status' | 'couldBe' | 'revise'>): string {
  const name = couldBe ? couldBe.map((one) => STATUS_NAMES[one as Status]).join(' or ') : STATUS_NAMES[status];
  return revise !== null ? `${name}; revise and resubmit` : name;
}

/** `3`, `1–2`, an en dash for what is not ranked. */
export function placeText(rank: ReportSubmission['rank']): string {
  if (rank === null) return '–';
  return rank[0] === rank[1] ? String(rank[0]) : `${rank[0]}–${rank[1]}`;
}

export function dollars(amount: number): string {
  return `$${amount.toLocaleString('en-US')}`;
}

export function percent(share: number): string {
  return `${(100 * share).toFixed(1)} %`;
}

/** 2026-11-25 11:00 UTC. */
export function timeText(at: string): string {
  return `${at.slice(0, 16).replace('T', ' ')} UTC`;
}

/** Reviewers' aliases that a text names become *another reviewer*: what is sent out names nobody. */
export function withoutAliases(text: string, aliases: readonly string[]): string {
  let pattern = patterns.get(aliases);
  if (pattern === undefined) {
    pattern = aliasPattern(aliases);
    patterns.set(aliases, pattern);
  }
  return pattern === null ? text : text.replaceAll(pattern, 'another reviewer');
}

/** Made once for a report's list of aliases, which is asked about with every text of it. */
const patterns = new WeakMap<readonly string[], RegExp | null>();

/** The longest first, so that no alias hides in another. Null where there is none. */
function aliasPattern(aliases: readonly string[]): RegExp | null {
  const named = aliases
    .map((alias) => alias.trim())
    .filter((alias) => alias !== '')
    .sort((a, b) => b.length - a.length);
  return named.length === 0 ? null : new RegExp(`(?<![\\p{L}\\p{N}])(?:${named.map(wordsPattern).join('|')})`, 'giu');
}

/** Any white space, or a dash, between the words of an alias. One that ends in a digit is not found in a longer number. */
function wordsPattern(alias: string): string {
  const words = alias.split(/[\s_-]+/).map((word) => word.replaceAll(/[.*+?^${}()|[\]\\/]/g, '\\$&'));
  return `${words.join('[\\s_-]*')}${/\p{N}$/u.test(alias) ? '(?!\\p{N})' : ''}`;
}
