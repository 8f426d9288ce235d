import { z } from 'zod';

/** Schemas that several subjects of the contract share. */

export const metricSchema = z.enum(['classification', 'sequence_prob', 'logodds', 'absolute_logodds']);

export const findingSchema = z.object({
  level: z.enum(['error', 'ineligible', 'warning', 'note']),
  rule: z.string(),
  /** Counted from 0, as pandas counts; null where the finding is about the whole file. */
  row: z.number().int().nullable(),
  column: z.string().nullable(),
  message: z.string(),
});

/** A file or folder the person picked. The renderer holds this token and a name to show, never a path. */
export const tokenSchema = z.string().min(1).max(64).brand('FileToken');

/** `--id` and the ids that Assay draws: short, safe in file names, said aloud easily. */
export const submissionIdSchema = z
  .string()
  .regex(
    /^[A-Za-z0-9][A-Za-z0-9._-]{0,63}$/,
    'letters, digits, dot, dash and underscore only, a letter or digit first, at most 64',
  );

export const idSchema = z.string().min(1).max(64);

/** UTC, ISO 8601 with milliseconds. */
export const timeSchema = z.string();

export const levelSchema = z.union([z.literal(0), z.literal(1), z.literal(2)]);

/** A figure that may be undefined, and then says why in words. */
export const figureSchema = z.object({ value: z.number().nullable(), why: z.string().nullable() });

export const nothing = z.object({});

const roundDatesSchema = z.object({ opened: z.iso.date(), closed: z.iso.date() });

/** Days Anywhere on Earth; `closed` is the last one on which a submission may come in. */
export const roundsSchema = z.object({ 1: roundDatesSchema, 2: roundDatesSchema });

/** A page of a long list. */
export const pageInput = { offset: z.number().int().min(0), limit: z.number().int().min(1).max(500) };

export const reasonSchema = z.string().trim().min(1, 'a reason is needed').max(2000);

export type FileToken = z.infer<typeof tokenSchema>;
export type MetricName = z.infer<typeof metricSchema>;
export type FindingView = z.infer<typeof findingSchema>;
