import { useState } from 'react';
import type { Output } from '../../../shared/contract/contract.ts';
import { go } from '../../app/router.ts';
import { engine } from '../../engine/connection.ts';
import { useCommand } from '../../engine/hooks.ts';
import { offerUndo } from '../../frame/undo.tsx';
import { Button } from '../../pieces/controls.tsx';
import { count, plural, shortTime } from '../../pieces/format.ts';
import { Section } from '../../pieces/section.tsx';
import { EmptyState, FailureNote } from '../../pieces/states.tsx';
import { StatusIcon } from '../../pieces/status.tsx';
import { openImport } from '../import/importFlow.ts';
import { namesOf } from './names.ts';
import { NumberCell } from './numberCell.tsx';
import { DryRun } from './proposal.tsx';
import { TopicsCell } from './topicsCell.tsx';

type Plan = Output<'review.plan'>;

/** Who is to review what: what is asked for, a dry run that stores nothing, and the deal. */
export function DealView({ plan }: { plan: Plan }) {
  if (plan.submissions.length === 0) {
    return (
      <EmptyState
        icon="review"
        title="Nothing to deal yet"
        action={
          <Button main k="I" icon="import" onClick={() => openImport()}>
            Import
          </Button>
        }
      >
        Import a submission first.
      </EmptyState>
    );
  }
  return (
    <>
      <Asked plan={plan} />
      <DryRun plan={plan} />
      <div className="deal-tables mt">
        <Topics plan={plan} />
        <Loads plan={plan} />
      </div>
    </>
  );
}

/** Reviews a submission, load a reviewer, and the last deal while it can be taken back. */
function Asked({ plan }: { plan: Plan }) {
  const setPlan = useCommand('review.setPlan');
  async function change(next: { reviews: number; load: number }) {
    const { reviews, load } = plan;
    const outcome = await setPlan.run(next);
    if (!outcome.ok) return;
    offerUndo(`${plural(next.reviews, 'review')} a submission, at most ${next.load} a reviewer`, () =>
      undone('review.setPlan', { reviews, load }),
    );
  }
  return (
    <Section title="What is asked for" end={<LastDeal last={plan.lastDeal} />}>
      <div className="asked">
        <span className="asked-field">
          Reviews a submission
          <NumberCell
            label="Reviews a submission"
            value={plan.reviews}
            least={1}
            most={20}
            onSave={(reviews) => reviews !== null && void change({ reviews, load: plan.load })}
          />
        </span>
        <span className="asked-field">
          At most for a reviewer
          <NumberCell
            label="At most for a reviewer"
            value={plan.load}
            least={1}
            most={1000}
            onSave={(load) => load !== null && void change({ reviews: plan.reviews, load })}
          />
        </span>
        <span className="ink3">Enter saves. A reviewer’s own load, below, goes first.</span>
      </div>
      {setPlan.failure ? <FailureNote failure={setPlan.failure} /> : null}
    </Section>
  );
}

function LastDeal({ last }: { last: Plan['lastDeal'] }) {
  const undeal = useCommand('review.undeal');
  if (!last) return <>no deal to take back</>;
  const what = `last dealt ${shortTime(last.at)}: ${count(last.assigned)} new, ${count(last.withdrawn)} taken back`;
  return (
    <>
      {what}
      {undeal.failure ? <span className="field-error">{undeal.failure.message}</span> : null}
      {last.begun ? null : (
        <>
          {' · '}
          <button type="button" className="link" onClick={() => void undeal.run({})}>
            take the deal back
          </button>
        </>
      )}
    </>
  );
}

function Topics({ plan }: { plan: Plan }) {
  const setTopics = useCommand('review.setTopics');
  async function save(row: Plan['submissions'][number], topics: string[]) {
    const outcome = await setTopics.run({ submission: row.id, topics });
    if (!outcome.ok) return;
    offerUndo(`Topics of ${row.title} saved`, () =>
      undone('review.setTopics', { submission: row.id, topics: row.topics }),
    );
  }
  return (
    <Section title="Topics" n={plan.submissions.length} end="apart by commas; reviewers say which they want">
      <table className="table">
        <thead>
          <tr>
            <th>Submission</th>
            <th>Topics</th>
            <th className="num">Asked</th>
          </tr>
        </thead>
        <tbody>
          {plan.submissions.map((row) => (
            <tr key={row.id}>
              <td className="review-title">
                <button
                  type="button"
                  className="row-link"
                  onClick={() => go({ page: 'submission', id: row.id, tab: 'reviews' })}
                >
                  {row.title}
                </button>
                {row.eligible ? null : (
                  <span className="ink3 nowrap">
                    {' '}
                    <StatusIcon status="ineligible" label={null} /> not dealt
                  </span>
                )}
              </td>
              <td>
                <TopicsCell
                  label={`Topics of ${row.title}`}
                  topics={row.topics}
                  onSave={(topics) => void save(row, topics)}
                />
              </td>
              <td className="num">{count(row.assigned)}</td>
            </tr>
          ))}
        </tbody>
      </table>
      {setTopics.failure ? <FailureNote failure={setTopics.failure} /> : null}
    </Section>
  );
}

function Loads({ plan }: { plan: Plan }) {
  const setLoad = useCommand('review.setLoad');
  const name = namesOf(plan.reviewers);
  const [chosen, setChosen] = useState<string | null>(null);
  async function save(one: Plan['reviewers'][number], load: number | null) {
    setChosen(one.id);
    const outcome = await setLoad.run({ reviewer: one.id, load });
    if (!outcome.ok) return;
    offerUndo(
      `${name(one.id)}: ${load === null ? 'as many as the plan says' : `at most ${plural(load, 'review')}`}`,
      () => undone('review.setLoad', { reviewer: one.id, load: one.load }),
    );
  }
  if (plan.reviewers.length === 0) {
    return (
      <Section title="Loads" n={0}>
        <EmptyState
          icon="people"
          title="No reviewers yet"
          action={<Button onClick={() => go({ page: 'people' })}>Invite reviewers</Button>}
        >
          Invite reviewers under People.
        </EmptyState>
      </Section>
    );
  }
  return (
    <Section title="Loads" n={plan.reviewers.length} end={`empty: the plan’s ${plan.load}`}>
      <table className="table">
        <thead>
          <tr>
            <th>Reviewer</th>
            <th className="num">Wishes</th>
            <th className="num">Asked</th>
            <th className="num">At most</th>
          </tr>
        </thead>
        <tbody>
          {plan.reviewers.map((one) => (
            <tr key={one.id}>
              <td className="review-who">{name(one.id)}</td>
              <td className="num">{one.wishes === 0 ? <span className="ink3">–</span> : count(one.wishes)}</td>
              <td className="num">{count(one.assigned)}</td>
              <td className="num">
                <NumberCell
                  label={`At most for ${name(one.id)}`}
                  value={one.load}
                  least={0}
                  most={1000}
                  otherwise={String(plan.load)}
                  onSave={(load) => void save(one, load)}
                />
                {chosen === one.id && setLoad.failure ? (
                  <span className="field-error">{setLoad.failure.message}</span>
                ) : null}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </Section>
  );
}

type Undoable = 'review.setPlan' | 'review.setTopics' | 'review.setLoad';

async function undone<P extends Undoable>(procedure: P, input: Parameters<typeof engine.call<P>>[1]) {
  const outcome = await engine.call(procedure, input);
  return outcome.ok ? null : outcome.error.message;
}
