import { describe, expect, it } from 'vitest';
import { leftWords, paceWords } from '../../../../renderer/contractor/pace.ts';
import {
  leave,
  measured,
  readingAllowance,
  returnTo,
  setLookedAt,
  sign,
  startWatch,
} from '../../../../renderer/contractor/stopwatch.ts';
import { beginWorkday, minutesUntilBreak, takeBreak, workOn } from '../../../../renderer/contractor/workday.ts';

const long = 10 * 60_000;

describe('the time on an example', () => {
  it('is work while the window is looked at, and a pause while it is not', () => {
    let watch = startWatch(1000, true, long);
    watch = setLookedAt(watch, 3500, false);
    watch = setLookedAt(watch, 60_000, true);
    expect(measured(watch, 61_000)).toEqual({ seconds: 3.5, paused: 56.5 });
  });

  it('is a pause before the window has the focus', () => {
    expect(measured(startWatch(0, false, long), 90_000)).toEqual({ seconds: 0, paused: 90 });
  });

  it('stays work without a sign of a hand for as long as reading may take, and not longer', () => {
    const watch = startWatch(0, true, 60_000);
    expect(measured(watch, 59_000)).toEqual({ seconds: 59, paused: 0 });
    expect(measured(watch, 300_000)).toEqual({ seconds: 60, paused: 240 });
    expect(measured(sign(watch, 300_000), 310_000)).toEqual({ seconds: 70, paused: 240 });
  });

  it('does not run while another example is in front', () => {
    const left = leave(startWatch(0, true, long), 4000);
    expect(measured(returnTo(left, 90_000, true), 92_000)).toEqual({ seconds: 6, paused: 0 });
  });

  it('is not counted twice when the same is said twice', () => {
    const watch = setLookedAt(setLookedAt(startWatch(0, true, long), 1000, true), 2000, true);
    expect(measured(watch, 2000).seconds).toBe(2);
  });

  it('is a day at most', () => {
    expect(measured(startWatch(0, false, long), 2 * 86_400_000).paused).toBe(86_400);
  });

  it('allows slow readers their time: three minutes and a half for 400 words', () => {
    expect(readingAllowance(2400)).toBe(205_000);
  });
});

describe('a workday', () => {
  const minute = 60_000;
  const at = (minutes: number, day = beginWorkday(0)) => {
    let counted = day;
    for (let passed = 1; passed <= minutes; passed++) counted = workOn(counted, passed * minute, true, true);
    return counted;
  };

  it('says when a break is due, but not in its first minutes', () => {
    expect(minutesUntilBreak(at(4))).toBeNull();
    expect(minutesUntilBreak(at(38))).toBe(12);
    expect(minutesUntilBreak(at(51))).toBeLessThanOrEqual(0);
  });

  it('begins anew after five minutes away, whether the break was told or not', () => {
    const away = workOn(at(40), 46 * minute, true, true);
    expect(away.workedMs).toBe(0);
    const shortly = workOn(at(40), 43 * minute, true, true);
    expect(shortly.workedMs).toBe(42 * minute);
  });

  it('does not count a break', () => {
    const resting = takeBreak(at(10), 10 * minute);
    expect(workOn(resting, 30 * minute, true, true).workedMs).toBe(10 * minute);
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
