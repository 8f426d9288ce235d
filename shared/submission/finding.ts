import { type RuleName, ruleLevel } from './rules.ts';

/** `error` stops the import, `ineligible` keeps out of official review, `warning` and `note` inform. */
export type FindingLevel = 'error' | 'ineligible' | 'warning' | 'note';

/** One thing found in a submission's data. Rows count from 0; null: the header or the whole file. */
export interface Finding {
  readonly level: FindingLevel;
  readonly rule: string;
  readonly row: number | null;
  readonly column: string | null;
  readonly message: string;
}

/** How many findings of one rule are listed one by one. */
export const LISTED_FINDINGS = 10_000;

/** How often a rule was broken, those that are not listed included. */
export interface FindingCount {
  readonly level: FindingLevel;
  readonly rule: string;
  readonly count: number;
}

export interface FindingList {
  /** A message that is costly to write is a function: it is called only where the finding is listed. */
  add(rule: RuleName, row: number | null, column: string | null, message: string | (() => string)): void;
  hasErrors(): boolean;
  /** In the order in which they were found; where a rule found more than is listed, one last finding tells how many. */
  all(): Finding[];
  /** Exact, however many are listed; in the order of each rule's first finding. */
  counts(): FindingCount[];
}

export function createFindingList(listed: number = LISTED_FINDINGS): FindingList {
  const findings: Finding[] = [];
  const counts = new Map<RuleName, number>();
  let errors = false;
  return {
    add(rule, row, column, message) {
      const count = (counts.get(rule) ?? 0) + 1;
      counts.set(rule, count);
      const level = ruleLevel(rule);
      errors ||= level === 'error';
      if (count > listed) return;
      findings.push({ level, rule, row, column, message: typeof message === 'string' ? message : message() });
    },
    hasErrors: () => errors,
    all() {
      const cut: Finding[] = [];
      for (const [rule, count] of counts) {
        if (count <= listed) continue;
        const message = `The rule ${rule} found ${count - listed} more like the ${listed} listed; mend those and check again.`;
        cut.push({ level: ruleLevel(rule), rule, row: null, column: null, message });
      }
      return [...findings, ...cut];
    },
    counts: () => [...counts].map(([rule, count]) => ({ level: ruleLevel(rule), rule, count })),
  };
}
