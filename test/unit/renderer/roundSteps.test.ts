import { describe, expect, it } from 'vitest';
import { roundSentence, roundSteps, whyNotFreeze } from '../../../renderer/organizer/reports/roundSteps.ts';
import type { DecisionRoom } from '../../../shared/contract/decisionRoom.ts';

const outcome = { submission: 'a', status: 'third' } as DecisionRoom['outcomes'][number];
const question = { submissions: ['a', 'b'] } as DecisionRoom['questions'][number];
const frozen = { id: 'f', status: 'frozen', hash: 'abcdef0123456789', at: '2026-01-02T03:04:05Z', same: true } as const;

function room(parts: Partial<DecisionRoom> & { round?: 1 | 2 } = {}): DecisionRoom {
  const { round = 1, ...given } = parts;
  const prizes = { grand: 0, second: 1, third: 2, amount: 30_000 };
  return { rules: { round }, outcomes: [outcome], questions: [], frozen: null, prizes, ...given } as DecisionRoom;
}

const states = (of: DecisionRoom) => roundSteps(of).map(({ act, status, why }) => [act, status, why === null]);

describe('the steps of a round', () => {
  it('begin with freezing, once nothing is undecided', () => {
    expect(states(room())).toEqual([
      ['freeze', 'now', true],
      ['announce', 'todo', false],
      ['begin', 'todo', false],
    ]);
    expect(whyNotFreeze(room({ questions: [question] }))).toBe('Two submissions are undecided.');
    expect(whyNotFreeze(room({ questions: [question, question] }))).toBe('Two groups are undecided.');
    expect(whyNotFreeze(room({ outcomes: [] }))).toMatch(/nothing to decide/);
  });

  it('let what is frozen be announced, also when the contest has moved on since', () => {
    expect(states(room({ frozen })).slice(0, 2)).toEqual([
      ['freeze', 'done', false],
      ['announce', 'now', true],
    ]);
    const moved = room({ frozen: { ...frozen, same: false } });
    expect(states(moved).slice(0, 2)).toEqual([
      ['freeze', 'warning', true],
      ['announce', 'todo', true],
    ]);
    expect(roundSteps(moved)[0]?.text).toMatch(/moved on since/);
  });

  it('end round 1 with the beginning of round 2, and round 2 with its announcement', () => {
    const announced = { ...frozen, status: 'announced' } as const;
    expect(states(room({ frozen: announced }))).toEqual([
      ['freeze', 'done', false],
      ['announce', 'done', false],
      ['begin', 'now', true],
    ]);
    expect(states(room({ round: 2, frozen: announced })).map(([act]) => act)).toEqual(['freeze', 'announce']);
    expect(roundSentence(room({ round: 2, frozen: announced }))).toBe('Round 2 is announced: 3 prizes, $30,000');
  });
});
