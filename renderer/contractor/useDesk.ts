import { useCallback, useEffect, useRef, useState } from 'react';
import type { Failure } from '../../shared/contract/failure.ts';
import type { DeskExample, VoteView } from '../../shared/contract/labels.ts';
import { engine } from '../engine/connection.ts';
import {
  confirmation,
  type Desk,
  openDesk,
  positionAfter,
  positionBefore,
  reopenDesk,
  retracted,
  show,
  skipVote,
  stored,
} from './deskState.ts';
import { type Stopwatch, secondsOn, setLookedAt, startWatch } from './stopwatch.ts';
import { forgetDesk, keepDesk, keptDesk } from './unsaved.ts';

export type Phase = 'opening' | 'ready' | 'saving' | 'fetching';

/** What failed, so that the screen can say what is safe: a vote or its undoing may not be on disk, a reading loses nothing. */
export interface DeskFailure {
  readonly doing: 'open' | 'vote' | 'undo' | 'read';
  readonly failure: Failure;
}

/**
 * A task on the desk. The engine is called here and nowhere below. A vote answers with the next example, so that going
 * on is one call; what failed is never sent again by itself.
 */
export function useDesk(task: { readonly id: string; readonly total: number }, alias: string) {
  const [desk, setDesk] = useState<Desk | null>(null);
  const [phase, setPhase] = useState<Phase>('opening');
  const [failed, setFailed] = useState<DeskFailure | null>(null);
  const [said, setSaid] = useState('');
  const latest = useRef<Desk | null>(null);
  const busy = useRef(true);
  const time = useLookedAtTime();
  const { id, total } = task;

  const put = useCallback(
    (next: Desk) => {
      const before = latest.current?.example?.position;
      latest.current = next;
      if (next.example && next.example.position !== before) time.turnTo(next.example.position);
      keepDesk(alias, id, next);
      setDesk(next);
    },
    [alias, id, time],
  );

  const during = useCallback(async (what: Phase, work: () => Promise<void>) => {
    if (busy.current) return;
    busy.current = true;
    setPhase(what);
    setFailed(null);
    await work();
    busy.current = false;
    setPhase('ready');
  }, []);

  const open = useCallback(async () => {
    const answer = await engine.call('labels.example', { task: id });
    busy.current = false;
    setPhase('ready');
    if (!answer.ok) return setFailed({ doing: 'open', failure: answer.error });
    setFailed(null);
    const kept = keptDesk(alias, id);
    const { example } = answer.value;
    put(kept ? reopenDesk(kept, example, total) : openDesk(example, total));
  }, [alias, id, total, put]);

  useEffect(() => {
    void open();
  }, [open]);

  /** Changes what is on the screen and not stored. Nothing can be changed while a vote is on its way to the disk. */
  const edit = useCallback(
    (change: (desk: Desk) => Desk) => {
      if (busy.current || !latest.current) return;
      const next = change(latest.current);
      if (next !== latest.current) put(next);
    },
    [put],
  );

  const cast = useCallback(
    (example: DeskExample, vote: VoteView) =>
      during('saving', async () => {
        const seconds = time.seconds(example.position);
        const answer = await engine.call('labels.vote', { task: id, position: example.position, vote, seconds });
        if (!answer.ok) return setFailed({ doing: 'vote', failure: answer.error });
        time.forget(example.position);
        if (latest.current) put(stored(latest.current, example.position, vote, answer.value));
        setSaid(vote.answer.kind === 'skip' ? 'Skipped and saved.' : 'Saved.');
      }),
    [during, id, put, time],
  );

  const goTo = useCallback(
    (position: number | null) => {
      const at = latest.current;
      if (!at || position === null || busy.current) return;
      const known = at.seen.get(position);
      setFailed(null);
      setSaid('');
      if (known) return put(show(at, known));
      void during('fetching', async () => {
        const answer = await engine.call('labels.example', { task: id, position });
        if (!answer.ok) setFailed({ doing: 'read', failure: answer.error });
        else if (latest.current) put(show(latest.current, answer.value.example));
      });
    },
    [during, id, put],
  );

  const confirm = useCallback(() => {
    const at = latest.current;
    if (!at?.example || !at.draft || busy.current) return;
    const next = confirmation(at.example, at.draft);
    if (next.kind === 'vote') void cast(at.example, next.vote);
    else if (next.kind === 'unchanged') {
      const after = positionAfter(at);
      if (after !== null) goTo(after);
      else if (at.front === null) put(show(at, null));
    }
  }, [cast, goTo, put]);

  const skip = useCallback(() => {
    const at = latest.current;
    if (at?.example && at.draft) void cast(at.example, skipVote(at.draft));
  }, [cast]);

  const undo = useCallback(() => {
    const position = latest.current?.cast.at(-1);
    if (position === undefined) return;
    void during('saving', async () => {
      const answer = await engine.call('labels.retract', { task: id, position });
      const at = latest.current;
      const example = at?.seen.get(position);
      if (!answer.ok) setFailed({ doing: 'undo', failure: answer.error });
      else if (at && example) {
        put(retracted(at, example));
        setSaid('Taken back. It counts again when you confirm it.');
      }
    });
  }, [during, id, put]);

  return {
    desk,
    phase,
    failed,
    said,
    edit,
    confirm,
    skip,
    undo,
    back: () => latest.current && goTo(positionBefore(latest.current)),
    forward: () => latest.current && goTo(positionAfter(latest.current)),
    open,
    forget: () => forgetDesk(alias, id),
  };
}

/** Seconds on each example, counted while the window is looked at. */
function useLookedAtTime() {
  const watches = useRef(new Map<number, Stopwatch>());
  const at = useRef<number | null>(null);
  const [time] = useState(() => ({
    turnTo(position: number) {
      pause();
      at.current = position;
      const watch = watches.current.get(position) ?? startWatch(performance.now(), false);
      watches.current.set(position, setLookedAt(watch, performance.now(), isLookedAt()));
    },
    seconds: (position: number) => secondsOn(watches.current.get(position) ?? startWatch(0, false), performance.now()),
    forget: (position: number) => void watches.current.delete(position),
  }));

  function pause() {
    const watch = at.current === null ? undefined : watches.current.get(at.current);
    if (watch && at.current !== null) watches.current.set(at.current, setLookedAt(watch, performance.now(), false));
  }

  useEffect(() => {
    const look = () => {
      const watch = at.current === null ? undefined : watches.current.get(at.current);
      if (watch && at.current !== null) {
        watches.current.set(at.current, setLookedAt(watch, performance.now(), isLookedAt()));
      }
    };
    window.addEventListener('focus', look);
    window.addEventListener('blur', look);
    document.addEventListener('visibilitychange', look);
    return () => {
      window.removeEventListener('focus', look);
      window.removeEventListener('blur', look);
      document.removeEventListener('visibilitychange', look);
    };
  }, []);
  return time;
}

function isLookedAt(): boolean {
  return document.hasFocus() && document.visibilityState === 'visible';
}
