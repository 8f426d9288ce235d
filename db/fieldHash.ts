import { createHash } from 'node:crypto';

/**
 * SHA-256 over fields, each with its length in bytes in front (`5:Mercy`), a missing one as `-`. Fields become bytes in one
 * buffer that is hashed when it is full: long texts put together from many are what takes time, not the hashing.
 */
export interface FieldHash {
  /** As it is, without a length. */
  raw(text: string): void;
  /** As UTF-8; a lone surrogate counts as the replacement character that SQLite stores for it. */
  text(value: string | null): void;
  /** A whole number from 0 up. */
  number(value: number | null): void;
  /** What `fieldBytes` made of a text: for texts that come many times. */
  bytes(field: Uint8Array): void;
  /** In hexadecimal; once. */
  digest(): string;
}

export function fieldBytes(value: string): Uint8Array {
  return Buffer.from(`${Buffer.byteLength(value)}:${value}`);
}

const ROOM = 1 << 16;
/** Bytes of a length and its colon. */
const PREFIX = 11;
const [ZERO, COLON, DASH] = [48, 58, 45];

export function createFieldHash(): FieldHash {
  const hash = createHash('sha256');
  const room = Buffer.allocUnsafe(ROOM);
  let end = 0;

  function flush(): void {
    if (end > 0) hash.update(room.subarray(0, end));
    end = 0;
  }

  function digits(value: number): void {
    end += digitsOf(value);
    let rest = value;
    let at = end;
    do {
      const tens = Math.floor(rest / 10);
      at -= 1;
      room[at] = ZERO + rest - 10 * tens;
      rest = tens;
    } while (rest > 0);
  }

  function makeRoom(bytes: number): void {
    if (end + bytes > ROOM) flush();
  }

  function none(): void {
    makeRoom(1);
    room[end++] = DASH;
  }

  function add(value: Uint8Array): void {
    makeRoom(value.length);
    if (value.length > ROOM) hash.update(value);
    else {
      room.set(value, end);
      end += value.length;
    }
  }

  return {
    raw: (text) => add(Buffer.from(text)),
    text(value) {
      if (value === null) return none();
      // of a code unit UTF-8 makes at most three bytes
      const most = 3 * value.length + PREFIX;
      if (most > ROOM) return add(fieldBytes(value));
      makeRoom(most);
      const start = end;
      digits(value.length);
      room[end++] = COLON;
      const written = room.write(value, end);
      if (written !== value.length) {
        // not ASCII throughout: the length was a guess, and may have fewer digits than the true one
        end = start;
        digits(written);
        room[end++] = COLON;
        room.write(value, end);
      }
      end += written;
    },
    number(value) {
      if (value === null) return none();
      makeRoom(2 * PREFIX + 10);
      digits(digitsOf(value));
      room[end++] = COLON;
      digits(value);
    },
    bytes(field) {
      // so few bytes are copied sooner by hand
      if (field.length > 64) return add(field);
      makeRoom(field.length);
      for (let at = 0; at < field.length; at += 1) room[end++] = field[at]!;
    },
    digest() {
      flush();
      return hash.digest('hex');
    },
  };
}

function digitsOf(value: number): number {
  let digits = 1;
  for (let limit = 10; value >= limit; limit *= 10) digits += 1;
  return digits;
}
