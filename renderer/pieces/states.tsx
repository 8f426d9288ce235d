import { type ReactNode, useEffect, useState } from 'react';
import type { Failure, FailureCode } from '../../shared/contract/failure.ts';
import { Icon, type IconName } from './icons.tsx';
import { StatusIcon } from './status.tsx';

/** Nothing there yet: what is missing, what to do first, one button. */
export function EmptyState(props: { icon: IconName; title: string; children?: ReactNode; action?: ReactNode }) {
  return (
    <div className="state">
      <h2>
        <Icon name={props.icon} className="s-todo" />
        {props.title}
      </h2>
      <div className="state-in">
        {props.children ? <p>{props.children}</p> : null}
        {props.action ? <div className="state-do">{props.action}</div> : null}
      </div>
    </div>
  );
}

/** What is safe when a call fails, by code. The failure's own message says what happened and what to do. */
const safe: Partial<Record<FailureCode, string>> = {
  refused: 'Nothing of it was stored.',
  cancelled: 'Nothing of it was stored.',
  disk: 'Everything saved before this is safe.',
  'engine-gone': 'Everything saved before this is safe. If you were saving something, look whether it is there.',
  busy: 'Nothing was changed.',
  conflict: 'Nothing was changed.',
  'bad-input': 'Nothing was changed.',
  defect: 'Nothing was changed by this. The log has the details.',
};

/** A failed call, beside the thing itself: what happened, what is safe, what to do. */
export function FailureNote(props: { failure: Failure; title?: string; action?: ReactNode }) {
  const { failure } = props;
  return (
    <div className="state" role="alert">
      <h2>
        <StatusIcon
          status={failure.code === 'cancelled' || failure.code === 'busy' ? 'warning' : 'error'}
          label={null}
        />
        {props.title ?? failure.message}
      </h2>
      <div className="state-in">
        {props.title ? <p>{failure.message}</p> : null}
        {safe[failure.code] && !/nothing was (stored|changed|sent)/i.test(failure.message) ? (
          <p>{safe[failure.code]}</p>
        ) : null}
        {props.action ? <div className="state-do">{props.action}</div> : null}
      </div>
    </div>
  );
}

/** Nothing for the first 400 ms, then a still table of so many rows. */
export function LoadingRows(props: { rows?: number; label: string }) {
  const late = useLate();
  if (!late) return null;
  const widths = ['58%', '44%', '66%', '51%', '39%', '61%'];
  return (
    <div role="status" aria-label={props.label}>
      {Array.from({ length: props.rows ?? 6 }, (_, row) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: rows without content have nothing else
        <div className="still-row" key={row}>
          <i style={{ width: widths[row % widths.length] }} />
        </div>
      ))}
    </div>
  );
}

/** True from 400 ms after mounting. */
export function useLate(): boolean {
  const [late, setLate] = useState(false);
  useEffect(() => {
    const timer = setTimeout(() => setLate(true), 400);
    return () => clearTimeout(timer);
  }, []);
  return late;
}
