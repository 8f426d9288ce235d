import { z } from 'zod';
import { flagReasons } from './labels.ts';
import { idSchema, metricSchema, nothing, pageInput, reasonSchema, submissionIdSchema, timeSchema } from './parts.ts';
import { command, query } from './procedure.ts';

const touches = ['contest', 'submission', 'participants', 'labels', 'decision', 'record'] as const;

export const questionSchema = z.enum(['answer', 'right', 'others', 'first', 'matters']);

/** What an organizer says of an example where the votes do not say it. */
export const settlementSchema = z.discriminatedUnion('kind', [
  /** A bad example: it counts neither way. */
  z.object({ kind: z.literal('left-out') }),
  z.object({
    kind: z.literal('settled'),
    /** By question, as in shared/labels/questions.ts: `{ "answer": "1" }`. */
    answers: z.partialRecord(questionSchema, z.string().max(40)),
    /** A worked example in the prompt is wrong: then the example is, whatever is answered. */
    workedExample: z.boolean(),
  }),
]);

/** Why an example stands in the queue: its votes have no clear consensus, or one that makes it wrong. */
export const queueReasons = ['no-consensus', 'differs'] as const;

export const caseSchema = z.object({
  submission: submissionIdSchema,
  title: z.string(),
  metric: metricSchema,
  row: z.number().int(),
  prompt: z.string(),
  otherPrompt: z.string().nullable(),
  completion: z.string().nullable(),
  questions: z.array(
    z.object({
      question: questionSchema,
      text: z.string(),
      options: z.array(
        z.object({
          value: z.string(),
          text: z.string(),
          /** Written by the author, so white space matters. */
          isClass: z.boolean(),
          /** It is what the submission says. */
          submitted: z.boolean(),
          voters: z.array(z.string()),
          /** By Dawid–Skene over all votes of the deal; null without a vote to learn from. */
          probability: z.number().nullable(),
        }),
      ),
      /** What the votes say by the deal's method; null where that is not clear. */
      consensus: z.string().nullable(),
    }),
  ),
  votes: z.array(
    z.object({
      contractor: idSchema,
      alias: z.string(),
      /** In words. */
      answer: z.string(),
      seconds: z.number(),
      /** Median seconds of this contractor's votes; null for a contractor from outside. */
      usualSeconds: z.number().nullable(),
      flag: z.enum(flagReasons).nullable(),
      note: z.string(),
      /** How many of the known answers this contractor gave. */
      known: z.object({ right: z.number().int(), n: z.number().int() }).nullable(),
    }),
  ),
  /** Votes still to come. */
  open: z.number().int(),
  verdict: z.enum(['right', 'wrong', 'undecided', 'open', 'left-out']),
  settlement: z.object({ settlement: settlementSchema, reason: z.string(), at: timeSchema }).nullable(),
});

const shareSchema = z.object({ rate: z.number(), low: z.number(), high: z.number(), n: z.number().int() });

/** How reliable and how quick a contractor is. */
export const contractorSchema = z.object({
  id: idSchema,
  alias: z.string(),
  /** Labelled elsewhere: the name there, in place of a desk here. */
  outside: z.string().nullable(),
  dismissed: z.boolean(),
  /** Known answers given, of those asked. */
  known: shareSchema.nullable(),
  /** Answers that most of the others gave too. */
  withOthers: shareSchema.nullable(),
  votes: z.number().int(),
  skipped: z.number().int(),
  flagged: z.number().int(),
  /** Seconds an example: quartiles; null for a contractor from outside. */
  seconds: z.object({ lower: z.number(), median: z.number(), upper: z.number() }).nullable(),
  /** Votes by day, earliest first. */
  days: z.array(z.object({ day: z.iso.date(), votes: z.number().int() })),
  submissions: z.array(
    z.object({
      id: submissionIdSchema,
      title: z.string(),
      dealt: z.number().int(),
      done: z.number().int(),
      withOthers: shareSchema.nullable(),
      seconds: z.number().nullable(),
      /** How often what was said, where the others or an organizer found what. */
      matrices: z.array(
        z.object({ text: z.string(), labels: z.array(z.string()), counts: z.array(z.array(z.number().int())) }),
      ),
    }),
  ),
});

/** Settling what votes leave open. For organizers. */
export const adjudicationProcedures = {
  /** Examples to settle, or those that are settled, in the order of their submissions and rows. */
  'labels.queue': query({
    roles: ['organizer'],
    input: z.object({
      submission: submissionIdSchema.optional(),
      show: z.enum(['open', 'settled']),
      reason: z.enum(queueReasons).optional(),
      flagged: z.boolean().optional(),
      ...pageInput,
    }),
    output: z.object({
      noConsensus: z.number().int(),
      differs: z.number().int(),
      settled: z.number().int(),
      /** Of those that the filter leaves. */
      total: z.number().int(),
      /** Submissions that have something in the queue or settled. */
      submissions: z.array(z.object({ id: submissionIdSchema, title: z.string(), open: z.number().int() })),
      items: z.array(
        z.object({
          submission: submissionIdSchema,
          title: z.string(),
          row: z.number().int(),
          /** How the prompt begins. */
          begin: z.string(),
          reason: z.enum(queueReasons).nullable(),
          verdict: z.enum(['right', 'wrong', 'undecided', 'open', 'left-out']),
          /** One number a vote: who says the same has the same. */
          votes: z.array(z.number().int()),
          flagged: z.boolean(),
        }),
      ),
    }),
  }),
  'labels.case': query({
    roles: ['organizer'],
    input: z.object({ submission: submissionIdSchema, row: z.number().int().min(0) }),
    output: caseSchema,
  }),
  /** A new revision; what was settled before stays in the record. The votes stay as they are. */
  'labels.settle': command({
    roles: ['organizer'],
    input: z.object({
      submission: submissionIdSchema,
      row: z.number().int().min(0),
      settlement: settlementSchema,
      reason: reasonSchema,
    }),
    output: z.object({ before: z.object({ settlement: settlementSchema, reason: z.string() }).nullable() }),
    touches,
  }),
  'labels.unsettle': command({
    roles: ['organizer'],
    input: z.object({ submission: submissionIdSchema, row: z.number().int().min(0) }),
    output: nothing,
    touches,
  }),
  'labels.contractor': query({
    roles: ['organizer'],
    input: z.object({ id: idSchema }),
    output: contractorSchema,
  }),
  'labels.setConsensus': command({
    roles: ['organizer'],
    input: z.object({ submission: submissionIdSchema, method: z.enum(['majority', 'dawid-skene']) }),
    output: nothing,
    touches,
  }),
} as const;

export type AdjudicationCase = z.output<typeof caseSchema>;
export type ContractorView = z.output<typeof contractorSchema>;
export type SettlementView = z.output<typeof settlementSchema>;
