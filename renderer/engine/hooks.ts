import {
  keepPreviousData,
  type QueryClient,
  type UseQueryResult,
  useQuery,
  useQueryClient,
} from '@tanstack/react-query';
import { useCallback, useState } from 'react';
import { contract, type Input, type Output, type ProceduresOfKind } from '../../shared/contract/contract.ts';
import type { Failure, Outcome } from '../../shared/contract/failure.ts';
import type { Subject } from '../../shared/contract/procedure.ts';
import type { Progress } from '../../shared/contract/wire.ts';
import { answerOf } from './client.ts';
import { engine } from './connection.ts';

/*
 * How a screen talks to the engine:
 *
 *   const rows = useAsk('submission.list', {});          rows.data, rows.error (a Failure), rows.isPending
 *   const waive = useCommand('submission.waive');        waive.run({ … }) → Promise<Outcome>, waive.busy, waive.failure
 *   const check = useJob('record.verify') (jobs.ts)      start, cancel, progress, outcome
 *
 * What is on screen is read again when the engine says that its subject changed, and after the engine came back.
 */

declare module '@tanstack/react-query' {
  interface Register {
    defaultError: Failure;
  }
}

type Query = ProceduresOfKind<'query'>;
type Command = ProceduresOfKind<'command'>;

export interface Asked<T> {
  readonly data: T | undefined;
  readonly error: Failure | null;
  readonly isPending: boolean;
  /** An answer to an earlier question is still shown while the new one is under way. */
  readonly isStale: boolean;
  readonly retry: () => void;
}

interface AskOptions {
  readonly enabled?: boolean;
  readonly keep?: boolean;
}

/** Answers stay fresh until their subject changes; `keep` shows the earlier answer while the input changes. */
export function useAsk<P extends Query>(procedure: P, input: Input<P>, options: AskOptions = {}): Asked<Output<P>> {
  return askedOf(useAnswer(procedure, input, options, null));
}

/** How a question stands that may take the engine a while. */
export interface SlowlyAsked<T> extends Asked<T> {
  /** Null until the engine says how far it is, and once it has answered. */
  readonly progress: Progress | null;
  /** Nobody waits for an answer any more; `retry` asks again. */
  readonly isGivenUp: boolean;
  readonly giveUp: () => void;
}

/** The same for an answer that may be long in coming: a large deal's votes are weighed first. */
export function useSlowAsk<P extends Query>(
  procedure: P,
  input: Input<P>,
  options: AskOptions = {},
): SlowlyAsked<Output<P>> {
  const client = useQueryClient();
  const [progress, setProgress] = useState<Progress | null>(null);
  const asked = useAnswer(procedure, input, options, setProgress);
  const waiting = asked.fetchStatus !== 'idle';
  return {
    ...askedOf(asked),
    progress: waiting ? progress : null,
    isGivenUp: asked.isPending && !waiting && (options.enabled ?? true),
    giveUp: () => void client.cancelQueries({ queryKey: askKey(procedure, input) }),
  };
}

function useAnswer<P extends Query>(
  procedure: P,
  input: Input<P>,
  options: AskOptions,
  onProgress: ((progress: Progress | null) => void) | null,
): UseQueryResult<Output<P>, Failure> {
  return useQuery<Output<P>, Failure>({
    queryKey: askKey(procedure, input),
    queryFn: async ({ signal }) => {
      onProgress?.(null);
      return answerOf(await engine.call(procedure, input, onProgress ? { signal, onProgress } : { signal }));
    },
    enabled: options.enabled ?? true,
    ...(options.keep ? { placeholderData: keepPreviousData as never } : {}),
  });
}

function askedOf<T>(asked: UseQueryResult<T, Failure>): Asked<T> {
  return {
    data: asked.data,
    error: asked.error,
    isPending: asked.isPending,
    isStale: asked.isPlaceholderData,
    retry: () => void asked.refetch(),
  };
}

/**
 * Key of a query: its subject first, so that a change of the subject finds it. Reports are made of what a decision is
 * made of, and are read again with it.
 */
export function askKey<P extends Query>(procedure: P, input: Input<P>): readonly unknown[] {
  const [subject] = procedure.split('.');
  return [subject === 'report' ? 'decision' : subject, procedure, input];
}

export function useCommand<P extends Command>(procedure: P) {
  const client = useQueryClient();
  const [busy, setBusy] = useState(false);
  const [failure, setFailure] = useState<Failure | null>(null);
  const run = useCallback(
    async (input: Input<P>): Promise<Outcome<Output<P>>> => {
      setBusy(true);
      setFailure(null);
      const outcome = await engine.call(procedure, input);
      if (outcome.ok) await readAgain(client, contract[procedure].touches);
      else setFailure(outcome.error);
      setBusy(false);
      return outcome;
    },
    [client, procedure],
  );
  const forget = useCallback(() => setFailure(null), []);
  return { run, busy, failure, forget };
}

/** Marks every answer about these subjects as stale; those on screen are read again. A change of session stales all. */
export function readAgain(client: QueryClient, subjects: readonly Subject[]): Promise<unknown> {
  if (subjects.includes('session')) return client.invalidateQueries();
  // ranking tasks are part of review: what is declined, submitted or asked there changes them
  const stale = subjects.includes('review') ? [...subjects, 'ranking'] : subjects;
  return Promise.all(stale.map((subject) => client.invalidateQueries({ queryKey: [subject] })));
}
