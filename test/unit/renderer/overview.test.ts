import { describe, expect, it } from 'vitest';
import { againstPlan, dayOfPlan, planAxis } from '../../../renderer/organizer/overview/planBar.ts';
import { openingSentence } from '../../../renderer/organizer/overview/sentences.ts';
import type { Overview } from '../../../shared/contract/session.ts';
import { overview } from './fake/sample.ts';

type Stage = Overview['stages'][number];
const stage = (part: Partial<Stage>): Stage => ({
  stage: 'labels',
  state: 'now',
  done: 0,
  total: 10,
  remark: null,
  from: '2026-11-01',
  to: '2026-11-10',
  ...part,
});

describe('a stage against the plan', () => {
  it('is behind when less is done than days have gone', () => {
    expect(againstPlan(stage({ done: 1 }), '2026-11-05')).toEqual({ text: '3 days behind', late: true });
  });
  it('is ahead when more is done', () => {
    expect(againstPlan(stage({ done: 8 }), '2026-11-05')).toEqual({ text: '4 days ahead', late: false });
  });
  it('opens in the days until its first, and is late after its last', () => {
    expect(againstPlan(stage({ state: 'todo' }), '2026-10-31')?.text).toBe('Opens in 1 day');
    expect(againstPlan(stage({}), '2026-11-11')).toEqual({ text: 'Should have closed 10 Nov', late: true });
  });
  it('says nothing without a plan', () => {
    expect(againstPlan(stage({ from: null, to: null }), '2026-11-05')).toBeNull();
  });
});

describe('the axis of the plan', () => {
  it('is made of whole weeks from the first day and has today on it', () => {
    const axis = planAxis(overview);
    expect(axis?.days).toBe(49);
    expect(axis?.at('2026-11-02')).toBe(0);
    expect(axis?.today).toBeCloseTo(22.5 / 49);
    expect(dayOfPlan(overview)).toEqual({ day: 23, days: 49 });
  });
  it('is not there without dates', () => {
    expect(planAxis({ today: overview.today, stages: [stage({ from: null, to: null })] })).toBeNull();
  });
});

describe('the opening sentence', () => {
  it('tells what is stuck and what is yours', () => {
    expect(openingSentence(overview)).toBe('Four things are stuck, and four steps are yours.');
    expect(openingSentence({ ...overview, stuck: overview.stuck.slice(0, 1), next: overview.next.slice(0, 1) })).toBe(
      'One thing is stuck, and one step is yours.',
    );
    expect(openingSentence({ ...overview, stuck: [], next: [] })).toBe('Nothing is stuck, and nothing waits for you.');
  });
  it('says what to do first in an empty contest', () => {
    const counts = { ...overview.counts, submissions: 0 };
    expect(openingSentence({ ...overview, counts })).toBe('Nothing is in yet: import the first submission.');
  });
});
