import { z } from 'zod';
import { nothing, timeSchema } from './parts.ts';
import { job, query } from './procedure.ts';

export const eventSchema = z.object({
  seq: z.number().int(),
  at: timeSchema,
  /** Alias, or role where there is none. */
  actor: z.string(),
  role: z.string(),
  kind: z.string(),
  subject: z.string().nullable(),
  /** One sentence for people. */
  sentence: z.string(),
  before: z.string().nullable(),
  after: z.string().nullable(),
  hash: z.string(),
});

export const verificationSchema = z.object({
  ok: z.boolean(),
  events: z.number().int(),
  head: z.string(),
  /** The first row that does not fit, in words; empty when all is well. */
  problems: z.array(z.object({ what: z.string(), where: z.string(), message: z.string() })),
});

export const recordProcedures = {
  'record.list': query({
    roles: ['organizer'],
    input: z.object({
      before: z.number().int().optional(),
      limit: z.number().int().min(1).max(500),
      subject: z.string().optional(),
    }),
    output: z.object({ total: z.number().int(), events: z.array(eventSchema) }),
  }),
  /** Recomputes the chain and every stored hash, runs SQLite's integrity and foreign key checks. */
  'record.verify': job({ roles: ['organizer'], input: nothing, output: verificationSchema, touches: [] }),
} as const;

export type Verification = z.infer<typeof verificationSchema>;
