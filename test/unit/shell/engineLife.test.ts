import { describe, expect, it } from 'vitest';
import type { ToEngine } from '../../../electron/engine/control.ts';
import {
  type EngineLife,
  type LifeState,
  READY_WITHIN_MS,
  SHUTDOWN_WITHIN_MS,
  startEngineLife,
} from '../../../electron/shell/engineLife.ts';

describe('the engine’s life', () => {
  it('starts another engine when one dies, and says so until that one is ready', () => {
    const stage = setStage();
    stage.last().says({ type: 'ready' });
    expect(stage.states).toEqual([]);
    stage.last().dies();
    expect(stage.engines).toHaveLength(2);
    expect(stage.states.map(({ state }) => state)).toEqual(['restarting']);
    stage.last().says({ type: 'ready' });
    expect(stage.states.map(({ state }) => state)).toEqual(['restarting', 'running']);
    expect(stage.life.state().message).toBeNull();
  });

  it('tells each new engine what it must know, before anybody is told that it runs', () => {
    const stage = setStage();
    expect(stage.started).toBe(1);
    stage.last().dies();
    expect(stage.started).toBe(2);
    expect(stage.last().got).toEqual([{ type: 'windowClosed', window: 2 }]); // what onStarted told it
  });

  it('stops after the fourth death within a minute', () => {
    const stage = setStage();
    for (let death = 1; death <= 4; death += 1) stage.last().dies();
    expect(stage.engines).toHaveLength(4);
    expect(stage.life.state().state).toBe('stopped');
    expect(stage.life.state().message).toMatch(/Start the engine again/);
  });

  it('goes on when the deaths lie further apart', () => {
    const stage = setStage();
    for (let death = 1; death <= 20; death += 1) {
      stage.pass(25_000); // at most three within any minute
      stage.last().says({ type: 'ready' });
      stage.last().dies();
    }
    expect(stage.life.state().state).toBe('restarting');
  });

  it('tries again when asked, with a new budget, and only when it had stopped', () => {
    const stage = setStage();
    stage.life.startAgain();
    expect(stage.engines).toHaveLength(1);
    for (let death = 1; death <= 4; death += 1) stage.last().dies();
    stage.life.startAgain();
    expect(stage.engines).toHaveLength(5);
    for (let death = 1; death <= 3; death += 1) stage.last().dies();
    expect(stage.life.state().state).toBe('restarting');
  });

  it('kills an engine that does not get ready, which then counts as a death', () => {
    const stage = setStage();
    stage.pass(READY_WITHIN_MS);
    expect(stage.engines[0]?.killed).toBe(true);
    expect(stage.engines).toHaveLength(2);
  });

  it('lets one that is ready live on', () => {
    const stage = setStage();
    stage.last().says({ type: 'ready' });
    stage.pass(READY_WITHIN_MS * 10);
    expect(stage.last().killed).toBe(false);
  });

  it('passes on what parses and logs what does not', () => {
    const stage = setStage();
    stage.last().says({ type: 'tokenKept', window: 1, token: 'x' });
    stage.last().says({ type: 'tokenKept', window: 'one' });
    stage.last().says(null);
    expect(stage.heard).toEqual([{ type: 'tokenKept', window: 1, token: 'x' }]);
    expect(stage.logged.filter((line) => line.includes('does not parse'))).toHaveLength(2);
  });

  it('asks the engine to end and waits for it', async () => {
    const stage = setStage();
    let down = false;
    const ended = stage.life.shutDown().then(() => {
      down = true;
    });
    await Promise.resolve();
    expect(stage.last().got).toEqual([{ type: 'windowClosed', window: 1 }, { type: 'shutdown' }]);
    expect(down).toBe(false);
    stage.last().dies(0);
    await ended;
    expect(stage.engines).toHaveLength(1);
    expect(stage.states).toEqual([]);
  });

  it('kills an engine that does not end', async () => {
    const stage = setStage();
    const ended = stage.life.shutDown();
    expect(stage.life.shutDown()).toBe(ended); // asked twice, asked once
    stage.pass(SHUTDOWN_WITHIN_MS);
    expect(stage.last().killed).toBe(true);
    await ended;
  });

  it('has nothing to wait for when no engine runs', async () => {
    const stage = setStage();
    for (let death = 1; death <= 4; death += 1) stage.last().dies();
    await stage.life.shutDown();
    stage.life.startAgain();
    expect(stage.engines).toHaveLength(4);
  });
});

interface StageEngine {
  readonly got: ToEngine[];
  killed: boolean;
  says(message: unknown): void;
  dies(code?: number): void;
}

/** Engines and a clock that do what the test says. */
function setStage() {
  const engines: StageEngine[] = [];
  const states: LifeState[] = [];
  const heard: unknown[] = [];
  const logged: string[] = [];
  let timers: { at: number; callback: () => void }[] = [];
  let now = 0;
  let started = 0;

  const life: EngineLife<string> = startEngineLife<string>({
    fork: () => {
      let onMessage: (message: unknown) => void = () => {};
      let onExit: (code: number) => void = () => {};
      const engine: StageEngine = {
        got: [],
        killed: false,
        says: (message) => onMessage(message),
        dies: (code = 1) => onExit(code),
      };
      engines.push(engine);
      return {
        post: (message) => engine.got.push(message),
        kill: () => {
          engine.killed = true;
          onExit(9);
        },
        onMessage: (listener) => {
          onMessage = listener;
        },
        onExit: (listener) => {
          onExit = listener;
        },
      };
    },
    now: () => now,
    after: (ms, callback) => {
      const timer = { at: now + ms, callback };
      timers.push(timer);
      return () => {
        timers = timers.filter((other) => other !== timer);
      };
    },
    onStarted: (tell) => {
      started += 1;
      tell({ type: 'windowClosed', window: started });
    },
    onState: (state) => states.push(state),
    onMessage: (message) => heard.push(message),
    log: (_level, text) => logged.push(text),
  });

  return {
    life,
    engines,
    states,
    heard,
    logged,
    get started() {
      return started;
    },
    last: () => {
      const engine = engines.at(-1);
      if (!engine) throw new Error('no engine was started');
      return engine;
    },
    pass: (ms: number) => {
      now += ms;
      const due = timers.filter(({ at }) => at <= now);
      timers = timers.filter(({ at }) => at > now);
      for (const { callback } of due) callback();
    },
  };
}
