import { z } from 'zod';
import { levelSchema, nothing } from './parts.ts';
import { query } from './procedure.ts';

const tierSchema = z.enum(['grand', 'second', 'third']);
const outcomeSchema = z.enum(['grand', 'second', 'third', 'accepted']);

/** The JSON of `assay rank`, as spec/cli.md gives it; other programs rely on these names. */
export const rankSchema = z.object({
  decisions: z.array(
    z.object({
      submission: z.string(),
      /** First and last place it may take, from 1; null when it is not ranked. */
      rank: z.tuple([z.number().int(), z.number().int()]).nullable(),
      consensus: z.record(z.string(), levelSchema),
      grand_criteria: z.number().int(),
      eligible: z.object({ accepted: z.boolean(), third: z.boolean(), second: z.boolean(), grand: z.boolean() }),
      status: z.enum(['grand', 'second', 'third', 'accepted', 'rejected', 'pending', 'ineligible', 'undecided']),
      could_be: z.tuple([outcomeSchema, outcomeSchema]).optional(),
      why: z.array(z.string()),
    }),
  ),
  prizes: z.object({
    grand: z.number().int(),
    second: z.number().int(),
    third: z.number().int(),
    amount: z.number(),
  }),
  /** By submission and status: shares of the draws. */
  stability: z.record(z.string(), z.record(z.string(), z.number())).optional(),
});

export const decisionProcedures = {
  'decision.current': query({
    roles: ['organizer'],
    input: nothing,
    output: z.object({
      ranking: rankSchema,
      /** By submission id. */
      titles: z.record(z.string(), z.string()),
      /** Each submission's counted reviews: reviewer's alias and levels. */
      levels: z.record(z.string(), z.array(z.object({ alias: z.string(), levels: z.record(z.string(), levelSchema) }))),
      rules: z.object({
        version: z.number().int(),
        round: z.number().int(),
        consensus: z.string(),
        seats: z.array(z.object({ tier: tierSchema, cap: z.number().int(), amount: z.number() })),
      }),
      held: z.array(z.object({ submission: z.string(), prize: tierSchema })),
    }),
  }),
} as const;

export type Rank = z.infer<typeof rankSchema>;
