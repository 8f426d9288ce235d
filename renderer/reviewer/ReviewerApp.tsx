import { useQueryClient } from '@tanstack/react-query';
import { useCallback, useEffect, useState } from 'react';
import { useContestFiles, useLeaving } from '../app/session.ts';
import { askKey, useAsk } from '../engine/hooks.ts';
import { Finder } from '../frame/finder.tsx';
import { useKeys } from '../frame/keys.ts';
import { KeysOverlay } from '../frame/keysOverlay.tsx';
import { openOverlay, useOverlay } from '../frame/overlays.ts';
import { Button, IconButton } from '../pieces/controls.tsx';
import { Dialog } from '../pieces/dialog.tsx';
import { Icon } from '../pieces/icons.tsx';
import { EmptyState, FailureNote, LoadingRows } from '../pieces/states.tsx';
import { flushDrafts, unsavedDrafts } from './drafts.ts';
import { Evidence } from './evidence.tsx';
import { FormPane } from './formPane.tsx';
import { Queue } from './queue.tsx';
import { firstToDo, nextToDo, type QueueItem } from './queueGroups.ts';
import './reviewer.css';

/** Everything a reviewer sees: the queue, a submission without its authors, the form. */
export function ReviewerApp() {
  const session = useAsk('session.current', {});
  const queue = useAsk('review.queue', {});
  const client = useQueryClient();
  const files = useContestFiles();
  const { overlay } = useOverlay();
  const [number, setNumber] = useState<number | null>(null);
  const [menuOpen, setMenuOpen] = useState(false);
  const [introduced, setIntroduced] = useState(false);
  const [unsaved, setUnsaved] = useState<readonly number[]>([]);
  const [leaving, setLeaving] = useState<readonly number[] | null>(null);
  const alias = session.data?.alias ?? 'Reviewer';
  const who = `${session.data?.contest?.name ?? ''}\n${alias}`;
  const items = queue.data?.items ?? [];
  const current = items.find((item) => item.number === number) ?? firstToDo(items);
  const shown = current?.number ?? null;

  // What was opened stays open when saving moves it to another group of the queue.
  useEffect(() => {
    if (shown !== null) setNumber(shown);
  }, [shown]);

  const noteUnsaved = useCallback(
    (numbers: readonly number[]) => setUnsaved((now) => (now.join() === numbers.join() ? now : numbers)),
    [],
  );

  // Leaving the window stores what is typed; so does the end of the page.
  useEffect(() => {
    const store = () => void flushDrafts(who).then(noteUnsaved);
    window.addEventListener('blur', store);
    window.addEventListener('pagehide', store);
    return () => {
      window.removeEventListener('blur', store);
      window.removeEventListener('pagehide', store);
      store();
    };
  }, [who, noteUnsaved]);

  const open = useCallback(
    (next: number) => {
      void flushDrafts(who).then(noteUnsaved);
      setNumber(next);
      setMenuOpen(false);
    },
    [who, noteUnsaved],
  );

  useLeaving({
    before: async () => {
      const lost = await flushDrafts(who);
      setLeaving(lost.length > 0 ? lost : null);
      return lost.length === 0;
    },
  });
  const signOut = (options: { anyway?: boolean } = {}) => void files.signOut(options);

  // A first draft moves its submission to another group of the queue.
  const state = current?.state;
  const noteStored = useCallback(() => {
    noteUnsaved(unsavedDrafts(who));
    if (state !== 'draft') void client.invalidateQueries({ queryKey: askKey('review.queue', {}) });
  }, [client, noteUnsaved, state, who]);

  const next = shown === null ? null : nextToDo(items, shown);
  useKeys('Queue', [
    { key: 'N', label: 'Next submission to review', run: () => next && open(next.number), off: !next },
    { key: 'Escape', label: 'Close the queue', run: () => setMenuOpen(false), off: !menuOpen },
    { key: 'Q', label: 'Show the queue', run: () => showQueue(setMenuOpen), off: items.length === 0 },
  ]);

  return (
    <div className="reviewer">
      {items.length > 0 && items.every((item) => item.state === 'not-started') && !introduced ? (
        <p className="introduction" role="status">
          <Icon name="person" className="s-now" />
          <span className="grow">
            You are <b>{alias}</b> here. Organizers, authors and fellow reviewers see this name and no other.
          </span>
          <IconButton icon="close" label="Close this line" onClick={() => setIntroduced(true)} />
        </p>
      ) : null}
      {current ? (
        <div className="review-desk">
          <Queue
            alias={alias}
            round={session.data?.contest?.round ?? 1}
            items={items}
            current={current.number}
            unsaved={unsaved}
            open={menuOpen}
            onToggle={setMenuOpen}
            onOpen={open}
            onSignOut={() => signOut()}
          />
          <Evidence key={`evidence ${current.number}`} number={current.number} title={current.title} />
          <FormPane
            key={`form ${current.number}`}
            who={who}
            number={current.number}
            title={current.title}
            next={next}
            onNext={open}
            onStored={noteStored}
          />
        </div>
      ) : (
        <NoQueue queue={queue} alias={alias} onSignOut={() => signOut()} />
      )}
      {leaving ? (
        <Leaving
          titles={titlesOf(items, leaving)}
          onAgain={() => signOut()}
          onAnyway={() => signOut({ anyway: true })}
          onStay={() => setLeaving(null)}
        />
      ) : null}
      {overlay === 'keys' ? <KeysOverlay /> : null}
      {overlay === 'find' ? (
        <Finder
          items={items.map((item) => ({
            title: item.title,
            kind: 'submission',
            icon: 'review',
            run: () => open(item.number),
          }))}
        />
      ) : null}
    </div>
  );
}

