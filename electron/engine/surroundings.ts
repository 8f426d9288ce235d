import { randomBytes } from 'node:crypto';
import type { Surroundings } from './context.ts';

/** Crockford's base 32: no I, L, O, U; in the order of their values, so that sorted text is sorted numbers. */
export const crockford = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';

export const realSurroundings: Surroundings = {
  now: () => new Date().toISOString(),
  newId: () => idAt(Date.now(), randomBytes(10)),
  randomBytes: (count) => randomBytes(count),
};

/** 48 bits of time in milliseconds, then 80 random bits: 26 characters, sortable by time of creation. */
export function idAt(milliseconds: number, random: Uint8Array): string {
  let time = '';
  let rest = milliseconds;
  for (let i = 0; i < 10; i++) {
    time = crockford.charAt(rest % 32) + time;
    rest = Math.floor(rest / 32);
  }
  return time + base32(random);
}

/** Five bits a character, highest first; `bytes` in multiples of five. */
export function base32(bytes: Uint8Array): string {
  let text = '';
  let bits = 0;
  let held = 0;
  for (const byte of bytes) {
    held = (held << 8) | byte;
    bits += 8;
    while (bits >= 5) {
      bits -= 5;
      text += crockford.charAt((held >>> bits) & 31);
    }
    held &= (1 << bits) - 1;
  }
  return text;
}

/** A whole number from 0 to `bound` − 1, every one equally likely; `bound` up to 2³². */
export function drawBelow(source: Pick<Surroundings, 'randomBytes'>, bound: number): number {
  // draws from the incomplete last stretch are thrown away: they would favour small numbers
  const fairEnd = 2 ** 32 - (2 ** 32 % bound);
  for (;;) {
    const draw = Buffer.from(source.randomBytes(4)).readUInt32LE();
    if (draw < fairEnd) return draw % bound;
  }
}

/** Fisher and Yates's shuffle, into a new array. */
export function shuffled<T>(source: Pick<Surroundings, 'randomBytes'>, list: readonly T[]): T[] {
  const result = [...list];
  for (let i = result.length - 1; i > 0; i--) {
    const j = drawBelow(source, i + 1);
    const [a, b] = [result[i], result[j]];
    if (a !== undefined && b !== undefined) [result[i], result[j]] = [b, a];
  }
  return result;
}

/** Four lower-case characters for a submission's id, longer once most short ones are taken. */
export function drawSubmissionId(source: Pick<Surroundings, 'randomBytes'>, isTaken: (id: string) => boolean): string {
  for (let length = 4; ; length++) {
    for (let attempt = 0; attempt < 40; attempt++) {
      let id = '';
      while (id.length < length) id += crockford.charAt(drawBelow(source, 32)).toLowerCase();
      if (!isTaken(id)) return id;
    }
  }
}

/** A number for blind roles: from 1000 to 9999, a wider range once that one is crowded. */
export function drawBlindNumber(
  source: Pick<Surroundings, 'randomBytes'>,
  isTaken: (number: number) => boolean,
): number {
  for (let low = 1000; low <= 100_000_000; low *= 10) {
    for (let attempt = 0; attempt < 40; attempt++) {
      const number = low + drawBelow(source, 9 * low);
      if (!isTaken(number)) return number;
    }
  }
  throw new Error('no blind number is free');
}
