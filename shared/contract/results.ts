import { z } from 'zod';
import {
  figureSchema,
  findingSchema,
  idSchema,
  nothing,
  submissionIdSchema,
  timeSchema,
  tokenSchema,
} from './parts.ts';
import { command, job, query } from './procedure.ts';

export const modelSchema = z.object({
  name: z.string().trim().min(1).max(120),
  family: z.string().trim().min(1).max(120),
  params: z.number().positive(),
  public: z.boolean(),
  tuned: z.boolean(),
  alias: z.string().trim().min(1).max(120).nullable(),
});

/** A line of the table of models. */
export const listedModelSchema = modelSchema.extend({
  /** Of every data set, withdrawn ones too: with any, the model cannot be removed. */
  runs: z.number().int(),
  /** Assay knows it by itself, so it can be changed and not removed. */
  known: z.boolean(),
});

export const importedRunsSchema = z.object({
  runs: z.array(
    z.object({
      model: z.string(),
      status: z.enum(['stored', 'refused']),
      reason: z.string().optional(),
      message: z.string().optional(),
      /** What a summary says of a model that nobody has described. */
      params: z.number().optional(),
      rows: z.number().int(),
      usable: z.number().int(),
      empty: z.number().int(),
      repeated: z.number().int(),
      missing: z.number().int(),
      warnings: z.array(findingSchema).optional(),
    }),
  ),
  ignored: z.array(z.string()),
});

/** The data set that a run or a refused file belongs to. */
const ofDataSet = {
  submission: submissionIdSchema,
  title: z.string(),
  reproduction: z.boolean(),
  version: z.number().int(),
  /** The submission has a later data set of this kind: the run counts nowhere. */
  outdated: z.boolean(),
};

export const listedRunSchema = z.object({
  id: z.string(),
  ...ofDataSet,
  model: z.string(),
  family: z.string(),
  params: z.number(),
  public: z.boolean(),
  form: z.enum(['folder', 'wide', 'harness', 'summary']),
  pipeline: z.string().nullable(),
  fileName: z.string(),
  datasetHash: z.string(),
  importedAt: timeSchema,
  withdrawnAt: timeSchema.nullable(),
  /** The one of its model that counts on its data set. */
  current: z.boolean(),
  n: z.number().int(),
  rows: z.number().int(),
  empty: z.number().int(),
  repeated: z.number().int(),
  missing: z.number().int(),
  coverage: z.number(),
  mean: z.number(),
  sem: z.number(),
  accuracy: figureSchema,
  warnings: z.array(findingSchema),
});

export const refusedFileSchema = z.object({
  id: z.string(),
  ...ofDataSet,
  model: z.string(),
  fileName: z.string(),
  reason: z.string(),
  message: z.string(),
  refusedAt: timeSchema,
  /** No run of the model came in since, and the file was not refused another way later. */
  open: z.boolean(),
});

const runInput = z.object({ id: idSchema });
const runTouches = ['contest', 'submission', 'results', 'scaling', 'review', 'decision', 'record'] as const;

export const resultsProcedures = {
  'results.import': job({
    roles: ['organizer'],
    input: z.object({
      token: tokenSchema,
      submission: submissionIdSchema,
      reproduction: z.boolean().optional(),
      /** Models that the contest does not know yet, as models.json lists them; they join the contest's table. */
      models: z.array(modelSchema).optional(),
      /** Which model samples are of whose files do not say. */
      model: z.string().trim().min(1).max(120).optional(),
    }),
    output: importedRunsSchema,
    touches: runTouches,
  }),
  /** Every run and every refused file over the contest. */
  'results.list': query({
    roles: ['organizer'],
    input: nothing,
    output: z.object({ runs: z.array(listedRunSchema), refused: z.array(refusedFileSchema) }),
  }),
  /** Which examples a run has no value for. */
  'results.missing': query({
    roles: ['organizer'],
    input: runInput,
    output: z.object({
      total: z.number().int(),
      /** The first 20,000, rising. */
      indexes: z.array(z.number().int()),
      /** The first 200, to look at. */
      examples: z.array(z.object({ row: z.number().int(), prompt: z.string() })),
      /** Why there is no list; null where there is one. */
      why: z.string().nullable(),
    }),
  }),
  /** Makes a run the current one of its model; the one that was stays. */
  'results.choose': command({ roles: ['organizer'], input: runInput, output: nothing, touches: runTouches }),
  /** Out of every figure but not out of the file. Of a current one, the latest other run of its model takes the place. */
  'results.withdraw': command({
    roles: ['organizer'],
    input: runInput,
    output: z.object({ inItsPlace: z.string().nullable() }),
    touches: runTouches,
  }),
  'results.readmit': command({
    roles: ['organizer'],
    input: runInput.extend({ current: z.boolean() }),
    output: nothing,
    touches: runTouches,
  }),
  /** Small to large. */
  'results.models': query({
    roles: ['organizer'],
    input: nothing,
    output: z.object({ models: z.array(listedModelSchema) }),
  }),
  /** `add`: refused where there is one of this name. */
  'results.saveModel': command({
    roles: ['organizer'],
    input: z.object({ model: modelSchema, add: z.boolean() }),
    output: nothing,
    touches: runTouches,
  }),
  'results.removeModel': command({
    roles: ['organizer'],
    input: z.object({ name: z.string().min(1).max(120) }),
    output: nothing,
    touches: runTouches,
  }),
} as const;

export type ListedRun = z.infer<typeof listedRunSchema>;
export type RefusedFile = z.infer<typeof refusedFileSchema>;
export type ListedModel = z.infer<typeof listedModelSchema>;
export type ImportedRuns = z.infer<typeof importedRunsSchema>;
