import { z } from 'zod';
import { idSchema, levelSchema, nothing, submissionIdSchema, timeSchema } from './parts.ts';
import { command, query } from './procedure.ts';
import { reviewFormSchema, rubricSchema } from './review.ts';

/** What reviewers tell before they are dealt anything, and what they tell each other after their own review is in. */

const wishSchema = z.enum(['wants', 'can', 'rather-not']);

const answerSchema = z.object({
  alias: z.string(),
  mine: z.boolean(),
  /** Whose review it answers; null: to all. */
  to: z.string().nullable(),
  text: z.string(),
  at: timeSchema,
});

/** By criterion of the later version: the earlier criterion, and what each of its levels becomes. */
const rubricMapSchema = z.record(
  z.string(),
  z.object({ criterion: z.string(), levels: z.tuple([levelSchema, levelSchema, levelSchema]).readonly() }),
);

const versionSchema = z.object({
  revision: z.number().int(),
  form: reviewFormSchema,
  rubric: rubricSchema,
  submittedAt: timeSchema,
  /** Whether others' reviews had been read before it. */
  afterOthers: z.boolean(),
});

const othersSchema = z.object({
  reviews: z.array(
    z.object({
      alias: z.string(),
      form: reviewFormSchema.omit({ organizersOnly: true }),
      rubric: rubricSchema,
      revision: z.number().int(),
    }),
  ),
  answers: z.array(answerSchema),
});

