import { useQueryClient } from '@tanstack/react-query';
import { useCallback, useEffect, useState } from 'react';
import { useContestFiles, useLeaving } from '../app/session.ts';
import { askKey, useAsk, useCommand } from '../engine/hooks.ts';
import { Finder } from '../frame/finder.tsx';
import { useKeys } from '../frame/keys.ts';
import { KeysOverlay } from '../frame/keysOverlay.tsx';
import { openOverlay, useOverlay } from '../frame/overlays.ts';
import { Button, IconButton } from '../pieces/controls.tsx';
import { Dialog } from '../pieces/dialog.tsx';
import { Icon } from '../pieces/icons.tsx';
import { EmptyState, FailureNote, LoadingRows } from '../pieces/states.tsx';
import { StatusIcon } from '../pieces/status.tsx';
import { BeforeWork } from './beforeWork.tsx';
import { type DraftName, flushDrafts, unsavedDrafts } from './drafts.ts';
import { Evidence } from './evidence.tsx';
import { FormPane } from './formPane.tsx';
import { Queue } from './queue.tsx';
import { firstToDo, nextToDo, type QueueItem, rankingTitle } from './queueGroups.ts';
import { Ranking } from './ranking.tsx';
import './reviewer.css';

/** Everything a reviewer sees: the queue, a submission without its authors, the form. */
export function ReviewerApp() {
  const session = useAsk('session.current', {});
  const queue = useAsk('review.queue', {});
  const client = useQueryClient();
  const files = useContestFiles();
  const { overlay } = useOverlay();
  const rankings = useAsk('ranking.tasks', {});
  const conflicts = useAsk('review.conflictState', {});
  const takeBack = useCommand('review.takeBack');
  const [number, setNumber] = useState<number | null>(null);
  const [task, setTask] = useState<string | null>(null);
  const [before, setBefore] = useState(false);
  const [skipped, setSkipped] = useState(false);
  const [later, setLater] = useState(false);
  const [said, setSaid] = useState<{ readonly number: number; readonly title: string } | null>(null);
  const [menuOpen, setMenuOpen] = useState(false);
  const [introduced, setIntroduced] = useState(false);
  const [unsaved, setUnsaved] = useState<readonly DraftName[]>([]);
  const [leaving, setLeaving] = useState<readonly DraftName[] | null>(null);
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
    (names: readonly DraftName[]) => setUnsaved((now) => (now.join() === names.join() ? now : names)),
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
    (next: DraftName) => {
      void flushDrafts(who).then(noteUnsaved);
      if (typeof next === 'number') setNumber(next);
      setTask(typeof next === 'string' ? next : null);
      setBefore(false);
      setSkipped(true);
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

  const noteOrder = useCallback(() => {
    noteUnsaved(unsavedDrafts(who));
    void client.invalidateQueries({ queryKey: askKey('ranking.tasks', {}) });
  }, [client, noteUnsaved, who]);

  const next = shown === null ? null : nextToDo(items, shown);
  const tasks = rankings.data?.tasks ?? [];
  const ranking = tasks.find((one) => one.task === task) ?? (current === null ? tasks[0] : undefined) ?? null;
  const declined = queue.data?.declined ?? [];
  const unstated = conflicts.data?.statedAt === null && !skipped;
  const stating = before || unstated;
  // What asked for a statement stays when it is given: topics come next, and what was found stands there.
  useEffect(() => {
    if (unstated) setBefore(true);
  }, [unstated]);
  const dutiesAgain = !stating && conflicts.data?.statedAt != null && conflicts.data.askAgain && !later;
  const takeBackNow = (number: number) => {
    void takeBack.run({ number }).then((outcome) => {
      setSaid(null);
      if (outcome.ok) open(number);
    });
  };
  useKeys('Queue', [
    { key: 'N', label: 'Next submission to review', run: () => next && open(next.number), off: !next },
    { key: 'Escape', label: 'Close the queue', run: () => setMenuOpen(false), off: !menuOpen },
    { key: 'C', label: 'Conflicts and topics', run: () => setBefore(true), off: stating },
    { key: 'U', label: 'Take the declined one back', run: () => said && takeBackNow(said.number), off: !said },
    { key: 'Q', label: 'Show the queue', run: () => showQueue(setMenuOpen), off: items.length === 0 },
  ]);

  return (
    <div className="reviewer">
      {items.length > 0 && items.every((item) => item.state === 'not-started') && !introduced && !stating ? (
        <p className="introduction" role="status">
          <Icon name="person" className="s-now" />
          <span className="grow">
            You are <b>{alias}</b> here. Organizers, authors and fellow reviewers see this name and no other.
          </span>
          <IconButton icon="close" label="Close this line" onClick={() => setIntroduced(true)} />
        </p>
      ) : null}
      {dutiesAgain || said || takeBack.failure ? (
        <div className="introduction" role="status">
          {takeBack.failure ? (
            <>
              <StatusIcon status="error" label={null} />
              <span className="grow">It could not be taken back. {takeBack.failure.message}</span>
              <IconButton icon="close" label="Close this line" onClick={takeBack.forget} />
            </>
          ) : said ? (
            <>
              <StatusIcon status="done" label={null} />
              <span className="grow">“{said.title}” is declined.</span>
              <Button k="U" onClick={() => takeBackNow(said.number)}>
                Take back
              </Button>
              <IconButton icon="close" label="Close this line" onClick={() => setSaid(null)} />
            </>
          ) : (
            <>
              <StatusIcon status="warning" label={null} />
              <span className="grow">Submissions or authors came in since you stated your conflicts.</span>
              <Button k="C" onClick={() => setBefore(true)}>
                State them again
              </Button>
              <IconButton icon="close" label="Close this line" onClick={() => setLater(true)} />
            </>
          )}
        </div>
      ) : null}
      {stating ? (
        <div className="before-place">
          <BeforeWork
            alias={alias}
            onDone={() => {
              setBefore(false);
              setSkipped(true);
            }}
          />
        </div>
      ) : current || ranking || declined.length > 0 ? (
        <div className="review-desk">
          <Queue
            alias={alias}
            round={session.data?.contest?.round ?? 1}
            items={items}
            rankings={tasks}
            declined={declined}
            excluded={conflicts.data?.excluded ?? null}
            current={ranking ? ranking.task : (current?.number ?? null)}
            unsaved={unsaved}
            open={menuOpen}
            onToggle={setMenuOpen}
            onOpen={open}
            onTakeBack={takeBackNow}
            onConflicts={() => setBefore(true)}
            onSignOut={() => signOut()}
          />
          {ranking ? (
            <Ranking key={ranking.task} who={who} task={ranking} onOpenSubmission={open} onStored={noteOrder} />
          ) : current ? (
            <>
              <Evidence key={`evidence ${current.number}`} number={current.number} title={current.title} />
              <FormPane
                key={`form ${current.number}`}
                who={who}
                number={current.number}
                title={current.title}
                next={next}
                anew={current.state === 'anew'}
                onNext={open}
                onStored={noteStored}
                onDeclined={(number, title) => setSaid({ number, title })}
              />
            </>
          ) : (
            <main className="no-queue beside" id="page">
              <EmptyState icon="review" title="Nothing is left in your queue">
                You declined what you were asked to review. Take one back, or come back when the organizers ask again.
              </EmptyState>
            </main>
          )}
        </div>
      ) : (
        <NoQueue queue={queue} alias={alias} onConflicts={() => setBefore(true)} onSignOut={() => signOut()} />
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
          reading={queue.isPending || rankings.isPending}
          items={[
            ...items.map((item) => ({
              title: item.title,
              kind: 'submission',
              icon: 'review' as const,
              run: () => open(item.number),
            })),
            ...tasks.map((one) => ({
              title: rankingTitle(one),
              kind: 'ranking',
              icon: 'rank' as const,
              run: () => open(one.task),
            })),
          ]}
        />
      ) : null}
    </div>
  );
}

function NoQueue(props: {
  queue: ReturnType<typeof useAsk<'review.queue'>>;
  alias: string;
  onConflicts: () => void;
  onSignOut: () => void;
}) {
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
              <Button bare k="C" onClick={props.onConflicts}>
                Conflicts and topics
              </Button>
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

function titlesOf(items: readonly QueueItem[], names: readonly DraftName[]): readonly string[] {
  return names.map((name) =>
    typeof name === 'string' ? 'a ranking' : (items.find((item) => item.number === name)?.title ?? `number ${name}`),
  );
}
