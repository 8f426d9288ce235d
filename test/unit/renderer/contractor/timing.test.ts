import { describe, expect, it } from 'vitest';
import { leftWords, paceWords } from '../../../../renderer/contractor/pace.ts';
import { secondsOn, setLookedAt, startWatch } from '../../../../renderer/contractor/stopwatch.ts';

describe('seconds on an example', () => {
  it('are counted only while the window is looked at', () => {
    let watch = startWatch(1000, true);
    watch = setLookedAt(watch, 3500, false);
    watch = setLookedAt(watch, 60_000, true);
    expect(secondsOn(watch, 61_000)).toBe(3.5);
  });

  it('do not start before the window has the focus', () => {
    expect(secondsOn(startWatch(0, false), 90_000)).toBe(0);
  });

  it('are not counted twice when the same is said twice', () => {
    const watch = setLookedAt(setLookedAt(startWatch(0, true), 1000, true), 2000, true);
    expect(secondsOn(watch, 2000)).toBe(2);
  });

  it('are a day at most', () => {
    expect(secondsOn(startWatch(0, true), 2 * 86_400_000)).toBe(86_400);
  });
});

describe('pace and what is left', () => {
  it('are said in words that the pace can bear', () => {
    expect(paceWords(18.2)).toBe('18 s each');
    expect(paceWords(150)).toBe('3 min each');
    expect(leftWords(18.2, 169)).toBe('about 50 min left');
    expect(leftWords(41, 152)).toBe('about 1 h 45 min left');
    expect(leftWords(60, 60)).toBe('about 1 h left');
    expect(leftWords(5, 3)).toBe('less than a minute left');
  });

  it('are not said before the first label, nor after the last', () => {
    expect(paceWords(null)).toBeNull();
    expect(leftWords(null, 10)).toBeNull();
    expect(leftWords(20, 0)).toBeNull();
  });
});
