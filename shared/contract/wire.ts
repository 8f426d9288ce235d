import { z } from 'zod';
import { failureSchema } from './failure.ts';
import { subjects } from './procedure.ts';

/**
 * What travels between a window and the engine. The engine does not know what carries it: a MessagePort today. Every
 * message from a window is parsed with `requestSchema`; one that does not parse is answered with nothing and recorded.
 */
export const requestSchema = z.discriminatedUnion('type', [
  z.object({ type: z.literal('call'), id: z.number().int().min(0), procedure: z.string().max(80), input: z.unknown() }),
  z.object({ type: z.literal('cancel'), id: z.number().int().min(0) }),
]);

export const progressSchema = z.object({
  /** From 0 to 1; null while the size of the work is not known. */
  share: z.number().min(0).max(1).nullable(),
  /** What is going on, for a person: `412 MB of 1.0 GB, 1,904,311 rows`. */
  text: z.string(),
});

export const replySchema = z.discriminatedUnion('type', [
  z.object({ type: z.literal('result'), id: z.number().int(), value: z.unknown() }),
  z.object({ type: z.literal('failure'), id: z.number().int(), error: failureSchema }),
  z.object({ type: z.literal('progress'), id: z.number().int(), progress: progressSchema }),
  /** Something was stored: whatever shows these subjects is stale. */
  z.object({ type: z.literal('changed'), subjects: z.array(z.enum(subjects)) }),
]);

export type Request = z.infer<typeof requestSchema>;
export type Reply = z.infer<typeof replySchema>;
export type Progress = z.infer<typeof progressSchema>;
