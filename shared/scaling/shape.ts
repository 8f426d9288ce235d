import type { Interval, ScalingShape, Shape, Step } from './types.ts';

/**
 * A step is up if more than 1 − 0.025 / k of the resamples are above 0, k being the number of steps, so that a flat family
 * is rarely called anything else. Whole numbers throughout.
 */
export function settles(resamplesOneWay: number, resamples: number, steps: number): boolean {
  return resamplesOneWay * 1000 * steps > resamples * (1000 * steps - 25);
}

/** The first shape that fits. Undefined where it hangs on a step or an interval that is undefined. */
export function shapeOf(steps: readonly Pick<Step, 'verdict' | 'why'>[], interval: Interval): Shape {
  const unknown = steps.find(({ verdict }) => verdict === null);
  if (unknown) return { value: null, why: unknown.why ?? 'A step has no verdict.' };
  const moves = steps.map(({ verdict }) => verdict).filter((verdict) => verdict !== 'flat');
  const ups = moves.filter((verdict) => verdict === 'up').length;
  const downs = moves.length - ups;

  if (ups === steps.length) return found('strictly monotonic inverse', 'Every step is up.');
  if (ups > 0 && downs > 0) return turning(moves);
  const { value } = interval;
  if (value === null) return { value: null, why: `The shape hangs on the slope. ${interval.why ?? ''}`.trim() };
  if (downs === 0 && value.low > 0) {
    return found('approximately monotonic inverse', 'No step is down, and the interval of the slope lies above 0.');
  }
  if (ups === 0 && value.high < 0)
    return found('standard', 'No step is up, and the interval of the slope lies below 0.');
  if (moves.length === 0) return found('flat', 'No step is up or down, and the interval of the slope contains 0.');
  const only = ups > 0 ? 'up' : 'down';
  return found('bumpy', `Some steps are ${only}, others flat, and the interval of the slope does not go with them.`);
}

export function isInverse(shape: ScalingShape | null): boolean {
  return shape === 'strictly monotonic inverse' || shape === 'approximately monotonic inverse';
}

/** Steps up and down both, flat ones left out. */
function turning(moves: readonly Step['verdict'][]): Shape {
  const firstDown = moves.indexOf('down');
  const firstUp = moves.indexOf('up');
  if (!moves.slice(firstDown).includes('up')) {
    return found('U-shaped', 'It gets worse with size, then better: steps up, then steps down.');
  }
  if (!moves.slice(firstUp).includes('down')) {
    return found('inverted U', 'It gets better with size, then worse: steps down, then steps up.');
  }
  return found('bumpy', 'Steps up and steps down follow each other more than once.');
}

function found(value: ScalingShape, why: string): Shape {
  return { value, why };
}
