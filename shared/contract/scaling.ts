import { z } from 'zod';
import { figureSchema, metricSchema, nothing, submissionIdSchema, timeSchema } from './parts.ts';
import { job, query } from './procedure.ts';

/**
 * Scaling evidence as windows get it: one schema for the organizer and for blind roles, in which runs and families are
 * known by keys (`r1`, `f1`) and carry the name that the asking role may read.
 */

export const shapes = [
  'strictly monotonic inverse',
  'approximately monotonic inverse',
  'standard',
  'flat',
  'U-shaped',
  'inverted U',
  'bumpy',
] as const;

export const verdicts = ['up', 'down', 'flat'] as const;

/** Criteria of the rubric on which the figures suggest a level. */
export const suggestedCriteria = ['strength', 'generality', 'coverage', 'reproducibility'] as const;

/** Two ends, or null with the reason why there are none. */
const intervalSchema = z.object({
  value: z.object({ low: z.number(), high: z.number() }).nullable(),
  why: z.string().nullable(),
});

/** Models of one name of family that are alike in being public and in being tuned; never pooled with others. */
const familySchema = z.object({
  key: z.string(),
  /** For blind roles `private 1` and so on where it is not public. */
  name: z.string(),
  public: z.boolean(),
  /** Shown, and counted nowhere. */
  tuned: z.boolean(),
});

/** One model on one data set, with figures over its own rows. */
const scalingRunSchema = z.object({
  key: z.string(),
  /** For blind roles the alias where the model is not public. */
  model: z.string(),
  /** Key of its family. */
  family: z.string(),
  params: z.number(),
  public: z.boolean(),
  tuned: z.boolean(),
  reproduction: z.boolean(),
  /** Known by its mean alone; what needs values of single examples is undefined for it. */
  summary: z.boolean(),
  n: z.number().int(),
  /** n / examples of the data set; null for a summary that does not say. */
  coverage: z.number().nullable(),
  /** Unit of the metric, nats. */
  mean: z.number(),
  /** Population standard deviation / √n. */
  sem: z.number(),
  accuracy: figureSchema,
  /** 1 − accuracy, and the same for its standard error. */
  error: figureSchema,
  errorSem: figureSchema,
});

/** One size of a family, over the examples that all of its runs have. */
const pointSchema = z.object({
  /** Keys of its runs: one, or several where models of one family have the same size. */
  runs: z.array(z.string()),
  params: z.number(),
  mean: z.number(),
  /** Over the shared examples; a summary's own. */
  sem: z.number(),
  /** Its mean is a summary's, over rows that nobody here has seen. */
  summary: z.boolean(),
});

const stepSchema = z.object({
  /** Places in `points`. */
  from: z.number().int(),
  to: z.number().int(),
  /** Mean of the larger − mean of the smaller. Positive: the larger is worse. */
  difference: z.number(),
  /** Shares of the resamples in which the difference is above and below 0. */
  pUp: z.number().nullable(),
  pDown: z.number().nullable(),
  verdict: z.enum(verdicts).nullable(),
  /** Why there is no verdict. */
  why: z.string().nullable(),
});

export const trendSchema = z.object({
  /** Key of its family. */
  family: z.string(),
  /** Small to large. */
  points: z.array(pointSchema),
  /** Examples that every run of the family has; null where all of them are summaries. */
  sharedExamples: z.number().int().nullable(),
  steps: z.array(stepSchema),
  /** More than this share of the resamples settles a step: 1 − 0.025 / steps. */
  threshold: z.number().nullable(),
  /** Of log10(mean) on log10(parameters) where `logged`, else of the mean: what a tenfold size adds. */
  slope: figureSchema,
  /** 2.5 % and 97.5 % of the resampled slopes. */
  slopeInterval: intervalSchema,
  /** R² of the line. */
  straightness: figureSchema,
  spearman: figureSchema,
  shape: z.object({ value: z.enum(shapes).nullable(), why: z.string() }),
  /**
   * The fitted line in the plot's own units (parameters; value), with the 2.5–97.5 % band of the resampled lines at each
   * place where there is one. Null without a slope.
   */
  fit: z
    .object({
      params: z.array(z.number()),
      value: z.array(z.number()),
      band: z.object({ low: z.array(z.number()), high: z.array(z.number()) }).nullable(),
    })
    .nullable(),
  /** What a reader has to know: summaries among the runs, equal sizes, missing examples. Sentences. */
  remarks: z.array(z.string()),
});

const conditionSchema = z.object({
  text: z.string(),
  /** Null where the figures do not say. */
  met: z.boolean().nullable(),
  /** What was found: the numbers behind met or failed. */
  figures: z.string(),
});

const suggestionSchema = z.object({
  criterion: z.enum(suggestedCriteria),
  /** Null: too little to say, which is no suggestion; `why` says what is missing. */
  level: z.union([z.literal(0), z.literal(1), z.literal(2)]).nullable(),
  why: z.string(),
  /** Grand, then Accepted, then No prize, each with all of its conditions. Empty without a suggestion. */
  levels: z.array(
    z.object({
      level: z.union([z.literal(0), z.literal(1), z.literal(2)]),
      met: z.boolean(),
      conditions: z.array(conditionSchema),
    }),
  ),
  /** What was left out of it and why, such as families with two sizes and subcategories that say nothing. */
  remarks: z.array(z.string()),
});