function NoQueue(props: { queue: ReturnType<typeof useAsk<'review.queue'>>; alias: string; onSignOut: () => void }) {
  const { queue } = props;
  return (
    <main className="no-queue">
      {queue.error ? (
        <FailureNote
          failure={queue.error}
          title="Your queue could not be read"
          action={<Button onClick={queue.retry}>Try again</Button>}
        />
      ) : queue.isPending ? (
        <LoadingRows rows={4} label="Reading your queue" />
      ) : (
        <EmptyState
          icon="review"
          title={`Nothing to review yet, ${props.alias}`}
          action={
            <>
              <Button onClick={props.onSignOut}>Sign out</Button>
              <Button bare k="?" onClick={() => openOverlay('keys')}>
                All keys
              </Button>
            </>
          }
        >
          The organizers have not assigned you a submission. Sign out, and come back when they tell you.
        </EmptyState>
      )}
    </main>
  );
}

/** Signing out with text that is not on disk is the one thing here that would lose something. */
function Leaving(props: { titles: readonly string[]; onAgain: () => void; onAnyway: () => void; onStay: () => void }) {
  useKeys('Not saved', [], { modal: true });
  return (
    <Dialog
      title="A review is not on disk"
      onClose={props.onStay}
      foot={
        <>
          <Button bare onClick={props.onAnyway}>
            Sign out and leave it unsaved
          </Button>
          <Button main onClick={props.onAgain}>
            Save and sign out
          </Button>
        </>
      }
    >
      <p>
        What you wrote last could not be saved: {props.titles.join(', ')}. It is still in this window. Try to save it
        once more before you sign out.
      </p>
    </Dialog>
  );
}

/** In a wide window the queue is there already and takes the focus; in a narrow one it unfolds. */
function showQueue(setOpen: (open: boolean) => void) {
  setOpen(true);
  requestAnimationFrame(() => document.querySelector<HTMLElement>('.queue [aria-current]')?.focus());
}

function titlesOf(items: readonly QueueItem[], numbers: readonly number[]): readonly string[] {
  return numbers.map((number) => items.find((item) => item.number === number)?.title ?? `number ${number}`);
}
