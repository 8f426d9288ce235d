import { readEscapes } from './escapes.ts';

export type ClassesResult =
  | { readonly ok: true; readonly classes: readonly string[] }
  | { readonly ok: false; readonly message: string };

/** Finds the character with a Unicode name, as `\N{…}` asks for; null if there is none. */
export type NamedCharacter = (name: string) => string | null;

/**
 * The strings of a Python list or tuple literal: for every text that `ast.literal_eval` reads as a list or tuple of
 * strings, the same strings; for every other text, a sentence. Nothing is evaluated: only brackets, commas, comments
 * and strings are known here. Source: the Python language reference, chapter 2 (lexical analysis).
 *
 * Two things differ from Python: lone surrogates (`\ud800`) are refused, as no UTF-8 can hold them, and `\N{…}` is read
 * only if `named` is given.
 */
export function parseClasses(text: string, named?: NamedCharacter): ClassesResult {
  try {
    return { ok: true, classes: readLiteral(text, named) };
  } catch (refusal) {
    if (refusal instanceof Refusal) return { ok: false, message: refusal.message };
    throw refusal;
  }
}

class Refusal extends Error {}

const ADVICE = "write the classes as a list of strings, such as [' Yes', ' No']";

/** Brackets deeper than this are refused by Python too. */
const MAX_DEPTH = 200;

interface Items {
  readonly items: readonly Value[];
}
type Value = string | Items;

function readLiteral(original: string, named: NamedCharacter | undefined): readonly string[] {
  // Python turns every line end into a line feed before it looks at anything, inside strings too.
  const text = original.replace(/^[ \t]+/, '').replace(/\r\n?/g, '\n');
  if (text.includes('\0')) throw new Refusal(`it holds a NUL character; ${ADVICE}`);
  let at = 0;
  let depth = 0;

  skipLineStarts();
  if (at === text.length) throw new Refusal(`it is empty; ${ADVICE}`);
  const value = readItems(null);
  if (text[at] === '\n') {
    at += 1;
    skipLineStarts();
  }
  if (at < text.length) throw unexpected();
  if (typeof value === 'string') throw new Refusal(`it is a single string; ${ADVICE}`);
  return value.items.map((item) => {
    if (typeof item !== 'string') throw new Refusal(`it holds a list inside the list; ${ADVICE}`);
    return item;
  });

  function unexpected(): Refusal {
    if (at >= text.length) return new Refusal(`it ends too early; close every bracket and string, or ${ADVICE}`);
    const found = JSON.stringify(String.fromCodePoint(text.codePointAt(at)!));
    return new Refusal(`${found} at character ${at + 1} belongs to no list of strings; ${ADVICE}`);
  }

  /** Blank lines and comments before or after the value; white space before anything else is an indent, refused. */
  function skipLineStarts(): void {
    for (;;) {
      let indent = 0;
      let continued = 0;
      for (;;) {
        const c = text[at];
        if (c === ' ' || c === '\t') indent += 1;
        else if (c === '\f') indent = 0;
        else if (c === '\\') {
          continued = continued === 0 ? indent : continued;
          skipContinuation();
          continue;
        } else break;
        at += 1;
      }
      if (text[at] === '#') skipComment();
      else if (text[at] !== '\n') {
        if ((continued === 0 ? indent : continued) > 0) {
          throw new Refusal(`a line outside the brackets begins with white space; ${ADVICE}`);
        }
        return;
      }
      if (at >= text.length) return;
      at += 1;
    }
  }

  function skipSpace(): void {
    for (;;) {
      const c = text[at];
      if (c === ' ' || c === '\t' || c === '\f' || (c === '\n' && depth > 0)) at += 1;
      else if (c === '#') skipComment();
      else if (c === '\\') skipContinuation();
      else return;
    }
  }

  function skipComment(): void {
    const end = text.indexOf('\n', at);
    at = end < 0 ? text.length : end;
  }

  function skipContinuation(): void {
    if (text[at + 1] !== '\n' || at + 2 >= text.length) throw unexpected();
    at += 2;
  }

  /** What stands between brackets, or at the top: one value, or several with commas between them. */
  function readItems(closing: ')' | ']' | null): Value {
    const items: Value[] = [];
    let comma = false;
    for (;;) {
      skipSpace();
      if (atEnd(closing)) break;
      if (items.length > 0 && !comma) throw unexpected();
      items.push(readValue());
      skipSpace();
      comma = text[at] === ',';
      if (comma) at += 1;
    }
    if (closing === ']' || (closing === ')' && items.length === 0)) return { items };
    if (items.length === 0) throw unexpected();
    return items.length === 1 && !comma ? items[0]! : { items };
  }

  function atEnd(closing: ')' | ']' | null): boolean {
    return closing === null ? at >= text.length || text[at] === '\n' : text[at] === closing;
  }

  function readValue(): Value {
    const c = text[at];
    if (c === '(' || c === '[') {
      if (depth === MAX_DEPTH) throw new Refusal(`it has more than ${MAX_DEPTH} brackets inside each other; ${ADVICE}`);
      at += 1;
      depth += 1;
      const value = readItems(c === '(' ? ')' : ']');
      depth -= 1;
      at += 1;
      return value;
    }
    let joined = readString();
    for (;;) {
      skipSpace();
      if (!startsString()) return joined;
      joined += readString();
    }
  }

  function startsString(): boolean {
    return /^[a-z]{0,2}["']/i.test(text.slice(at, at + 3));
  }

  function readString(): string {
    const prefix = /^[a-z]{0,2}(?=["'])/i.exec(text.slice(at, at + 3))?.[0] ?? null;
    if (prefix === null) throw unexpected();
    if (!/^[ru]?$/i.test(prefix)) {
      throw new Refusal(`a string with the prefix ${prefix} at character ${at + 1} is not plain text; ${ADVICE}`);
    }
    at += prefix.length;
    const raw = prefix.toLowerCase() === 'r';
    const one = text[at]!;
    const quote = text.startsWith(one.repeat(3), at) ? one.repeat(3) : one;
    const start = at + quote.length;
    const end = endOfString(quote, start);
    at = end + quote.length;
    const body = text.slice(start, end);
    if (raw || !body.includes('\\')) return body;
    const read = readEscapes(body, named);
    if (!read.ok) throw new Refusal(read.message);
    return read.text;
  }

  function endOfString(quote: string, start: number): number {
    for (let end = start; end < text.length; end += 1) {
      const c = text[end];
      if (c === '\\') end += 1;
      else if (c === '\n' && quote.length === 1) break;
      else if (text.startsWith(quote, end)) return end;
    }
    throw new Refusal(`the string that begins at character ${start - quote.length + 1} is not closed; ${ADVICE}`);
  }
}
