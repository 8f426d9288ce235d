import { z } from 'zod';
import { markKinds } from '../submission/eligibility.ts';
import {
  figureSchema,
  findingSchema,
  metricSchema,
  nothing,
  pageInput,
  reasonSchema,
  submissionIdSchema,
  timeSchema,
  tokenSchema,
} from './parts.ts';
import { command, job, query } from './procedure.ts';

/** By what somebody has to do next; what a row of the table is grouped by. */
export const submissionStates = [
  'draft',
  'stuck',
  'results',
  'labels',
  'review',
  'ready',
  'revise',
  'decided',
  'withdrawn',
] as const;

/** By how far the contest has taken it. */
export const submissionStandings = ['draft', 'submitted', 'eligible', 'ineligible', 'in review', 'decided'] as const;

export const runSchema = z.object({
  id: z.string(),
  model: z.string(),
  family: z.string(),
  params: z.number(),
  public: z.boolean(),
  tuned: z.boolean(),
  reproduction: z.boolean(),
  n: z.number().int(),
  rows: z.number().int(),
  empty: z.number().int(),
  repeated: z.number().int(),
  missing: z.number().int(),
  mean: z.number(),
  sem: z.number(),
  accuracy: figureSchema,
  probabilityCoverage: figureSchema,
  coverage: z.number(),
  warnings: z.array(findingSchema),
  /** Figures without values for each example: what needs those says so. */
  summary: z.boolean(),
  importedAt: timeSchema,
  fileName: z.string(),
});

export const submissionRowSchema = z.object({
  id: z.string(),
  title: z.string(),
  /** Null for a draft whose form does not say it yet. */
  metric: metricSchema.nullable(),
  examples: z.number().int(),
  findings: z.object({
    ineligible: z.number().int(),
    warning: z.number().int(),
    note: z.number().int(),
  }),
  runs: z.number().int(),
  /** GPT-3 means from small to large for the sparkline; empty without such runs. */
  gpt3: z.array(z.number()),
  labelErrors: z.object({ rate: z.number(), low: z.number(), high: z.number(), n: z.number().int() }).nullable(),
  reviews: z.object({ submitted: z.number().int(), assigned: z.number().int() }),
  state: z.enum(submissionStates),
  standing: z.enum(submissionStandings),
  waitsFor: z.string(),
  /** 0 for a draft without data, whose `importedAt` is when it was begun. */
  version: z.number().int(),
  importedAt: timeSchema,
});

export const submissionDetailSchema = submissionRowSchema.extend({
  description: z.string(),
  round: z.union([z.literal(1), z.literal(2)]),
  fileName: z.string(),
  columns: z.array(z.string()),
  versions: z.array(
    z.object({ number: z.number().int(), examples: z.number().int(), importedAt: timeSchema, fileName: z.string() }),
  ),
  /** When the current version was received; the reason where an organizer set it. Null without data. */
  received: z
    .object({ at: timeSchema, reason: z.string().nullable(), closes: timeSchema, late: z.boolean() })
    .nullable(),
  marks: z.array(
    z.object({ kind: z.enum(markKinds), reason: z.string(), other: z.string().nullable(), at: timeSchema }),
  ),
  revision: z.object({ reason: z.string(), askedAt: timeSchema }).nullable(),
  form: z.object({
    version: z.number().int(),
    /** Labels of needed fields that say nothing yet. */
    missing: z.array(z.string()),
    draftSavedAt: timeSchema.nullable(),
  }),
  /** Grouped by rule; the rows are the first hundred, `count` is all of them. */
  findingGroups: z.array(
    z.object({
      level: z.enum(['error', 'ineligible', 'warning', 'note']),
      rule: z.string(),
      message: z.string(),
      count: z.number().int(),
      rows: z.array(
        z.object({
          row: z.number().int().nullable(),
          column: z.string().nullable(),
          message: z.string(),
          /** The stretch of the text that it is about, where it is about one. `place` as in `submission.sensitive`. */
          span: z.object({ place: z.string(), start: z.number().int(), end: z.number().int() }).optional(),
        }),
      ),
      waiver: z.object({ reason: z.string(), at: timeSchema }).nullable(),
    }),
  ),
  /** Texts that look like secrets, addresses or authors' names, in the data and in the form. */
  sensitive: z.object({ spots: z.number().int(), undecided: z.number().int() }),
  runList: z.array(runSchema),
  baseline: z.object({ loss: figureSchema, accuracy: figureSchema }),
  position: z.object({
    index: z.number().int(),
    total: z.number().int(),
    previous: z.string().nullable(),
    next: z.string().nullable(),
  }),
});

