import type { Overview } from '../../../shared/contract/session.ts';
import { calendarDay, count, shortDay } from '../../pieces/format.ts';
import { StatusIcon } from '../../pieces/status.tsx';
import { againstPlan, type PlanAxis, planAxis, stageTitles } from './planBar.ts';

/** The round: plan and progress by stage, one picture. A bar that ends left of today is late. */
export function Round({ overview }: { overview: Overview }) {
  const axis = planAxis(overview);
  const today = `Today, ${shortDay(calendarDay(overview.today), calendarDay(overview.today))}`;
  return (
    <table className="round" aria-label="The round, stage by stage">
      <thead>
        <tr>
          <th className="round-stage">Stage</th>
          <th className="lane lane-head">
            {axis ? (
              <>
                <span className="vh">Plan and progress</span>
                <span aria-hidden="true">
                  {axis.ticks.map((tick) =>
                    Math.abs(tick.at - axis.today) < 0.06 ? null : (
                      <span
                        key={tick.label}
                        className={Math.abs(tick.at - axis.today) < 0.14 ? `${edge(tick.at)} lane-near` : edge(tick.at)}
                        style={{ left: percentOf(tick.at) }}
                      >
                        {tick.label}
                      </span>
                    ),
                  )}
                  {axis.today >= 0 && axis.today <= 1 ? (
                    <span className={`lane-now ${edge(axis.today)}`} style={{ left: percentOf(axis.today) }}>
                      {today}
                    </span>
                  ) : null}
                </span>
              </>
            ) : (
              <span className="lane-start">Progress</span>
            )}
          </th>
          <th className="round-done num">Done</th>
          <th className="round-plan">{axis ? 'Against the plan' : 'Remark'}</th>
        </tr>
      </thead>
      <tbody>
        {overview.stages.map((stage) => (
          <Stage key={stage.stage} stage={stage} axis={axis} today={overview.today} />
        ))}
      </tbody>
    </table>
  );
}

function Stage(props: { stage: Overview['stages'][number]; axis: PlanAxis | null; today: string }) {
  const { stage, axis } = props;
  const share = stage.total === 0 ? 0 : Math.min(1, stage.done / stage.total);
  const against = againstPlan(stage, props.today);
  const whole = stage.done === stage.total;
  const remark = [against?.text, stage.remark].filter(Boolean).join(' · ');
  const start = axis && stage.from && stage.to ? axis.at(stage.from) : 0;
  const width = axis && stage.from && stage.to ? axis.at(stage.to) + 1 / axis.days - start : axis ? null : 1;
  return (
    <tr className={stage.state === 'todo' ? 'round-later' : undefined}>
      <th scope="row" className="round-stage">
        <StatusIcon status={stage.state} /> {stageTitles[stage.stage]}
      </th>
      <td className={axis ? 'lane' : 'lane lane-plain'}>
        {axis?.ticks.map((tick) =>
          tick.at > 0 && tick.at < 1 ? (
            <i key={tick.label} className="lane-tick" style={{ left: percentOf(tick.at) }} />
          ) : null,
        )}
        {width === null ? null : (
          <span
            className={`lane-span lane-${stage.state}`}
            style={{ left: percentOf(start), width: percentOf(width) }}
            title={stage.from && stage.to ? `${stage.from} to ${stage.to}` : undefined}
          >
            <i style={{ width: percentOf(share) }} />
          </span>
        )}
        {axis && axis.today >= 0 && axis.today <= 1 ? (
          <i className="lane-today" style={{ left: percentOf(axis.today) }} />
        ) : null}
      </td>
      <td className="round-done num">
        {stage.total === 0 ? (
          <span className="ink3">–</span>
        ) : (
          <>
            {count(stage.done)}
            {whole ? null : <span className="ink3"> / {count(stage.total)}</span>}
          </>
        )}
      </td>
      <td className="round-plan">
        {against?.late ? <StatusIcon status="warning" label="Late" /> : null}
        {remark || <span className="ink3">–</span>}
      </td>
    </tr>
  );
}

function percentOf(share: number): string {
  return `${(share * 100).toFixed(2)}%`;
}

/** Labels at the ends of the axis are pushed inside. */
function edge(at: number): string {
  return at < 0.03 ? 'lane-start' : at > 0.97 ? 'lane-end' : 'lane-mid';
}
