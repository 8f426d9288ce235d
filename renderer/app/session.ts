import { useQueryClient } from '@tanstack/react-query';
import { useCallback, useEffect, useRef } from 'react';
import { create } from 'zustand';
import type { PickedFile } from '../../shared/contract/bridge.ts';
import type { Input, Output } from '../../shared/contract/contract.ts';
import { type Failure, failure, type Outcome } from '../../shared/contract/failure.ts';
import type { Session } from '../../shared/contract/session.ts';
import { engine } from '../engine/connection.ts';
import { askKey } from '../engine/hooks.ts';
import { forgetUndo } from '../frame/undo.tsx';
import { assay } from '../pieces/platform.ts';
import { forgetPlaces } from './router.ts';

/** Commands whose answer is the new session. */
type SessionCommand =
  | 'session.signIn'
  | 'session.signOut'
  | 'contest.create'
  | 'contest.open'
  | 'contest.createExample'
  | 'contest.close'
  | 'contest.restore';

/** What went wrong with the contest as a whole, said over the page because it belongs to no place on it. */
export const useTrouble = create<{ readonly trouble: { title: string; failure: Failure } | null }>(() => ({
  trouble: null,
}));

/** What a slow session command is doing, for the line that says so: `Writing the example contest`. */
export const useOpening = create<{ readonly doing: string | null }>(() => ({ doing: null }));

interface Leaving {
  /** Stores what is only in this window. False: the person stays, and is told why where it is. */
  readonly before?: () => Promise<boolean>;
  /** The person has left. */
  readonly after?: () => void;
}

const leavings = new Set<{ current: Leaving }>();

/** What a desk does when its person leaves, by whichever way: sign-out, menu, finder, another contest. */
export function useLeaving(leaving: Leaving): void {
  const latest = useRef(leaving);
  latest.current = leaving;
  useEffect(() => {
    leavings.add(latest);
    return () => void leavings.delete(latest);
  }, []);
}

/** How a session is changed: after the engine came back (`again`), or without asking the desks (`anyway`). */
interface ChangeOptions {
  readonly again?: boolean;
  readonly anyway?: boolean;
}

/**
 * Changes who is signed in or which contest is open. Everything that was read before is forgotten first: the next
 * person must not find it.
 */
export function useSession() {
  const client = useQueryClient();
  const change = useCallback(
    async <P extends SessionCommand>(
      procedure: P,
      input: Input<P>,
      options: ChangeOptions = {},
    ): Promise<Outcome<Output<P>>> => {
      const left = options.again ? [] : [...leavings];
      for (const desk of options.anyway ? [] : left) {
        if (!((await desk.current.before?.()) ?? true)) return failure('cancelled', 'Something is not saved yet.');
      }
      const outcome = await engine.call(procedure, input, { wait: true });
      if (outcome.ok) {
        for (const desk of left) desk.current.after?.();
        if (!options.again) forgetPlaces();
        forgetUndo();
        client.removeQueries({ predicate: (query) => query.queryKey[0] !== 'session' });
        client.setQueryData(askKey('session.current', {}), outcome.value satisfies Session);
      }
      return outcome;
    },
    [client],
  );
  return change;
}

/** What a person can do with contests as files, from the first page, the menu, a drop or a double click. */
export function useContestFiles() {
  const change = useSession();

  const run = useCallback(async (doing: string, failed: string, work: () => Promise<Outcome<unknown>>) => {
    if (useOpening.getState().doing) return;
    useOpening.setState({ doing });
    const outcome = await work().catch((): Outcome<never> => failure('defect', 'Something failed that never should.'));
    useOpening.setState({ doing: null });
    if (!outcome.ok && outcome.error.code !== 'cancelled') {
      useTrouble.setState({ trouble: { title: failed, failure: outcome.error } });
    }
  }, []);

  const open = useCallback(
    (file: PickedFile, options: { again?: boolean } = {}) =>
      run(`Opening ${file.name}`, `${file.name} was not opened`, () =>
        change('contest.open', { token: file.token }, options),
      ),
    [change, run],
  );
  const pickAndOpen = useCallback(async () => {
    const file = await assay()?.pick('open-contest');
    if (file) await open(file);
  }, [open]);
  const createExample = useCallback(async () => {
    const file = await assay()?.pick('example-contest', 'example.assay');
    if (!file) return;
    await run('Writing the example contest', 'The example contest was not written', () =>
      change('contest.createExample', { token: file.token }),
    );
  }, [change, run]);
  const create = useCallback(async () => {
    const file = await assay()?.pick('new-contest', 'contest.assay');
    if (!file) return;
    await run(`Creating ${file.name}`, 'The contest was not created', () =>
      change('contest.create', { token: file.token }),
    );
  }, [change, run]);
  const restore = useCallback(async () => {
    const backup = await assay()?.pick('restore-from');
    const target = backup ? await assay()?.pick('restore-to', backup.name) : null;
    if (!backup || !target) return;
    await run(`Restoring ${backup.name}`, 'The backup was not restored', () =>
      change('contest.restore', { backup: backup.token, target: target.token }),
    );
  }, [change, run]);
  const close = useCallback(
    () => run('Closing the contest', 'The contest was not closed', () => change('contest.close', {})),
    [change, run],
  );
  const signOut = useCallback(
    (options: ChangeOptions = {}) =>
      run('Signing out', 'You are still signed in', () => change('session.signOut', {}, options)),
    [change, run],
  );
  return { open, pickAndOpen, createExample, create, restore, close, signOut };
}
