import type { MessagePortMain } from 'electron';
import type { Reply } from '../../shared/contract/wire.ts';
import { type FromEngine, toEngineSchema } from './control.ts';
import { createEngine } from './engine.ts';
import type { EnginePort } from './wire.ts';

/**
 * The engine as Electron's utility process. The shell tells it over `process.parentPort` of windows and of files that
 * were picked; each window's calls come over a port of its own.
 */
const shell = process.parentPort;

const tell = (message: FromEngine) => shell.postMessage(message);
const log = (level: 'info' | 'warn' | 'error', text: string) => tell({ type: 'log', level, text: text.slice(0, 2000) });

// such a rejection only warns in a utility process: without this, a fault of ours would leave no trace
process.on('unhandledRejection', (reason) => log('error', `unhandled rejection: ${place(reason)}`));

const engine = createEngine({
  log,
  onSession: (window, session, path) =>
    tell({
      type: 'session',
      window,
      role: session.role,
      contest: path !== null && session.contest ? { path, name: session.contest.name } : null,
    }),
});

shell.on('message', (event) => {
  const parsed = toEngineSchema.safeParse(event.data);
  if (!parsed.success) return log('error', 'the shell sent a message that is not one of ours');
  const message = parsed.data;
  switch (message.type) {
    case 'window': {
      const [port] = event.ports;
      if (port) engine.connect(message.window, enginePort(port));
      else log('error', 'a window came without its port');
      return;
    }
    case 'windowClosed':
      void engine.windowClosed(message.window);
      return;
    case 'token':
      engine.keepToken(message.window, message.token, message.path);
      tell({ type: 'tokenKept', window: message.window, token: message.token });
      return;
    case 'shutdown':
      void engine.close().finally(() => process.exit(0));
      return;
    default:
      message satisfies never;
  }
});

tell({ type: 'ready' });

function enginePort(port: MessagePortMain): EnginePort {
  let open = true;
  port.on('close', () => {
    open = false;
  });
  return {
    send: (reply: Reply) => {
      if (open) port.postMessage(reply);
    },
    onMessage: (listener) => {
      port.on('message', (event) => listener(event.data));
      port.start();
    },
  };
}

function place(reason: unknown): string {
  return reason instanceof Error
    ? `${reason.name}\n${(reason.stack ?? '').split('\n').slice(1, 9).join('\n')}`
    : 'no error';
}
