/** A figure, or in words why there is none. Never NaN. */
export type Figure = { readonly value: number; readonly why: null } | { readonly value: null; readonly why: string };

export function defined(value: number): Figure {
  return { value, why: null };
}

export function undefinedBecause(why: string): Figure {
  return { value: null, why };
}
