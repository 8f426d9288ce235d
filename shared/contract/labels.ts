import { z } from 'zod';
import { figureSchema, idSchema, metricSchema, nothing, submissionIdSchema, timeSchema } from './parts.ts';
import { command, query } from './procedure.ts';

/** What a contractor says about one prompt: one of its classes (by index in the submission's order), several, or none. */
const choiceSchema = z.union([
  z.object({ choice: z.number().int().min(0) }),
  z.object({ choice: z.literal('several') }),
  z.object({ choice: z.literal('none') }),
]);

export const answerSchema = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('classification'), answer: choiceSchema }),
  z.object({ kind: z.literal('sequence_prob'), right: z.boolean(), others: z.boolean() }),
  z.object({
    kind: z.literal('logodds'),
    first: choiceSchema,
    second: choiceSchema,
    matters: z.enum(['yes', 'no', 'cannot-say']),
  }),
  z.object({ kind: z.literal('skip') }),
]);

export const flagReasons = ['ambiguous', 'malformed', 'offensive', 'expertise', 'worked-example', 'other'] as const;

export const voteSchema = z.object({
  answer: answerSchema,
  flag: z.enum(flagReasons).nullable(),
  note: z.string().max(2000),
});

const taskSchema = z.object({
  task: idSchema,
  /** A random number for blind roles; it says nothing about title, author or order of arrival. */
  number: z.number().int(),
  metric: metricSchema,
  total: z.number().int(),
  done: z.number().int(),
});

/**
 * One example as a contractor sees it. The submitted label, the author, the file, the row and other columns are not in
 * the type because they are not in the query.
 */
export const deskExampleSchema = z.object({
  task: idSchema,
  number: z.number().int(),
  metric: metricSchema,
  /** From 0, in this contractor's own order. */
  position: z.number().int(),
  total: z.number().int(),
  done: z.number().int(),
  instructions: z.string(),
  prompt: z.string(),
  otherPrompt: z.string().nullable(),
  completion: z.string().nullable(),
  /** In the order to show them, each with its index in the submission's own order. */
  choices: z.array(z.object({ index: z.number().int(), text: z.string() })).nullable(),
  shuffled: z.boolean(),
  /** The contractor's own current vote. */
  vote: voteSchema.nullable(),
  /** Mean seconds an example so far, null before the first. */
  pace: z.number().nullable(),
});

/** A share with Wilson's 95 % interval. */
const shareSchema = z.object({ rate: z.number(), low: z.number(), high: z.number(), n: z.number().int() });

/** A figure with its bootstrap interval; each may be undefined and then says why. */
const measuredSchema = figureSchema.extend({
  low: z.number().nullable(),
  high: z.number().nullable(),
  intervalWhy: z.string().nullable(),
});

