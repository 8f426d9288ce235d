import { describe, expect, it } from 'vitest';
import {
  createDraftKeeper,
  type DraftKeeper,
  openedDraft,
  SAVE_AFTER_MS,
  statusOf,
} from '../../../../renderer/reviewer/draftKeeper.ts';
import { failure, type Outcome, success } from '../../../../shared/contract/failure.ts';
import type { ReviewForm } from '../../../../shared/contract/review.ts';
import { emptyForm } from '../../../../shared/review/form.ts';

/** A keeper whose clock and disk a test moves by hand. */
function desk() {
  let now = 0;
  let timers: { at: number; run: () => void }[] = [];
  const saves: { form: ReviewForm; answer: (outcome: Outcome<{ savedAt: string }>) => Promise<void> }[] = [];
  const keeper = createDraftKeeper(openedDraft(emptyForm, null), {
    save: (form) =>
      new Promise((resolve) => {
        saves.push({
          form,
          answer: async (outcome) => {
            resolve(outcome);
            await settled();
          },
        });
      }),
    later: (run, ms) => {
      const timer = { at: now + ms, run };
      timers.push(timer);
      return () => {
        timers = timers.filter((one) => one !== timer);
      };
    },
  });
  const pass = (ms: number) => {
    now += ms;
    const due = timers.filter((timer) => timer.at <= now);
    timers = timers.filter((timer) => timer.at > now);
    for (const timer of due) timer.run();
  };
  return { keeper, saves, pass };
}

const settled = () => new Promise<void>((done) => setTimeout(done));
const type = (keeper: DraftKeeper<ReviewForm>, text: string) => keeper.edit((form) => ({ ...form, strengths: text }));
const saved = success({ savedAt: '2026-11-23T12:00:00.000Z' });
const diskFull = failure('disk', 'The disk is full. Make room and save again.');

describe('a draft', () => {
  it('is sent within a second of the first letter, though typing goes on', () => {
    const { keeper, saves, pass } = desk();
    expect(SAVE_AFTER_MS).toBeLessThan(1000);
    for (let i = 1; i <= 9; i += 1) {
      type(keeper, 'x'.repeat(i));
      pass(SAVE_AFTER_MS / 8);
    }
    expect(saves.map((save) => save.form.strengths.length)).toEqual([8]);
  });

  it('is saved when the disk has it, and not before', async () => {
    const { keeper, saves, pass } = desk();
    type(keeper, 'clear');
    expect(statusOf(keeper.state())).toBe('unsaved');
    pass(SAVE_AFTER_MS);
    expect(statusOf(keeper.state())).toBe('saving');
    await saves[0]!.answer(saved);
    expect(statusOf(keeper.state())).toBe('saved');
    expect(keeper.state().savedAt).toBe('2026-11-23T12:00:00.000Z');
  });

  it('sends what was typed during a save after it, one save at a time', async () => {
    const { keeper, saves, pass } = desk();
    type(keeper, 'one');
    pass(SAVE_AFTER_MS);
    type(keeper, 'one two');
    pass(10 * SAVE_AFTER_MS);
    expect(saves).toHaveLength(1);
    await saves[0]!.answer(saved);
    expect(statusOf(keeper.state())).toBe('unsaved');
    pass(SAVE_AFTER_MS);
    expect(saves[1]!.form.strengths).toBe('one two');
  });

  it('that could not be saved stays on the screen, says so, and is not sent again by itself', async () => {
    const { keeper, saves, pass } = desk();
    type(keeper, 'words');
    pass(SAVE_AFTER_MS);
    await saves[0]!.answer(diskFull);
    pass(100 * SAVE_AFTER_MS);
    expect(statusOf(keeper.state())).toBe('failed');
    expect(keeper.state().form.strengths).toBe('words');
    expect(saves).toHaveLength(1);
  });

  it('is tried again by the next letter', async () => {
    const { keeper, saves, pass } = desk();
    type(keeper, 'words');
    pass(SAVE_AFTER_MS);
    await saves[0]!.answer(diskFull);
    type(keeper, 'words.');
    pass(SAVE_AFTER_MS);
    await saves[1]!.answer(saved);
    expect(statusOf(keeper.state())).toBe('saved');
  });

  it('is not sent when nothing changed', () => {
    const { keeper, saves, pass } = desk();
    type(keeper, '');
    keeper.edit((form) => ({ ...form, levels: {}, reasons: {} }));
    pass(SAVE_AFTER_MS);
    expect(saves).toEqual([]);
  });
});

describe('leaving a draft', () => {
  it('stores at once what waits to be stored', async () => {
    const { keeper, saves } = desk();
    type(keeper, 'last words');
    const done = keeper.flush();
    await settled();
    expect(saves[0]!.form.strengths).toBe('last words');
    await saves[0]!.answer(saved);
    expect(await done).toBe(true);
  });

  it('stores what was typed during a save too', async () => {
    const { keeper, saves, pass } = desk();
    type(keeper, 'one');
    pass(SAVE_AFTER_MS);
    type(keeper, 'one two');
    const done = keeper.flush();
    await saves[0]!.answer(saved);
    await saves[1]!.answer(saved);
    expect(await done).toBe(true);
    expect(saves.map((save) => save.form.strengths)).toEqual(['one', 'one two']);
  });

  it('says when it could not', async () => {
    const { keeper, saves } = desk();
    type(keeper, 'words');
    const done = keeper.flush();
    await settled();
    await saves[0]!.answer(diskFull);
    expect(await done).toBe(false);
  });

  it('takes back a word, a level or a line at a time, does it again, and the disk follows', async () => {
    const { keeper, saves, pass } = desk();
    for (const text of ['o', 'on', 'one', 'one ', 'one t', 'one tw', 'one two']) type(keeper, text);
    keeper.edit((form) => ({ ...form, levels: { novelty: 2 } }));
    const now = () => [keeper.state().form.strengths, keeper.state().form.levels.novelty];
    expect(keeper.undo()).toBe(true);
    expect(now()).toEqual(['one two', undefined]);
    keeper.undo();
    expect(now()).toEqual(['one', undefined]);
    keeper.undo();
    expect(now()).toEqual(['', undefined]);
    expect(keeper.undo()).toBe(false);
    for (let i = 0; i < 3; i += 1) keeper.redo();
    expect(now()).toEqual(['one two', 2]);
    expect(keeper.redo()).toBe(false);
    pass(SAVE_AFTER_MS);
    expect(saves.at(-1)?.form).toEqual(keeper.state().form);
  });
});
