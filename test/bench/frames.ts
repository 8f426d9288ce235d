import type { Page } from 'playwright';

/** What an eye sees of a stretch of work in the window. */
export interface Frames {
  /** Milliseconds between one frame and the next, longest first. */
  readonly gaps: readonly number[];
}

/** Begins to note when frames come. As text, because this file is also read where there is no page. */
export async function watchFrames(page: Page): Promise<() => Promise<Frames>> {
  await page.evaluate(`(() => {
    const times = [];
    window.framesSeen = times;
    const note = (at) => {
      times.push(at);
      if (window.framesSeen === times) requestAnimationFrame(note);
    };
    requestAnimationFrame(note);
  })()`);
  return async () => {
    const times = await page.evaluate<number[]>(
      '(() => { const seen = window.framesSeen; window.framesSeen = null; return seen; })()',
    );
    const gaps = times.slice(1).map((at, place) => at - times[place]!);
    return { gaps: gaps.sort((a, b) => b - a) };
  };
}

/** The gap that a share of all stays below; NaN of none. */
export function gapBelow({ gaps }: Frames, share: number): number {
  return gaps[Math.floor((1 - share) * gaps.length)] ?? Number.NaN;
}
