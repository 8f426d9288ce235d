import { hashBytes } from './cellHash.ts';
import { createMarkedBytes } from './encoding.ts';
import {
  type CsvProblem,
  type CsvRule,
  cellCountSentence,
  cellName,
  cellSentence,
  columnCountSentence,
  fileSentence,
  loneReturnSentence,
  MAX_CELL,
} from './problem.ts';
import { createShortCells, SHORT_CELL } from './shortCells.ts';
import { type DecodeSlice, decodeUtf8, invalidUtf8At } from './utf8.ts';

export type { CsvProblem, CsvRule };

/** `header` comes once, before any row. A header or a row with a problem is not handed over, but rows stay counted. */
export interface CsvHandlers {
  header(cells: readonly string[]): void;
  /** `hashes`: 64 bits of each cell's text, two numbers a cell, overwritten by the next row; see `hashCells`. */
  row(cells: readonly string[], row: number, hashes: Int32Array): void;
  problem(problem: CsvProblem): void;
}

export interface CsvOptions {
  /** A faster way to make text of bytes than the one written here. */
  readonly decodeSlice?: DecodeSlice;
  /** `pass`: a row with too few cells is no problem and is handed over as it stands. For run files. */
  readonly shortRows?: 'report' | 'pass';
  /** What the first row after the header is called; 0 if left out. For a file that goes on where another ended. */
  readonly firstRow?: number;
  /** Hash every cell, so that rows can be compared without their texts being read once more. */
  readonly hashCells?: boolean;
}

export interface CsvReader {
  /** Reads the next bytes; a chunk may end anywhere. The chunk is not kept. */
  push(chunk: Uint8Array): void;
  /** To be called once after the last chunk. `rows`: how many there were, the broken ones too. */
  end(): { readonly rows: number };
}

export interface CsvTable {
  readonly header: readonly string[];
  readonly rows: readonly (readonly string[])[];
  readonly problems: readonly CsvProblem[];
}

/** A small file in one go. Rows with a problem are left out of `rows`. */
export function readCsv(bytes: Uint8Array, options: CsvOptions = {}): CsvTable {
  let header: readonly string[] = [];
  const rows: (readonly string[])[] = [];
  const problems: CsvProblem[] = [];
  const reader = createCsvReader(
    {
      header: (cells) => {
        header = cells;
      },
      row: (cells) => rows.push(cells),
      problem: (problem) => problems.push(problem),
    },
    options,
  );
  reader.push(bytes);
  reader.end();
  return { header, rows, problems };
}

/** More cells than a spreadsheet has columns: then the file is not what it should be. */
const MAX_COLUMNS = 16_384;

const LF = 10;
const CR = 13;
const SPACE = 32;
const TAB = 9;
const QUOTE = 34;
const COMMA = 44;

// The states of pandas' C tokenizer (pandas/_libs/src/parser/tokenizer.c), as far as read_csv's defaults reach them.
const START_RECORD = 0;
const WHITESPACE_LINE = 1;
const EAT_CRNL_NOP = 2;
const START_FIELD = 3;
const IN_FIELD = 4;
const IN_QUOTED_FIELD = 5;
const QUOTE_IN_QUOTED_FIELD = 6;
const EAT_CRNL = 7;

/** A bit for each of four bytes that is above 127. */
const ABOVE_ASCII = 0x80808080;

/** 1 where a byte needs a look inside an unquoted field. */
const STOPS = new Uint8Array(256);
for (const byte of [0, LF, CR, COMMA]) STOPS[byte] = 1;

/**
 * Reads CSV as pandas does: `read_csv(dtype=str, keep_default_na=False)` gives the same cells for every file without a
 * problem. UTF-8 with or without a mark, UTF-16 with one.
 */
