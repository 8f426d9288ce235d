import { z } from 'zod';
import { SENSITIVE_KINDS } from '../submission/sensitive.ts';
import { nothing, pageInput, submissionIdSchema, timeSchema } from './parts.ts';
import { command, query } from './procedure.ts';

const kindSchema = z.enum(SENSITIVE_KINDS);
const decisionSchema = z.enum(['hide', 'show']);
const spotPlace = {
  row: z.number().int().min(0),
  /** `prompt`, `classes/2`, `other/NAME`. */
  place: z.string().max(400),
  /** UTF-16 code units. */
  start: z.number().int().min(0),
};

export const sensitiveSpotSchema = z.object({
  ...spotPlace,
  end: z.number().int(),
  column: z.string(),
  kind: kindSchema,
  about: z.string(),
  before: z.string(),
  text: z.string(),
  after: z.string(),
  /** Null: nobody decided, so it is hidden. */
  decision: decisionSchema.nullable(),
});

const touches = ['submission', 'labels', 'review', 'record'] as const;

/** A text in a field of the form that reviewers read. A decision holds for this text wherever it stands in the field. */
export const formSpotSchema = z.object({
  field: z.string(),
  label: z.string(),
  kind: kindSchema,
  about: z.string(),
  before: z.string(),
  text: z.string(),
  after: z.string(),
  decision: decisionSchema.nullable(),
  /** The whole field as reviewers read it. */
  read: z.string(),
});

const remarkSchema = z.object({ name: z.string().max(20_000), text: z.string().max(20_000) });

/** What a plot's file says besides what it shows. Reviewers get the picture without, and read what is shown beside it. */
export const plotRemarkSchema = remarkSchema.extend({
  /** Name and text in one, in which `found` counts. */
  line: z.string(),
  found: z.array(z.object({ kind: kindSchema, start: z.number().int(), end: z.number().int(), about: z.string() })),
  decision: decisionSchema.nullable(),
});

/** What must not reach blind roles by accident, samples of large data sets, and the letter to the author. */
export const maskingProcedures = {
  'submission.sensitive': query({
    roles: ['organizer'],
    input: z.object({ id: submissionIdSchema, kind: kindSchema.nullable(), ...pageInput }),
    output: z.object({
      counts: z.array(
        z.object({
          kind: kindSchema,
          spots: z.number().int(),
          rows: z.number().int(),
          undecided: z.number().int(),
          shown: z.number().int(),
        }),
      ),
      spots: z.array(sensitiveSpotSchema),
    }),
  }),
  /** A row as blind roles read it. */
  'submission.blindRow': query({
    roles: ['organizer'],
    input: z.object({ id: submissionIdSchema, row: z.number().int().min(0) }),
    output: z.object({
      prompt: z.string(),
      otherPrompt: z.string().nullable(),
      classes: z.array(z.string()).nullable(),
      completion: z.string().nullable(),
      subcategory: z.string().nullable(),
      other: z.record(z.string(), z.string()).nullable(),
    }),
  }),
  /** `spot` null: every one of the kind. The latest decision holds; `submission.unmask` takes it back. */
  'submission.mask': command({
    roles: ['organizer'],
    input: z.object({
      id: submissionIdSchema,
      kind: kindSchema,
      spot: z.object(spotPlace).nullable(),
      decision: decisionSchema,
    }),
    output: z.object({ number: z.number().int() }),
    touches,
  }),
  'submission.unmask': command({
    roles: ['organizer'],
    input: z.object({ id: submissionIdSchema, number: z.number().int() }),
    output: nothing,
    touches,
  }),
  'submission.sensitiveForm': query({
    roles: ['organizer'],
    input: z.object({ id: submissionIdSchema }),
    output: z.object({ spots: z.array(formSpotSchema) }),
  }),
  /** `spot` null: every text of the kind that the form holds now. */
  'submission.maskForm': command({
    roles: ['organizer'],
    input: z.object({
      id: submissionIdSchema,
      kind: kindSchema,
      spot: z.object({ field: z.string().max(80), text: z.string().min(1).max(20_000) }).nullable(),
      decision: decisionSchema,
    }),
    output: z.object({ numbers: z.array(z.number().int()) }),
    touches,
  }),
  'submission.unmaskForm': command({
    roles: ['organizer'],
    input: z.object({ id: submissionIdSchema, numbers: z.array(z.number().int()).min(1).max(1000) }),
    output: nothing,
    touches,
  }),
  /** Beside the plot as reviewers get it. */
  'submission.plotRemarks': query({
    roles: ['organizer'],
    input: z.object({ id: submissionIdSchema }),
    output: z.object({
      plot: z.object({ mediaType: z.enum(['image/png', 'image/svg+xml']), content: z.string() }).nullable(),
      remarks: z.array(plotRemarkSchema),
    }),
  }),
  'submission.maskRemark': command({
    roles: ['organizer'],
    input: z.object({ id: submissionIdSchema, remark: remarkSchema, decision: decisionSchema }),
    output: z.object({ number: z.number().int() }),
    touches,
  }),
  'submission.unmaskRemark': command({
    roles: ['organizer'],
    input: z.object({ id: submissionIdSchema, number: z.number().int() }),
    output: nothing,
    touches,
  }),
  'submission.sample': command({
    roles: ['organizer'],
    input: z.object({
      id: submissionIdSchema,
      seed: z
        .number()
        .int()
        .min(0)
        .max(2 ** 32 - 1)
        .optional(),
    }),
    output: z.object({ seed: z.number().int(), rows: z.number().int() }),
    touches,
  }),
  'submission.unsample': command({
    roles: ['organizer'],
    input: z.object({ id: submissionIdSchema }),
    output: nothing,
    touches,
  }),
  'submission.sampled': query({
    roles: ['organizer'],
    input: z.object({ id: submissionIdSchema }),
    output: z.object({
      sample: z.object({ seed: z.number().int(), rows: z.array(z.number().int()), drawnAt: timeSchema }).nullable(),
    }),
  }),
  /** The findings as a letter to the author (Markdown) and as CSV, every listed place. */
  'submission.findingTexts': query({
    roles: ['organizer'],
    input: z.object({ id: submissionIdSchema }),
    output: z.object({ letter: z.string(), csv: z.string() }),
  }),
} as const;

export type SensitiveSpotView = z.infer<typeof sensitiveSpotSchema>;
export type FormSpotView = z.infer<typeof formSpotSchema>;
export type PlotRemarkView = z.infer<typeof plotRemarkSchema>;
