import { useEffect, useRef } from 'react';
import { useKeys } from '../frame/keys.ts';
import { Kbd } from '../pieces/controls.tsx';
import { Icon } from '../pieces/icons.tsx';
import type { FlagReason } from './deskState.ts';

export const flagWords: Record<FlagReason, string> = {
  ambiguous: 'Ambiguous',
  malformed: 'Malformed',
  offensive: 'Offensive',
  expertise: 'Needs expertise',
  'worked-example': 'A worked example in the prompt is wrong',
  other: 'Something else',
};

const reasons = Object.keys(flagWords) as readonly FlagReason[];

/** What is wrong with the example itself. A digit or arrows and Enter choose, the same again takes the flag off, Esc leaves. */
export function FlagMenu(props: {
  flag: FlagReason | null;
  onChoose: (flag: FlagReason | null) => void;
  onClose: () => void;
}) {
  const list = useRef<HTMLDivElement>(null);
  const { flag, onChoose, onClose } = props;

  useKeys(
    'Flag',
    [
      ...reasons.map((reason, index) => ({
        key: String(index + 1),
        label: flagWords[reason],
        run: () => onChoose(flag === reason ? null : reason),
      })),
      { key: '0', label: 'No flag', run: () => onChoose(null), off: flag === null },
      { key: 'ArrowDown', label: 'Next reason', run: () => move(list.current, 1) },
      { key: 'ArrowUp', label: 'Reason before', run: () => move(list.current, -1) },
      { key: 'Escape', label: 'Leave the flag as it is', run: onClose },
    ],
    { modal: true },
  );

  useEffect(() => {
    const element = list.current;
    const chosen = element?.querySelector<HTMLElement>('[aria-checked="true"]');
    (chosen ?? element?.querySelector<HTMLElement>('button'))?.focus();
    const outside = (event: PointerEvent) => {
      if (event.target instanceof Node && !element?.contains(event.target)) onClose();
    };
    document.addEventListener('pointerdown', outside);
    return () => document.removeEventListener('pointerdown', outside);
  }, [onClose]);

  return (
    <div className="flag-menu" role="menu" aria-label="Flag this example" ref={list}>
      <p aria-hidden="true">What is wrong with this example?</p>
      {reasons.map((reason, index) => (
        <button
          key={reason}
          type="button"
          role="menuitemradio"
          aria-checked={reason === flag}
          onClick={() => onChoose(flag === reason ? null : reason)}
        >
          <Kbd k={String(index + 1)} />
          {flagWords[reason]}
          {reason === flag ? <Icon name="tick" className="flag-tick" /> : null}
        </button>
      ))}
      {flag ? (
        <button type="button" role="menuitemradio" aria-checked={false} onClick={() => onChoose(null)}>
          <Kbd k="0" />
          No flag
        </button>
      ) : null}
    </div>
  );
}

function move(list: HTMLElement | null, by: 1 | -1) {
  const items = [...(list?.querySelectorAll<HTMLElement>('button') ?? [])];
  const at = items.indexOf(document.activeElement as HTMLElement);
  items[(at + by + items.length) % items.length]?.focus();
}
