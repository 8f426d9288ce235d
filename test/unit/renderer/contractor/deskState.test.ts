import { describe, expect, it } from 'vitest';
import {
  confirmation,
  type Desk,
  nextGroup,
  openDesk,
  pickByKey,
  positionAfter,
  positionBefore,
  setFlag,
  setNote,
  show,
  stored,
  undone,
} from '../../../../renderer/contractor/deskState.ts';
import { example, opened, pairExample, progress, votedAt, yes } from './builders.ts';

const desk = (at = example()) => openDesk(opened(at));

/** A desk on which so many examples were answered with the first key. */
function worked(count: number): Desk {
  let at = desk();
  for (let position = 0; position < count; position += 1) {
    at = stored(pickByKey(at, '1'), position, yes, votedAt(position));
  }
  return at;
}

const confirmed = (at: Desk) => confirmation(at.example!, at.draft!);
const voted = { ...yes, revision: 1 };

describe('Enter', () => {
  it('stores nothing while a question is open, and says how many are', () => {
    expect(confirmed(pickByKey(desk(pairExample()), '1'))).toEqual({ kind: 'open', questions: 2 });
  });

  it('stores the answer with flag and note', () => {
    const at = setNote(setFlag(pickByKey(desk(), '1'), 'ambiguous'), ' two readings \n');
    expect(confirmed(at)).toEqual({ kind: 'vote', vote: { ...yes, flag: 'ambiguous', note: 'two readings' } });
  });

  it('stores nothing anew where nothing was changed', () => {
    expect(confirmed(desk(example({ vote: voted }))).kind).toBe('unchanged');
    expect(confirmed(pickByKey(desk(example({ vote: voted })), '2')).kind).toBe('vote');
  });

  it('keeps a skipped example skipped when only a note came', () => {
    const skipped = desk(example({ vote: { answer: { kind: 'skip' }, flag: null, note: '', revision: 1 } }));
    expect(confirmed(setNote(skipped, 'not my field'))).toEqual({
      kind: 'vote',
      vote: { answer: { kind: 'skip' }, flag: null, note: 'not my field' },
    });
  });

  it('goes on with the example that was loaded ahead, and keeps the one after it at hand', () => {
    const ahead = openDesk(opened(example(), example({ position: 1, prompt: 'loaded ahead' })));
    expect(ahead.ahead).toBe(1);
    const after = { ...votedAt(0), loaded: [example({ position: 2 })] };
    const next = stored(pickByKey(ahead, '1'), 0, yes, after);
    expect([next.example?.prompt, next.ahead]).toEqual(['loaded ahead', 2]);
  });
});

describe('going back and on', () => {
  it('leads to any earlier example, and on to the one that is worked on but not beyond', () => {
    const at = worked(3);
    expect(positionBefore(at)).toBe(2);
    expect(positionAfter(at)).toBeNull();
    const back = show(at, at.seen.get(2)!);
    expect(back.example?.vote).toEqual(voted);
    expect(positionAfter(back)).toBe(3);
    expect(positionBefore(desk())).toBeNull();
  });

  it('passes over what was dealt to somebody else', () => {
    const at = desk(example({ position: 4, before: 1 }));
    expect(positionBefore(at)).toBe(1);
    expect(positionAfter(show(at, example({ position: 1, after: 4 })))).toBe(4);
  });

  it('leads to the last vote when all are done', () => {
    const at = worked(5);
    expect([at.example, at.front, positionBefore(at)]).toEqual([null, null, 4]);
  });

  it('keeps what was chosen and not confirmed', () => {
    const chosen = pickByKey(worked(1), '2');
    const away = show(chosen, chosen.seen.get(0)!);
    expect(away.draft?.picked).toEqual({ answer: 'c0' });
    expect(show(away, example({ position: 1 })).draft?.picked).toEqual({ answer: 'c1' });
  });
});

describe('a desk that was left', () => {
  it('opens with what was chosen and not stored, and can still undo', () => {
    const again = openDesk(opened(example({ position: 2 })), pickByKey(worked(2), '2'));
    expect(again.draft?.picked).toEqual({ answer: 'c1' });
    expect(again.cast.map(({ position }) => position)).toEqual([0, 1]);
  });

  it('goes on where the engine says, though a vote of unknown fate was the last thing sent', () => {
    const again = openDesk(opened(example({ position: 3 })), pickByKey(worked(2), '2'));
    expect([again.example?.position, again.front, again.draft?.picked]).toEqual([3, 3, {}]);
  });
});

describe('undo', () => {
  it('puts the last vote’s example in front again, chosen but not stored', () => {
    const at = undone(worked(2), { example: example({ position: 1 }), progress: progress(1) });
    expect([at.example?.position, at.front, at.progress.done]).toEqual([1, 1, 1]);
    expect(at.draft?.picked).toEqual({ answer: 'c0' });
    expect(confirmed(at).kind).toBe('vote');
  });

  it('goes back vote by vote to the first of the session', () => {
    let at = worked(4);
    for (const position of [3, 2, 1, 0]) {
      expect(at.cast.at(-1)).toEqual({ position, restore: null });
      at = undone(at, { example: example({ position }), progress: progress(position) });
    }
    expect(at.cast).toEqual([]);
  });

  it('of a change lets the earlier answer count again, then takes that back too', () => {
    const no = { ...yes, answer: { kind: 'classification' as const, answer: { choice: 1 } } };
    const at = show(worked(2), worked(2).seen.get(0)!);
    const changed = stored(pickByKey(at, '2'), 0, no, { ...votedAt(1, 2), next: 2, loaded: [] });
    expect(changed.cast).toEqual([
      { position: 0, restore: null },
      { position: 1, restore: null },
      { position: 0, restore: 1 },
    ]);
    const again = example({ vote: { ...yes, revision: 3 } });
    const back = undone(changed, { example: again, progress: progress(2) });
    expect([back.front, back.draft?.picked, confirmed(back).kind]).toEqual([2, { answer: 'c0' }, 'unchanged']);
    expect(back.cast).toHaveLength(2);
  });
});

describe('more than nine choices', () => {
  const many = example({ choices: Array.from({ length: 12 }, (_, place) => ` ${place}`) });
  const moved = (at: Desk): Desk => ({ ...at, draft: nextGroup(at.example!, at.draft!) });

  it('are reached by moving the digits on', () => {
    expect(pickByKey(moved(desk(many)), '3').draft?.picked).toEqual({ answer: 'c11' });
    expect(pickByKey(moved(desk(many)), '4').draft?.picked).toEqual({});
    expect(pickByKey(moved(moved(desk(many))), '3').draft?.picked).toEqual({ answer: 'c2' });
  });

  it('are not there to move to where nine are enough', () => {
    expect(moved(desk()).draft).toEqual(desk().draft);
  });
});
