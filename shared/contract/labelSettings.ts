import { z } from 'zod';

/** Something that a contractor has, and that a task may need: `language: hebrew`, `expertise: law`. */
export const tagSchema = z.object({
  kind: z.enum(['language', 'expertise']),
  /** In small letters, so that the same tag is the same. */
  tag: z
    .string()
    .trim()
    .min(1)
    .max(40)
    .transform((text) => text.toLowerCase()),
});

const share = z.number().min(0).max(1);
const risk = z.number().gt(0).lt(0.5);

/** Which examples are drawn: all, so many, or as many as Wald's test needs, up to so many. */
export const samplingSchema = z
  .discriminatedUnion('kind', [
    z.object({ kind: z.literal('all') }),
    z.object({ kind: z.literal('number'), examples: z.number().int().min(1) }),
    z.object({
      kind: z.literal('sequential'),
      /** The most that are drawn where the test has not ended before. */
      examples: z.number().int().min(1),
      /** p0: an error rate that is acceptable. */
      acceptable: z.number().gt(0).lt(1),
      /** p1: one that is not. */
      unacceptable: z.number().gt(0).lt(1),
      /** The risk of failing labels that are acceptable. */
      alpha: risk,
      /** The risk of passing labels that are not. */
      beta: risk,
    }),
  ])
  .refine((sampling) => sampling.kind !== 'sequential' || sampling.unacceptable > sampling.acceptable, {
    message: 'the unacceptable error rate has to be above the acceptable one',
    path: ['unacceptable'],
  });

/** What a deal of labels goes by. */
export const labelSettingsSchema = z.object({
  sampling: samplingSchema,
  /** How many contractors see each example. */
  overlap: z.number().int().min(1).max(20),
  /** The largest share of wrong labels that passes. */
  threshold: share,
  /** Known-answer examples as a share of what a contractor sees. */
  knownRate: z.number().min(0).max(0.5),
  /** Length of the practice round. */
  practice: z.number().int().min(0).max(50),
  /** The task says that order matters: choices stay in the submission's own order for everybody. */
  choicesAsWritten: z.boolean(),
  /** All of them are needed to be dealt examples. */
  needs: z.array(tagSchema).max(20),
  instructions: z.string().max(20_000),
});

export type Tag = z.output<typeof tagSchema>;
export type Sampling = z.output<typeof samplingSchema>;
export type LabelSettings = z.output<typeof labelSettingsSchema>;

/** What a new contest begins with; Wald's four figures are those of the house rules. */
export const standardLabelSettings: LabelSettings = {
  sampling: { kind: 'number', examples: 150 },
  overlap: 3,
  threshold: 0.05,
  knownRate: 0.05,
  practice: 5,
  choicesAsWritten: false,
  needs: [],
  instructions: '',
};

export const standardWald = { acceptable: 0.02, unacceptable: 0.1, alpha: 0.05, beta: 0.05 } as const;
