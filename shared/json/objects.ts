import { createMarkedBytes } from '../csv/encoding.ts';
import { type DecodeSlice, decodeUtf8, invalidUtf8At } from '../csv/utf8.ts';
import { parsePythonJson } from './python.ts';

export type JsonObject = Readonly<Record<string, unknown>>;

export interface JsonProblem {
  readonly rule: 'empty-file' | 'not-json' | 'breaks-off' | 'invalid-utf8' | 'too-long' | 'utf-32';
  /** Which object of the file, from 0; null where the file has none. */
  readonly row: number | null;
  readonly message: string;
}

/** `problem` comes at most once, and nothing after it. */
export interface JsonObjectHandlers {
  object(object: JsonObject, row: number): void;
  problem(problem: JsonProblem): void;
}

export interface JsonObjectReader {
  /** Reads the next bytes; a chunk may end anywhere. The chunk is not kept. */
  push(chunk: Uint8Array): void;
  /** To be called once after the last chunk. */
  end(): { readonly rows: number };
}

/** Bytes of one object: an example with its text is never near it. */
const MOST = 1 << 26;

const LF = 10;
const CR = 13;
const SPACE = 32;
const TAB = 9;
const QUOTE = 34;
const COMMA = 44;
const OPEN_LIST = 91;
const BACKSLASH = 92;
const CLOSE_LIST = 93;
const OPEN = 123;
const CLOSE = 125;

/** 1 where a byte inside a string needs a look. */
const STOPS = new Uint8Array(256);
for (const byte of [LF, QUOTE, BACKSLASH]) STOPS[byte] = 1;

/**
 * Reads the objects of a JSON Lines file, or of a file that is one JSON list of objects, however they are broken into
 * lines: tools write `.jsonl` in either way. Numbers that JSON does not have and Python writes (`NaN`, `Infinity`) come
 * as texts of that name. Memory is bounded by the longest object.
 */
export function createJsonObjects(
  handlers: JsonObjectHandlers,
  options: { readonly decodeSlice?: DecodeSlice | undefined } = {},
): JsonObjectReader {
  const decodeSlice = options.decodeSlice ?? decodeUtf8;
  let row = 0;
  let depth = 0;
  let inString = false;
  let escaped = false;
  let ascii = true;
  let broken = false;
  let list: 'not seen' | 'open' | 'closed' = 'not seen';
  let held = new Uint8Array(4096);
  let heldLength = 0;
  const text = createMarkedBytes(read);

  function fail(rule: JsonProblem['rule'], message: string): void {
    if (broken) return;
    broken = true;
    handlers.problem({ rule, row: rule === 'empty-file' || rule === 'utf-32' ? null : row, message });
  }

  function hold(bytes: Uint8Array, start: number, end: number): boolean {
    const needed = heldLength + end - start;
    if (needed > MOST) {
      fail('too-long', `Row ${row} is longer than ${MOST >> 20} MB; look for a bracket that is never closed.`);
      return false;
    }
    if (needed > held.length) {
      const larger = new Uint8Array(Math.min(MOST, Math.max(needed, held.length * 2)));
      larger.set(held.subarray(0, heldLength));
      held = larger;
    }
    held.set(bytes.subarray(start, end), heldLength);
    heldLength = needed;
    return true;
  }

  function take(bytes: Uint8Array, start: number, end: number): void {
    if (!ascii && invalidUtf8At(bytes.subarray(start, end), 0, end - start) >= 0) {
      fail('invalid-utf8', `Row ${row} is not valid UTF-8; save the file as UTF-8.`);
      return;
    }
    const object = parsePythonJson(decodeSlice(bytes, start, end, ascii));
    if (object === undefined) {
      fail('not-json', `Row ${row} is not valid JSON. Write the file again, or correct that row.`);
      return;
    }
    handlers.object(object as JsonObject, row);
    row += 1;
  }

  function read(bytes: Uint8Array): void {
    let start = 0;
    for (let at = 0; at < bytes.length && !broken; at += 1) {
      const byte = bytes[at]!;
      if (byte > 127) ascii = false;
      if (inString) {
        if (escaped) escaped = false;
        else if (STOPS[byte] === 0) continue;
        else if (byte === BACKSLASH) escaped = true;
        else if (byte === QUOTE) inString = false;
        else fail('not-json', `Row ${row} has a line break inside a text. Write the file again, one object a line.`);
      } else if (depth === 0) {
        if (byte === OPEN && list !== 'closed') {
          depth = 1;
          start = at;
          ascii = true;
        } else between(byte);
      } else if (byte === QUOTE) inString = true;
      else if (byte === OPEN || byte === OPEN_LIST) depth += 1;
      else if (byte === CLOSE || byte === CLOSE_LIST) {
        depth -= 1;
        if (depth > 0) continue;
        if (heldLength === 0) take(bytes, start, at + 1);
        else if (hold(bytes, 0, at + 1)) take(held, 0, heldLength);
        heldLength = 0;
      }
    }
    if (depth > 0 && !broken) hold(bytes, heldLength === 0 ? start : 0, bytes.length);
  }

  /** White space and commas between objects, and the brackets of a list around them all. */
  function between(byte: number): void {
    if (byte === SPACE || byte === LF || byte === CR || byte === TAB) return;
    if (byte === COMMA && list === 'open' && row > 0) return;
    if (byte === OPEN_LIST && list === 'not seen' && row === 0) list = 'open';
    else if (byte === CLOSE_LIST && list === 'open') list = 'closed';
    else fail('not-json', `Row ${row} does not begin with “{”: every row must be a JSON object.`);
  }

  return {
    push: (chunk) => {
      if (!broken) text.push(chunk);
    },
    end: () => {
      if (!broken) text.end();
      if (text.encoding() === 'utf-32') fail('utf-32', 'The file is UTF-32. Save it as UTF-8.');
      else if (depth > 0 || list === 'open')
        fail('breaks-off', `The file breaks off in row ${row}. Copy it again, whole.`);
      else if (row === 0) fail('empty-file', 'The file is empty.');
      return { rows: row };
    },
  };
}
