import type { StepVerdict } from '../../shared/contract/scaling.ts';
import { parameters } from '../../shared/results/parameters.ts';
import { Figure } from '../pieces/figure.tsx';
import { count, decimalsFor, fixed, percent, plural } from '../pieces/format.ts';
import { StatusIcon } from '../pieces/status.tsx';
import { FamilyMark } from './families.tsx';
import { meanText } from './figureWords.ts';
import type { DrawnLine, LinePoint, LineStep, LineTrend } from './lines.ts';
import './plots.css';

/**
 * The plot's figures, grouped as its lines are: what each run has, and how it differs from the next smaller one of its
 * family. `warningsOf` adds what was noted when a run was joined.
 */
export function RunTable(props: {
  caption: string;
  lines: readonly DrawnLine[];
  share: boolean;
  warningsOf?: (run: { model: string; reproduction: boolean }) => readonly string[];
}) {
  const { lines, share } = props;
  const withSteps = lines.some((line) => line.steps.length > 0);
  const withAccuracy = lines.some((line) =>
    line.points.some((point) => point.runs.some((run) => run.accuracy.value !== null)),
  );
  const columns = 5 + Number(withAccuracy) + Number(withSteps);
  return (
    <table className="runs">
      <caption className="vh">{props.caption}</caption>
      <thead>
        <tr>
          <th scope="col">Run</th>
          <th scope="col" className="num">
            Params
          </th>
          <th scope="col" className="num">
            n
          </th>
          <th scope="col" className="num">
            Coverage
          </th>
          <th scope="col" className="num">
            {share ? 'Error ± SEM' : 'Mean ± SEM'}
          </th>
          {withAccuracy ? (
            <th scope="col" className="num">
              Accuracy
            </th>
          ) : null}
          {withSteps ? (
            <th scope="col" className="runs-step">
              Step, resamples that rise
            </th>
          ) : null}
        </tr>
      </thead>
      {lines.map((line) => (
        <tbody key={line.key}>
          <tr className="runs-family">
            <th colSpan={columns} scope="rowgroup">
              <FamilyHead line={line} />
            </th>
          </tr>
          {line.points.flatMap((point, place) =>
            point.runs.map((run, beside) => (
              <tr key={run.key}>
                <th scope="row" className="mono">
                  {run.model}
                  <Warnings texts={props.warningsOf?.({ model: run.model, reproduction: line.reproduction }) ?? []} />
                </th>
                <td className="num">{parameters(point.params)}</td>
                <td className="num">{count(run.n)}</td>
                <td className="num">
                  {run.coverage === null ? <span className="ink3">–</span> : percent(run.coverage, 1)}
                </td>
                <td className="num nowrap">
                  {beside === 0 ? <Mean point={point} share={share} /> : <span className="ink3">with the above</span>}
                </td>
                {withAccuracy ? (
                  <td className="num">
                    <Figure figure={run.accuracy} as={(value) => percent(value, 1)} />
                  </td>
                ) : null}
                {withSteps ? (
                  <td className="runs-step">
                    {beside === 0 ? <Step line={line} place={place} share={share} /> : null}
                  </td>
                ) : null}
              </tr>
            )),
          )}
        </tbody>
      ))}
    </table>
  );
}

function FamilyHead({ line }: { line: DrawnLine }) {
  const n = line.points.reduce((sum, point) => sum + point.runs.length, 0);
  return (
    <>
      <FamilyMark style={line.style} hollow={!line.public} /> <b>{line.name}</b>{' '}
      {line.trend
        ? trendInWords(line.trend, line.shared)
        : `${line.public ? 'public' : 'private'}, ${plural(n, 'run')}`}
      {line.tuned ? <span className="ink3">; tuned, counted nowhere</span> : null}
    </>
  );
}

/** `strictly monotonic inverse  slope 0.092 (0.084 to 0.100), R² 0.997, 1,183 shared`. */
export function trendInWords(trend: LineTrend, shared: number | null): string {
  const parts = [
    trend.slope === null ? null : `slope ${slopeText(trend)}`,
    trend.straightness === null ? null : `R² ${fixed(trend.straightness, 3)}`,
    shared === null ? null : `${count(shared)} shared`,
  ].filter((part) => part !== null);
  return [trend.shape ?? trend.shapeWhy, parts.join(', ')].filter(Boolean).join('; ');
}

/** `0.092 (0.084 to 0.100)`, with as many decimals as the interval allows. */
export function slopeText({ slope, interval }: Pick<LineTrend, 'slope' | 'interval'>): string {
  if (slope === null) return '–';
  if (!interval) return fixed(slope, 3);
  const decimals = Math.max(2, decimalsFor((interval.high - interval.low) / 4));
  return `${fixed(slope, decimals)} (${fixed(interval.low, decimals)} to ${fixed(interval.high, decimals)})`;
}

function Mean({ point, share }: { point: LinePoint; share: boolean }) {
  const [mean = '', error = ''] = meanText(point, share).split(' ± ');
  return (
    <>
      {mean}
      <span className="ink3"> ± {error}</span>
      {point.summary ? <span className="ink3"> summary</span> : null}
    </>
  );
}

const marks: Record<StepVerdict, string> = { up: 'M8 13V3M4 7l4-4 4 4', down: 'M8 3v10M4 9l4 4 4-4', flat: 'M3 8h10' };

/** `+0.069 up in > 99.9 %`: the step from the size before. */
function Step(props: { line: DrawnLine; place: number; share: boolean }) {
  const { line, place, share } = props;
  if (place === 0) return <span className="ink3">first</span>;
  const here = line.points[place]?.params;
  const step = line.steps.find((one) => one.to === here);
  if (!step) return <span className="ink3">–</span>;
  const said = stepShare(step);
  return (
    <>
      {step.verdict ? (
        <svg className="i" viewBox="0 0 16 16" aria-hidden="true">
          <path d={marks[step.verdict]} />
        </svg>
      ) : null}
      {differenceText(step.difference, line, share)} <span className="ink3">{said}</span>
    </>
  );
}

/** `up in > 99.9 %`, `flat, up in 41 %`, or why there is no verdict. */
export function stepShare(step: Pick<LineStep, 'verdict' | 'pUp' | 'pDown' | 'why'>): string {
  const { verdict, pUp, pDown } = step;
  if (verdict === null || pUp === null) return step.why ?? 'cannot say';
  if (verdict === 'up') return `up in ${sharePercent(pUp)}`;
  if (verdict === 'down') return `down in ${sharePercent(pDown ?? 1 - pUp)}`;
  return `flat, up in ${sharePercent(pUp)}`;
}

/** Never a whole 100 or 0 %: so many resamples cannot tell. */
export function sharePercent(share: number): string {
  if (share > 0.999) return `> ${percent(0.999, 1)}`;
  if (share < 0.001) return `< ${percent(0.001, 1)}`;
  return percent(share, share > 0.99 || share < 0.01 ? 1 : 0);
}

function differenceText(difference: number, line: DrawnLine, share: boolean): string {
  const sem = Math.max(0, ...line.points.map((point) => point.sem));
  const decimals = share ? 1 : decimalsFor(sem);
  const text = fixed(share ? difference * 100 : difference, decimals);
  return text.startsWith('−') || Number(text) === 0 ? text : `+${text}`;
}

function Warnings({ texts }: { texts: readonly string[] }) {
  if (texts.length === 0) return null;
  const said = texts.join(' ');
  return (
    <span className="runs-warning" title={said}>
      <StatusIcon status="warning" label={said} />
    </span>
  );
}
