import { type FormEvent, useState } from 'react';
import type { Output } from '../../shared/contract/contract.ts';
import { useAsk, useCommand } from '../engine/hooks.ts';
import { useKeys } from '../frame/keys.ts';
import { Button, Segments } from '../pieces/controls.tsx';
import { TextArea } from '../pieces/field.tsx';
import { fullTime, plural } from '../pieces/format.ts';
import { Section } from '../pieces/section.tsx';
import { FailureNote, LoadingRows } from '../pieces/states.tsx';
import { StatusIcon } from '../pieces/status.tsx';
import './beforeWork.css';

type Wish = Output<'review.topics'>['topics'][number]['wish'];

/** What a reviewer tells before work: conflicts of interest, and which topics to be asked about. Reachable later too. */
export function BeforeWork(props: { alias: string; onDone: () => void }) {
  const state = useAsk('review.conflictState', {});
  useKeys('Conflicts and topics', [
    { key: 'Escape', label: state.data?.statedAt ? 'To the queue' : 'Not now', run: props.onDone },
  ]);
  return (
    <main className="before-work" id="page">
      <h1>Conflicts and topics</h1>
      {state.data ? (
        <ConflictStatement state={state.data} alias={props.alias} />
      ) : state.error ? (
        <FailureNote failure={state.error} action={<Button onClick={state.retry}>Try again</Button>} />
      ) : (
        <LoadingRows rows={6} label="Reading what you stated" />
      )}
      <Topics />
      <div className="before-foot">
        <Button k="Escape" onClick={props.onDone}>
          {state.data?.statedAt ? 'To the queue' : 'Not now'}
        </Button>
        {state.data && !state.data.statedAt ? (
          <span className="ink3 xs">
            Until you have stated your conflicts you may be asked to review a submission of somebody you know.
          </span>
        ) : null}
      </div>
    </main>
  );
}

function ConflictStatement(props: { state: Output<'review.conflictState'>; alias: string }) {
  const { state } = props;
  const command = useCommand('review.stateConflicts');
  const [typed, setTyped] = useState({ names: '', affiliations: '', coauthors: '' });
  const [tried, setTried] = useState(false);
  const [open, setOpen] = useState(state.statedAt === null || state.askAgain);
  const nameless = typed.names.trim() === '';

  async function send(event: FormEvent) {
    event.preventDefault();
    setTried(true);
    if (nameless || command.busy) return;
    const outcome = await command.run(typed);
    if (!outcome.ok) return;
    // the words leave the window too: from now on nobody has them
    setTyped({ names: '', affiliations: '', coauthors: '' });
    setTried(false);
    setOpen(false);
  }

  return (
    <Section title="Conflicts of interest" className="mt">
      {state.statedAt ? (
        <p className="stated" role="status">
          <StatusIcon status={state.askAgain ? 'warning' : 'done'} label={null} />
          <span>
            Stated on {fullTime(state.statedAt)}.{' '}
            {state.excluded === 0
              ? 'No submission is kept from you.'
              : `${plural(state.excluded, 'submission')} ${state.excluded === 1 ? 'is' : 'are'} kept from you.`}
            {state.askAgain ? ' Submissions or authors came in since then: please state them once more.' : null}
          </span>
        </p>
      ) : null}
      {open ? (
        <form onSubmit={(event) => void send(event)}>
          <p className="ink2 promise">
            Your words are compared with the authors of every submission once, here in this file, and kept nowhere. Only
            which submissions to keep from you is stored. You are told how many; nobody is told which or why, and
            everybody goes on knowing you as {props.alias}. Best before reviews are dealt: one that is taken back from
            you afterwards can be noticed. Whoever submitted to this contest cannot review in it.
          </p>
          <TextArea
            label="Your own name, and other names you publish under"
            help="One a line, or apart by semicolons."
            error={tried && nameless ? 'Write your own name: without it nothing can be compared.' : null}
            rows={2}
            maxLength={5000}
            autoComplete="off"
            spellCheck={false}
            value={typed.names}
            onChange={(names) => setTyped((now) => ({ ...now, names }))}
          />
          <TextArea
            label="Affiliations and e-mail addresses"
            help="Where you work or study now, and in the last three years."
            rows={2}
            maxLength={5000}
            autoComplete="off"
            spellCheck={false}
            value={typed.affiliations}
            onChange={(affiliations) => setTyped((now) => ({ ...now, affiliations }))}
          />
          <TextArea
            label="Recent co-authors, advisors, close colleagues"
            help="Whom you wrote with in the last three years, or could not judge freely for another reason. One a line, or apart by semicolons."
            rows={4}
            maxLength={20000}
            autoComplete="off"
            spellCheck={false}
            value={typed.coauthors}
            onChange={(coauthors) => setTyped((now) => ({ ...now, coauthors }))}
          />
          {command.failure ? (
            <FailureNote failure={command.failure} title="The statement could not be compared" />
          ) : null}
          <p>
            <Button main submit>
              {command.busy ? 'Comparing' : 'Compare and forget the words'}
            </Button>
          </p>
        </form>
      ) : (
        <Button onClick={() => setOpen(true)}>State conflicts again</Button>
      )}
    </Section>
  );
}

const wishes: readonly { readonly value: Wish; readonly label: string }[] = [
  { value: 'wants', label: 'I want to' },
  { value: 'can', label: 'I can' },
  { value: 'rather-not', label: 'Rather not' },
];

function Topics() {
  const asked = useAsk('review.topics', {});
  const command = useCommand('review.wish');
  return (
    <Section title="Topics" n={asked.data?.topics.length ?? null} className="mt">
      {asked.error ? (
        <FailureNote failure={asked.error} action={<Button onClick={asked.retry}>Try again</Button>} />
      ) : !asked.data ? (
        <LoadingRows rows={3} label="Reading the topics" />
      ) : asked.data.topics.length === 0 ? (
        <p className="ink2">The organizers have named no topics yet. When they do, you can say here what you prefer.</p>
      ) : (
        <>
          <p className="ink2">
            Submissions are dealt by these wishes where that is possible. Changes are stored at once.
          </p>
          <ul className="topics">
            {asked.data.topics.map(({ topic, wish }) => (
              <li key={topic}>
                <span className="grow" dir="auto">
                  {topic}
                </span>
                <Segments
                  label={topic}
                  value={wish}
                  options={wishes}
                  onChange={(next) => void command.run({ topic, wish: next })}
                />
              </li>
            ))}
          </ul>
        </>
      )}
      {command.failure ? <FailureNote failure={command.failure} title="The wish was not stored" /> : null}
    </Section>
  );
}
