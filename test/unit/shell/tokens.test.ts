import { describe, expect, it } from 'vitest';
import { createTokens, TOKENS_AT_MOST } from '../../../electron/shell/tokens.ts';

describe('tokens', () => {
  it('are the same for the same path in the same window, and different in every other case', () => {
    const tokens = createTokens();
    const [one, again] = [tokens.tokenFor(1, '/a'), tokens.tokenFor(1, '/a')];
    expect(again).toBe(one);
    expect(new Set([one, tokens.tokenFor(1, '/b'), tokens.tokenFor(2, '/a')]).size).toBe(3);
  });

  it('say nothing of the path and cannot be guessed: 128 random bits', () => {
    expect(createTokens().tokenFor(1, '/secret/name.assay')).toMatch(/^[A-Za-z0-9_-]{22}$/);
  });

  it('are known by window, and forgotten with it', () => {
    const tokens = createTokens();
    const token = tokens.tokenFor(1, '/a');
    tokens.tokenFor(2, '/b');
    expect(tokens.of(1)).toEqual([{ token, path: '/a' }]);
    tokens.forget(1);
    expect(tokens.of(1)).toEqual([]);
    expect(tokens.of(2)).toHaveLength(1);
  });

  it('are bounded: the one that was not used for longest goes first', () => {
    const tokens = createTokens();
    const kept = tokens.tokenFor(1, '/kept');
    for (let at = 1; at < TOKENS_AT_MOST; at += 1) tokens.tokenFor(1, `/${at}`);
    expect(tokens.tokenFor(1, '/kept')).toBe(kept);
    tokens.tokenFor(1, '/one more');
    const paths = tokens.of(1).map(({ path }) => path);
    expect(paths).toHaveLength(TOKENS_AT_MOST);
    expect(paths).toContain('/kept');
    expect(paths).not.toContain('/1');
  });
});
