import { createUtf16Rewriter, type Utf16Rewriter } from './utf16.ts';

export type Encoding = 'utf-8' | 'utf-16' | 'utf-32';

/** Looks at the mark at the start of a file and hands its text on as UTF-8 bytes, marks left out. */
export interface MarkedBytes {
  push(chunk: Uint8Array): void;
  end(): void;
  /** `utf-8` until a mark says otherwise. Nothing of a UTF-32 file is handed on. */
  encoding(): Encoding;
}

const UTF8_MARK = [0xef, 0xbb, 0xbf];
const NOTHING = new Uint8Array(0);

/**
 * UTF-16 is rewritten as UTF-8 first; a UTF-8 mark at the start of what comes out is then skipped, as pandas does, so
 * that a UTF-16 file may have two marks and a UTF-8 file one.
 */
export function createMarkedBytes(next: (bytes: Uint8Array) => void): MarkedBytes {
  let encoding: Encoding = 'utf-8';
  let utf16: Utf16Rewriter | null = null;
  let head: number[] | null = [];
  let mark: number[] | null = [];

  function sniff(chunk: Uint8Array, last: boolean): void {
    if (head === null) {
      pass(chunk, last);
      return;
    }
    let at = 0;
    while (head.length < 4 && at < chunk.length) head.push(chunk[at++]!);
    if (head.length < 4 && !last) return;
    const start = Uint8Array.from(head);
    head = null;
    const little = startsWith(start, [0xff, 0xfe]);
    if (startsWith(start, [0xff, 0xfe, 0, 0]) || startsWith(start, [0, 0, 0xfe, 0xff])) encoding = 'utf-32';
    else if (little || startsWith(start, [0xfe, 0xff])) {
      encoding = 'utf-16';
      utf16 = createUtf16Rewriter(little);
    }
    pass(utf16 === null ? start : start.subarray(2), false);
    pass(chunk.subarray(at), last);
  }

  function pass(chunk: Uint8Array, last: boolean): void {
    if (encoding === 'utf-32') return;
    if (utf16 === null) skipMark(chunk, last);
    else {
      skipMark(utf16.push(chunk), false);
      if (last) skipMark(utf16.end(), true);
    }
  }

  function skipMark(chunk: Uint8Array, last: boolean): void {
    if (mark === null) {
      next(chunk);
      return;
    }
    let at = 0;
    while (mark.length < 3 && at < chunk.length) mark.push(chunk[at++]!);
    if (mark.length < 3 && !last) return;
    const start = Uint8Array.from(mark);
    mark = null;
    if (!startsWith(start, UTF8_MARK)) next(start);
    next(chunk.subarray(at));
  }

  return {
    push: (chunk) => sniff(chunk, false),
    end: () => sniff(NOTHING, true),
    encoding: () => encoding,
  };
}

function startsWith(bytes: Uint8Array, start: readonly number[]): boolean {
  return bytes.length >= start.length && start.every((byte, at) => bytes[at] === byte);
}
