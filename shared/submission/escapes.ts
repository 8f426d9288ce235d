import type { NamedCharacter } from './literal.ts';

export type EscapesResult =
  | { readonly ok: true; readonly text: string }
  | { readonly ok: false; readonly message: string };

const SINGLE: Readonly<Record<string, string>> = {
  '\n': '',
  '\\': '\\',
  "'": "'",
  '"': '"',
  a: '\x07',
  b: '\b',
  f: '\f',
  n: '\n',
  r: '\r',
  t: '\t',
  v: '\v',
};

const DIGITS: Readonly<Record<string, number>> = { x: 2, u: 4, U: 8 };

/** A backslash and what belongs to it: up to three octal digits, a name in braces, or the next character. */
const ESCAPE = /\\(?:([0-7]{1,3})|N(?:\{([^}]*)\})?|([xuU])([0-9a-fA-F]*)|([\s\S]))/g;

/**
 * The text that the inside of a Python string stands for. A backslash before anything that is no escape stays, as in
 * Python. Source: the Python language reference, section 2.4.1.
 */
export function readEscapes(body: string, named?: NamedCharacter): EscapesResult {
  let message: string | null = null;
  let text = '';
  let from = 0;
  const next = new RegExp(ESCAPE);
  for (let found = next.exec(body); found !== null; found = next.exec(body)) {
    text += body.slice(from, found.index);
    const [whole, octal, name, kind, hex, other] = found;
    from = found.index + whole.length;
    if (octal !== undefined) text += String.fromCharCode(Number.parseInt(octal, 8));
    else if (other !== undefined) text += SINGLE[other] ?? whole;
    else if (kind !== undefined && hex !== undefined) {
      const wanted = DIGITS[kind]!;
      const point = Number.parseInt(hex.slice(0, wanted), 16);
      message ??= whyNotCharacter(`\\${kind}${hex.slice(0, wanted)}`, hex, wanted, point);
      if (message !== null) break;
      text += String.fromCodePoint(point);
      from = found.index + 2 + wanted;
      next.lastIndex = from;
    } else {
      const character = name === undefined ? null : (named?.(name) ?? null);
      if (character === null) {
        message = whyNotNamed(whole, name, named !== undefined);
        break;
      }
      text += character;
    }
  }
  return message === null ? { ok: true, text: text + body.slice(from) } : { ok: false, message };
}

function whyNotCharacter(written: string, hex: string, wanted: number, point: number): string | null {
  if (hex.length < wanted)
    return `the escape ${written} needs ${wanted} hexadecimal digits; write the character itself`;
  if (point > 0x10ffff) return `the escape ${written} is above U+10FFFF; write the character itself`;
  if (point >= 0xd800 && point <= 0xdfff) {
    return `the escape ${written} is half of a surrogate pair, which no text file can hold; write the character itself, or \\U and its eight digits`;
  }
  return null;
}

function whyNotNamed(whole: string, name: string | undefined, known: boolean): string {
  const written = whole.length > 60 ? `${whole.slice(0, 60)}…` : whole;
  if (name === undefined) return 'the escape \\N needs a character name in braces; write the character itself';
  if (known) return `the escape ${written} names no character; write the character itself`;
  return `the escape ${written} names a character, which is not read here; write the character itself, or \\u and its four digits`;
}
