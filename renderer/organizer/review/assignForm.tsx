import { type FormEvent, useState } from 'react';
import { go } from '../../app/router.ts';
import { engine } from '../../engine/connection.ts';
import { useAsk, useCommand } from '../../engine/hooks.ts';
import { offerUndo } from '../../frame/undo.tsx';
import { Button } from '../../pieces/controls.tsx';
import { CheckBox } from '../../pieces/field.tsx';
import { count, plural } from '../../pieces/format.ts';
import { Section } from '../../pieces/section.tsx';
import { EmptyState, FailureNote } from '../../pieces/states.tsx';
import './review.css';

/** Choose who reads a submission; those with the least to read come first. */
export function AssignForm(props: { submission: string; assigned: readonly string[] }) {
  const people = useAsk('participants.list', {});
  const assign = useCommand('review.assign');
  const [chosen, setChosen] = useState<ReadonlySet<string>>(new Set());
  const reviewers = (people.data?.participants ?? []).filter(
    (one) => one.role === 'reviewer' && one.state !== 'dismissed',
  );
  const free = reviewers
    .filter((one) => !props.assigned.includes(one.id))
    .sort((a, b) => a.reviewsExpected - b.reviewsExpected);
  if (!people.data) return null;
  if (reviewers.length === 0) {
    return (
      <EmptyState
        icon="review"
        title="No reviewers yet"
        action={
          <Button main onClick={() => go({ page: 'people' })}>
            Invite reviewers
          </Button>
        }
      >
        Reviewers get an access code each and act under an alias that nobody can trace.
      </EmptyState>
    );
  }
  if (free.length === 0) return null;

  async function submit(event: FormEvent) {
    event.preventDefault();
    const ids = [...chosen];
    if (ids.length === 0) return;
    const outcome = await assign.run({ submission: props.submission, reviewers: ids });
    if (!outcome.ok) return;
    setChosen(new Set());
    offerUndo(`${plural(outcome.value.assigned, 'reviewer')} assigned`, async () => {
      for (const reviewer of ids) {
        const undone = await engine.call('review.unassign', { submission: props.submission, reviewer });
        if (!undone.ok) return undone.error.message;
      }
      return null;
    });
  }

  return (
    <Section title="Assign reviewers" end="those with least to read come first">
      <form onSubmit={(event) => void submit(event)} className="assign">
        <fieldset className="assign-people">
          <legend className="vh">Reviewers</legend>
          {free.map((one, i) => (
            <CheckBox
              key={one.id}
              label={
                <>
                  {one.alias ?? `Reviewer ${i + 1}, not signed in yet`}{' '}
                  <span className="ink3 xs">
                    {one.reviewsExpected === 0
                      ? 'nothing yet'
                      : `${count(one.reviews)} of ${plural(one.reviewsExpected, 'review')} in`}
                  </span>
                </>
              }
              checked={chosen.has(one.id)}
              onChange={(on) => {
                const next = new Set(chosen);
                if (on) next.add(one.id);
                else next.delete(one.id);
                setChosen(next);
              }}
            />
          ))}
        </fieldset>
        <Button
          main={props.assigned.length === 0}
          submit
          why={chosen.size === 0 ? 'Choose a reviewer first' : assign.busy ? 'Assigning' : null}
        >
          {chosen.size === 0 ? 'Assign' : `Assign ${plural(chosen.size, 'reviewer')}`}
        </Button>
      </form>
      {assign.failure ? <FailureNote failure={assign.failure} /> : null}
    </Section>
  );
}
