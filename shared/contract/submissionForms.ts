import { z } from 'zod';
import { markKinds } from '../submission/eligibility.ts';
import { MOST_AUTHORS } from '../submission/form/answers.ts';
import { instructionsValues, shotsValues } from '../submission/form/fields.ts';
import {
  findingSchema,
  metricSchema,
  nothing,
  reasonSchema,
  submissionIdSchema,
  timeSchema,
  tokenSchema,
} from './parts.ts';
import { command, job, query } from './procedure.ts';

const long = z.string().max(20_000);
const short = z.string().max(500);

export const submissionFormSchema = z.object({
  title: z.string().max(200),
  metric: metricSchema.nullable(),
  round: z.union([z.literal(1), z.literal(2)]).nullable(),
  task: long,
  importance: long,
  whyInverse: long,
  dataGeneration: long,
  annotators: long,
  language: z.string().max(200),
  licence: short,
  dataSources: long,
  priorWork: long,
  optionalAnswers: long,
  shots: z.enum(shotsValues).nullable(),
  instructions: z.enum(instructionsValues).nullable(),
  nonProfit: short,
  plot: z.string().length(64).nullable(),
  other: z.record(z.string().max(1000), long),
});

export const authorsSchema = z
  .array(z.object({ name: z.string().max(300), affiliation: z.string().max(300), email: z.string().max(300) }))
  .max(MOST_AUTHORS);

const formContent = { form: submissionFormSchema, authors: authorsSchema };

export const plotToldSchema = z.object({
  width: z.number().nullable(),
  height: z.number().nullable(),
  metadata: z.array(z.object({ name: z.string(), text: z.string() })),
});

const mediaType = z.enum(['image/png', 'image/svg+xml']);
/** Seven million characters of base 64 hold the largest plot that is taken. */
const base64 = z.string().max(7_000_000);
const touchesForm = ['contest', 'submission', 'review', 'decision', 'record'] as const;

export const formProcedures = {
  /** A version of the form, the newest where none is named; the draft that is being typed comes with the newest. */
  'submission.form': query({
    roles: ['organizer'],
    input: z.object({ id: submissionIdSchema, number: z.number().int().min(0).optional() }),
    output: z.object({
      number: z.number().int(),
      ...formContent,
      savedAt: timeSchema.nullable(),
      draft: z.object({ ...formContent, savedAt: timeSchema }).nullable(),
      versions: z.array(z.object({ number: z.number().int(), savedAt: timeSchema })),
    }),
  }),
  /** On disk when it is answered; not yet part of the submission. */
  'submission.draftForm': command({
    roles: ['organizer'],
    input: z.object({ id: submissionIdSchema, ...formContent }),
    output: z.object({ savedAt: timeSchema }),
    touches: [],
  }),
  'submission.dropFormDraft': command({
    roles: ['organizer'],
    input: z.object({ id: submissionIdSchema }),
    output: nothing,
    touches: ['submission'],
  }),
  /** The next version; the same words again make none. */
  'submission.saveForm': command({
    roles: ['organizer'],
    input: z.object({ id: submissionIdSchema, ...formContent }),
    output: z.object({ number: z.number().int() }),
    touches: touchesForm,
  }),
  /** A submission that begins with its form; its data come later. */
  'submission.begin': command({
    roles: ['organizer'],
    input: z.object({ title: z.string().trim().min(1).max(200), id: submissionIdSchema.optional() }),
    output: z.object({ id: z.string() }),
    touches: touchesForm,
  }),
  /** Keeps a picture, so that a form can name it by its hash. */
  'submission.keepPlot': command({
    roles: ['organizer'],
    input: z.object({ content: base64 }),
    output: z.object({ hash: z.string(), mediaType, told: plotToldSchema }),
    touches: [],
  }),
  'submission.plot': query({
    roles: ['organizer'],
    input: z.object({ hash: z.string().length(64) }),
    output: z.object({ mediaType, content: base64, told: plotToldSchema }),
  }),
  'submission.mark': command({
    roles: ['organizer'],
    input: z.object({
      id: submissionIdSchema,
      kind: z.enum(markKinds),
      reason: reasonSchema,
      /** With `same-task`, and only there. */
      other: submissionIdSchema.optional(),
    }),
    output: nothing,
    touches: touchesForm,
  }),
  'submission.unmark': command({
    roles: ['organizer'],
    input: z.object({ id: submissionIdSchema, kind: z.enum(markKinds) }),
    output: nothing,
    touches: touchesForm,
  }),
  /** When the current version was received, where that is not when it was imported; null takes it back. */
  'submission.setReceived': command({
    roles: ['organizer'],
    input: z.object({ id: submissionIdSchema, receivedAt: z.iso.datetime().nullable(), reason: reasonSchema }),
    output: nothing,
    touches: touchesForm,
  }),
  'submission.setRound': command({
    roles: ['organizer'],
    input: z.object({ id: submissionIdSchema, round: z.union([z.literal(1), z.literal(2)]), reason: reasonSchema }),
    output: nothing,
    touches: touchesForm,
  }),
  /** Revise and resubmit: the next version comes in round 2. */
  'submission.askRevision': command({
    roles: ['organizer'],
    input: z.object({ id: submissionIdSchema, reason: reasonSchema }),
    output: nothing,
    touches: touchesForm,
  }),
  'submission.dropRevision': command({
    roles: ['organizer'],
    input: z.object({ id: submissionIdSchema }),
    output: nothing,
    touches: touchesForm,
  }),
} as const;

