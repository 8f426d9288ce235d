import { z } from 'zod';
import {
  figureSchema,
  idSchema,
  levelSchema,
  metricSchema,
  nothing,
  pageInput,
  submissionIdSchema,
  timeSchema,
} from './parts.ts';
import { command, query } from './procedure.ts';

export const rubricSchema = z.object({
  version: z.number().int(),
  levelNames: z.array(z.string()).length(3),
  criteria: z.array(
    z.object({
      key: z.string(),
      name: z.string(),
      question: z.string(),
      help: z.string().nullable(),
      levels: z.array(z.string()).length(3),
    }),
  ),
});

/** A review as it is being written. Levels and reasons are keyed by criterion. */
export const reviewFormSchema = z.object({
  levels: z.record(z.string(), levelSchema),
  reasons: z.record(z.string(), z.string().max(10_000)),
  confidence: z.number().int().min(1).max(5).nullable(),
  strengths: z.string().max(20_000),
  weaknesses: z.string().max(20_000),
  organizersOnly: z.string().max(20_000),
});

const reviewStateSchema = z.enum(['not-started', 'draft', 'submitted']);

/** A run as a reviewer sees it: a private model under its alias, no file, no time. */
const blindRunSchema = z.object({
  model: z.string(),
  family: z.string(),
  params: z.number(),
  public: z.boolean(),
  tuned: z.boolean(),
  reproduction: z.boolean(),
  /** Figures without values for each example. */
  summary: z.boolean(),
  n: z.number().int(),
  mean: z.number(),
  sem: z.number(),
  accuracy: figureSchema,
  coverage: z.number(),
});

export const reviewProcedures = {
  'review.rubric': query({ roles: ['organizer', 'reviewer'], input: nothing, output: rubricSchema }),
  'review.queue': query({
    roles: ['reviewer'],
    input: nothing,
    output: z.object({
      items: z.array(
        z.object({
          number: z.number().int(),
          title: z.string(),
          /** `anew`: in, and asked for once more because the rubric changed. */
          state: z.enum([...reviewStateSchema.options, 'anew']),
        }),
      ),
      /** Declined, and not dealt anew: can be taken back. */
      declined: z.array(z.object({ number: z.number().int(), title: z.string() })),
    }),
  }),
  'review.submission': query({
    roles: ['reviewer'],
    input: z.object({ number: z.number().int() }),
    output: z.object({
      number: z.number().int(),
      title: z.string(),
      description: z.string(),
      metric: metricSchema,
      examples: z.number().int(),
      baseline: z.object({ loss: figureSchema, accuracy: figureSchema }),
      runs: z.array(blindRunSchema),
      labels: z.object({ outcome: z.enum(['not-dealt', 'under-way', 'passed', 'failed']), sentence: z.string() }),
    }),
  }),
  /** What the authors argue: the form's fields for reviewers in words, and their plot without its metadata but for shown remarks. */
  'review.arguments': query({
    roles: ['reviewer'],
    input: z.object({ number: z.number().int() }),
    output: z.object({
      answers: z.array(
        z.object({
          field: z.enum([
            'importance',
            'shots',
            'instructions',
            'whyInverse',
            'dataGeneration',
            'annotators',
            'language',
            'priorWork',
            'optionalAnswers',
          ]),
          label: z.string(),
          text: z.string(),
        }),
      ),
      plot: z
        .object({
          mediaType: z.enum(['image/png', 'image/svg+xml']),
          content: z.string(),
          remarks: z.array(z.object({ name: z.string(), text: z.string() })),
        })
        .nullable(),
    }),
  }),
  'review.examples': query({
    roles: ['reviewer'],
    input: z.object({ number: z.number().int(), search: z.string().max(200).optional(), ...pageInput }),
    output: z.object({
      total: z.number().int(),
      examples: z.array(
        z.object({
          /** Place in the data set, from 0. */
          row: z.number().int(),
          /** Of a data set in several files, from 1. */
          part: z.number().int().nullable(),
          prompt: z.string(),
          otherPrompt: z.string().nullable(),
          classes: z.array(z.string()).nullable(),
          answerIndex: z.number().int().nullable(),
          completion: z.string().nullable(),
          subcategory: z.string().nullable(),
        }),
      ),
    }),
  }),
  'review.form': query({
    roles: ['reviewer'],
    input: z.object({ number: z.number().int() }),
    output: z.object({
      state: reviewStateSchema,
      form: reviewFormSchema,
      rubric: rubricSchema,
      savedAt: timeSchema.nullable(),
      /** How many versions were submitted so far. */
      revision: z.number().int(),
    }),
  }),
  /** Autosave while typing. Refused with `conflict` once submitted and not reopened. */
  'review.saveDraft': command({
    roles: ['reviewer'],
    input: z.object({ number: z.number().int(), form: reviewFormSchema }),
    output: z.object({ savedAt: timeSchema }),
    touches: [],
  }),
  /** Checks completeness (six levels, a reason for each 0 and 2, confidence), stores the version, locks. */
  'review.submit': command({
    roles: ['reviewer'],
    input: z.object({ number: z.number().int(), form: reviewFormSchema }),
    output: z.object({ savedAt: timeSchema, revision: z.number().int() }),
    touches: ['review', 'decision', 'contest', 'record'],
  }),
  /** Opens a submitted review for a further version; the earlier one stays and counts until the next is submitted. */
  'review.reopen': command({
    roles: ['reviewer'],
    input: z.object({ number: z.number().int() }),
    output: nothing,
    touches: ['review', 'record'],
  }),
  'review.assign': command({
    roles: ['organizer'],
    input: z.object({ submission: submissionIdSchema, reviewers: z.array(idSchema).min(1) }),
    output: z.object({ assigned: z.number().int() }),
    touches: ['contest', 'submission', 'participants', 'review', 'decision', 'record'],
  }),
  /** Takes an assignment back on which nothing was submitted yet. */
  'review.unassign': command({
    roles: ['organizer'],
    input: z.object({ submission: submissionIdSchema, reviewer: idSchema }),
    output: nothing,
    touches: ['contest', 'submission', 'participants', 'review', 'decision', 'record'],
  }),
  'review.panel': query({
    roles: ['organizer'],
    input: z.object({ submission: submissionIdSchema.optional() }),
    output: z.object({
      submissions: z.array(
        z.object({
          id: submissionIdSchema,
          title: z.string(),
          reviews: z.array(
            z.object({
              reviewer: idSchema,
              alias: z.string().nullable(),
              state: reviewStateSchema,
              levels: z.record(z.string(), levelSchema),
              reasons: z.record(z.string(), z.string()),
              confidence: z.number().int().nullable(),
              strengths: z.string(),
              weaknesses: z.string(),
              organizersOnly: z.string(),
              submittedAt: timeSchema.nullable(),
              revision: z.number().int(),
            }),
          ),
        }),
      ),
    }),
  }),
} as const;

export type Rubric = z.infer<typeof rubricSchema>;
export type ReviewForm = z.infer<typeof reviewFormSchema>;
