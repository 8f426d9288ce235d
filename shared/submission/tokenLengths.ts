import { utf8Length } from '../tokens/bytePairs.ts';
import type { CheckTools, FileCheck, ReadRow, Sighting } from './check.ts';
import { classTokens } from './classChecks.ts';
import type { ColumnPlan } from './columns.ts';

/** How many tokens GPT-2 and GPT-3 read; what comes before the last ones is cut off. */
export const GPT2_WINDOW = 1024;
export const GPT3_WINDOW = 2048;

/**
 * Prompts that are too long together with their longest class, or with the completion. A text of n bytes has at most n
 * tokens, and of n UTF-16 code units at most 3 n bytes: nearly every prompt is found short without being tokenized.
 */
export function promptLengths(plan: ColumnPlan, { countTokens }: CheckTools): FileCheck {
  if (countTokens === undefined) return {};
  const count = countTokens;

  function tokens(prompt: string, { completion, classes }: ReadRow): number {
    if (completion !== null) return within(prompt.length + completion.length) ? 0 : measured(prompt + completion);
    const names = classes?.ok ? classes.classes : [];
    let widest = 0;
    for (const name of names) if (name.length > widest) widest = name.length;
    if (within(prompt.length + widest)) return 0;
    const bytes = Math.max(0, ...names.map(utf8Length));
    if (utf8Length(prompt) + bytes <= GPT2_WINDOW) return 0;
    let longest = '';
    let most = 0;
    for (const name of names) {
      const size = classTokens(name, count);
      if (size > most) [longest, most] = [name, size];
    }
    return count(prompt + longest);
  }

  function measured(text: string): number {
    return utf8Length(text) <= GPT2_WINDOW ? 0 : count(text);
  }

  return {
    see(read) {
      let found: Sighting[] | null = null;
      for (const place of ['prompt', 'other_prompt'] as const) {
        const text = place === 'prompt' ? read.prompt : read.otherPrompt;
        if (text === null) continue;
        const size = tokens(text, read);
        if (size <= GPT2_WINDOW) continue;
        const column = plan.names[plan.places[place] ?? -1] ?? null;
        const what = `Row ${read.row}: the ${column} with its ${read.completion === null ? 'longest class' : 'completion'} has ${size} GPT-2 tokens`;
        found ??= [];
        found.push({
          rule: 'over-1024-tokens',
          column,
          message: `${what}; GPT-2 reads only the last ${GPT2_WINDOW}. Shorten it if results of GPT-2 matter.`,
        });
        if (size <= GPT3_WINDOW) continue;
        found.push({
          rule: 'over-2048-tokens',
          column,
          message: `${what}; even GPT-3 reads only the last ${GPT3_WINDOW}. Shorten it.`,
        });
      }
      return found;
    },
  };
}

function within(codeUnits: number): boolean {
  return codeUnits * 3 <= GPT2_WINDOW;
}
