import { Tooltip } from '@mantine/core';
import { type ComponentProps, type ReactNode, useId } from 'react';
import { Icon, type IconName } from './icons.tsx';
import { keyCaps } from './platform.ts';

/**
 * A keycap in this platform's names: `<Kbd k="Mod+K" />`. Hidden from screen readers, which get aria-keyshortcuts from
 * the control, unless `spoken`.
 */
export function Kbd(props: { k: string; spoken?: boolean }) {
  return <kbd aria-hidden={props.spoken ? undefined : true}>{keyCaps(props.k)}</kbd>;
}

/** A tooltip that also shows on keyboard focus. The child must be one focusable element, or take `tabIndex={0}`. */
export function Tip(props: { text: ReactNode; children: ReactNode; side?: 'right' | 'top' | 'bottom' }) {
  return (
    <Tooltip
      label={props.text}
      classNames={{ tooltip: 'tip' }}
      events={{ hover: true, focus: true, touch: true }}
      multiline
      withinPortal={false}
      openDelay={200}
      position={props.side ?? 'top'}
      transitionProps={{ duration: 0 }}
    >
      {props.children}
    </Tooltip>
  );
}

type ButtonProps = Omit<ComponentProps<'button'>, 'type' | 'disabled'> & {
  /** The one main button of a screen; Enter does it. */
  main?: boolean;
  /** No edge, for what stands in a row of text. */
  bare?: boolean;
  large?: boolean;
  icon?: IconName;
  /** The key that does the same, shown as a cap. Declare it with useKeys where the action is. */
  k?: string;
  submit?: boolean;
  /** Why it cannot act yet, in words. The button stays in the tab order and says so; a click does nothing. */
  why?: string | null;
};

export function Button({
  main,
  bare,
  large,
  icon,
  k,
  submit,
  why,
  onClick,
  children,
  className,
  ...rest
}: ButtonProps) {
  const blocked = typeof why === 'string';
  const names = ['btn', main && !blocked && 'btn-main', bare && 'btn-bare', large && 'btn-lg', className];
  const button = (
    <button
      {...rest}
      type={submit && !blocked ? 'submit' : 'button'}
      className={names.filter(Boolean).join(' ')}
      aria-disabled={blocked || undefined}
      aria-keyshortcuts={k ? k.replace('Mod', 'Control') : undefined}
      onClick={blocked ? undefined : onClick}
    >
      {icon ? <Icon name={icon} /> : null}
      {children}
      {blocked ? <span className="vh">. {why}</span> : null}
      {k && !blocked ? <Kbd k={k} /> : null}
    </button>
  );
  return blocked ? <Tip text={why}>{button}</Tip> : button;
}

/** A button that is only an icon: needs a name, and shows it as a tooltip. */
export function IconButton(props: { icon: IconName; label: string; onClick: () => void; k?: string }) {
  return (
    <Tip
      text={
        <>
          {props.label}
          {props.k ? (
            <>
              {' '}
              <Kbd k={props.k} />
            </>
          ) : null}
        </>
      }
    >
      <button type="button" className="btn btn-bare btn-icon" aria-label={props.label} onClick={props.onClick}>
        <Icon name={props.icon} />
      </button>
    </Tip>
  );
}

/** One of a few, always all visible. A radio group: arrows move within it. */
export function Segments<T extends string>(props: {
  label: string;
  value: T;
  options: readonly { value: T; label: ReactNode }[];
  onChange: (value: T) => void;
}) {
  const name = useId();
  return (
    <div className="segs" role="radiogroup" aria-label={props.label}>
      {props.options.map((option) => (
        <label key={option.value}>
          <input
            type="radio"
            name={name}
            value={option.value}
            checked={option.value === props.value}
            onChange={() => props.onChange(option.value)}
          />
          {option.label}
        </label>
      ))}
    </div>
  );
}

/** A bar of work: share from 0 to 1, or null while the size of the work is not known. */
export function Progress(props: { share: number | null; label: string }) {
  const percent = props.share === null ? null : Math.round(props.share * 100);
  return (
    <span
      className={percent === null ? 'bar bar-unknown' : 'bar'}
      role="progressbar"
      tabIndex={-1}
      aria-label={props.label}
      aria-valuemin={0}
      aria-valuemax={100}
      aria-valuenow={percent ?? undefined}
    >
      <i style={percent === null ? undefined : { width: `${percent}%` }} />
    </span>
  );
}
