import { z } from 'zod';
import { idSchema, nothing, reasonSchema, submissionIdSchema, timeSchema } from './parts.ts';
import { command, query } from './procedure.ts';

/** Subjective orders of exactly those submissions that a decision needs an order of. */

/** Classes of equals, best first; who is in none is unplaced. Numbers for reviewers. */
const orderSchema = z.array(z.array(z.number().int()).min(1));

export const rankingProcedures = {
  'ranking.open': command({
    roles: ['organizer'],
    input: z.object({ submissions: z.array(submissionIdSchema).min(2), reason: reasonSchema }),
    output: z.object({ task: idSchema }),
    touches: ['review', 'decision', 'record'],
  }),
  /** No more orders are taken; those that are in count. `ranking.reopen` undoes it. */
  'ranking.close': command({
    roles: ['organizer'],
    input: z.object({ task: idSchema }),
    output: nothing,
    touches: ['review', 'decision', 'record'],
  }),
  'ranking.reopen': command({
    roles: ['organizer'],
    input: z.object({ task: idSchema }),
    output: nothing,
    touches: ['review', 'decision', 'record'],
  }),
  'ranking.list': query({
    roles: ['organizer'],
    input: nothing,
    output: z.object({
      tasks: z.array(
        z.object({
          id: idSchema,
          reason: z.string(),
          openedAt: timeSchema,
          closedAt: timeSchema.nullable(),
          submissions: z.array(z.object({ id: submissionIdSchema, title: z.string() })),
          /** Those who were shown at least two of them. */
          reviewers: z.array(
            z.object({
              id: idSchema,
              alias: z.string().nullable(),
              state: z.enum(['not-started', 'draft', 'submitted']),
              reason: z.string(),
              /** Classes of equals, best first. */
              order: z.array(z.array(submissionIdSchema)),
            }),
          ),
        }),
      ),
    }),
  }),
  /** Open tasks of this reviewer, each with those of its submissions that the reviewer was shown. */
  'ranking.tasks': query({
    roles: ['reviewer'],
    input: nothing,
    output: z.object({
      tasks: z.array(
        z.object({
          task: idSchema,
          state: z.enum(['not-started', 'draft', 'submitted']),
          submissions: z.array(z.object({ number: z.number().int(), title: z.string() })),
          order: orderSchema,
          reason: z.string(),
          savedAt: timeSchema.nullable(),
        }),
      ),
    }),
  }),
  'ranking.saveDraft': command({
    roles: ['reviewer'],
    input: z.object({ task: idSchema, order: orderSchema, reason: z.string().max(10_000) }),
    output: z.object({ savedAt: timeSchema }),
    touches: [],
  }),
  /** A later order replaces the earlier one, which stays in the file. */
  'ranking.submit': command({
    roles: ['reviewer'],
    input: z.object({ task: idSchema, order: orderSchema.min(1, 'Place at least one.'), reason: reasonSchema }),
    output: z.object({ savedAt: timeSchema }),
    touches: ['review', 'decision', 'contest', 'record'],
  }),
} as const;

export type RankingTask = z.infer<(typeof rankingProcedures)['ranking.tasks']['output']>['tasks'][number];
export type RankingTaskReport = z.infer<(typeof rankingProcedures)['ranking.list']['output']>['tasks'][number];
