import path from 'node:path';
import { MessageChannelMain, type MessagePortMain } from 'electron';
import type { EngineState, PickedFile } from '../../shared/contract/bridge.ts';
import type { FromEngine } from '../engine/control.ts';
import { type AppWindow, type AppWindows, fresh, handPort, tellPage } from './appWindows.ts';
import { channels } from './channels.ts';
import { type EngineLife, type LifeState, startEngineLife } from './engineLife.ts';
import { forkEngine } from './engineProcess.ts';
import { log } from './log.ts';
import { pickedFile } from './pickedFile.ts';
import { createTokens } from './tokens.ts';

/** What the windows have to do with the engine: a port each, the tokens of what was picked, what to tell them when it ends. */
export interface EngineLink {
  readonly state: () => LifeState;
  /** The window's page was loaded: it gets a port of its own. Whatever port it had before closes. */
  readonly connect: (window: AppWindow) => void;
  /** Resolves once the engine knows the token: only then can the window use it. */
  readonly hand: (window: AppWindow, file: string, shownAs?: string) => Promise<PickedFile>;
  readonly forget: (window: AppWindow) => void;
  readonly startAgain: () => void;
  readonly shutDown: () => Promise<void>;
}

export interface LinkParts {
  readonly script: string;
  readonly windows: () => AppWindows;
  readonly onContestOpened: (file: string) => void;
  /** Anything that the menu shows may have changed. */
  readonly onChanged: () => void;
}

/** An engine that is starting answers late; the window is not kept waiting for ever. */
const TOKEN_WITHIN_MS = 10_000;

export function linkEngine(parts: LinkParts): EngineLink {
  const tokens = createTokens();
  const waiting = new Map<string, () => void>();

  const life: EngineLife<MessagePortMain> = startEngineLife({
    fork: () => forkEngine(parts.script),
    now: () => Date.now(),
    after: (ms, callback) => {
      const timer = setTimeout(callback, ms);
      return () => clearTimeout(timer);
    },
    onStarted: (tell) => {
      for (const window of parts.windows().all()) {
        if (!window.ready) continue;
        connectWith(tell, window);
        for (const { token, path: file } of tokens.of(window.id)) {
          tell({ type: 'token', window: window.id, token, path: file });
        }
      }
    },
    onState: (state) => {
      log.info(`engine: ${state.state}`);
      for (const window of parts.windows().all()) void tellState(window, state);
      parts.onChanged();
    },
    onMessage: hear,
    log: (level, text) => log[level](text),
  });

  function hear(message: FromEngine): void {
    if (message.type === 'log') log[message.level](`engine: ${message.text}`);
    else if (message.type === 'tokenKept') waiting.get(waitingKey(message.window, message.token))?.();
    else if (message.type === 'session') {
      const window = parts
        .windows()
        .all()
        .find(({ id }) => id === message.window);
      if (!window) return;
      const before = window.session.contest?.path;
      window.session = { role: message.role, contest: message.contest };
      if (message.contest && message.contest.path !== before) parts.onContestOpened(message.contest.path);
      parts.onChanged();
    }
  }

  function connectWith(tell: EngineLife<MessagePortMain>['tell'], window: AppWindow): void {
    const { port1, port2 } = new MessageChannelMain();
    tell({ type: 'window', window: window.id }, [port1]);
    handPort(window, port2);
  }

  async function tellState(window: AppWindow, { state, message }: LifeState): Promise<void> {
    if (state !== 'running') {
      window.lost ??= window.session.contest ? window.session : null;
      window.session = fresh.session;
      return tellPage(window, channels.engineState, { state, message, reopen: null } satisfies EngineState);
    }
    const lost = window.lost;
    window.lost = null;
    const reopen = lost?.contest ? await hand(window, lost.contest.path, nameFor(lost)) : null;
    tellPage(window, channels.engineState, { state, message, reopen } satisfies EngineState);
  }

  async function hand(window: AppWindow, file: string, shownAs?: string): Promise<PickedFile> {
    const token = tokens.tokenFor(window.id, file);
    await new Promise<void>((resolve) => {
      const key = waitingKey(window.id, token);
      const done = () => {
        clearTimeout(timer);
        waiting.delete(key);
        resolve();
      };
      const timer = setTimeout(done, TOKEN_WITHIN_MS);
      const other = waiting.get(key);
      waiting.set(key, () => {
        other?.();
        done();
      });
      life.tell({ type: 'token', window: window.id, token, path: file });
    });
    return pickedFile(token, file, shownAs);
  }

  return {
    state: life.state,
    connect: (window) => {
      connectWith(life.tell, window);
      const { state, message } = life.state();
      tellPage(window, channels.engineState, { state, message, reopen: null } satisfies EngineState);
    },
    hand,
    forget: (window) => {
      tokens.forget(window.id);
      life.tell({ type: 'windowClosed', window: window.id });
    },
    startAgain: life.startAgain,
    shutDown: life.shutDown,
  };
}

function waitingKey(window: number, token: string): string {
  return `${window} ${token}`;
}

/** A blind role may not learn from a file's name what it is not told elsewhere. */
function nameFor({ role, contest }: AppWindow['session']): string {
  if (!contest) return '';
  return role === 'contractor' || role === 'reviewer' ? contest.name : path.basename(contest.path);
}
