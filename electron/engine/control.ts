import { z } from 'zod';
import { roles } from '../../shared/contract/procedure.ts';

/**
 * What the shell (main process) and the engine's process say to each other over `process.parentPort`, apart from the
 * windows' calls, which go over ports of their own. Both ends parse; a message that does not parse is a defect and is
 * logged.
 */
const windowId = z.number().int().min(1);

export const toEngineSchema = z.discriminatedUnion('type', [
  /**
   * Comes with one port in `event.ports`: the window's calls (see shared/contract/wire.ts). A window that is already
   * known was loaded again: the new port replaces the old one and the session stays.
   */
  z.object({ type: z.literal('window'), window: windowId }),
  /** Its session ends; the last one of a contest closes it. */
  z.object({ type: z.literal('windowClosed'), window: windowId }),
  /** What the person picked or dropped in this window, and in no other. Answered with `tokenKept`. */
  z.object({ type: z.literal('token'), window: windowId, token: z.string().min(1).max(64), path: z.string().min(1) }),
  /** Cancel jobs, close contests, exit with 0. The shell waits some seconds and then kills. */
  z.object({ type: z.literal('shutdown') }),
]);

export const fromEngineSchema = z.discriminatedUnion('type', [
  /** Listening. The first message. */
  z.object({ type: z.literal('ready') }),
  /** The token can be used: the shell gives it to the window only now, since the two channels are not in step. */
  z.object({ type: z.literal('tokenKept'), window: windowId, token: z.string() }),
  /**
   * Said whenever a window's session became another: contest opened or closed, somebody signed in or out. The shell
   * keeps its list of recent files and its menu by it. The path never leaves the main process.
   */
  z.object({
    type: z.literal('session'),
    window: windowId,
    role: z.enum(roles),
    contest: z.object({ path: z.string(), name: z.string() }).nullable(),
  }),
  /** A line for the log file. Never example text, names of people, or access codes. */
  z.object({ type: z.literal('log'), level: z.enum(['info', 'warn', 'error']), text: z.string().max(2000) }),
]);

export type ToEngine = z.infer<typeof toEngineSchema>;
export type FromEngine = z.infer<typeof fromEngineSchema>;
