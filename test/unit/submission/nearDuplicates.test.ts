import { describe, expect, it } from 'vitest';
import { hashBytes } from '../../../shared/csv/cellHash.ts';
import { type SeededRandom, seededRandom } from '../../../shared/random.ts';
import {
  ALMOST_THE_SAME,
  BANDS,
  indexSketch,
  isNearDuplicate,
  type SharedPrompts,
  withBands,
} from '../../../shared/submission/nearDuplicates.ts';
import { createSubmissionReader } from '../../../shared/submission/reader.ts';
import { BINS, createPromptSketcher, type PromptSketch, similarity } from '../../../shared/submission/sketch.ts';

const words = 'clock noon quarter shows Which answer seventeen before never minutes either somebody small glass'.split(
  ' ',
);

/** Prompts of one template; every third is one of the others with a word changed. */
function prompts(random: SeededRandom, count: number, others: readonly string[] = []): string[] {
  const word = () => words[random.below(words.length)]!;
  const head = Array.from({ length: 4 + random.below(20) }, word).join(' ');
  return Array.from({ length: count }, (_, row) => {
    const taken = row % 3 === 0 ? others[random.below(others.length || 1)] : undefined;
    if (taken === undefined) return `${head} ${random.below(90)} ${word()} ${word()} ${random.below(1000)}?`;
    const parts = taken.split(' ');
    parts[random.below(parts.length)] = word();
    return parts.join(' ');
  });
}

function sketchOf(texts: readonly string[], most?: number): PromptSketch {
  const sketcher = createPromptSketcher(most);
  for (const [row, text] of texts.entries()) sketcher.see(row, text, keyOf(text));
  return sketcher.end();
}

function keyOf(text: string): number {
  const bytes = new TextEncoder().encode(text);
  const hash = new Int32Array(2);
  hashBytes(new DataView(bytes.buffer), 0, bytes.length, hash);
  return hash[0]!;
}

/** Every row of one with every row of the other: alike are those that agree in a band and in enough bins. */
function byBruteForce(a: PromptSketch, b: PromptSketch): Omit<SharedPrompts, 'pairs'> {
  const width = Math.floor(BINS / BANDS);
  const here = new Set<number>();
  const there = new Set<number>();
  for (let p = 0; p < a.rows.length; p++) {
    for (let q = 0; q < b.rows.length; q++) {
      const x = a.signatures.subarray(p * BINS, (p + 1) * BINS);
      const y = b.signatures.subarray(q * BINS, (q + 1) * BINS);
      const agrees = (band: number) => {
        for (let bin = band * width; bin < (band + 1) * width; bin++) if (x[bin] !== y[bin]) return false;
        return true;
      };
      if (!Array.from({ length: BANDS }, (_, band) => band).some(agrees)) continue;
      if (x.filter((value, bin) => value === y[bin]).length / BINS < ALMOST_THE_SAME) continue;
      here.add(p);
      there.add(q);
    }
  }
  return { rows: here.size, otherRows: there.size };
}

function jaccard(a: string, b: string): number {
  const shingles = (text: string) => {
    const plain = text.toLowerCase().replace(/\s+/g, ' ');
    return new Set(Array.from({ length: plain.length - 4 }, (_, at) => plain.slice(at, at + 5)));
  };
  const [x, y] = [shingles(a), shingles(b)];
  const both = [...x].filter((one) => y.has(one)).length;
  return both / (x.size + y.size - both);
}

