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
  /** The organizers need no more of it; what is done can still be looked at and changed. */
  stopped: z.boolean(),
  /** Length of the practice round, and how much of it is done. */
  practice: z.object({ total: z.number().int(), done: z.number().int() }),
});

/** What a contractor reads of an example, at the desk and in the practice round alike. */
const exampleParts = {
  metric: metricSchema,
  prompt: z.string(),
  otherPrompt: z.string().nullable(),
  completion: z.string().nullable(),
  /**
   * In the order to show them. Answers name a choice by its place here: the submission's own order is not known to the
   * window, because where the right answer always stands first it would tell.
   */
  choices: z.array(z.string()).nullable(),
  shuffled: z.boolean(),
};

/**
 * One example as a contractor sees it. The submitted label, whether an answer is known, the author, the file, the row and
 * other columns are not in the type because they are not in the query.
 */
export const deskExampleSchema = z.object({
  ...exampleParts,
  /** In this contractor's own order. */
  position: z.number().int(),
  /** The places before and after it, to which ← and → lead. */
  before: z.number().int().nullable(),
  after: z.number().int().nullable(),
  /** The contractor's own current vote. */
  vote: voteSchema.extend({ revision: z.number().int() }).nullable(),
});

/** A share with Wilson's 95 % interval. */
const shareSchema = z.object({ rate: z.number(), low: z.number(), high: z.number(), n: z.number().int() });

/** A figure with its bootstrap interval; each may be undefined and then says why. */
const measuredSchema = figureSchema.extend({
  low: z.number().nullable(),
  high: z.number().nullable(),
  intervalWhy: z.string().nullable(),
});

export const practiceExampleSchema = z.object({
  ...exampleParts,
  /** From 0; everybody has the same order. */
  place: z.number().int(),
});

const progressSchema = z.object({
  done: z.number().int(),
  total: z.number().int(),
  /** Mean seconds of work over the last examples, null before the first. */
  pace: z.number().nullable(),
  /** Another text when the instructions changed: open the task again to read them. */
  instructions: z.string(),
});

const seconds = z.number().min(0).max(86_400);
const position = z.number().int().min(0);

export const labelProcedures = {
  'labels.tasks': query({
    roles: ['contractor'],
    input: nothing,
    output: z.object({ tasks: z.array(taskSchema) }),
  }),
  /** A task as it was left: the practice round while it lasts, else the first example without a vote and the one after. */
  'labels.open': query({
    roles: ['contractor'],
    input: z.object({ task: idSchema }),
    output: z.object({
      task: taskSchema,
      instructions: z.string(),
      progress: progressSchema,
      practice: practiceExampleSchema.nullable(),
      /** Null when every example has a vote. */
      example: deskExampleSchema.nullable(),
      ahead: deskExampleSchema.nullable(),
    }),
  }),
  'labels.example': query({
    roles: ['contractor'],
    input: z.object({ task: idSchema, position }),
    output: z.object({ example: deskExampleSchema }),
  }),
  /** On disk when it answers. A second vote on the same position is a new version; the earlier one stays. */
  'labels.vote': command({
    roles: ['contractor'],
    input: z.object({
      task: idSchema,
      position,
      vote: voteSchema,
      /** Of work: the window had the focus and somebody was there. */
      seconds,
      /** The rest of the time since the example was shown. */
      paused: seconds,
      /** The place that the window has loaded ahead. */
      ahead: position.nullable(),
    }),
    output: z.object({
      revision: z.number().int(),
      progress: progressSchema,
      /** Where work goes on; null when every example has a vote. */
      next: position.nullable(),
      /** The example there, unless the window has it, and the one after. */
      loaded: z.array(deskExampleSchema).max(2),
    }),
    touches: ['labels'],
  }),
  /** Undo: a new version that says what an earlier one said, or nothing. */
  'labels.retract': command({
    roles: ['contractor'],
    input: z.object({ task: idSchema, position, restore: z.number().int().min(1).nullable() }),
    output: z.object({ example: deskExampleSchema, progress: progressSchema }),
    touches: ['labels'],
  }),
  /** The contractor's own votes, latest place first. */
  'labels.history': query({
    roles: ['contractor'],
    input: z.object({
      task: idSchema,
      /** Only places before this one; null for the latest. */
      before: position.nullable(),
      /** Only those skipped, flagged or with a note. */
      marked: z.boolean(),
    }),
    output: z.object({
      votes: z.array(
        z.object({
          position: z.number().int(),
          /** The end of the prompt. */
          prompt: z.string(),
          choices: z.array(z.string()).nullable(),
          vote: voteSchema,
        }),
      ),
      more: z.boolean(),
    }),
  }),
  /** One example of the practice round: the known answer comes with the answer to this, and never before. */
  'labels.practise': command({
    roles: ['contractor'],
    input: z.object({ task: idSchema, place: position, answer: answerSchema, seconds }),
    output: z.object({
      right: z.boolean(),
      known: answerSchema,
      /** What the organizers say of it; may be empty. */
      why: z.string(),
      next: practiceExampleSchema.nullable(),
    }),
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
        fleiss: measuredSchema,
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
export type PracticeExample = z.infer<typeof practiceExampleSchema>;
export type LabelProgress = z.infer<typeof progressSchema>;