export const exampleSchema = z.object({
  row: z.number().int(),
  /** Of a data set in several files, from 1. */
  part: z.number().int().nullable(),
  name: z.string().nullable(),
  prompt: z.string(),
  otherPrompt: z.string().nullable(),
  classes: z.array(z.string()).nullable(),
  answerIndex: z.number().int().nullable(),
  completion: z.string().nullable(),
  subcategory: z.string().nullable(),
  other: z.record(z.string(), z.string()).nullable(),
});

export const importedSubmissionSchema = z.object({
  id: z.string(),
  version: z.number().int(),
  rows: z.number().int(),
  findings: z.array(findingSchema),
});

export const checkedFileSchema = z.object({
  metric: metricSchema.nullable(),
  rows: z.number().int(),
  findings: z.array(findingSchema),
});

export const submissionProcedures = {
  'submission.list': query({
    roles: ['organizer'],
    input: nothing,
    output: z.object({ submissions: z.array(submissionRowSchema) }),
  }),
  'submission.get': query({
    roles: ['organizer'],
    input: z.object({ id: submissionIdSchema }),
    output: submissionDetailSchema,
  }),
  'submission.examples': query({
    roles: ['organizer'],
    input: z.object({
      id: submissionIdSchema,
      search: z.string().max(200).optional(),
      ...pageInput,
      /** An earlier version; the current one where it is left out. */
      version: z.number().int().min(1).optional(),
    }),
    output: z.object({ total: z.number().int(), examples: z.array(exampleSchema) }),
  }),
  'submission.check': job({
    roles: ['organizer'],
    input: z.object({ token: tokenSchema, metric: metricSchema.optional() }),
    output: checkedFileSchema,
    touches: [],
  }),
  /** With the id of a submission that is there, its next version; else a new one. Everything or nothing is stored. */
  'submission.import': job({
    roles: ['organizer'],
    input: z.object({
      token: tokenSchema,
      /** Further CSV files that are parts of the same data set. */
      parts: z.array(tokenSchema).max(1000).optional(),
      metric: metricSchema.optional(),
      id: submissionIdSchema.optional(),
      title: z.string().trim().max(200).optional(),
      /** The form's JSON file. Without one, the `form.json` that lies beside the data. */
      form: tokenSchema.optional(),
    }),
    output: importedSubmissionSchema,
    touches: ['contest', 'submission', 'results', 'scaling', 'labels', 'review', 'decision', 'record'],
  }),
  'submission.describe': command({
    roles: ['organizer'],
    input: z.object({
      id: submissionIdSchema,
      title: z.string().trim().min(1).max(200),
      description: z.string().max(20_000),
    }),
    output: nothing,
    touches: ['contest', 'submission', 'review', 'record'],
  }),
  'submission.waive': command({
    roles: ['organizer'],
    input: z.object({ id: submissionIdSchema, rule: z.string().min(1).max(80), reason: reasonSchema }),
    output: nothing,
    touches: ['contest', 'submission', 'decision', 'record'],
  }),
  'submission.unwaive': command({
    roles: ['organizer'],
    input: z.object({ id: submissionIdSchema, rule: z.string().min(1).max(80) }),
    output: nothing,
    touches: ['contest', 'submission', 'decision', 'record'],
  }),
  /** Out of the contest but not out of the file; `submission.readmit` is the way back. */
  'submission.withdraw': command({
    roles: ['organizer'],
    input: z.object({ id: submissionIdSchema }),
    output: nothing,
    touches: ['contest', 'submission', 'labels', 'review', 'decision', 'record'],
  }),
  'submission.readmit': command({
    roles: ['organizer'],
    input: z.object({ id: submissionIdSchema }),
    output: nothing,
    touches: ['contest', 'submission', 'labels', 'review', 'decision', 'record'],
  }),
} as const;

export type SubmissionRow = z.infer<typeof submissionRowSchema>;
export type SubmissionDetail = z.infer<typeof submissionDetailSchema>;
export type Run = z.infer<typeof runSchema>;
export type ExampleView = z.infer<typeof exampleSchema>;
export type ImportedSubmission = z.infer<typeof importedSubmissionSchema>;
