import type { SensitiveKind } from './sensitive.ts';

/** A text of one example by its place: `prompt`, `classes/2`, `other/NAME`. */
export type PlacedTexts = Readonly<Record<string, string>>;

export interface MaskedStretch {
  readonly place: string;
  /** UTF-16 code units; `end` is not part of it. */
  readonly start: number;
  readonly end: number;
  readonly kind: SensitiveKind;
}

const WORDS: Readonly<Record<SensitiveKind, string>> = {
  secret: 'secret',
  'email-address': 'e-mail address',
  'author-name': 'name',
};

/**
 * The texts with each stretch replaced by what it was: `[name]`, or `[name 1]` and `[name 2]` where the example has
 * several, so that equal ones stay equal and different ones different, in classes above all. Stretches of one text must
 * not overlap. Only changed texts come back.
 */
export function maskTexts(texts: PlacedTexts, stretches: readonly MaskedStretch[]): PlacedTexts {
  const numbers = numbered(texts, stretches);
  const masked: Record<string, string> = {};
  for (const place of new Set(stretches.map((one) => one.place))) {
    const text = texts[place];
    if (text === undefined) continue;
    let built = '';
    let at = 0;
    const here = stretches.filter((one) => one.place === place).sort((a, b) => a.start - b.start);
    for (const { start, end, kind } of here) {
      const known = numbers.get(kind)!;
      const number = known.size > 1 ? ` ${known.get(text.slice(start, end))}` : '';
      built += `${text.slice(at, start)}[${WORDS[kind]}${number}]`;
      at = end;
    }
    masked[place] = built + text.slice(at);
  }
  return masked;
}

/** For each kind the different texts that are hidden, numbered in the order in which they appear. */
function numbered(texts: PlacedTexts, stretches: readonly MaskedStretch[]): Map<SensitiveKind, Map<string, number>> {
  const numbers = new Map<SensitiveKind, Map<string, number>>();
  for (const { place, start, end, kind } of stretches) {
    const known = numbers.get(kind) ?? new Map<string, number>();
    numbers.set(kind, known);
    const hidden = texts[place]?.slice(start, end) ?? '';
    if (!known.has(hidden)) known.set(hidden, known.size + 1);
  }
  return numbers;
}
