// biome-ignore-all lint/a11y/useSemanticElements: a wall of any length is drawn in part, which <table> cannot say
// biome-ignore-all lint/a11y/useFocusableInteractive: the grid has the focus; its tiles are its active descendants
import { memo } from 'react';
import { familyName } from '../../../shared/results/familyName.ts';
import { go } from '../../app/router.ts';
import { fixed } from '../../pieces/format.ts';
import { StatusIcon } from '../../pieces/status.tsx';
import type { MiniAxes, MiniSize } from '../../plots/miniFigure.ts';
import { MiniPlot } from '../../plots/miniPlot.tsx';
import { stateTexts } from '../stateTexts.ts';
import type { WallEntry } from './listing.ts';
import { contentOf } from './wallFigure.ts';
import { uncomputed } from './wallTable.tsx';

/** One submission on the wall: its plot, and of its leading family the shape and the slope. A click opens it. */
export const WallTileView = memo(function WallTileView(props: {
  entry: WallEntry;
  column: number;
  size: MiniSize;
  axes: MiniAxes;
  current: boolean;
  onCurrent: (id: string) => void;
}) {
  const { entry, size } = props;
  const { tile, state } = entry;
  return (
    // biome-ignore lint/a11y/useKeyWithClickEvents: the grid has the focus and takes the keys
    <div
      id={`tile-${tile.id}`}
      className={props.current ? 'wall-tile is-current' : 'wall-tile'}
      role="gridcell"
      tabIndex={-1}
      aria-colindex={props.column}
      onMouseDown={() => props.onCurrent(tile.id)}
      onClick={() => go({ page: 'submission', id: tile.id })}
    >
      <span className="multiple-head">
        <b className="clip grow" title={tile.title}>
          {tile.title}
        </b>
        {state ? <StatusIcon status={stateTexts[state].status} label={stateTexts[state].title} /> : null}
      </span>
      {tile.runs.length > 0 ? (
        <MiniPlot content={contentOf(tile)} size={size} axes={props.axes} />
      ) : (
        <span className="wall-none ink3" style={{ height: size.height }}>
          no results yet
        </span>
      )}
      <Finding entry={entry} />
    </div>
  );
});

/** `GPT-3: strictly monotonic inverse, 0.092 (0.084 to 0.100)`. */
function Finding({ entry: { tile, leading } }: { entry: WallEntry }) {
  if (!leading) {
    return <span className="wall-finding ink3">{tile.runs.length > 0 ? uncomputed(tile) : ''}</span>;
  }
  const family = tile.families.find(({ key }) => key === leading.family);
  const interval = leading.slopeInterval.value;
  const slope = leading.slope.value === null ? '' : fixed(leading.slope.value, 3);
  const between = interval ? `${fixed(interval.low, 3)} to ${fixed(interval.high, 3)}` : '';
  return (
    <span className="wall-finding" title={`${familyName(family?.name ?? '')}: slope ${slope} (${between})`}>
      <span className="clip">{leading.shape.value ?? 'too little to say'}</span>
      <span className="ink3">{slope}</span>
    </span>
  );
}
