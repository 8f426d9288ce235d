import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createRunReader, type RunResult } from '../../../shared/results/runFile.ts';
import { readRun, runText } from './runText.ts';

const EXAMPLES = 8;
// Few texts, so that repeats, contradictions and every refusal come up often.
const index = fc.constantFrom('0', '1', '2', '3', '4', '5', '6', '7', '7.0', '8', 'x');
const sound = fc.constantFrom('0', '1', '2', '3', '4', '5', '6', '7');
const value = fc.constantFrom('0.5', '0.50', '0.25', '', '0', '-1', 'nan', 'inf');
const plain = fc.constantFrom('0.5', '0.50', '');
const correct = fc.constantFrom('1', '0', '1.0', '', '2');
const logprob = fc.constantFrom('-1', '-1.0', '', '0.5', 'x');

const anyRow = fc.tuple(index, value, correct, logprob).map((cells) => cells.join(','));
const soundRow = fc
  .tuple(sound, plain, fc.constantFrom('1', ''), fc.constantFrom('-1', ''))
  .map((cells) => cells.join(','));
const soundRows = fc.array(soundRow, { maxLength: 12 });
const rows = fc.oneof(
  fc.array(anyRow, { maxLength: 12 }),
  soundRows,
  fc.tuple(fc.array(soundRow, { maxLength: 3 }), anyRow).map(([list, odd]) => [...list, odd]),
);

const header = 'index,loss,correct,total_logprob';
/** Row numbers are about the order; all else must not know it. */
function withoutRows(result: RunResult): unknown {
  if (result.status === 'stored') return result;
  const { message: _, reason, ...counts } = result;
  return { ...counts, reason: reason.replace(/row \d+/, 'row') };
}

describe('a run file', () => {
  it('gives the same whatever the order of its rows', () => {
    const shuffled = rows.chain((list) =>
      fc.tuple(fc.constant(list), fc.shuffledSubarray(list, { minLength: list.length })),
    );
    const outcomes = new Set<string>();
    fc.assert(
      fc.property(shuffled, ([asWritten, reordered]) => {
        const first = readRun(runText(header, asWritten), EXAMPLES);
        outcomes.add(first.status === 'stored' ? 'stored' : (first.reason.split(':')[0] ?? ''));
        const second = readRun(runText(header, reordered), EXAMPLES);
        expect(withoutRows(second)).toEqual(withoutRows(first));
      }),
      { numRuns: 1500 },
    );
    // All outcomes that these rows can have came up.
    expect([...outcomes].sort()).toEqual([
      'bad-correct',
      'bad-index',
      'conflicting-values',
      'empty',
      'index-outside',
      'negative-loss',
      'not-finite',
      'stored',
    ]);
  });

  it('gives the same however its bytes are cut into chunks', () => {
    fc.assert(
      fc.property(rows, fc.array(fc.integer({ min: 0, max: 9 }), { maxLength: 40 }), (list, sizes) => {
        const text = runText(header, list);
        const bytes = new TextEncoder().encode(text);
        const reader = createRunReader({ metric: 'classification', examples: EXAMPLES });
        let at = 0;
        for (const size of sizes) {
          reader.push(bytes.subarray(at, at + size));
          at += size;
        }
        reader.push(bytes.subarray(at));
        expect(reader.end()).toEqual(readRun(text, EXAMPLES));
      }),
    );
  });

  it('accounts for every row and every example when it is stored', () => {
    let seen = 0;
    fc.assert(
      fc.property(soundRows, (list) => {
        const run = readRun(runText(header, list), EXAMPLES);
        if (run.status !== 'stored') return;
        seen += 1;
        expect(run.rows).toBe(list.length);
        expect(run.usable + run.empty + run.repeated).toBe(run.rows);
        expect(run.usable + run.missing).toBe(EXAMPLES);
        expect(run.values.filter((number) => !Number.isNaN(number)).length).toBe(run.usable);
      }),
    );
    expect(seen).toBeGreaterThan(50);
  });

  it('is not changed by saying a row of it again, but for the count', () => {
    fc.assert(
      fc.property(fc.uniqueArray(soundRow, { minLength: 1, maxLength: 6, selector: (row) => row[0] }), (list) => {
        const once = readRun(runText(header, list), EXAMPLES);
        const twice = readRun(runText(header, [...list, ...list]), EXAMPLES);
        fc.pre(once.status === 'stored');
        const { rows, empty, usable } = once;
        expect(twice).toEqual({ ...once, rows: 2 * rows, empty: 2 * empty, repeated: usable });
      }),
    );
  });
});
