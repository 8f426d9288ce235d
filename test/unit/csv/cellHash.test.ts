import { expect, it } from 'vitest';
import { chainHash, hashBytes } from '../../../shared/csv/cellHash.ts';
import { createCsvReader } from '../../../shared/csv/reader.ts';

function hashOf(bytes: Uint8Array): string {
  const out = new Int32Array(2);
  hashBytes(new DataView(bytes.buffer, bytes.byteOffset, bytes.length), 0, bytes.length, out);
  return out.join(' ');
}

function hashesOf(file: Uint8Array, chunk: number): string[] {
  const found: string[] = [];
  const reader = createCsvReader(
    { header: () => {}, row: (_, __, hashes) => found.push(hashes.join(' ')), problem: () => {} },
    { hashCells: true },
  );
  for (let at = 0; at < file.length; at += chunk) reader.push(file.subarray(at, at + chunk));
  reader.end();
  return found;
}

it('tells texts apart that differ in a digit, in the top bits of their bytes, in their length or in their order', () => {
  const seen = new Set<string>();
  let texts = 0;
  for (let i = 0; i < 60_000; i++) {
    seen.add(hashOf(Buffer.from(`A clock shows ${i} seconds past noon; is that right?`)));
    texts += 1;
  }
  const zeros = new Uint8Array(24);
  for (let length = 0; length <= 24; length++) seen.add(hashOf(zeros.subarray(0, length)));
  texts += 25;
  for (let a = 0; a < 24; a++) {
    for (let b = a + 1; b < 24; b++) {
      for (const bit of [0x80, 0x40, 0x01]) {
        const flipped = new Uint8Array(24);
        flipped[a] = bit;
        flipped[b] = bit;
        seen.add(hashOf(flipped));
        texts += 1;
      }
    }
  }
  expect(seen.size).toBe(texts);
});

it('spreads each half over all its values', () => {
  const ends = [new Set<number>(), new Set<number>()];
  const out = new Int32Array(2);
  for (let i = 0; i < 40_000; i++) {
    const bytes = Buffer.from(`row ${i}`);
    hashBytes(new DataView(bytes.buffer, bytes.byteOffset, bytes.length), 0, bytes.length, out);
    for (const half of [0, 1]) ends[half]!.add(out[half]! & 0xffff);
  }
  // of 65,536 values 40,000 random draws leave 65,536 · e^(−40,000 / 65,536) out
  const expected = 65_536 * (1 - Math.exp(-40_000 / 65_536));
  for (const half of ends) expect(Math.abs(half.size - expected)).toBeLessThan(500);
});

it('is of the text, whether quoted or not, whatever the chunks and the encoding', () => {
  const long = 'Is 7 · 8 = 56? Answer with Yes or No, and with nothing else at all.';
  const plain = hashesOf(Buffer.from(`a,b\n${long.replaceAll(',', ';')},1\n`), 1e6);
  const quoted = `a,b\n"${long.replaceAll(',', ';')}","1"\n`;
  for (const chunk of [1, 3, 7, 1e6]) expect(hashesOf(Buffer.from(quoted), chunk)).toEqual(plain);
  expect(hashesOf(Buffer.from(`\ufeff${quoted}`, 'utf16le'), 5)).toEqual(plain);
});

it('chains parts in their order', () => {
  const chained = (...parts: number[]) => {
    const out = new Int32Array(2);
    for (const part of parts) chainHash(out, part, ~part);
    return out.join(' ');
  };
  expect(new Set([chained(1, 2), chained(2, 1), chained(1), chained(2), chained(1, 2, 0)]).size).toBe(5);
});
