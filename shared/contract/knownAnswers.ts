import { z } from 'zod';
import { answerSchema } from './labels.ts';
import { metricSchema, submissionIdSchema } from './parts.ts';
import { command, job, query } from './procedure.ts';

const row = z.number().int().min(0);
const touches = ['labels', 'record'] as const;

/** Examples whose right answer is known: for the practice round, and mixed in unannounced. For organizers alone. */
export const knownAnswerProcedures = {
  'known.list': query({
    roles: ['organizer'],
    input: z.object({ submission: submissionIdSchema }),
    output: z.object({
      metric: metricSchema,
      known: z.array(
        z.object({
          row,
          /** Written by organizers; no row of the data set. */
          extra: z.boolean(),
          /** The end of the prompt. */
          prompt: z.string(),
          classes: z.array(z.string()).nullable(),
          answer: answerSchema,
          source: z.enum(['organizer', 'adjudicated', 'file']),
          why: z.string(),
        }),
      ),
      /** Examples on which all votes agree with the label, and which are not marked yet. */
      sure: z.number().int(),
    }),
  }),
  /** One row of the data set, to say what its answer is. */
  'known.example': query({
    roles: ['organizer'],
    input: z.object({ submission: submissionIdSchema, row }),
    output: z.object({
      prompt: z.string(),
      otherPrompt: z.string().nullable(),
      classes: z.array(z.string()).nullable(),
      completion: z.string().nullable(),
      /** What the submitted label says; null where it does not say all. */
      submitted: answerSchema.nullable(),
    }),
  }),
  /** Answers by the submission's own indexes; null for an answer that is not known any more. */
  'known.mark': command({
    roles: ['organizer'],
    input: z.object({
      submission: submissionIdSchema,
      row,
      answer: answerSchema.nullable(),
      why: z.string().trim().max(2000),
    }),
    output: z.object({}),
    touches,
  }),
  /** A CSV, whole or not at all. */
  'known.import': command({
    roles: ['organizer'],
    input: z.object({
      submission: submissionIdSchema,
      name: z.string().max(255),
      text: z.string().max(5_000_000),
    }),
    output: z.object({ marked: z.number().int(), extra: z.number().int() }),
    touches,
  }),
  /** Marks so many of the examples on which all votes agree with the label, drawn at random. */
  'known.markSure': job({
    roles: ['organizer'],
    input: z.object({ submission: submissionIdSchema, most: z.number().int().min(1).max(1000) }),
    output: z.object({ marked: z.number().int() }),
    touches,
  }),
} as const;
