import { Figure, PlusMinus } from '../pieces/figure.tsx';
import { count, parameters, percent, plural } from '../pieces/format.ts';
import { StatusIcon } from '../pieces/status.tsx';
import { FamilyMark } from './families.tsx';
import { type PlotRun, seriesOf } from './series.ts';
import './plots.css';

/** The plot's figures, grouped as its lines are. `warningsOf` adds what was noted when a run was joined. */
export function RunTable<R extends PlotRun>(props: { runs: readonly R[]; warningsOf?: (run: R) => readonly string[] }) {
  return (
    <table className="runs">
      <caption className="vh">Runs by family</caption>
      <thead>
        <tr>
          <th>Run</th>
          <th className="num">Params</th>
          <th className="num">n</th>
          <th className="num">Coverage</th>
          <th className="num">Mean ± SEM</th>
          <th className="num">Accuracy</th>
        </tr>
      </thead>
      {seriesOf(props.runs).map((series) => (
        <tbody key={series.key}>
          <tr className="runs-family">
            <th colSpan={6} scope="rowgroup">
              <FamilyMark family={series.family} isPublic={series.public} /> <b>{series.name}</b>{' '}
              {series.public ? 'public' : 'private'}, {plural(series.runs.length, 'run')}
            </th>
          </tr>
          {series.runs.map((run) => (
            <tr key={run.model}>
              <th scope="row" className="mono">
                {run.model}
                {run.summary ? <span className="runs-summary">summary</span> : null}
                <Warnings texts={props.warningsOf?.(run as R) ?? []} />
              </th>
              <td className="num">{parameters(run.params)}</td>
              <td className="num">{count(run.n)}</td>
              <td className="num">{percent(run.coverage, 1)}</td>
              <td className="num">
                <PlusMinus value={run.mean} error={run.sem} />
              </td>
              <td className="num">
                <Figure figure={run.accuracy} as={(value) => percent(value, 1)} />
              </td>
            </tr>
          ))}
        </tbody>
      ))}
    </table>
  );
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