export const panelProcedures = {
  /** `askAgain`: there are submissions, or authors, that the statement was not compared with. */
  'review.conflictState': query({
    roles: ['reviewer'],
    input: nothing,
    output: z.object({
      statedAt: timeSchema.nullable(),
      excluded: z.number().int(),
      askAgain: z.boolean(),
    }),
  }),
  /** Compared with all authors at once; the words are not kept. An entry a line, or apart by semicolons. */
  'review.stateConflicts': command({
    roles: ['reviewer'],
    input: z.object({
      names: z.string().trim().min(1, 'Write your own name.').max(5_000),
      affiliations: z.string().max(5_000),
      coauthors: z.string().max(20_000),
    }),
    output: z.object({ excluded: z.number().int() }),
    touches: ['review', 'contest', 'record'],
  }),
  'review.topics': query({
    roles: ['reviewer'],
    input: nothing,
    output: z.object({ topics: z.array(z.object({ topic: z.string(), wish: wishSchema })) }),
  }),
  'review.wish': command({
    roles: ['reviewer'],
    input: z.object({ topic: z.string().min(1).max(80), wish: wishSchema }),
    output: nothing,
    touches: ['review'],
  }),
  /** Out of the queue, and never dealt again to this reviewer; `review.takeBack` undoes it while nobody else was asked. */
  'review.decline': command({
    roles: ['reviewer'],
    input: z.object({ number: z.number().int(), reason: z.string().trim().max(2_000) }),
    output: nothing,
    touches: ['contest', 'submission', 'participants', 'review', 'decision', 'record'],
  }),
  'review.takeBack': command({
    roles: ['reviewer'],
    input: z.object({ number: z.number().int() }),
    output: nothing,
    touches: ['contest', 'submission', 'participants', 'review', 'decision', 'record'],
  }),
  /** Every version that this reviewer submitted, oldest first. */
  'review.history': query({
    roles: ['reviewer'],
    input: z.object({ number: z.number().int() }),
    output: z.object({
      versions: z.array(versionSchema),
    }),
  }),
  /** `closed` until an own review is in, then `ready` until they are opened for the first time. */
  'review.others': query({
    roles: ['reviewer'],
    input: z.object({ number: z.number().int() }),
    output: z.discriminatedUnion('state', [
      z.object({ state: z.literal('closed') }),
      /** So many others are in. */
      z.object({ state: z.literal('ready'), reviews: z.number().int() }),
      othersSchema.extend({ state: z.literal('open') }),
    ]),
  }),
  /** Which own version stood is kept: agreement is counted on that one. Refused while there is nothing to read. */
  'review.openOthers': command({
    roles: ['reviewer'],
    input: z.object({ number: z.number().int() }),
    output: nothing,
    touches: ['review', 'record'],
  }),
  'review.answer': command({
    roles: ['reviewer'],
    input: z.object({
      number: z.number().int(),
      /** Alias of the reviewer whose review it answers; null: to all. */
      to: z.string().nullable(),
      text: z.string().trim().min(1, 'Write something first.').max(10_000),
    }),
    output: nothing,
    touches: ['review', 'record'],
  }),
  /** What organizers read of it. */
  'review.answers': query({
    roles: ['organizer'],
    input: z.object({ submission: submissionIdSchema }),
    output: z.object({ answers: z.array(answerSchema.omit({ mine: true })) }),
  }),
  /** Every version of one review, oldest first, with the comment that is for organizers only. */
  'review.versions': query({
    roles: ['organizer'],
    input: z.object({ submission: submissionIdSchema, reviewer: idSchema }),
    output: z.object({ versions: z.array(versionSchema) }),
  }),
  /** Figures of the panel. Agreement and leniency go by each review as it was before others' were opened. */
  'review.panelFigures': query({
    roles: ['organizer'],
    input: nothing,
    output: z.object({
      rubric: rubricSchema,
      criteria: z.array(
        z.object({
          key: z.string(),
          /** Krippendorff's alpha for ordinal levels. */
          alpha: z.number().nullable(),
          interval: z.object({ low: z.number(), high: z.number() }).nullable(),
          why: z.string().nullable(),
          submissions: z.number().int(),
        }),
      ),
      submissions: z.array(
        z.object({
          id: submissionIdSchema,
          title: z.string(),
          reviews: z.array(
            z.object({
              reviewer: idSchema,
              alias: z.string(),
              /** As it stands. */
              levels: z.record(z.string(), levelSchema),
              /** As it was before others were read. */
              own: z.record(z.string(), levelSchema),
              outliers: z.array(z.string()),
              rubric: z.number().int(),
            }),
          ),
          waiting: z.number().int(),
        }),
      ),
      reviewers: z.array(
        z.object({
          id: idSchema,
          alias: z.string(),
          /** Own mean level less the others' on the same submissions. */
          leniency: z.number().nullable(),
          compared: z.number().int(),
          submitted: z.number().int(),
          assigned: z.number().int(),
        }),
      ),
    }),
  }),
  /** For each reviewer with something to do, a text to copy: under the alias, no addresses. */
  'review.reminders': query({
    roles: ['organizer'],
    input: nothing,
    output: z.object({
      reminders: z.array(z.object({ reviewer: idSchema, alias: z.string().nullable(), text: z.string() })),
    }),
  }),
  'review.rubrics': query({
    roles: ['organizer'],
    input: nothing,
    output: z.object({
      versions: z.array(rubricSchema.extend({ reason: z.string(), createdAt: timeSchema, reviews: z.number().int() })),
      maps: z.array(
        z.object({
          from: z.number().int(),
          to: z.number().int(),
          criteria: rubricMapSchema,
          reason: z.string(),
          createdAt: timeSchema,
        }),
      ),
      /** Earlier versions in whose place new reviews are asked for. */
      asked: z.array(z.number().int()),
    }),
  }),
  /** Asks whoever wrote under an earlier version, whose levels are not mapped, for new reviews. */
  'review.askAnew': command({
    roles: ['organizer'],
    input: z.object({ from: z.number().int() }),
    output: z.object({ reviews: z.number().int() }),
    touches: ['review', 'record'],
  }),
  /** Takes that back; what was written anew meanwhile stays. */
  'review.stopAskingAnew': command({
    roles: ['organizer'],
    input: z.object({ from: z.number().int() }),
    output: nothing,
    touches: ['review', 'record'],
  }),
  /** A new version. Reviews keep the version they were written under. */
  'review.saveRubric': command({
    roles: ['organizer'],
    input: rubricSchema
      .omit({ version: true })
      .extend({ reason: z.string().trim().min(1, 'a reason is needed').max(2000) }),
    output: z.object({ version: z.number().int() }),
    touches: ['review', 'decision', 'contest', 'record'],
  }),
  /** How levels of an earlier version read under the current one: each current criterion from one of the earlier. */
  'review.mapRubric': command({
    roles: ['organizer'],
    input: z.object({
      from: z.number().int(),
      criteria: rubricMapSchema,
      reason: z.string().trim().min(1, 'a reason is needed').max(2000),
    }),
    output: nothing,
    touches: ['review', 'decision', 'contest', 'record'],
  }),
} as const;

export type PanelFigures = z.infer<(typeof panelProcedures)['review.panelFigures']['output']>;
export type OthersReviews = z.infer<(typeof panelProcedures)['review.others']['output']>;
