import type { WallTile } from '../../../shared/contract/scaling.ts';
import { count } from '../../pieces/format.ts';
import { inkOf, measureText } from '../../plots/drawing.ts';
import { linesOf } from '../../plots/evidenceLines.ts';
import { figureCsv } from '../../plots/figureCsv.ts';
import { drawnLines } from '../../plots/lines.ts';
import { type MiniAxes, sharedSizes } from '../../plots/miniFigure.ts';
import type { Saveable } from '../../plots/saveFigure.tsx';
import type { FigureContent } from '../../plots/scalingFigure.ts';
import { columnsFor, multiplesSvg } from '../../plots/svgText.ts';
import { valueContent } from '../../plots/views.ts';
import type { WallEntry } from './listing.ts';

/** In a picture that is saved. */
const drawnTile = { width: 250, height: 150 } as const;

const known = new WeakMap<WallTile, FigureContent>();

/** A tile's plot; made once a tile, when it first comes into view. */
export function contentOf(tile: WallTile): FigureContent {
  const before = known.get(tile);
  if (before) return before;
  const content = valueContent(tile, drawnLines(linesOf(tile, tile.trends, { measure: 'value' })));
  known.set(tile, content);
  return content;
}

/** Sizes of models in all of them, so that a size stands at the same place in every tile. */
export function wallAxes(tiles: readonly WallTile[]): MiniAxes {
  const sizes = tiles.map((tile) => ({ lines: [{ points: tile.runs }] }));
  return { x: sharedSizes(sizes), y: null };
}

/** What is shown of the wall, in one picture. */
export function wallSaveable(contest: string, entries: readonly WallEntry[], axes: MiniAxes): Saveable {
  const drawn = entries.filter(({ tile }) => tile.runs.length > 0);
  return {
    name: `${contest}, evidence`,
    caption: {
      title: `${contest}: how models of growing size do`,
      sentences: [
        `${count(drawn.length)} submissions, each on a vertical axis of its own: mean loss or mean log-odds difference against parameters, higher is worse; dashed: equal probability of all classes.`,
      ],
    },
    draw: async () =>
      multiplesSvg(
        drawn.map(({ tile, leading }) => ({
          title: tile.title,
          remark: leading?.shape.value ?? '',
          content: contentOf(tile),
        })),
        axes,
        { columns: columnsFor(drawn.length, drawnTile, 4), tile: drawnTile },
        { ink: inkOf('light'), width: measureText },
      ),
    csv: () =>
      figureCsv(
        drawn.map(({ tile }) => ({ name: tile.title, lines: contentOf(tile).lines })),
        'submission',
      ),
  };
}
