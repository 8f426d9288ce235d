import { type DrawnLine, type LineStep, stepsInWords } from './lines.ts';
import { type Mark, ON_LINE, tenth } from './marks.ts';

/** Of the strip's texts. */
const TEXT = 11;
const LANE = 25;
/** Of a lane, the rest is the gap to the next. */
const FILLED = 20;

/** What each lane is called, and what stands at its end. */
export function laneTexts(lines: readonly DrawnLine[]): readonly { readonly name: string; readonly words: string }[] {
  return lines.map((line) => ({ name: line.name, words: stepsInWords(line.steps) }));
}

export function stripHeight(lines: readonly DrawnLine[]): number {
  return lines.length * LANE;
}

/**
 * The steps of every family under the plot, aligned with its sizes: chevron up, chevron down, dash for flat. Drawn into
 * the curve they would be lost among the error bars. Nothing for a step that has no verdict.
 *
 * @param place where the strip begins and ends, in pixels of the figure
 * @param across where a number of parameters stands, likewise
 */
export function stepStrip(
  lines: readonly DrawnLine[],
  place: { readonly left: number; readonly right: number; readonly top: number },
  across: (params: number) => number,
): readonly Mark[] {
  const { left, right, top } = place;
  const texts = laneTexts(lines);
  const ends = lines.flatMap((line, i) =>
    line.points.map(({ params }) => `M${tenth(across(params))} ${top + i * LANE}v${FILLED}`),
  );
  return [
    ...lines.map(
      (_, i): Mark => ({
        kind: 'path',
        d: `M${left} ${top + i * LANE}H${right}v${FILLED}H${left}z`,
        fill: '--ground-sunken',
        width: 0,
      }),
    ),
    ...(ends.length > 0 ? [{ kind: 'path', d: ends.join(''), stroke: '--rule-strong', width: 1 } satisfies Mark] : []),
    ...lines.flatMap((line, i): readonly Mark[] => {
      const middle = top + i * LANE + FILLED / 2;
      const { name, words } = texts[i] ?? { name: '', words: '' };
      const word = { kind: 'text', y: middle + ON_LINE * TEXT, size: TEXT } as const;
      return [
        { kind: 'path', d: chevrons(line.steps, middle, across), stroke: line.style.token, width: 1.5 },
        { ...word, x: left - 6, text: name, anchor: 'end', color: '--ink-2' },
        { ...word, x: right + 8, text: words, anchor: 'start', color: '--ink-3' },
      ];
    }),
  ];
}

/** A mark of ten pixels for each verdict, in the middle of its two sizes. */
function chevrons(steps: readonly LineStep[], y: number, across: (params: number) => number): string {
  return steps
    .filter(({ verdict }) => verdict !== null)
    .map(({ from, to, verdict }) => {
      const x = tenth((across(from) + across(to)) / 2);
      const tip = verdict === 'up' ? -2.5 : verdict === 'down' ? 2.5 : 0;
      return `M${tenth(x - 5)} ${y - tip}L${x} ${y + tip}L${tenth(x + 5)} ${y - tip}`;
    })
    .join('');
}