const rowView = z.object({
  row: z.number().int(),
  /** Column → cell. */
  cells: z.record(z.string(), z.string()),
});

/** What differs between two versions of a data set. Rows are of the version named beside them, counted from 0. */
export const versionDifferenceSchema = z.object({
  from: z.object({ number: z.number().int(), examples: z.number().int(), metric: metricSchema }),
  to: z.object({ number: z.number().int(), examples: z.number().int(), metric: metricSchema }),
  columnsAdded: z.array(z.string()),
  columnsRemoved: z.array(z.string()),
  same: z.number().int(),
  /** Same example, another place: no difference of content. */
  moved: z.number().int(),
  added: z.object({ count: z.number().int(), rows: z.array(rowView) }),
  removed: z.object({ count: z.number().int(), rows: z.array(rowView) }),
  changed: z.object({
    count: z.number().int(),
    rows: z.array(
      z.object({
        from: z.number().int(),
        to: z.number().int(),
        columns: z.array(z.string()),
        before: rowView,
        after: rowView,
      }),
    ),
  }),
});

export const versionProcedures = {
  /** Rows of the two versions matched by content, then by name or place; the first hundred of each kind are named. */
  'submission.compare': job({
    roles: ['organizer'],
    input: z.object({ id: submissionIdSchema, from: z.number().int().min(1), to: z.number().int().min(1) }),
    output: versionDifferenceSchema,
    touches: [],
  }),
} as const;

export const sheetFieldSchema = z.string().max(60);

const sheetMapping = z.record(sheetFieldSchema, z.array(z.string().max(2000)).max(20));

const sheetProblem = z.object({
  level: z.enum(['error', 'warning', 'note']),
  /** The spreadsheet's own column; null where it is about the whole row. */
  column: z.string().nullable(),
  message: z.string(),
});

export const sheetProcedures = {
  /** Heads, some rows of values, and which column is which field: as it was settled for these heads, or as they sound. */
  'submission.openSheet': job({
    roles: ['organizer'],
    input: z.object({ token: tokenSchema }),
    output: z.object({
      heads: z.array(z.object({ name: z.string(), samples: z.array(z.string()) })),
      rows: z.number().int(),
      mapping: sheetMapping,
      remembered: z.boolean(),
      /** What keeps it from being imported as it is mapped; null where nothing does. */
      missing: z.string().nullable(),
    }),
    touches: [],
  }),
  /** What an import would do, row by row, storing nothing. */
  'submission.trySheet': job({
    roles: ['organizer'],
    input: z.object({ token: tokenSchema, mapping: sheetMapping }),
    output: z.object({
      rows: z.array(
        z.object({
          /** As the spreadsheet numbers it: its head is row 1. */
          line: z.number().int(),
          title: z.string(),
          file: z.string(),
          authors: z.number().int(),
          metric: metricSchema.nullable(),
          examples: z.number().int().nullable(),
          into: z.string().nullable(),
          problems: z.array(sheetProblem),
        }),
      ),
    }),
    touches: [],
  }),
  /** One transaction a row: a row that is refused keeps none of the others out. The mapping is remembered. */
  'submission.importSheet': job({
    roles: ['organizer'],
    input: z.object({ token: tokenSchema, mapping: sheetMapping.optional() }),
    output: z.object({
      rows: z.array(
        z.object({
          line: z.number().int(),
          title: z.string(),
          status: z.enum(['stored', 'refused']),
          id: z.string().nullable(),
          version: z.number().int().nullable(),
          rows: z.number().int(),
          message: z.string().nullable(),
          findings: z.array(findingSchema),
        }),
      ),
    }),
    touches: ['contest', 'submission', 'results', 'scaling', 'labels', 'review', 'decision', 'record'],
  }),
} as const;

export type VersionDifference = z.infer<typeof versionDifferenceSchema>;
export type SheetMapping = z.infer<typeof sheetMapping>;