export const evidenceSchema = z.object({
  seed: z.number().int(),
  resamples: z.number().int(),
  trends: z.array(trendSchema),
  /** Of 1 − accuracy, never logged. Empty where no run says which answers were right. */
  errorTrends: z.array(trendSchema),
  /** In the order of the data set; without lines' bands. Empty where the data set has none. */
  subcategories: z.array(z.object({ name: z.string(), examples: z.number().int(), trends: z.array(trendSchema) })),
  reproduction: z
    .object({
      examples: z.number().int(),
      trends: z.array(trendSchema),
      errorTrends: z.array(trendSchema),
      /** Its slope − 0.8 × the original's, both resampled independently: above 0 is as strong or stronger. */
      comparisons: z.array(z.object({ family: z.string(), difference: figureSchema, interval: intervalSchema })),
    })
    .nullable(),
  suggestions: z.array(suggestionSchema),
});

/**
 * `current`: made from exactly these runs. `stale`: made from earlier runs, models or an earlier method; it is not shown as
 * if it were current. `absent`: not computed yet. `nothing`: there is no run to compute from.
 */
export const evidenceStates = ['current', 'stale', 'absent', 'nothing'] as const;

const progressSchema = z.object({ share: z.number().nullable(), text: z.string() });

export const submissionScalingSchema = z.object({
  metric: metricSchema,
  /** Trends are of log10(mean): the loss metrics. */
  logged: z.boolean(),
  examples: z.number().int(),
  baseline: z.object({ loss: figureSchema, accuracy: figureSchema }),
  /** Public before private, untuned before tuned, then by name. Those of the reproduction too. */
  families: z.array(familySchema),
  /** Small to large; there as soon as results are in, without any resampling. */
  runs: z.array(scalingRunSchema),
  state: z.enum(evidenceStates),
  computedAt: timeSchema.nullable(),
  /** Under way now, in this window or another. */
  computing: progressSchema.nullable(),
  /** Null unless `current`. */
  evidence: evidenceSchema.nullable(),
});

/** A tile of the wall: the original data set only, lines without their bands. */
const wallTileSchema = z.object({
  id: z.string(),
  title: z.string(),
  metric: metricSchema,
  logged: z.boolean(),
  examples: z.number().int(),
  baseline: z.object({ loss: figureSchema, accuracy: figureSchema }),
  families: z.array(familySchema),
  runs: z.array(scalingRunSchema),
  state: z.enum(evidenceStates),
  computing: progressSchema.nullable(),
  /** Empty unless `current`. */
  trends: z.array(trendSchema),
  /** Key of the public, untuned family whose slope is the steepest upwards: what the wall sorts by. */
  leading: z.string().nullable(),
});

const computedSchema = z.object({
  /** How many were resampled; the others were current already. */
  computed: z.number().int(),
  current: z.number().int(),
});

export const scalingProcedures = {
  'scaling.submission': query({
    roles: ['organizer'],
    input: z.object({ id: submissionIdSchema }),
    output: submissionScalingSchema,
  }),
  /** The same for a reviewer's assigned submission, with private models and families under their aliases. */
  'scaling.assigned': query({
    roles: ['reviewer'],
    input: z.object({ number: z.number().int() }),
    output: submissionScalingSchema,
  }),
  /** Every submission that is not withdrawn, by title. */
  'scaling.wall': query({
    roles: ['organizer'],
    input: nothing,
    output: z.object({ tiles: z.array(wallTileSchema) }),
  }),
  /** Submissions whose evidence is absent or stale: what a window starts `scaling.compute` for. */
  'scaling.pending': query({
    roles: ['organizer'],
    input: nothing,
    output: z.object({ submissions: z.array(z.string()), computing: progressSchema.nullable() }),
  }),
  /** Resamples what is absent or stale of those named, or of all. Asked for twice, it is done once. */
  'scaling.compute': job({
    roles: ['organizer'],
    input: z.object({ submissions: z.array(submissionIdSchema).optional() }),
    output: computedSchema,
    touches: ['scaling', 'submission', 'decision', 'contest'],
    aside: true,
  }),
  /** All of it for scripts: of one submission or of all; with another seed than the contest's nothing is stored. */
  'scaling.analyze': job({
    roles: ['organizer'],
    input: z.object({
      submission: submissionIdSchema.optional(),
      seed: z.number().int().min(0).max(0xffffffff).optional(),
    }),
    output: z.object({ submissions: z.array(z.object({ id: z.string(), scaling: submissionScalingSchema })) }),
    touches: ['scaling', 'submission', 'decision', 'contest'],
    aside: true,
  }),
  'scaling.computeAssigned': job({
    roles: ['reviewer'],
    input: z.object({ number: z.number().int() }),
    output: computedSchema,
    touches: ['scaling'],
    aside: true,
  }),
} as const;

export type ScalingShape = (typeof shapes)[number];
export type StepVerdict = (typeof verdicts)[number];
export type EvidenceState = (typeof evidenceStates)[number];
export type SubmissionScaling = z.infer<typeof submissionScalingSchema>;
export type ScalingEvidence = z.infer<typeof evidenceSchema>;
export type TrendView = z.infer<typeof trendSchema>;
export type ScalingRunView = z.infer<typeof scalingRunSchema>;
export type ScalingFamilyView = z.infer<typeof familySchema>;
export type SuggestionView = z.infer<typeof suggestionSchema>;
export type WallTile = z.infer<typeof wallTileSchema>;
