import { randomBytes } from 'node:crypto';

/** Tokens for the paths that a person picked or dropped, for each window by itself. A window never sees a path. */
export interface Tokens {
  /** The same path gives the same token in the same window. */
  readonly tokenFor: (window: number, path: string) => string;
  readonly of: (window: number) => readonly { readonly token: string; readonly path: string }[];
  readonly forget: (window: number) => void;
}

/** Far more than a person picks; the oldest are forgotten. */
export const TOKENS_AT_MOST = 2000;

/** @param newToken 128 random bits by default: a window cannot guess what another one picked */
export function createTokens(newToken: () => string = () => randomBytes(16).toString('base64url')): Tokens {
  const windows = new Map<number, Map<string, string>>();
  return {
    tokenFor: (window, path) => {
      const tokens = windows.get(window) ?? new Map<string, string>();
      windows.set(window, tokens);
      const token = tokens.get(path) ?? newToken();
      tokens.delete(path); // set again below: now it is the latest
      tokens.set(path, token);
      for (const oldest of tokens.keys()) {
        if (tokens.size <= TOKENS_AT_MOST) break;
        tokens.delete(oldest);
      }
      return token;
    },
    of: (window) => [...(windows.get(window) ?? [])].map(([path, token]) => ({ token, path })),
    forget: (window) => void windows.delete(window),
  };
}
