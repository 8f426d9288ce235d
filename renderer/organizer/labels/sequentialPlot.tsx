import { count, fixed, fullTime, percent, plural } from '../../pieces/format.ts';
import { Section } from '../../pieces/section.tsx';
import type { Verdict } from './verdict.tsx';

const WIDTH = 640;
const HEIGHT = 180;
const LEFT = 8;
const RIGHT = 130;
const TOP = 14;
const BOTTOM = 24;
/** The axis is never shorter, so that the first steps do not fill it. */
const FEWEST = 40;

/** Wald's running sum between its two bounds. */
export function SequentialPlot(props: { test: NonNullable<Verdict['test']>; stopped: Verdict['stopped'] }) {
  const { test, stopped } = props;
  const { sums, lower, upper } = test;
  const steps = Math.max(FEWEST, sums.length);
  const high = Math.max(upper, ...sums) * 1.1;
  const low = Math.min(lower, ...sums) * 1.1;
  const x = (step: number) => LEFT + (step / steps) * (WIDTH - LEFT - RIGHT);
  const y = (sum: number) => TOP + ((high - sum) / (high - low)) * (HEIGHT - TOP - BOTTOM);
  const points = [0, ...sums].map((sum, step) => `${x(step)},${y(sum)}`).join(' ');
  const last = sums.at(-1) ?? 0;
  return (
    <Section
      title="Sequential sampling"
      end={`acceptable ${percent(test.acceptable, 1)}, unacceptable ${percent(test.unacceptable, 1)}`}
    >
      <p className="ink2">{sentence(test)}</p>
      <figure className="vd-plot" aria-label={`Running sum ${fixed(last, 2)} after ${plural(sums.length, 'example')}`}>
        <svg viewBox={`0 0 ${WIDTH} ${HEIGHT}`} aria-hidden="true">
          {[
            { bound: upper, name: 'reject above' },
            { bound: lower, name: 'accept below' },
          ].map(({ bound, name }) => (
            <g key={name}>
              <line className="bound" x1={LEFT} x2={WIDTH - RIGHT} y1={y(bound)} y2={y(bound)} />
              <text x={WIDTH - RIGHT + 8} y={y(bound) + 4}>
                {name} {fixed(bound, 2)}
              </text>
            </g>
          ))}
          <line className="zero" x1={LEFT} x2={WIDTH - RIGHT} y1={y(0)} y2={y(0)} />
          <text x={WIDTH - RIGHT + 8} y={y(0) + 4}>
            0
          </text>
          <polyline className="sum" points={points} />
          <circle className="now" cx={x(sums.length)} cy={y(last)} r="3.5" />
          <text x={LEFT} y={HEIGHT - 6}>
            0
          </text>
          <text x={x(steps)} y={HEIGHT - 6} textAnchor="end">
            {count(steps)} settled examples of the draw
          </text>
        </svg>
      </figure>
      {stopped ? (
        <p className="ink2 xs">
          Dealing stopped {fullTime(stopped.at)}
          {stopped.why === 'organizer' ? ' by an organizer' : ', as soon as the evidence was in'}.
        </p>
      ) : null}
    </Section>
  );
}

function sentence(test: NonNullable<Verdict['test']>): string {
  const sum = fixed(test.sums.at(-1) ?? 0, 2);
  const settled = `${plural(test.sums.length, 'example')} of the draw settled in order, ${count(test.wrongOnes)} wrong`;
  const seen = `${settled}, running sum ${sum}`;
  if (test.decision === 'accept') return `${seen}: the sum reached the lower bound, so the labels are accepted.`;
  if (test.decision === 'reject') return `${seen}: the sum reached the upper bound, so the labels are rejected.`;
  if (test.waitsAt?.why === 'undecided') {
    return `${seen}. The sum waits at example ${count(test.waitsAt.row)}, which has no consensus: settle it to go on.`;
  }
  return test.waitsAt
    ? `${seen}. The sum waits at example ${count(test.waitsAt.row)}, which still needs votes.`
    : `${seen}. The sample is at its end without a decision, so the rate decides.`;
}
