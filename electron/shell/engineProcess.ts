import { createInterface } from 'node:readline';
import { app, type MessagePortMain, utilityProcess } from 'electron';
import { crashLine } from './defectText.ts';
import type { EngineProcess } from './engineLife.ts';
import { log } from './log.ts';

/** The engine as a process of its own, so that no import and no statistic ever holds up a window. */
export function forkEngine(script: string): EngineProcess<MessagePortMain> {
  const child = utilityProcess.fork(script, [], {
    serviceName: 'Assay engine',
    stdio: ['ignore', 'pipe', 'pipe'],
    env: engineEnvironment(process.env, app.isPackaged),
  });
  for (const stream of [child.stdout, child.stderr]) {
    if (!stream) continue;
    createInterface({ input: stream as NodeJS.ReadableStream }).on('line', (line) => {
      const kept = crashLine(line);
      if (kept !== null) log.warn(`engine: ${kept}`);
    });
  }
  return {
    post: (message, ports) => child.postMessage(message, [...ports]),
    kill: () => void child.kill(),
    onMessage: (listener) => child.on('message', listener),
    onExit: (listener) => child.once('exit', listener),
  };
}

/** A packaged app listens to no development setting, and Node's own are never passed on. */
function engineEnvironment(env: NodeJS.ProcessEnv, packaged: boolean): NodeJS.ProcessEnv {
  const entries = Object.entries(env).filter(
    ([name]) => !name.startsWith('NODE_') && !(packaged && name.startsWith('ASSAY_')),
  );
  return Object.fromEntries(entries);
}
