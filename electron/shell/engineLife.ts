import { type FromEngine, fromEngineSchema, type ToEngine } from '../engine/control.ts';
import { freshBudget, type RestartBudget, spendRestart } from './restartBudget.ts';

/**
 * Starts the engine's process, starts it again when it dies, stops trying when that happens too often, and ends it in
 * good order. A call that was under way is never repeated here: its window is told, and a person decides.
 */
export interface EngineLife<Port> {
  readonly state: () => LifeState;
  /** Lost when no engine runs: what an engine must know is told again by `onStarted`. */
  readonly tell: (message: ToEngine, ports?: readonly Port[]) => void;
  /** After `stopped`: a new try with a new budget. */
  readonly startAgain: () => void;
  /** Resolves when the process is gone, by itself or, after a while, killed. */
  readonly shutDown: () => Promise<void>;
}

export interface LifeState {
  readonly state: 'running' | 'restarting' | 'stopped';
  /** For a person; null while it runs. */
  readonly message: string | null;
}

export interface EngineProcess<Port> {
  readonly post: (message: ToEngine, ports: readonly Port[]) => void;
  readonly kill: () => void;
  readonly onMessage: (listener: (message: unknown) => void) => void;
  /** Called once. */
  readonly onExit: (listener: (code: number) => void) => void;
}

export interface LifeParts<Port> {
  readonly fork: () => EngineProcess<Port>;
  /** Milliseconds. */
  readonly now: () => number;
  /** Calls back once after so many milliseconds, unless the function it gives is called before. */
  readonly after: (ms: number, callback: () => void) => () => void;
  /** A new process is there: tell it which windows and tokens there are. It need not be `running` yet. */
  readonly onStarted: (tell: EngineLife<Port>['tell']) => void;
  readonly onState: (state: LifeState) => void;
  readonly onMessage: (message: FromEngine) => void;
  readonly log: (level: 'info' | 'warn' | 'error', text: string) => void;
}

/** Start-up takes well under a second; a process that says nothing for so long never will. */
export const READY_WITHIN_MS = 30_000;
/** Cancelling jobs and closing a contest is quick; a disk that hangs must not keep the app from ending. */
export const SHUTDOWN_WITHIN_MS = 10_000;

const running: LifeState = { state: 'running', message: null };
const restarting: LifeState = {
  state: 'restarting',
  message:
    'Assay’s engine ended and is starting again. Everything that was confirmed is saved; look at your last step before you repeat it.',
};
const stopped: LifeState = {
  state: 'stopped',
  message:
    'Assay’s engine ended four times within a minute and was not started again. Everything that was confirmed is saved. Choose Help › Start the engine again; if it ends once more, start Assay anew.',
};

/** Starts the engine at once. */
export function startEngineLife<Port>(parts: LifeParts<Port>): EngineLife<Port> {
  let state = running;
  let budget: RestartBudget = freshBudget;
  let engine: EngineProcess<Port> | null = null;
  let ending: { readonly gone: Promise<void>; readonly resolve: () => void } | null = null;

  function start(): void {
    const mine = parts.fork();
    engine = mine;
    const stopWaiting = parts.after(READY_WITHIN_MS, () => {
      parts.log('error', 'the engine did not get ready in time and is killed');
      mine.kill();
    });
    mine.onMessage((raw) => {
      const message = fromEngineSchema.safeParse(raw);
      if (!message.success) return parts.log('error', 'the engine sent a control message that does not parse');
      if (message.data.type === 'ready') {
        stopWaiting();
        if (engine === mine && !ending) become(running);
      }
      parts.onMessage(message.data);
    });
    mine.onExit((code) => {
      stopWaiting();
      if (engine === mine) engine = null;
      if (ending) return ending.resolve();
      parts.log('error', `the engine ended with code ${code}`);
      reviveOrStop();
    });
    parts.onStarted(tell);
  }

  function reviveOrStop(): void {
    const rest = spendRestart(budget, parts.now());
    if (!rest) become(stopped);
    else {
      budget = rest;
      become(restarting);
      start();
    }
  }

  function become(next: LifeState): void {
    if (next.state === state.state) return;
    state = next;
    parts.onState(state);
  }

  function tell(message: ToEngine, ports: readonly Port[] = []): void {
    engine?.post(message, ports);
  }

  start();
  return {
    state: () => state,
    tell,
    startAgain: () => {
      if (state.state !== 'stopped' || ending) return;
      budget = freshBudget;
      become(restarting);
      start();
    },
    shutDown: () => {
      if (ending) return ending.gone;
      let resolve = (): void => {};
      const gone = new Promise<void>((done) => {
        resolve = done;
      });
      ending = { gone, resolve };
      const last = engine;
      if (!last) resolve();
      else {
        const stopWaiting = parts.after(SHUTDOWN_WITHIN_MS, () => {
          parts.log('warn', 'the engine did not end in time and is killed');
          last.kill();
        });
        void gone.then(stopWaiting);
        last.post({ type: 'shutdown' }, []);
      }
      return gone;
    },
  };
}
