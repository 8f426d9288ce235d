import { createTokenCounter, type TokenCounter } from '../../shared/tokens/bytePairs.ts';

let counter: TokenCounter | null = null;

/** GPT-2's and GPT-3's tokens; only inside `withTokens`. */
export const countTokens: TokenCounter = (text) => {
  if (counter === null) throw new TokensNeeded('tokens are counted outside withTokens');
  return counter(text);
};

/**
 * Does work that counts tokens. Many files need none counted, and the table takes a fifth of a second to load: it is
 * loaded when it is first asked for, and the work, which must leave nothing behind when an exception ends it, is done
 * anew. `surely`: the work is long, so the table is loaded before it.
 */
export async function withTokens<T>(work: () => T | Promise<T>, surely = false): Promise<T> {
  if (surely) await load();
  try {
    return await work();
  } catch (error) {
    if (!(error instanceof TokensNeeded)) throw error;
  }
  await load();
  return work();
}

async function load(): Promise<void> {
  if (counter !== null) return;
  const { default: ranks } = await import('gpt-tokenizer/bpeRanks/r50k_base');
  counter = createTokenCounter(ranks);
}

class TokensNeeded extends Error {}
