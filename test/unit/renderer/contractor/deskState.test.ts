import { describe, expect, it } from 'vitest';
import {
  confirmation,
  type Desk,
  openDesk,
  pickByKey,
  positionAfter,
  positionBefore,
  reopenDesk,
  retracted,
  setFlag,
  setNote,
  show,
  stored,
} from '../../../../renderer/contractor/deskState.ts';
import type { VoteView } from '../../../../shared/contract/labels.ts';
import { example, pairExample } from './builders.ts';

const yes: VoteView = { answer: { kind: 'classification', answer: { choice: 1 } }, flag: null, note: '' };

/** A desk on which so many examples were answered with the first key. */
function worked(count: number): Desk {
  let desk = openDesk(example(), 5);
  for (let position = 0; position < count; position += 1) {
    desk = pickByKey(desk, '1');
    const next = position + 1 < 5 ? example({ position: position + 1, done: position + 1 }) : null;
    desk = stored(desk, position, yes, { done: position + 1, total: 5, next });
  }
  return desk;
}

const confirmed = (desk: Desk) => confirmation(desk.example!, desk.draft!);

describe('Enter', () => {
  it('stores nothing while a question is open, and says how many are', () => {
    const desk = pickByKey(openDesk(pairExample(), 5), '1');
    expect(confirmed(desk)).toEqual({ kind: 'open', questions: 2 });
  });

  it('stores the answer with flag and note', () => {
    const desk = setNote(setFlag(pickByKey(openDesk(example(), 5), '1'), 'ambiguous'), ' two readings \n');
    expect(confirmed(desk)).toEqual({ kind: 'vote', vote: { ...yes, flag: 'ambiguous', note: 'two readings' } });
  });

  it('stores nothing anew where nothing was changed', () => {
    expect(confirmed(openDesk(example({ vote: yes }), 5)).kind).toBe('unchanged');
    expect(confirmed(pickByKey(openDesk(example({ vote: yes }), 5), '2')).kind).toBe('vote');
  });

  it('keeps a skipped example skipped when only a note came', () => {
    const skipped = openDesk(example({ vote: { answer: { kind: 'skip' }, flag: null, note: '' } }), 5);
    expect(confirmed(setNote(skipped, 'not my field'))).toEqual({
      kind: 'vote',
      vote: { answer: { kind: 'skip' }, flag: null, note: 'not my field' },
    });
  });
});

describe('going back and on', () => {
  it('leads to any earlier example, and on to the one that is worked on but not beyond', () => {
    const desk = worked(3);
    expect(positionBefore(desk)).toBe(2);
    expect(positionAfter(desk)).toBeNull();
    const back = show(desk, desk.seen.get(2)!);
    expect(back.example?.vote).toEqual(yes);
    expect(positionAfter(back)).toBe(3);
    expect(positionBefore(openDesk(example(), 5))).toBeNull();
  });

  it('leads to the last example when all are done', () => {
    const desk = worked(5);
    expect(desk.example).toBeNull();
    expect(desk.front).toBeNull();
    expect(positionBefore(desk)).toBe(4);
  });

  it('keeps what was chosen and not confirmed', () => {
    const chosen = pickByKey(worked(1), '2');
    const away = show(chosen, chosen.seen.get(0)!);
    expect(away.draft?.picked).toEqual({ answer: 'c1' });
    expect(show(away, example({ position: 1 })).draft?.picked).toEqual({ answer: 'c0' });
  });
});

describe('a desk that was left', () => {
  it('opens with what was chosen and not stored, and can still undo', () => {
    const left = pickByKey(worked(2), '2');
    const again = reopenDesk(left, example({ position: 2, done: 2 }), 5);
    expect(again.draft?.picked).toEqual({ answer: 'c0' });
    expect(again.done).toBe(2);
    const undone = retracted(again, again.seen.get(again.cast.at(-1)!)!);
    expect(undone.example?.position).toBe(1);
  });

  it('goes on where the engine says, though a vote of unknown fate was the last thing sent', () => {
    const left = pickByKey(worked(2), '2');
    const again = reopenDesk(left, example({ position: 3, done: 3 }), 5);
    expect([again.example?.position, again.front, again.draft?.picked]).toEqual([3, 3, {}]);
  });
});

describe('undo', () => {
  it('puts the last vote’s example in front again, chosen but not stored', () => {
    const desk = worked(2);
    const undone = retracted(desk, desk.seen.get(desk.cast.at(-1)!)!);
    expect(undone.example?.position).toBe(1);
    expect(undone.example?.vote).toBeNull();
    expect(undone.draft?.picked).toEqual({ answer: 'c1' });
    expect(undone.done).toBe(1);
    expect(confirmed(undone)).toEqual({ kind: 'vote', vote: yes });
  });

  it('goes back vote by vote as far as the session does', () => {
    let desk = worked(4);
    for (const expected of [3, 2, 1, 0]) {
      desk = retracted(desk, desk.seen.get(desk.cast.at(-1)!)!);
      expect(desk.example?.position).toBe(expected);
    }
    expect(desk.cast).toEqual([]);
    expect(desk.done).toBe(0);
  });

  it('undoes a vote that was changed once, not twice', () => {
    const desk = worked(2);
    const changed = stored(desk, 0, yes, { done: 2, total: 5, next: example({ position: 2 }) });
    expect(changed.cast).toEqual([1, 0]);
  });
});
