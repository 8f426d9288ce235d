export type AnswerResult =
  | {
      readonly ok: true;
      readonly index: number /** Written another way than in plain digits. */;
      readonly odd: boolean;
    }
  | { readonly ok: false };

/** Digits, perhaps with a minus before and a dot and zeros behind; nothing else, no white space, no other digits. */
const WHOLE = /^-?0*([0-9]+)(?:\.0+)?$/;

/**
 * The whole number that a cell of `answer_index` holds. Taken as it is: plain digits. Taken with a note: a fraction of
 * zeros (`1.0`), a minus before zero (`-0`, `-0.0`), zeros in front (`01`). All else is refused, also where pandas or
 * Python would see a number: ` 1`, `+1`, `1e0`, `1.`, `1_0`, `True`.
 */
export function readAnswerIndex(text: string): AnswerResult {
  const digit = text.length === 1 ? PLAIN[text.charCodeAt(0) - 48] : undefined;
  if (digit !== undefined) return digit;
  const digits = WHOLE.exec(text)?.[1];
  if (digits === undefined) return { ok: false };
  const size = Number(digits);
  if (!Number.isSafeInteger(size) || (text.startsWith('-') && size !== 0)) return { ok: false };
  return { ok: true, index: size, odd: text !== String(size) };
}

const PLAIN: readonly AnswerResult[] = Array.from({ length: 10 }, (_, index) => ({ ok: true, index, odd: false }));
