import { useState } from 'react';
import type { Participant } from '../../../shared/contract/participants.ts';
import { useContestFiles } from '../../app/session.ts';
import { engine } from '../../engine/connection.ts';
import { useAsk, useCommand } from '../../engine/hooks.ts';
import { useKeys } from '../../frame/keys.ts';
import { Screen } from '../../frame/shell.tsx';
import { offerUndo } from '../../frame/undo.tsx';
import { Button } from '../../pieces/controls.tsx';
import { count, plural, shortTime } from '../../pieces/format.ts';
import { PageHead, Section } from '../../pieces/section.tsx';
import { EmptyState, FailureNote, LoadingRows } from '../../pieces/states.tsx';
import { type Status, StatusIcon } from '../../pieces/status.tsx';
import { InviteDialog, OrganizerCodeDialog } from './invite.tsx';
import { TagsDialog } from './tagsDialog.tsx';
import './people.css';

const states: Record<Participant['state'], { status: Status; word: string }> = {
  invited: { status: 'todo', word: 'Not seen yet' },
  active: { status: 'now', word: 'Active' },
  dismissed: { status: 'waiting', word: 'Dismissed' },
};

/** Who takes part, under which alias, and what each has done. */
export function PeopleScreen() {
  const asked = useAsk('participants.list', {});
  const session = useAsk('session.current', {});
  const files = useContestFiles();
  const [dialog, setDialog] = useState<'invite' | 'code' | null>(null);
  const people = asked.data?.participants;
  const codeSet = session.data?.contest?.organizerCodeSet ?? true;
  useKeys('People', [
    { key: 'I', label: 'invite', run: () => setDialog('invite'), foot: true },
    { key: 'A', label: 'organizer’s access code', run: () => setDialog('code'), foot: true },
    { key: 'X', label: 'sign out', run: () => void files.signOut(), off: !codeSet, foot: codeSet },
  ]);
  return (
    <Screen crumbs={[{ label: 'People' }]} titled={Boolean(people?.length)}>
      {asked.error && !people ? <FailureNote failure={asked.error} /> : null}
      {asked.isPending ? <LoadingRows rows={8} label="Reading who takes part" /> : null}
      {people ? (
        <>
          {people.length > 0 ? (
            <PageHead
              title={headline(people)}
              actions={
                <>
                  {codeSet ? (
                    <Button bare k="X" onClick={() => void files.signOut()}>
                      Sign out
                    </Button>
                  ) : null}
                  <Button icon="key" onClick={() => setDialog('code')}>
                    {codeSet ? 'New organizer code' : 'Set an organizer code'}
                  </Button>
                  <Button main icon="plus" k="I" onClick={() => setDialog('invite')}>
                    Invite
                  </Button>
                </>
              }
            >
              Everybody acts under an alias. Which person a reviewer’s alias belongs to is known to nobody.
            </PageHead>
          ) : (
            <EmptyState
              icon="people"
              title="Nobody is invited yet"
              action={
                <>
                  <Button main icon="plus" k="I" onClick={() => setDialog('invite')}>
                    Invite
                  </Button>
                  {codeSet ? null : (
                    <Button icon="key" onClick={() => setDialog('code')}>
                      Set an organizer code
                    </Button>
                  )}
                </>
              }
            >
              Contractors verify labels, reviewers judge. Each gets an access code on a slip and signs in with it, on
              this computer or with a copy of the file.
            </EmptyState>
          )}
          {codeSet || people.length === 0 ? null : (
            <p className="people-warn">
              <StatusIcon status="warning" label={null} />
              Without an organizer code whoever opens this file is the organizer. Set one before you hand out slips.
            </p>
          )}
          <PeopleTable title="Contractors" kind="contractor" people={people} />
          <PeopleTable title="Reviewers" kind="reviewer" people={people} />
        </>
      ) : null}
      {dialog === 'invite' ? (
        <InviteDialog codeSet={codeSet} onClose={() => setDialog(null)} onCode={() => setDialog('code')} />
      ) : null}
      {dialog === 'code' ? <OrganizerCodeDialog again={codeSet} onClose={() => setDialog(null)} /> : null}
    </Screen>
  );
}

