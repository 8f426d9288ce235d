import { type FormEvent, useState } from 'react';
import { type Plan, stageNames } from '../../../shared/contract/session.ts';
import { engine } from '../../engine/connection.ts';
import { useCommand } from '../../engine/hooks.ts';
import { offerUndo } from '../../frame/undo.tsx';
import { Button } from '../../pieces/controls.tsx';
import { Section } from '../../pieces/section.tsx';
import { FailureNote } from '../../pieces/states.tsx';
import { StatusIcon } from '../../pieces/status.tsx';
import { stageTitles } from '../overview/planBar.ts';

type Stage = Plan[number]['stage'];
type Days = { readonly from: string; readonly to: string };

/** First and last day of each stage; the overview draws them as bars against today. */
export function PlanEditor(props: { plan: Plan | null }) {
  const set = useCommand('contest.setPlan');
  const [days, setDays] = useState<Partial<Record<Stage, Days>>>(() =>
    Object.fromEntries((props.plan ?? []).map(({ stage, from, to }) => [stage, { from, to }])),
  );
  const change = (stage: Stage, part: Partial<Days>) =>
    setDays((now) => ({ ...now, [stage]: { from: '', to: '', ...now[stage], ...part } }));
  const problems = stageNames
    .map((stage) => [stage, problemOf(days[stage])] as const)
    .filter(([, problem]) => problem !== null);

  async function submit(event: FormEvent) {
    event.preventDefault();
    if (problems.length > 0) return;
    const plan = planOf(days);
    const before = props.plan ?? [];
    const outcome = await set.run({ plan });
    if (!outcome.ok) return;
    offerUndo('The plan is saved', async () => {
      const undone = await engine.call('contest.setPlan', { plan: before });
      return undone.ok ? null : undone.error.message;
    });
  }

  return (
    <Section title="Plan" end="first and last day of each stage">
      <form onSubmit={(event) => void submit(event)}>
        <table className="table plan">
          <thead>
            <tr>
              <th>Stage</th>
              <th>From</th>
              <th>To</th>
            </tr>
          </thead>
          <tbody>
            {stageNames.map((stage) => {
              const problem = problemOf(days[stage]);
              return (
                <tr key={stage}>
                  <td>
                    {stageTitles[stage]}
                    {problem ? (
                      <span className="field-error" id={`plan-${stage}`}>
                        <StatusIcon status="error" label={null} />
                        {problem}
                      </span>
                    ) : null}
                  </td>
                  {(['from', 'to'] as const).map((end) => (
                    <td key={end}>
                      <input
                        type="date"
                        className="input"
                        aria-label={`${stageTitles[stage]}, ${end === 'from' ? 'first' : 'last'} day`}
                        aria-invalid={problem !== null}
                        aria-describedby={problem ? `plan-${stage}` : undefined}
                        value={days[stage]?.[end] ?? ''}
                        onChange={(event) => change(stage, { [end]: event.target.value })}
                      />
                    </td>
                  ))}
                </tr>
              );
            })}
          </tbody>
        </table>
        <div className="row plan-do">
          <Button
            main
            submit
            why={problems.length > 0 ? 'A stage has no end or no beginning' : set.busy ? 'Saving' : null}
          >
            Save the plan
          </Button>
          <span className="ink3 xs">Stages without days are left out of the picture.</span>
        </div>
        {set.failure ? <FailureNote failure={set.failure} /> : null}
      </form>
    </Section>
  );
}

function problemOf(days: Days | undefined): string | null {
  if (!days || (days.from === '' && days.to === '')) return null;
  if (days.from === '') return 'Say from which day';
  if (days.to === '') return 'Say to which day';
  return days.to < days.from ? 'It ends before it begins' : null;
}

function planOf(days: Partial<Record<Stage, Days>>): Plan {
  return stageNames.flatMap((stage) => {
    const own = days[stage];
    return own?.from && own.to ? [{ stage, from: own.from, to: own.to }] : [];
  });
}