describe('almost the same prompts', () => {
  it('are those that a comparison of every row with every other finds', () => {
    const random = seededRandom('brute force');
    let shared = 0;
    for (let turn = 0; turn < 40; turn++) {
      const first = prompts(random, 20 + random.below(60));
      const second = prompts(random, 20 + random.below(60), turn % 4 === 0 ? [] : first);
      const [a, b] = [sketchOf(first), sketchOf(second)];
      const expected = byBruteForce(a, b);
      expect(indexSketch(withBands(a)).compare(withBands(b))).toMatchObject(expected);
      expect(indexSketch(withBands(b)).compare(withBands(a))).toMatchObject({
        rows: expected.otherRows,
        otherRows: expected.rows,
      });
      shared += expected.rows;
    }
    expect(shared).toBeGreaterThan(200);
  });

  it('are named row by row with how alike they are', () => {
    const texts = prompts(seededRandom('rows'), 30);
    const a = sketchOf(texts);
    const own = withBands(a);
    const b = withBands(sketchOf(['nothing of the kind at all', texts[7]!]));
    const { pairs } = indexSketch(own).compare(b);
    expect(pairs).toContainEqual([7, 1, 1]);
    for (const [row, other, alike] of pairs) expect(similarity(a.signatures, row, b.signatures(), other)).toBe(alike);
  });

  it('never ask for the signatures of a data set that shares no band', () => {
    const forbidden = () => {
      throw new Error('asked for signatures');
    };
    const own = { ...withBands(sketchOf(['Is a glass of water heavier than the moon?'])), signatures: forbidden };
    const other = { ...withBands(sketchOf(['Was für ein schöner Tag heute war'])), signatures: forbidden };
    expect(indexSketch(own).compare(other)).toEqual({ rows: 0, otherRows: 0, pairs: [] });
  });

  it('are worth a word from three rows and a twentieth of one side', () => {
    const sizes = { rows: 100, otherRows: 1000 };
    expect(isNearDuplicate({ rows: 5, otherRows: 5 }, sizes)).toBe(true);
    expect(isNearDuplicate({ rows: 4, otherRows: 49 }, sizes)).toBe(false);
    expect(isNearDuplicate({ rows: 2, otherRows: 2 }, { rows: 10, otherRows: 10 })).toBe(false);
    expect(isNearDuplicate({ rows: 2, otherRows: 2 }, { rows: 2, otherRows: 10 })).toBe(true);
  });
});

describe('a signature', () => {
  it('takes no notice of capitals and of the amount of white space', () => {
    const { signatures } = sketchOf(['Which  clock\nis RIGHT?', 'which clock is right?']);
    expect(similarity(signatures, 0, signatures, 1)).toBe(1);
  });

  it('is made of the whole of a long text too', () => {
    const random = seededRandom('long');
    const long = Array.from({ length: 9000 }, () => random.uint32().toString(36)).join(' ');
    const other = Array.from({ length: 9000 }, () => random.uint32().toString(36)).join(' ');
    const half = long.length / 2;
    const { signatures } = sketchOf([long, ` ${long.toUpperCase()}`, long.slice(0, half) + other.slice(half)]);
    expect(similarity(signatures, 0, signatures, 1)).toBe(1);
    // of three halves one is shared
    expect(Math.abs(similarity(signatures, 0, signatures, 2) - 1 / 3)).toBeLessThan(0.25);
  });

  it('estimates the similarity of shingles (standard error at most 1/16, here within four)', () => {
    const random = seededRandom('estimates');
    const texts = prompts(random, 40);
    const more = prompts(random, 40, texts);
    const [a, b] = [sketchOf(texts), sketchOf(more)];
    for (let row = 0; row < 40; row += 3) {
      for (let other = 0; other < 40; other++) {
        const estimate = similarity(a.signatures, other, b.signatures, row);
        expect(Math.abs(estimate - jaccard(texts[other]!, more[row]!))).toBeLessThan(0.25);
      }
    }
  });

  it('is kept for the same texts of two large data sets', () => {
    const random = seededRandom('thinned');
    const texts = Array.from({ length: 3000 }, (_, at) => `Question ${at} of many: ${random.uint32()}?`);
    const reversed = [...texts].reverse();
    const [a, b] = [sketchOf(texts, 500), sketchOf(reversed, 500)];
    expect(a.rows.length).toBeLessThanOrEqual(500);
    expect(a.rows.length).toBeGreaterThan(100);
    expect(Array.from(b.rows, (row) => reversed[row]).sort()).toEqual(Array.from(a.rows, (row) => texts[row]).sort());
  });
});

describe('the hash of a prompt that comes with its row', () => {
  it('is that of its text, however the file writes it', () => {
    const text = 'Say "no", or\n“nein”:';
    const files: readonly (readonly [string, Uint8Array])[] = [
      ['quoted', Buffer.from('prompt,completion\n"Say ""no"", or\n“nein”:", a\n')],
      ['the other way round', Buffer.from('completion,prompt\n a,"Say ""no"", or\n“nein”:"\n')],
      ['UTF-16', Buffer.from('\ufeffprompt,completion\n"Say ""no"", or\n“nein”:", a\n', 'utf16le')],
    ];
    for (const [name, bytes] of files) {
      for (const size of [1, 7, bytes.length]) {
        const seen: [string, number][] = [];
        const reader = createSubmissionReader({
          ambiguousMetric: 'refuse',
          onExamples: ({ prompts, promptHashes }) => seen.push([prompts[0]!, promptHashes[0]!]),
        });
        for (let at = 0; at < bytes.length; at += size) reader.push(bytes.subarray(at, at + size));
        reader.end();
        expect(seen, name).toEqual([[text, keyOf(text)]]);
      }
    }
  });
});
