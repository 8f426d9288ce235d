import { useEffect, useRef } from 'react';
import { Icon } from '../../../pieces/icons.tsx';
import { StatusIcon } from '../../../pieces/status.tsx';
import { isOpen, placeWords, type Remark, type Spot, stateWords, whatWords } from './spots.ts';

/** One text in the list: what it is, where it stands, what was decided. */
export function SpotLine(props: { spot: Spot | Remark; current: boolean; onSelect: () => void }) {
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
          {whatWords(spot)} · {placeWords(spot)}
        </small>
        <span className="masks-state">
          {isOpen(spot) ? (
            <StatusIcon status="undecided" label={stateWords(spot)} />
          ) : spot.decision !== 'show' ? (
            <Icon name="blind" label={stateWords(spot)} />
          ) : (
            <StatusIcon status="passed" label={stateWords(spot)} />
          )}
        </span>
      </button>
    </li>
  );
}
