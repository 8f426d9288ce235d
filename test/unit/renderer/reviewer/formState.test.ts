import { describe, expect, it } from 'vitest';
import {
  completeness,
  digitAt,
  placeAfter,
  savedWords,
  setLevel,
  setReason,
  showsReason,
} from '../../../../renderer/reviewer/formState.ts';
import type { ReviewForm, Rubric } from '../../../../shared/contract/review.ts';
import { emptyForm } from '../../../../shared/review/form.ts';

const rubric: Rubric = {
  version: 3,
  levelNames: ['No prize', 'Accepted', 'Grand'],
  criteria: ['strength', 'novelty'].map((key) => ({
    key,
    name: key,
    question: 'How much?',
    help: null,
    levels: ['little', 'some', 'much'],
  })),
};

const whole: ReviewForm = { ...emptyForm, levels: { strength: 1, novelty: 1 }, confidence: 3 };

describe('a digit', () => {
  it('sets the level of the criterion where one is', () => {
    expect(digitAt(emptyForm, rubric, 'novelty', 2)?.levels).toEqual({ novelty: 2 });
    expect(digitAt(emptyForm, rubric, 'novelty', 3)).toBeNull();
  });

  it('sets the confidence where one is there', () => {
    expect(digitAt(emptyForm, rubric, 'confidence', 5)?.confidence).toBe(5);
    expect(digitAt(emptyForm, rubric, 'confidence', 0)).toBeNull();
  });

  it('does nothing at a criterion that the rubric has not', () => {
    expect(digitAt(emptyForm, rubric, 'style', 1)).toBeNull();
  });
});

it('arrows walk the criteria and confidence, and stop at both ends', () => {
  expect(placeAfter(rubric, 'strength', 1)).toBe('novelty');
  expect(placeAfter(rubric, 'novelty', 1)).toBe('confidence');
  expect(placeAfter(rubric, 'confidence', 1)).toBe('confidence');
  expect(placeAfter(rubric, 'strength', -1)).toBe('strength');
});

describe('a reason', () => {
  it('has its field where it is needed, written or asked for', () => {
    expect(showsReason(setLevel(emptyForm, 'strength', 0), 'strength', false)).toBe(true);
    expect(showsReason(setLevel(emptyForm, 'strength', 1), 'strength', false)).toBe(false);
    expect(showsReason(setLevel(emptyForm, 'strength', 1), 'strength', true)).toBe(true);
    expect(showsReason(setReason(whole, 'strength', 'because'), 'strength', false)).toBe(true);
  });

  it('that was emptied is none', () => {
    expect(setReason(setReason(whole, 'strength', 'because'), 'strength', '').reasons).toEqual({});
  });
});

describe('how far a form is', () => {
  it('is said in few words, with the first thing that is missing', () => {
    expect(completeness(setLevel(emptyForm, 'strength', 0), rubric)).toEqual({
      levels: 1,
      of: 2,
      lacking: '1 reason missing, confidence missing',
      first: { place: 'strength', what: 'reason' },
    });
  });

  it('is whole when nothing is missing', () => {
    expect(completeness(whole, rubric)).toEqual({ levels: 2, of: 2, lacking: '', first: null });
  });
});

it('when a draft was saved is said in the coarsest unit that tells something', () => {
  const at = (seconds: number) => savedWords('2026-11-23T12:00:00.000Z', Date.UTC(2026, 10, 23, 12, 0, seconds));
  expect([at(0), at(4), at(59), at(61), at(7200)]).toEqual([
    'Saved now',
    'Saved 4 s ago',
    'Saved 59 s ago',
    'Saved 1 min ago',
    'Saved',
  ]);
});
