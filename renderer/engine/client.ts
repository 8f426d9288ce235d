import type { Contract, Input, Output, ProcedureName } from '../../shared/contract/contract.ts';
import { type Failure, failure, type Outcome } from '../../shared/contract/failure.ts';
import type { Subject } from '../../shared/contract/procedure.ts';
import { type Progress, type Request, replySchema } from '../../shared/contract/wire.ts';

export interface CallOptions {
  readonly signal?: AbortSignal;
  readonly onProgress?: (progress: Progress) => void;
  /** Wait for an engine that is still starting. Queries always do; a write only where nothing was sent before it. */
  readonly wait?: boolean;
}

/** The part of a MessagePort that is used, so that a test can stand in for the engine. */
export interface EnginePort {
  postMessage(message: Request): void;
  close(): void;
  onmessage: ((event: MessageEvent) => void) | null;
  addEventListener?(type: 'close', listener: () => void): void;
  start?(): void;
}

/**
 * The engine as this window knows it. Every call ends: with an answer, a refusal, or `engine-gone` when the port closes.
 * Nothing is ever sent twice.
 */
export interface EngineClient {
  call<P extends ProcedureName>(procedure: P, input: Input<P>, options?: CallOptions): Promise<Outcome<Output<P>>>;
  /** A new engine is there. Rejects what was asked of the one before. */
  attach(port: EnginePort): void;
  /** The engine ended. */
  detach(): void;
  onChanged(listener: (subjects: readonly Subject[]) => void): () => void;
  /** Called each time an engine answers for the first time or again. */
  onAttached(listener: () => void): () => void;
}

interface Pending {
  readonly resolve: (outcome: Outcome<never>) => void;
  readonly onProgress: ((progress: Progress) => void) | undefined;
}

const goneMessage = 'The engine ended before it answered. It is being started again; try once more in a moment.';
const notThereMessage = 'The engine is being started again. Nothing was sent; try once more in a moment.';

/** `kinds` says which procedures may wait for an engine that is not there yet: queries only. */
export function createEngineClient(
  kinds: { readonly [P in ProcedureName]: { kind: Contract[P]['kind'] } },
): EngineClient {
  let port: EnginePort | null = null;
  let next = 0;
  const pending = new Map<number, Pending>();
  const waiting = new Set<() => void>();
  const changed = new Set<(subjects: readonly Subject[]) => void>();
  const attached = new Set<() => void>();

  function settle(id: number, outcome: Outcome<unknown>) {
    const call = pending.get(id);
    pending.delete(id);
    call?.resolve(outcome as Outcome<never>);
  }

  function receive(message: unknown) {
    const reply = replySchema.safeParse(message);
    if (!reply.success) return;
    const { data } = reply;
    if (data.type === 'changed') for (const listener of changed) listener(data.subjects);
    else if (data.type === 'progress') pending.get(data.id)?.onProgress?.(data.progress);
    else if (data.type === 'result') settle(data.id, { ok: true, value: data.value });
    else settle(data.id, { ok: false, error: data.error });
  }

  function detach() {
    if (port) {
      port.onmessage = null;
      port.close();
      port = null;
    }
    for (const id of [...pending.keys()]) settle(id, failure('engine-gone', goneMessage));
  }

  function attach(arrived: EnginePort) {
    detach();
    port = arrived;
    arrived.onmessage = (event) => receive(event.data);
    arrived.addEventListener?.('close', () => {
      if (port === arrived) detach();
    });
    arrived.start?.();
    for (const go of [...waiting]) go();
    waiting.clear();
    for (const listener of attached) listener();
  }

  /** Waits for an engine; false when the caller gave up first. */
  function engineIsThere(signal: AbortSignal | undefined): Promise<boolean> {
    if (port) return Promise.resolve(true);
    return new Promise((resolve) => {
      const go = () => resolve(true);
      waiting.add(go);
      signal?.addEventListener('abort', () => {
        waiting.delete(go);
        resolve(false);
      });
    });
  }

  async function call<P extends ProcedureName>(procedure: P, input: Input<P>, options: CallOptions = {}) {
    const { signal, onProgress } = options;
    if (!port && (options.wait || kinds[procedure].kind === 'query')) await engineIsThere(signal);
    if (signal?.aborted) return failure('cancelled', 'Cancelled. Nothing was stored.');
    const engine = port;
    if (!engine) return failure('engine-gone', notThereMessage);
    const id = next++;
    return new Promise<Outcome<Output<P>>>((resolve) => {
      pending.set(id, { resolve: resolve as Pending['resolve'], onProgress });
      signal?.addEventListener('abort', () => {
        if (pending.has(id)) port?.postMessage({ type: 'cancel', id });
      });
      engine.postMessage({ type: 'call', id, procedure, input });
    });
  }

  return {
    call,
    attach,
    detach,
    onChanged: (listener) => subscribe(changed, listener),
    onAttached: (listener) => subscribe(attached, listener),
  };
}

function subscribe<L>(listeners: Set<L>, listener: L): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

/** Thrown by query functions, because TanStack Query tells failure by exception; never across the wire. */
export function answerOf<T>(outcome: Outcome<T>): T {
  if (outcome.ok) return outcome.value;
  throw outcome.error satisfies Failure;
}
