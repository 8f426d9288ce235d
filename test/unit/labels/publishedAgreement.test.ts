import { describe, expect, it } from 'vitest';
import {
  type CountPattern,
  countPatterns,
  fleissKappa,
  gwetAC1,
  krippendorffAlpha,
  percentAgreement,
} from '../../../shared/labels/agreement.ts';
import { cohenKappa } from '../../../shared/labels/cohenKappa.ts';
import { wilsonInterval } from '../../../shared/labels/wilson.ts';
import { byObservers } from './tables.ts';

/** Counts by category, an example a row. */
const counted = (rows: readonly (readonly number[])[]): CountPattern[] =>
  rows.map((counts) => ({ counts, votes: counts.reduce((sum, count) => sum + count, 0), examples: 1 }));

describe('Krippendorff 2011, “Computing Krippendorff’s alpha-reliability”', () => {
  it('section A: binary data, two observers, no missing data', () => {
    const table = byObservers({ Meg: '0 1 0 0 0 0 0 0 1 0', Owen: '1 1 1 0 0 1 0 0 0 0' });
    expect(krippendorffAlpha(countPatterns(table)).value).toBeCloseTo(0.095, 3);
  });

  it('section B: nominal data, two observers, no missing data', () => {
    const table = byObservers({ Ben: 'a a b b d c c c e d d a', Gerry: 'b a b b b c c c e d d d' });
    expect(krippendorffAlpha(countPatterns(table)).value).toBeCloseTo(0.692, 3);
  });

  const fourObservers = byObservers({
    A: '1 2 3 3 2 1 4 1 2 . . .',
    B: '1 2 3 3 2 2 4 1 2 5 . 3',
    C: '. 3 3 3 2 3 4 2 2 5 1 .',
    D: '1 2 3 3 2 4 4 1 2 5 1 .',
  });

  it('section C: nominal data, any number of observers, missing data', () => {
    expect(krippendorffAlpha(countPatterns(fourObservers)).value).toBeCloseTo(0.743, 3);
  });

  it('section D: the same data, ordinal', () => {
    expect(krippendorffAlpha(countPatterns(fourObservers), 'ordinal').value).toBeCloseTo(0.815, 3);
  });

  it('Gwet 2014, “Handbook of inter-rater reliability”: his figures of the same data, with votes missing', () => {
    const patterns = countPatterns(fourObservers);
    expect(percentAgreement(patterns).value).toBeCloseTo(0.81818, 5);
    expect(gwetAC1(patterns).value).toBeCloseTo(0.77544, 5);
    expect(fleissKappa(patterns).value).toBeCloseTo(0.76117, 5);
  });
});

describe('Fleiss 1971, “Measuring nominal scale agreement among many raters”', () => {
  // Table 1: 30 patients, six diagnoses each: depression, personality disorder, schizophrenia, neurosis, other
  const table1 = counted(
    `00060 03003 01401 00006 03030 20400 00402 20310 20040 00006 10050 11040 03300 10050 02031
     00501 30012 51000 02040 10203 00006 01050 02013 20040 10041 05010 40002 02040 10500 00006`
      .split(/\s+/)
      .map((row) => [...row].map(Number)),
  );

  it('has the published κ and share of agreeing pairs', () => {
    expect(fleissKappa(table1).value).toBeCloseTo(0.43, 3);
    expect(percentAgreement(table1).value).toBeCloseTo(0.5556, 4);
  });
});

describe('Cohen 1960, “A coefficient of agreement for nominal scales”', () => {
  it('table 1: proportions, less agreement than by chance', () => {
    const proportions = [
      [0.25, 0.13, 0.12],
      [0.12, 0.02, 0.16],
      [0.03, 0.15, 0.02],
    ];
    expect(cohenKappa(proportions).value).toBeCloseTo((0.29 - 0.35) / 0.65, 12);
  });

  it('table 2: frequencies', () => {
    const frequencies = [
      [88, 14, 18],
      [10, 40, 10],
      [2, 6, 12],
    ];
    expect(cohenKappa(frequencies).value).toBeCloseTo(0.492, 3);
  });
});

describe('Gwet 2008, “Computing inter-rater reliability and its variance in the presence of high agreement”', () => {
  it('stays high where nearly all labels are one class and κ collapses', () => {
    // 125 subjects, two raters: 118 both positive, 7 on which they differ
    const crossed = [
      [118, 5],
      [2, 0],
    ];
    const patterns: CountPattern[] = [
      { counts: [2, 0], votes: 2, examples: 118 },
      { counts: [1, 1], votes: 2, examples: 7 },
    ];
    expect(gwetAC1(patterns).value).toBeCloseTo(0.9408, 4);
    expect(percentAgreement(patterns).value).toBeCloseTo(0.944, 12);
    expect(cohenKappa(crossed).value).toBeCloseTo(-0.0234, 4);
  });
});

describe('Wilson 1927, as tabled by Newcombe 1998, “Two-sided confidence intervals for the single proportion”', () => {
  it.each([
    [81, 263, 0.2553, 0.3662],
    [15, 148, 0.0624, 0.1605],
    [0, 20, 0, 0.1611],
    [1, 29, 0.0061, 0.1718],
  ])('%i of %i', (successes, n, low, high) => {
    const interval = wilsonInterval(successes, n)!;
    expect(interval.low).toBeCloseTo(low, 4);
    expect(interval.high).toBeCloseTo(high, 4);
  });
});
