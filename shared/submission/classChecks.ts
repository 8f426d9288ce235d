import type { TokenCounter } from '../tokens/bytePairs.ts';
import { type CheckTools, type FileCheck, type ReadRow, type Sighting, shown } from './check.ts';
import type { ColumnPlan } from './columns.ts';
import type { RuleName } from './rules.ts';

/**
 * What is odd about the form of classes. Readers hand out one list for all rows with the same classes, so that each list
 * is looked at once.
 */
export function classChecks(_: ColumnPlan, { countTokens }: CheckTools): FileCheck {
  const known = new WeakMap<readonly string[], readonly Remark[]>();
  return {
    see({ row, classes }: ReadRow) {
      if (!classes?.ok || classes.classes.length === 0) return null;
      let remarks = known.get(classes.classes);
      if (remarks === undefined) {
        remarks = remarksOn(classes.classes, countTokens);
        known.set(classes.classes, remarks);
      }
      if (remarks.length === 0) return null;
      return remarks.map(
        ({ rule, sentence }): Sighting => ({
          rule,
          column: 'classes',
          message: () => `Row ${row}: ${sentence}`,
        }),
      );
    },
  };
}

/** How many tokens a class has; one letter or digit after a space, and the commonest answers, need no table. */
export function classTokens(name: string, countTokens: TokenCounter): number {
  return SURELY_ONE.test(name) ? 1 : countTokens(name);
}

export const SURELY_ONE = /^ (?:[A-Za-z0-9]|Yes|No|yes|no|True|False|true|false)$/;

interface Remark {
  readonly rule: RuleName;
  readonly sentence: string;
}

function remarksOn(classes: readonly string[], countTokens: TokenCounter | undefined): readonly Remark[] {
  const remarks: Remark[] = [];
  const misfit = classes.find((name) => !WELL_BEGUN.test(name));
  if (misfit !== undefined) {
    const sentence = `the class ${shown(misfit)} does not begin with a space and a capital letter or digit; write ${shown(wellBegun(misfit))}, or whatever the prompt asks for in that form.`;
    remarks.push({ rule: 'class-start', sentence });
  }
  if (countTokens === undefined) return remarks;
  const tokens = classes.map((name) => classTokens(name, countTokens));
  const most = Math.max(...tokens);
  if (most > 1) {
    const fewest = Math.min(...tokens);
    const longest = classes[tokens.indexOf(most)] ?? '';
    if (fewest < most) {
      const shortest = classes[tokens.indexOf(fewest)] ?? '';
      const sentence = `the class ${shown(shortest)} has ${fewest} GPT-2 ${fewest === 1 ? 'token' : 'tokens'} and ${shown(longest)} has ${most}, which biases the loss; choose classes of equally many tokens, best of one.`;
      remarks.push({ rule: 'class-token-counts', sentence });
    }
    const sentence = `the class ${shown(longest)} has ${most} GPT-2 tokens; a class of one token is measured most cleanly.`;
    remarks.push({ rule: 'class-several-tokens', sentence });
  }
  return remarks;
}

/** A letter of a script without capitals will do. */
const WELL_BEGUN = /^ [\p{Lu}\p{Lt}\p{Lo}\p{Nd}]/u;

function wellBegun(name: string): string {
  const bare = name.trimStart();
  const [first = ''] = bare;
  return ` ${first.toUpperCase()}${bare.slice(first.length)}`;
}