export const labelProcedures = {
  'labels.tasks': query({
    roles: ['contractor'],
    input: nothing,
    output: z.object({ tasks: z.array(taskSchema) }),
  }),
  /** Without a position: the first example that has no vote yet, or null when all have one. */
  'labels.example': query({
    roles: ['contractor'],
    input: z.object({ task: idSchema, position: z.number().int().min(0).optional() }),
    output: z.object({ example: deskExampleSchema.nullable() }),
  }),
  /** On disk when it answers. A second vote on the same position is a new version; the earlier one stays. */
  'labels.vote': command({
    roles: ['contractor'],
    input: z.object({
      task: idSchema,
      position: z.number().int().min(0),
      vote: voteSchema,
      /** Seconds the example was looked at while the window had the focus. */
      seconds: z.number().min(0).max(86_400),
    }),
    output: z.object({ done: z.number().int(), total: z.number().int(), next: deskExampleSchema.nullable() }),
    touches: ['labels'],
  }),
  /** Undo: a new version that says nothing. */
  'labels.retract': command({
    roles: ['contractor'],
    input: z.object({ task: idSchema, position: z.number().int().min(0) }),
    output: nothing,
    touches: ['labels'],
  }),
  'labels.overview': query({
    roles: ['organizer'],
    input: nothing,
    output: z.object({
      submissions: z.array(
        z.object({
          id: submissionIdSchema,
          title: z.string(),
          examples: z.number().int(),
          dealt: z.number().int(),
          votes: z.number().int(),
          votesExpected: z.number().int(),
          outcome: z.enum(['not-dealt', 'under-way', 'passed', 'failed']),
        }),
      ),
    }),
  }),
  'labels.verdict': query({
    roles: ['organizer'],
    input: z.object({ submission: submissionIdSchema }),
    output: z.object({
      dealt: z.boolean(),
      /** How votes become a consensus. */
      method: z.enum(['majority', 'dawid-skene']),
      sample: z.number().int(),
      overlap: z.number().int(),
      votes: z.number().int(),
      votesExpected: z.number().int(),
      settled: z.number().int(),
      undecided: z.number().int(),
      wrong: z.number().int(),
      /** Taken out of the sample by an organizer. */
      leftOut: z.number().int(),
      /** Settled by an organizer, left out ones among them. */
      adjudicated: z.number().int(),
      /** In the adjudication queue. */
      toSettle: z.number().int(),
      /** Share of wrong ones among settled ones, with Wilson's 95 % interval. */
      errorRate: shareSchema.nullable(),
      threshold: z.number(),
      outcome: z.enum(['not-dealt', 'under-way', 'passed', 'failed']),
      why: z.string(),
      /** The interval belongs to a sample whose size hung on what was found, and is not corrected for it. */
      stoppedEarly: z.boolean(),
      stopped: z.object({ at: timeSchema, why: z.enum(['accepted', 'rejected', 'organizer']) }).nullable(),
      /** Wald's test, where sampling is sequential. */
      test: z
        .object({
          decision: z.enum(['accept', 'reject', 'go-on']),
          /** After each settled example of the draw. */
          sums: z.array(z.number()),
          lower: z.number(),
          upper: z.number(),
          looked: z.number().int(),
          wrongOnes: z.number().int(),
          acceptable: z.number(),
          unacceptable: z.number(),
          /** The unsettled example that it waits for. */
          waitsAt: z.object({ row: z.number().int(), why: z.enum(['open', 'undecided']) }).nullable(),
        })
        .nullable(),
      /** Votes that find nothing wrong, among those that were not skips. */
      withSubmitted: shareSchema.nullable(),
      agreement: z.object({
        alpha: measuredSchema,
        ac1: measuredSchema,
        percentAgreement: measuredSchema,
        /** Cohen's κ of each pair that has examples in common. */
        pairs: z.array(
          z.object({
            first: z.string(),
            second: z.string(),
            common: z.number().int(),
            agreeing: z.number().int(),
            kappa: figureSchema,
          }),
        ),
      }),
      flags: z.array(z.object({ flag: z.string(), votes: z.number().int(), examples: z.number().int() })),
      contractors: z.array(
        z.object({
          id: idSchema,
          alias: z.string(),
          done: z.number().int(),
          dealt: z.number().int(),
          lastAt: timeSchema.nullable(),
        }),
      ),
      disputedInAll: z.number().int(),
      /** The first of the examples that are wrong, undecided or were settled by an organizer, with their votes. */
      disputed: z.array(
        z.object({
          row: z.number().int(),
          prompt: z.string(),
          submitted: z.string(),
          votes: z.array(
            z.object({ alias: z.string(), answer: z.string(), flag: z.string().nullable(), note: z.string() }),
          ),
          verdict: z.enum(['right', 'wrong', 'undecided', 'open', 'left-out']),
          /** An organizer's, where one has settled it. */
          reason: z.string().nullable(),
        }),
      ),
    }),
  }),
} as const;

export type Answer = z.infer<typeof answerSchema>;
export type Choice = z.infer<typeof choiceSchema>;
export type VoteView = z.infer<typeof voteSchema>;
export type DeskExample = z.infer<typeof deskExampleSchema>;
export type LabelTask = z.infer<typeof taskSchema>;
