import { Tip } from './controls.tsx';
import { decimalsFor, fixed, percent } from './format.ts';

/** A figure that may be undefined: then an en dash, with the reason as a tooltip that the keyboard reaches too. */
export function Figure(props: { figure: { value: number | null; why: string | null }; as: (value: number) => string }) {
  const { value, why } = props.figure;
  return value === null ? <NoFigure why={why} /> : props.as(value);
}

/** An en dash that says why there is no number. */
export function NoFigure(props: { why: string | null }) {
  if (props.why === null) return <span className="ink3">–</span>;
  return (
    <Tip text={props.why}>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: the keyboard must reach the reason */}
      <span className="ink3" tabIndex={0} role="note" aria-label={`no figure: ${props.why}`}>
        –
      </span>
    </Tip>
  );
}

/** `0.934 ± 0.017`, as many decimals as the error allows, the error in the third ink. */
export function PlusMinus(props: { value: number; error: number }) {
  const decimals = decimalsFor(props.error);
  return (
    <span className="nowrap">
      {fixed(props.value, decimals)}
      <span className="ink3"> ± {fixed(props.error, decimals)}</span>
    </span>
  );
}

/** A rate with its interval in percent: `1.3 % 0.3–4.5`. */
export function Rate(props: { rate: { rate: number; low: number; high: number; n: number } }) {
  const { rate, low, high, n } = props.rate;
  return (
    <span className="nowrap" title={`${n} settled examples, 95 % interval`}>
      {percent(rate, 1)}
      <span className="ink3 xs">
        {' '}
        {fixed(low * 100, 1)}–{fixed(high * 100, 1)}
      </span>
    </span>
  );
}