export function createCsvReader(handlers: CsvHandlers, options: CsvOptions = {}): CsvReader {
  const decodeSlice = options.decodeSlice ?? decodeUtf8;

  let state = START_RECORD;
  // When a line that began with white space turns out to hold data, pandas goes back to the last line feed. Behind a lone
  // carriage return that is too far: it reads rows twice or fails. It also stops where it paused, after the first row.
  let loneReturn = false;

  // The cell being read: what earlier chunks and segments gave, then the segment from `from` in the current chunk.
  let held = new Uint8Array(1024);
  let heldView: DataView = new DataView(held.buffer);
  let heldLength = 0;
  let from = 0;
  let quoteAt = 0;
  /** All bytes of the cell so far, one over the other, four at a time. */
  let bits = 0;
  let hasNul = false;
  let tooLong = false;

  let cells: string[] = [];
  let cellCount = 0;
  let openedColumn = 0;
  let rowBroken = false;
  let expected = -1;
  let headerUsable = false;
  let names: readonly string[] = [];
  /** Of the chunk being read. */
  let view: DataView = heldView;
  const hashing = options.hashCells ?? false;
  let hashes = new Int32Array(0);
  const hash = new Int32Array(2);
  const shortCells = createShortCells();
  const firstRow = options.firstRow ?? 0;
  let row = firstRow;

  const place = () => (expected < 0 ? null : row);
  const named = (column: number) => cellName(names[column] ?? '', column, place());

  function report(rule: CsvRule, column: number | null, message: string): void {
    rowBroken = true;
    handlers.problem({ rule, row: place(), column, message });
  }

  function hold(bytes: Uint8Array, start: number, end: number): void {
    const needed = heldLength + end - start;
    if (needed > MAX_CELL) {
      tooLong = true;
      return;
    }
    if (needed > held.length) {
      const larger = new Uint8Array(Math.min(MAX_CELL, Math.max(needed, held.length * 2)));
      larger.set(held.subarray(0, heldLength));
      held = larger;
      heldView = new DataView(held.buffer);
    }
    if (end - start < 160) for (let at = start; at < end; at += 1) held[heldLength++] = bytes[at]!;
    else {
      held.set(bytes.subarray(start, end), heldLength);
      heldLength = needed;
    }
  }

  function endCell(bytes: Uint8Array, start: number, end: number): void {
    const column = cellCount;
    cellCount += 1;
    if (heldLength > 0) {
      hold(bytes, start, end);
      addCell(held, heldView, 0, heldLength, column);
      heldLength = 0;
      if (held.length > 1 << 20) {
        held = new Uint8Array(1024);
        heldView = new DataView(held.buffer);
      }
    } else {
      addCell(bytes, view, start, end, column);
    }
    bits = 0;
    hasNul = false;
    tooLong = false;
  }

  function addCell(bytes: Uint8Array, view: DataView, start: number, end: number, column: number): void {
    if (column >= (expected < 0 ? MAX_COLUMNS : expected)) return;
    if (tooLong || end - start > MAX_CELL) {
      report('cell-too-long', column, cellSentence['cell-too-long'](named(column)));
      return;
    }
    if (hasNul) {
      report('nul-character', column, cellSentence['nul-character'](named(column)));
      return;
    }
    const isShort = end - start <= SHORT_CELL;
    if (hashing || isShort) hashBytes(view, start, end, hash);
    if (hashing && expected >= 0) {
      hashes[2 * column] = hash[0]!;
      hashes[2 * column + 1] = hash[1]!;
    }
    let text = isShort ? shortCells.find(bytes, start, end, hash[0]!) : null;
    if (text === null) {
      text = decoded(bytes, start, end, column);
      if (text === null) return;
      if (isShort) shortCells.keep(bytes, start, end, hash[0]!, text);
    }
    cells.push(text);
  }

  /** Null, and a problem, where the bytes are no UTF-8. */
  function decoded(bytes: Uint8Array, start: number, end: number, column: number): string | null {
    if (start === end) return '';
    const ascii = (bits & ABOVE_ASCII) === 0;
    const text = decodeSlice(bytes, start, end, ascii);
    if (!ascii && text.includes('\ufffd')) {
      const broken = invalidUtf8At(bytes, start, end);
      if (broken >= 0) {
        reportEncoding(bytes[broken]!, column);
        return null;
      }
    }
    return text;
  }

  function reportEncoding(byte: number, column: number): void {
    if (source.encoding() === 'utf-16') report('invalid-utf16', column, cellSentence['invalid-utf16'](named(column)));
    else report('invalid-utf8', column, cellSentence['invalid-utf8'](named(column), byte));
  }

  function endRow(): void {
    if (expected < 0) endHeader();
    else {
      if (cellCount > expected || (cellCount < expected && options.shortRows !== 'pass')) {
        const rule = cellCount > expected ? 'too-many-cells' : 'too-few-cells';
        report(rule, null, cellCountSentence(row, cellCount, expected));
      }
      if (!rowBroken && headerUsable) handlers.row(cells, row, hashes);
      row += 1;
    }
    cells = [];
    cellCount = 0;
    rowBroken = false;
    loneReturn = false;
  }

  function endHeader(): void {
    if (cellCount > MAX_COLUMNS) report('too-many-columns', null, columnCountSentence(cellCount));
    const usable = !rowBroken;
    expected = cellCount;
    if (hashing) hashes = new Int32Array(2 * expected);
    headerUsable = usable;
    if (usable) {
      names = cells;
      handlers.header(cells);
    }
  }

  function run(bytes: Uint8Array): void {
    const end = bytes.length;
    // its own name: what other functions may change is looked up anew for each four bytes
    const words = new DataView(bytes.buffer, bytes.byteOffset, end);
    view = words;
    let at = 0;
    from = at;
    while (at < end) {
      const byte = bytes[at]!;
      switch (state) {
        case START_RECORD:
          if (byte === LF) {
            loneReturn = false;
            at += 1;
          } else if (byte === CR) {
            state = EAT_CRNL_NOP;
            at += 1;
          } else if (byte === SPACE || byte === TAB) {
            state = WHITESPACE_LINE;
            from = at;
            at += 1;
          } else state = START_FIELD;
          break;

        case WHITESPACE_LINE:
          if (byte === LF || byte === CR) {
            heldLength = 0;
            tooLong = false;
            loneReturn &&= byte === CR;
            state = byte === LF ? START_RECORD : EAT_CRNL_NOP;
            at += 1;
          } else if (byte === SPACE || byte === TAB) at += 1;
          else {
            if (loneReturn) report('space-after-carriage-return', 0, loneReturnSentence(place()));
            state = IN_FIELD;
          }
          break;

        case EAT_CRNL_NOP:
          state = START_RECORD;
          loneReturn = byte !== LF;
          // pandas loses a comma right after a blank line that a lone carriage return ended.
          if (byte === LF || byte === COMMA) at += 1;
          break;

        case START_FIELD:
          if (byte === QUOTE) {
            openedColumn = cellCount;
            state = IN_QUOTED_FIELD;
            at += 1;
            from = at;
          } else if (STOPS[byte] === 0 || byte === 0) {
            state = IN_FIELD;
            from = at;
          } else {
            endCell(bytes, at, at);
            if (byte === LF) {
              endRow();
              state = START_RECORD;
            } else if (byte === CR) state = EAT_CRNL;
            at += 1;
          }
          break;

        case IN_FIELD: {
          let seen = bits;
          let next = byte;
          while (STOPS[next] === 0) {
            seen |= next;
            at += 1;
            if (at === end) break;
            next = bytes[at]!;
          }
          bits = seen;
          if (at === end) break;
          if (next === 0) hasNul = true;
          else {
            endCell(bytes, from, at);
            if (next === COMMA) state = START_FIELD;
            else if (next === LF) {
              endRow();
              state = START_RECORD;
            } else state = EAT_CRNL;
          }
          at += 1;
          break;
        }

        case IN_QUOTED_FIELD: {
          let seen = bits;
          let next = byte;
          // Four bytes at a time while none of them is zero or a quote (Mycroft's test for a zero byte).
          while (at + 4 <= end) {
            const word = words.getInt32(at, true);
            const unquoted = word ^ 0x22222222;
            if (((((unquoted - 0x01010101) & ~unquoted) | ((word - 0x01010101) & ~word)) & ABOVE_ASCII) !== 0) break;
            seen |= word;
            at += 4;
          }
          if (at === end) {
            bits = seen;
            break;
          }
          next = bytes[at]!;
          while (next !== QUOTE && next !== 0) {
            seen |= next;
            at += 1;
            if (at === end) break;
            next = bytes[at]!;
          }
          bits = seen;
          if (at === end) break;
          if (next === 0) hasNul = true;
          else if (at + 1 < end && bytes[at + 1] === QUOTE) {
            at += 1;
            hold(bytes, from, at);
            from = at + 1;
          } else {
            quoteAt = at;
            state = QUOTE_IN_QUOTED_FIELD;
          }
          at += 1;
          break;
        }

        case QUOTE_IN_QUOTED_FIELD:
          if (byte === COMMA || byte === LF || byte === CR) {
            endCell(bytes, from, quoteAt);
            if (byte === COMMA) state = START_FIELD;
            else if (byte === LF) {
              endRow();
              state = START_RECORD;
            } else state = EAT_CRNL;
            at += 1;
          } else {
            hold(bytes, from, quoteAt);
            from = at;
            if (byte === QUOTE) {
              // The second of two quotes stands for one: it begins the next segment.
              state = IN_QUOTED_FIELD;
              at += 1;
            } else state = IN_FIELD;
          }
          break;

        default: // EAT_CRNL
          if (byte === LF) {
            endRow();
            state = START_RECORD;
            at += 1;
          } else if (byte === COMMA) {
            endRow();
            endCell(bytes, at, at);
            state = START_FIELD;
            at += 1;
          } else {
            endRow();
            loneReturn = row !== firstRow + 1;
            state = START_RECORD;
          }
      }
    }
    if (state === IN_FIELD || state === IN_QUOTED_FIELD || state === WHITESPACE_LINE) hold(bytes, from, end);
    else if (state === QUOTE_IN_QUOTED_FIELD) hold(bytes, from, quoteAt);
    from = 0;
    quoteAt = 0;
  }

  function finish(): void {
    const nothing = new Uint8Array(0);
    if (state === IN_QUOTED_FIELD) {
      report('unclosed-quote', openedColumn, cellSentence['unclosed-quote'](named(openedColumn)));
      if (expected >= 0) row += 1;
      return;
    }
    if (state === IN_FIELD || state === START_FIELD || state === QUOTE_IN_QUOTED_FIELD) endCell(nothing, 0, 0);
    if (state !== START_RECORD && state !== WHITESPACE_LINE && state !== EAT_CRNL_NOP) endRow();
    if (expected < 0) report('empty-file', null, fileSentence['empty-file']);
  }

  const source = createMarkedBytes(run);
  return {
    // A plain view, whatever kind of array comes in: the loops above are fast for one kind only.
    push: (chunk) => source.push(new Uint8Array(chunk.buffer, chunk.byteOffset, chunk.length)),
    end: () => {
      source.end();
      if (source.encoding() === 'utf-32') report('utf-32', null, fileSentence['utf-32']);
      else finish();
      return { rows: row - firstRow };
    },
  };
}
