import { STATUS_NAMES } from '../../shared/decision/statusNames.ts';
import type { Status as DecisionStatus } from '../../shared/decision/types.ts';
import { Icon, type IconName } from './icons.tsx';

/**
 * Status: shape first, colour second, and a word beside it or as its accessible name.
 *
 *   <StatusIcon status="warning" />            read out as "Warning"
 *   <StatusIcon status="now" label={null} />   silent, because the word stands beside it
 */
const statuses = {
  error: { icon: 'stop', tone: 's-stop', word: 'Error' },
  ineligible: { icon: 'bar', tone: 's-bar', word: 'Ineligible' },
  warning: { icon: 'warn', tone: 's-warn', word: 'Warning' },
  note: { icon: 'note', tone: 's-note', word: 'Note' },
  undecided: { icon: 'undecided', tone: 's-note', word: 'Undecided' },
  todo: { icon: 'open', tone: 's-todo', word: 'Not started' },
  now: { icon: 'half', tone: 's-now', word: 'Under way' },
  done: { icon: 'done', tone: 's-done', word: 'Done' },
  passed: { icon: 'tick', tone: 's-good', word: 'Passed' },
  frozen: { icon: 'lock', tone: 's-todo', word: 'Frozen' },
  waiting: { icon: 'clock', tone: 's-todo', word: 'Waiting' },
} as const satisfies Record<string, { icon: IconName; tone: string; word: string }>;

export type Status = keyof typeof statuses;

export function StatusIcon(props: { status: Status; label?: string | null }) {
  const { icon, tone, word } = statuses[props.status];
  const label = props.label === undefined ? word : props.label;
  return label === null ? <Icon name={icon} className={tone} /> : <Icon name={icon} className={tone} label={label} />;
}

/** A level of the rubric as a square: 2 filled, 1 outlined, 0 dashed and red; the figure is always in it. */
export function LevelSquare(props: { level: 0 | 1 | 2 | null; label?: string; hidden?: boolean }) {
  const { level } = props;
  const name = level === null ? 'lvx' : (['lv0', 'lv1', 'lv2'] as const)[level];
  return (
    <span className={`lv ${name}`} aria-hidden={props.hidden}>
      {props.label ? <span className="vh">{props.label}: </span> : null}
      {level ?? '–'}
      {level === null && !props.hidden ? <span className="vh"> cannot say</span> : null}
    </span>
  );
}

export type TierName = DecisionStatus;

export const tierWords = STATUS_NAMES;

/** The mark of a tier; the word stands beside it. An undecided one is split between the two it could be. */
export function TierMark(props: { tier: TierName; couldBe?: readonly [TierName, TierName] | undefined }) {
  if (props.tier !== 'undecided') return <i className={`tm tm-${props.tier}`} aria-hidden="true" />;
  const [a, b] = props.couldBe ?? (['grand', 'second'] as const);
  const halves = { '--tm-a': `var(--tier-${a})`, '--tm-b': `var(--tier-${b})` };
  return <i className="tm tm-undecided" style={halves as React.CSSProperties} aria-hidden="true" />;
}
