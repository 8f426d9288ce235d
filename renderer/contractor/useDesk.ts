import { useCallback, useEffect, useRef, useState } from 'react';
import type { Output } from '../../shared/contract/contract.ts';
import type { Failure } from '../../shared/contract/failure.ts';
import type { DeskExample, PracticeExample, VoteView } from '../../shared/contract/labels.ts';
import { engine } from '../engine/connection.ts';
import {
  confirmation,
  type Desk,
  openDesk,
  positionAfter,
  positionBefore,
  show,
  skipVote,
  stored,
  undone,
} from './deskState.ts';
import { useExampleTimes } from './exampleTimes.ts';
import { forgetDesk, keepDesk, keptDesk } from './unsaved.ts';
import { prepareDifference } from './wordDifference.ts';

export type Phase = 'opening' | 'ready' | 'saving' | 'fetching';

/** What failed, so that the screen can say what is safe: a vote or its undoing may not be on disk, a reading loses nothing. */
export interface DeskFailure {
  readonly doing: 'open' | 'vote' | 'undo' | 'read' | 'moved';
  readonly failure: Failure;
}

type Opened = Output<'labels.open'>;

/**
 * A task on the desk. The engine is called here and nowhere below. The next example is at hand when a vote is confirmed,
 * and shows when the engine says that the vote is on disk; with that comes the one after. What failed is never sent again
 * by itself.
 */
export function useDesk(task: string, alias: string) {
  const [desk, setDesk] = useState<Desk | null>(null);
  const [opened, setOpened] = useState<Opened | null>(null);
  const [practice, setPractice] = useState<PracticeExample | null>(null);
  const [phase, setPhase] = useState<Phase>('opening');
  const [failed, setFailed] = useState<DeskFailure | null>(null);
  const [said, setSaid] = useState('');
  const latest = useRef<Desk | null>(null);
  const busy = useRef(true);
  const times = useExampleTimes();

  const put = useCallback(
    (next: Desk) => {
      const before = latest.current?.example?.position;
      latest.current = next;
      if (next.example?.position !== before) times.turnTo(next.example?.position ?? null, lengthOf(next.example));
      keepDesk(alias, task, next);
      setDesk(next);
      const ahead = next.ahead === null ? undefined : next.seen.get(next.ahead);
      if (ahead?.otherPrompt != null) prepareDifference(ahead.prompt, ahead.otherPrompt);
    },
    [alias, task, times],
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

  const read = useCallback(async (): Promise<Failure | null> => {
    const answer = await engine.call('labels.open', { task });
    if (!answer.ok) return answer.error;
    setOpened(answer.value);
    setPractice(answer.value.practice);
    put(openDesk(answer.value, latest.current ?? keptDesk(alias, task)));
    if (answer.value.practice) times.turnTo(null);
    return null;
  }, [alias, task, put, times]);

  const open = useCallback(async () => {
    const failure = await read();
    busy.current = false;
    setPhase('ready');
    setFailed(failure && { doing: 'open', failure });
  }, [read]);

  useEffect(() => {
    void open();
  }, [open]);

  /** The instructions were mended meanwhile. */
  const stamp = desk?.progress.instructions;
  useEffect(() => {
    if (!opened || stamp === undefined || stamp === opened.progress.instructions) return;
    let current = true;
    void engine.call('labels.open', { task }).then((answer) => {
      if (current && answer.ok) setOpened(answer.value);
    });
    return () => {
      current = false;
    };
  }, [opened, stamp, task]);

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
        const { position } = example;
        const measured = times.of(position);
        const ahead = latest.current?.ahead ?? null;
        const answer = await engine.call('labels.vote', { task, position, vote, ...measured, ahead });
        if (!answer.ok && answer.error.code === 'conflict') {
          const failure = (await read()) ?? answer.error;
          return setFailed({ doing: 'moved', failure });
        }
        if (!answer.ok) return setFailed({ doing: 'vote', failure: answer.error });
        times.forget(position);
        if (latest.current) put(stored(latest.current, position, vote, answer.value));
        setSaid(vote.answer.kind === 'skip' ? 'Skipped and saved.' : 'Saved.');
      }),
    [during, task, put, times, read],
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
        const answer = await engine.call('labels.example', { task, position });
        if (!answer.ok) setFailed({ doing: 'read', failure: answer.error });
        else if (latest.current) put(show(latest.current, answer.value.example));
      });
    },
    [during, task, put],
  );

  /** ←; from the end of the task to the last vote, which may be of an earlier session. */
  const back = useCallback(() => {
    const at = latest.current;
    if (!at) return;
    if (at.example || at.cast.length > 0) return goTo(positionBefore(at));
    void engine.call('labels.history', { task, before: null, marked: false }).then((answer) => {
      if (answer.ok) goTo(answer.value.votes[0]?.position ?? null);
      else setFailed({ doing: 'read', failure: answer.error });
    });
  }, [goTo, task]);

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
    const last = latest.current?.cast.at(-1);
    if (!last) return;
    void during('saving', async () => {
      const answer = await engine.call('labels.retract', { task, ...last });
      const at = latest.current;
      if (!answer.ok) setFailed({ doing: 'undo', failure: answer.error });
      else if (at) {
        put(undone(at, answer.value));
        setSaid(
          answer.value.example.vote
            ? 'Changed back to the answer before.'
            : 'Taken back. It counts again when you confirm it.',
        );
      }
    });
  }, [during, task, put]);

  /** While somebody is on a break no example's time runs. */
  const rest = useCallback(
    (resting: boolean) => {
      const example = latest.current?.example;
      times.turnTo(resting ? null : (example?.position ?? null), lengthOf(example ?? null));
    },
    [times],
  );

  /** The practice round is over. */
  const begin = useCallback(() => {
    setPractice(null);
    rest(false);
  }, [rest]);

  return {
    desk,
    instructions: opened?.instructions ?? '',
    stopped: opened?.task.stopped ?? false,
    practice,
    practiceTotal: opened?.task.practice.total ?? 0,
    phase,
    failed,
    said,
    edit,
    confirm,
    skip,
    undo,
    back,
    forward: () => latest.current && goTo(positionAfter(latest.current)),
    goTo,
    rest,
    begin,
    open,
    forget: () => forgetDesk(alias, task),
  };
}

function lengthOf(example: DeskExample | null): number {
  if (!example) return 0;
  const choices = example.choices?.reduce((sum, text) => sum + text.length, 0) ?? 0;
  return example.prompt.length + (example.otherPrompt?.length ?? 0) + (example.completion?.length ?? 0) + choices;
}
