import { useEffect, useRef } from 'react';
import { Icon } from '../../../pieces/icons.tsx';
import { StatusIcon } from '../../../pieces/status.tsx';
import { kindWords, placeWords, type Spot, stateWords } from './spots.ts';

/** One text in the list: what it is, where it stands, what was decided. */
export function SpotLine(props: { spot: Spot; current: boolean; onSelect: () => void }) {
  const { spot, current } = props;
  const line = useRef<HTMLButtonElement>(null);
  useEffect(() => {
    if (current) line.current?.scrollIntoView({ block: 'nearest' });
  }, [current]);
  return (
    <li>
      <button
        ref={line}
        type="button"
        className={current ? 'masks-line sel' : 'masks-line'}
        aria-current={current ? 'true' : undefined}
        onClick={props.onSelect}
      >
        <span className="clip" dir="auto">
          {spot.text}
        </span>
        <small className="clip">
          {kindWords(spot.kind, 1)} · {placeWords(spot)}
        </small>
        <span className="masks-state">
          {spot.decision === null ? (
            <StatusIcon status="undecided" label={stateWords(spot)} />
          ) : spot.decision === 'hide' ? (
            <Icon name="blind" label={stateWords(spot)} />
          ) : (
            <StatusIcon status="passed" label={stateWords(spot)} />
          )}
        </span>
      </button>
    </li>
  );
}