function headline(people: readonly Participant[]): string {
  const of = (role: Participant['role']) =>
    people.filter((one) => one.role === role && one.state !== 'dismissed').length;
  return `${plural(of('contractor'), 'contractor')} and ${plural(of('reviewer'), 'reviewer')} take part.`;
}

function PeopleTable(props: { title: string; kind: Participant['role']; people: readonly Participant[] }) {
  const rows = props.people.filter((one) => one.role === props.kind);
  if (rows.length === 0) return null;
  const votes = props.kind === 'contractor';
  return (
    <Section title={props.title} n={rows.length} className="mt">
      <table className="table">
        <thead>
          <tr>
            <th className="people-alias">Alias</th>
            <th className="people-state">State</th>
            {votes ? <th>Can judge</th> : null}
            <th className="num people-done">{votes ? 'Votes' : 'Reviews'}</th>
            <th className="num people-seen">First seen</th>
            <th>
              <span className="vh">Actions</span>
            </th>
          </tr>
        </thead>
        <tbody>
          {rows.map((one) => (
            <PersonRow
              key={one.id}
              person={one}
              done={votes ? one.votes : one.reviews}
              expected={votes ? one.votesExpected : one.reviewsExpected}
            />
          ))}
        </tbody>
      </table>
    </Section>
  );
}

function PersonRow(props: { person: Participant; done: number; expected: number }) {
  const { person, done, expected } = props;
  const dismiss = useCommand('participants.dismiss');
  const readmit = useCommand('participants.readmit');
  const [tagging, setTagging] = useState(false);
  const name = person.alias ?? 'Reviewer';
  const state = states[person.state];
  async function takeOut() {
    const outcome = await dismiss.run({ id: person.id });
    if (!outcome.ok) return;
    const left = person.role === 'reviewer' ? expected - done : 0;
    const rest = left > 0 ? `; ${plural(left, 'review')} can be dealt again under Review` : '; what was done stays';
    offerUndo(`${name} is dismissed${rest}`, async () => {
      const undone = await engine.call('participants.readmit', { id: person.id });
      return undone.ok ? null : undone.error.message;
    });
  }
  const failure = dismiss.failure ?? readmit.failure;
  return (
    <tr className={person.state === 'dismissed' ? 'ink3' : undefined}>
      <td>{person.alias ?? <span className="ink2">appears at the first sign-in</span>}</td>
      <td className="nowrap">
        <StatusIcon status={state.status} label={null} /> {state.word}
      </td>
      {person.role === 'contractor' ? (
        <td>
          <button type="button" className="link" onClick={() => setTagging(true)}>
            {person.tags.length > 0 ? person.tags.map(({ tag }) => tag).join(', ') : 'Note what for'}
            <span className="vh">, {name}</span>
          </button>
          {tagging ? (
            <TagsDialog id={person.id} alias={name} tags={person.tags} onClose={() => setTagging(false)} />
          ) : null}
        </td>
      ) : null}
      <td className="num">
        {expected === 0 && done === 0 ? (
          <span className="ink3">–</span>
        ) : (
          <>
            {count(done)}
            <span className="ink3"> / {count(expected)}</span>
          </>
        )}
      </td>
      <td className="num">{person.firstSeenAt ? shortTime(person.firstSeenAt) : <span className="ink3">–</span>}</td>
      <td className="num">
        {failure ? <span className="field-error">{failure.message}</span> : null}
        {person.state === 'dismissed' ? (
          <Button bare onClick={() => void readmit.run({ id: person.id })} aria-label={`Take in again ${name}`}>
            Take in again
          </Button>
        ) : (
          <Button bare onClick={() => void takeOut()} aria-label={`Dismiss ${name}`}>
            Dismiss
          </Button>
        )}
      </td>
    </tr>
  );
}
