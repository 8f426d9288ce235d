import type { DecisionRoom } from '../../../shared/contract/decisionRoom.ts';

type Rules = DecisionRoom['rules'];
type Tier = 'grand' | 'second' | 'third';
const tiers: readonly Tier[] = ['grand', 'second', 'third'];

/** The rules as they are typed. */
export interface RulesDraft {
  readonly caps: Readonly<Record<1 | 2, Readonly<Record<Tier, string>>>>;
  readonly amounts: Readonly<Record<Tier, string>>;
  readonly consensus: Rules['consensus'];
  readonly level1: string;
  readonly level2: string;
  readonly minReviews: string;
  /** Per cent. */
  readonly labelErrors: string;
}

export type TypedRules = Omit<Rules, 'version' | 'round' | 'rounds'>;

export function draftOfRules(rules: Rules): RulesDraft {
  const texts = (numbers: Readonly<Record<Tier, number>>) => ({
    grand: String(numbers.grand),
    second: String(numbers.second),
    third: String(numbers.third),
  });
  return {
    caps: { 1: texts(rules.caps[1]), 2: texts(rules.caps[2]) },
    amounts: texts(rules.amounts),
    consensus: rules.consensus,
    level1: String(rules.meanThresholds.level_1),
    level2: String(rules.meanThresholds.level_2),
    minReviews: String(rules.minReviews),
    labelErrors: String(Number((rules.labelErrorThreshold * 100).toPrecision(12))),
  };
}

/** The typed rules, or what does not fit in a sentence. */
export function rulesOfDraft(
  draft: RulesDraft,
): { readonly ok: true; readonly rules: TypedRules } | { readonly ok: false; readonly problem: string } {
  const no = (problem: string) => ({ ok: false as const, problem });
  const numbers = (texts: Readonly<Record<Tier, string>>) => ({
    grand: numberOf(texts.grand),
    second: numberOf(texts.second),
    third: numberOf(texts.third),
  });
  const caps = { 1: numbers(draft.caps[1]), 2: numbers(draft.caps[2]) };
  const amounts = numbers(draft.amounts);
  for (const tier of tiers) {
    if (!isWhole(caps[1][tier]) || !isWhole(caps[2][tier])) return no('Seats are whole numbers from 0.');
    if (caps[1][tier] > caps[2][tier])
      return no('Round 1 cannot give more prizes of a kind than both rounds together.');
    if (!(amounts[tier] >= 0)) return no('An amount is a number of dollars from 0.');
  }
  const minReviews = numberOf(draft.minReviews);
  if (!isWhole(minReviews) || minReviews < 1) return no('At least one review is needed.');
  const meanThresholds = { level_1: numberOf(draft.level1), level_2: numberOf(draft.level2) };
  const { level_1, level_2 } = meanThresholds;
  if (!(level_1 > 0 && level_1 <= level_2 && level_2 <= 2)) {
    return no('The means are above 0 and at most 2, that of level 1 not above that of level 2.');
  }
  const wrong = numberOf(draft.labelErrors);
  if (!(wrong >= 0 && wrong <= 100)) return no('Wrong labels are a share from 0 to 100 %.');
  return {
    ok: true,
    rules: {
      consensus: draft.consensus,
      meanThresholds,
      minReviews,
      caps,
      amounts,
      labelErrorThreshold: Number((wrong / 100).toPrecision(12)),
    },
  };
}

function numberOf(text: string): number {
  const bare = text.trim().replaceAll(/[\s,$]/g, '');
  return bare === '' ? Number.NaN : Number(bare);
}

function isWhole(n: number): boolean {
  return Number.isInteger(n) && n >= 0;
}
