import type { SubmissionRow } from '../../../shared/contract/submission.ts';
import { Rate } from '../../pieces/figure.tsx';
import { count, plural } from '../../pieces/format.ts';
import { StatusIcon } from '../../pieces/status.tsx';

/** Findings as shapes with their counts; an en dash when there are none. */
export function FindingCounts({ findings }: { findings: SubmissionRow['findings'] }) {
  const kinds = [
    ['ineligible', findings.ineligible, 'ineligible'],
    ['warning', findings.warning, 'warning'],
    ['note', findings.note, 'note'],
  ] as const;
  if (kinds.every(([, n]) => n === 0)) return <span className="ink3">–</span>;
  return (
    <span className="fnd">
      {kinds.map(([status, n, word]) =>
        n === 0 ? null : (
          <span key={status} title={n === 1 || word === 'ineligible' ? `${n} ${word}` : plural(n, word)}>
            <StatusIcon status={status} />
            {count(n)}
          </span>
        ),
      )}
    </span>
  );
}

/** One stroke a run, hollow up to the most that any submission has; many runs are only counted. */
export function RunStrip(props: { runs: number; most: number }) {
  if (props.runs === 0) return <span className="ink3">–</span>;
  return (
    <span title={`${plural(props.runs, 'run')}; the fullest submission has ${count(props.most)}`}>
      {props.most <= 16 ? (
        <span className="strip" aria-hidden="true">
          {Array.from({ length: props.most }, (_, i) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: strokes are alike
            <i key={i} className={i < props.runs ? undefined : 'no'} />
          ))}
        </span>
      ) : null}
      {count(props.runs)}
    </span>
  );
}

/** GPT-3's mean losses from small to large, and in words whether they rise from the first to the last. */
export function Sparkline({ means }: { means: readonly number[] }) {
  const [first, last] = [means[0], means.at(-1)];
  if (first === undefined || last === undefined) return <span className="ink3">–</span>;
  const [low, high] = [Math.min(...means), Math.max(...means)];
  const spread = high - low || 1;
  const points = means.map((mean, i) => [
    3 + (50 * i) / Math.max(1, means.length - 1),
    high === low ? 10.5 : 17 - (13 * (mean - low)) / spread,
  ]);
  const rises = means.every((mean, i) => i === 0 || mean > (means[i - 1] ?? 0));
  const word = means.length === 1 ? 'one run' : rises ? 'every step up' : last > first ? 'up overall' : 'down overall';
  return (
    <>
      <svg className={rises ? 'spark inv' : 'spark'} viewBox="0 0 56 20" width="56" height="20" aria-hidden="true">
        <polyline points={points.map((point) => point.map((x) => x?.toFixed(1)).join(',')).join(' ')} />
        {points.map(([x, y]) => (
          <circle key={x} cx={x} cy={y} r="1.8" />
        ))}
      </svg>
      <span className="spark-word">{word}</span>
    </>
  );
}

export function LabelErrors({ rate }: { rate: SubmissionRow['labelErrors'] }) {
  return rate ? <Rate rate={rate} /> : <span className="ink3">–</span>;
}
