import type { Outcome } from '../../shared/contract/failure.ts';
import { type Progress, type Reply, type Request, requestSchema } from '../../shared/contract/wire.ts';

/** What carries messages between one window and the engine: a MessagePort, two ends of an array in a test. */
export interface EnginePort {
  send(reply: Reply): void;
  onMessage(listener: (message: unknown) => void): void;
}

export interface CallOptions {
  readonly signal?: AbortSignal | undefined;
  readonly onProgress?: ((progress: Progress) => void) | undefined;
}

export interface PortAnswers {
  /** Never rejects. */
  readonly call: (request: Extract<Request, { type: 'call' }>, how: CallOptions) => Promise<Outcome<unknown>>;
  /** A message that is no request came. */
  readonly refused: () => void;
  /** No longer, once the window's page was loaded again and has another port. */
  readonly isCurrent: () => boolean;
}

/** Parses what a window says and sends what it is answered, each under the number that the window gave its call. */
export function answerPort(port: EnginePort, answers: PortAnswers): void {
  const running = new Map<number, AbortController>();
  port.onMessage((message) => {
    if (!answers.isCurrent()) return;
    const parsed = requestSchema.safeParse(message);
    if (!parsed.success) answers.refused();
    else if (parsed.data.type === 'cancel') running.get(parsed.data.id)?.abort();
    else void answer(parsed.data);
  });

  async function answer(request: Extract<Request, { type: 'call' }>): Promise<void> {
    const { id } = request;
    const abort = new AbortController();
    running.set(id, abort);
    const outcome = await answers.call(request, {
      signal: abort.signal,
      onProgress: (progress) => port.send({ type: 'progress', id, progress }),
    });
    running.delete(id);
    port.send(
      outcome.ok ? { type: 'result', id, value: outcome.value } : { type: 'failure', id, error: outcome.error },
    );
  }
}
