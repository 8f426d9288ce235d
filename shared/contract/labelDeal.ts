import { z } from 'zod';
import { labelSettingsSchema, tagSchema } from './labelSettings.ts';
import { idSchema, nothing, submissionIdSchema, timeSchema } from './parts.ts';
import { command, job, query } from './procedure.ts';

const touches = ['contest', 'submission', 'participants', 'labels', 'record'] as const;

/** What organizers do with a deal of labels. Verdicts and statistics are in `labels.ts`. */
export const labelDealProcedures = {
  'labels.deal': job({
    roles: ['organizer'],
    input: z.object({
      submission: submissionIdSchema,
      settings: labelSettingsSchema,
      contractors: z.array(idSchema).min(1),
      seed: z.number().int().min(0).max(0xffffffff).optional(),
    }),
    output: z.object({
      examples: z.number().int(),
      votes: z.number().int(),
      /** Length of the practice round: fewer than wanted where fewer answers are known. */
      practice: z.number().int(),
      /** Known-answer examples mixed in, over all contractors. */
      known: z.number().int(),
    }),
    touches,
  }),
  /** Takes back a deal on which nobody has voted yet. */
  'labels.undeal': command({
    roles: ['organizer'],
    input: z.object({ submission: submissionIdSchema }),
    output: nothing,
    touches,
  }),
  /** Open examples of those who leave go to the others; those who join get a fair part. Votes never move. */
  'labels.redeal': job({
    roles: ['organizer'],
    input: z.object({
      submission: submissionIdSchema,
      leaving: z.array(idSchema),
      joining: z.array(idSchema),
      seed: z.number().int().min(0).max(0xffffffff).optional(),
    }),
    output: z.object({
      moved: z.number().int(),
      /** Votes that nobody is left to cast. */
      unplaced: z.number().int(),
    }),
    touches,
  }),
  /** Contractors get no more examples of it; what is done stays. */
  'labels.stop': command({
    roles: ['organizer'],
    input: z.object({ submission: submissionIdSchema }),
    output: nothing,
    touches,
  }),
  'labels.goOn': command({
    roles: ['organizer'],
    input: z.object({ submission: submissionIdSchema }),
    output: nothing,
    touches,
  }),
  /** Mends the instructions of a deal under way; contractors see them from their next example on. */
  'labels.instruct': command({
    roles: ['organizer'],
    input: z.object({ submission: submissionIdSchema, instructions: z.string().max(20_000) }),
    output: nothing,
    touches: ['labels', 'record'],
  }),
  /** What a form of a new deal begins with, and who could be dealt to. */
  'labels.dealForm': query({
    roles: ['organizer'],
    input: z.object({ submission: submissionIdSchema }),
    output: z.object({
      defaults: labelSettingsSchema,
      examples: z.number().int(),
      /** How many rows a recorded uniform sample has, from which is drawn; null where there is none. */
      recorded: z.number().int().nullable(),
      /** Examples with a known answer, those beyond the file among them. */
      known: z.number().int(),
      contractors: z.array(
        z.object({
          id: idSchema,
          alias: z.string(),
          tags: z.array(tagSchema),
          /** Votes that this person has still to cast, over all deals. */
          open: z.number().int(),
        }),
      ),
    }),
  }),
  /** The deal in force: what it goes by and who has done what. Null where nothing is dealt. */
  'labels.dealt': query({
    roles: ['organizer'],
    input: z.object({ submission: submissionIdSchema }),
    output: z.object({
      deal: z
        .object({
          settings: labelSettingsSchema,
          examples: z.number().int(),
          practice: z.number().int(),
          at: timeSchema,
          stopped: z.object({ at: timeSchema, why: z.enum(['accepted', 'rejected', 'organizer']) }).nullable(),
          votesEver: z.number().int(),
          shares: z.array(
            z.object({
              contractor: idSchema,
              alias: z.string(),
              gone: z.boolean(),
              dealt: z.number().int(),
              done: z.number().int(),
              /** Known-answer examples among those dealt. */
              known: z.number().int(),
              skipped: z.number().int(),
              flagged: z.number().int(),
              /** Answers of the practice round, and how many of them were right. */
              practised: z.number().int(),
              practisedRight: z.number().int(),
              /** Median seconds of work an example; null before the first. */
              seconds: z.number().nullable(),
              lastAt: timeSchema.nullable(),
            }),
          ),
        })
        .nullable(),
    }),
  }),
  'labels.defaults': query({
    roles: ['organizer'],
    input: nothing,
    output: z.object({ settings: labelSettingsSchema }),
  }),
  'labels.setDefaults': command({
    roles: ['organizer'],
    input: z.object({ settings: labelSettingsSchema }),
    output: nothing,
    touches: ['labels', 'record'],
  }),
  /** In place of those that the contractor had. */
  'participants.setTags': command({
    roles: ['organizer'],
    input: z.object({ id: idSchema, tags: z.array(tagSchema).max(40) }),
    output: nothing,
    touches: ['participants', 'labels', 'record'],
  }),
} as const;
