import { describe, expect, it } from 'vitest';
import { decide } from '../../../shared/decision/decide.ts';
import { countedReviews } from '../../../shared/decision/reviews.ts';
import type { Candidate } from '../../../shared/decision/types.ts';
import { contest, outcomeOf, review } from './builders.ts';

describe('which reviews count', () => {
  it('takes each reviewer’s latest', () => {
    const { counted } = countedReviews([review('a', 'r', '111111', 1), review('a', 'r', '222222', 2)]);
    expect(counted.map(({ round }) => round)).toEqual([2]);
  });

  it('drops round 1 once anybody reviewed the submission again', () => {
    const { counted, droppedOut } = countedReviews([
      review('a', 'r', '111111', 1),
      review('a', 's', '111111', 1),
      review('a', 's', '222222', 2),
    ]);
    expect(counted.map(({ reviewer, round }) => [reviewer, round])).toEqual([['s', 2]]);
    expect(droppedOut).toBe(1);
  });

  it('drops nothing of a submission because another was reviewed again', () => {
    const input = contest({ scores: { a: '222222', b: '211111' } });
    const again = { ...input, reviews: [...input.reviews, review('b', 'r2', '221111', 2)] };
    expect(outcomeOf(decide(again), 'a').status).toBe('grand');
  });

  it('takes the later version inside a round', () => {
    const { counted } = countedReviews([
      { ...review('a', 'r', '111111'), version: 2 },
      { ...review('a', 'r', '222222'), version: 1 },
    ]);
    expect(counted.map(({ version }) => version)).toEqual([2]);
  });

  it('is pending below the number of reviews that the rules ask for, with its levels so far shown', () => {
    const decision = decide(contest({ scores: { a: '222222', b: ['211111', '211111'] }, rules: { min_reviews: 2 } }));
    expect(outcomeOf(decision, 'a')).toMatchObject({ status: 'pending', rank: null, grandCriteria: 6 });
    expect(outcomeOf(decision, 'b')).toMatchObject({ status: 'second', rank: [1, 1] });
  });

  it('never combines reviews of two rubric versions', () => {
    const input = contest({ scores: { a: ['222222', '222222'] } });
    const mixed = input.reviews.map((one, i) => ({ ...one, rubric: i + 1 }));
    expect(outcomeOf(decide({ ...input, reviews: mixed }), 'a')).toMatchObject({ status: 'pending', consensus: {} });
  });
});

describe('eligibility besides levels', () => {
  const status = (candidate: Omit<Candidate, 'id'>) =>
    outcomeOf(decide(contest({ scores: { a: '222222' }, candidates: [{ id: 'a', ...candidate }] })), 'a').status;

  it('is ineligible without official review, whatever else holds', () => {
    expect(status({ official: { met: false, why: 'late' }, labels: 'pending' })).toBe('ineligible');
  });

  it('is pending until labels have passed', () => {
    expect(status({ labels: 'pending' })).toBe('pending');
    expect(status({ labels: 'failed' })).toBe('pending');
    expect(status({ labels: 'passed' })).toBe('grand');
  });

  it('is met by an organizer’s waiver, which the explanation shows', () => {
    const waived: Candidate = {
      id: 'a',
      official: { met: false, why: 'late' },
      labels: 'failed',
      waivers: { official: 'the upload form was down', labels: 'checked by hand' },
    };
    const outcome = outcomeOf(decide(contest({ scores: { a: '222222' }, candidates: [waived] })), 'a');
    expect(outcome.status).toBe('grand');
    expect(outcome.why.filter(({ topic }) => topic === 'eligibility').map(({ text }) => text)).toEqual([
      'Taken as eligible for official review by an organizer’s waiver: the upload form was down.',
      'Label verification is taken as passed by an organizer’s waiver: checked by hand.',
    ]);
  });

  it('makes nothing eligible while one of them is missing', () => {
    const decision = decide(contest({ scores: { a: '222222' }, candidates: [{ id: 'a', labels: 'pending' }] }));
    expect(outcomeOf(decision, 'a').eligible).toEqual({ accepted: false, third: false, second: false, grand: false });
  });
});
