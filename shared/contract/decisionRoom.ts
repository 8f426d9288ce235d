import { z } from 'zod';
import { idSchema, levelSchema, nothing, reasonSchema, roundsSchema, submissionIdSchema, timeSchema } from './parts.ts';
import { command, job, query } from './procedure.ts';

/** The decision room: what stands and why, what would change it, and what is frozen. */

export const statusSchema = z.enum([
  'grand',
  'second',
  'third',
  'accepted',
  'rejected',
  'pending',
  'ineligible',
  'undecided',
]);
const placementSchema = z.enum(['grand', 'second', 'third', 'accepted']);
const tierSchema = z.enum(['grand', 'second', 'third']);
const tierNumbers = z.object({ grand: z.number(), second: z.number(), third: z.number() });
export const consensusSchema = z.enum(['lower_median', 'two_thirds', 'minimum', 'mean']);
/** How reviewers' orders of a group are combined. */
export const methodSchema = z.enum(['schulze', 'borda', 'kemeny']);

const verdictSchema = z.enum(['above', 'below', 'unordered']);

const resultSchema = z.object({
  status: statusSchema,
  /** Only of an undecided one: best and worst. */
  couldBe: z.tuple([placementSchema, placementSchema]).nullable(),
});

const outcomeSchema = resultSchema.extend({
  submission: submissionIdSchema,
  title: z.string(),
  /** First and last place it may take, from 1; null when it is not ranked. */
  rank: z.tuple([z.number().int(), z.number().int()]).nullable(),
  consensus: z.record(z.string(), levelSchema),
  grandCriteria: z.number().int(),
  held: tierSchema.nullable(),
  why: z.array(
    z.object({
      topic: z.enum(['reviews', 'eligibility', 'levels', 'tier', 'order', 'seat', 'held', 'undecided']),
      text: z.string(),
    }),
  ),
  /** Reviews asked for and not in. */
  waiting: z.number().int(),
});

const rulesSchema = z.object({
  version: z.number().int(),
  round: z.union([z.literal(1), z.literal(2)]),
  consensus: consensusSchema,
  meanThresholds: z.object({ level_1: z.number(), level_2: z.number() }),
  minReviews: z.number().int(),
  caps: z.object({ 1: tierNumbers, 2: tierNumbers }),
  amounts: tierNumbers,
  labelErrorThreshold: z.number(),
  rounds: roundsSchema,
});

/** What one submission's place is made of: too much to send for all of a thousand with every review that comes in. */
const groundsSchema = z.object({
  /** Those that count. */
  reviews: z.array(
    z.object({
      alias: z.string(),
      round: z.number().int(),
      levels: z.record(z.string(), levelSchema),
      reasons: z.record(z.string(), z.string()),
      confidence: z.number().int().nullable(),
    }),
  ),
  /** What keeps it from being ranked, and what was waived; the rule `labels` is label verification. */
  needs: z.array(z.object({ rule: z.string(), message: z.string(), waiver: z.string().nullable() })),
});

const roomSchema = z.object({
  /** Of what goes into the decision: the same input, the same fingerprint. */
  fingerprint: z.string(),
  criteria: z.array(z.object({ key: z.string(), name: z.string() })),
  /** Aliases of those whose reviews or rankings go into it. */
  reviewers: z.array(z.string()),
  rules: rulesSchema,
  outcomes: z.array(outcomeSchema),
  groups: z.array(
    z.object({
      grandCriteria: z.number().int(),
      members: z.array(submissionIdSchema),
      pairs: z.number().int(),
      differing: z.number().int(),
      disagreements: z.array(
        z.object({
          first: submissionIdSchema,
          second: submissionIdSchema,
          schulze: verdictSchema,
          borda: verdictSchema,
          kemeny: verdictSchema.nullable(),
        }),
      ),
      /** Null where the group is too large for it. */
      optimalOrders: z.number().nullable(),
    }),
  ),
  questions: z.array(
    z.object({
      submissions: z.array(submissionIdSchema),
      between: z.array(placementSchema),
      /** Reviewers who have reviewed, or are to review, at least two of them. */
      couldRank: z.number().int(),
      /** Of those, who have placed at least two. */
      ranked: z.number().int(),
      /** An open ranking task for exactly these. */
      task: idSchema.nullable(),
    }),
  ),
  seats: z.array(
    z.object({
      tier: tierSchema,
      cap: z.number().int(),
      held: z.number().int(),
      taken: z.number().int(),
      /** Of the taken ones, how many are not settled. */
      open: z.number().int(),
      amount: z.number(),
    }),
  ),
  prizes: tierNumbers.extend({ amount: z.number() }),
  warnings: z.array(z.string()),
  rulings: z.array(
    z.object({ id: idSchema, order: z.array(z.array(submissionIdSchema)), reason: z.string(), at: timeSchema }),
  ),
  /** The latest frozen or announced decision of this round; `same`: from the input as it stands. */
  frozen: z
    .object({
      id: idSchema,
      status: z.enum(['frozen', 'announced']),
      hash: z.string(),
      at: timeSchema,
      same: z.boolean(),
    })
    .nullable(),
});

const whatIfInput = z.object({
  levels: z.array(
    z.object({ submission: submissionIdSchema, alias: z.string(), criterion: z.string(), level: levelSchema }),
  ),
  /** Aliases of reviewers who are left out. */
  without: z.array(z.string()),
  consensus: consensusSchema.nullable(),
  method: methodSchema.nullable(),
  caps: tierNumbers.nullable(),
});

const changeSchema = z.object({ submission: submissionIdSchema, from: resultSchema, to: resultSchema });

export const decisionRoomProcedures = {
  'decision.room': query({ roles: ['organizer'], input: nothing, output: roomSchema }),
  'decision.grounds': query({
    roles: ['organizer'],
    input: z.object({ submission: submissionIdSchema }),
    output: groundsSchema,
  }),
  /** What would be decided; nothing is stored. */
  'decision.whatIf': query({
    roles: ['organizer'],
    input: whatIfInput,
    output: z.object({
      outcomes: z.array(
        outcomeSchema.pick({
          submission: true,
          status: true,
          couldBe: true,
          rank: true,
          consensus: true,
          grandCriteria: true,
        }),
      ),
      changes: z.array(changeSchema),
      prizes: tierNumbers.extend({ amount: z.number() }),
      warnings: z.array(z.string()),
    }),
  }),
  'decision.firmness': job({
    roles: ['organizer'],
    input: z.object({ seed: z.number().int().min(0).max(0xffffffff) }),
    output: z.object({
      fingerprint: z.string(),
      /** The smallest change of one review that gives a submission another result. */
      hinges: z.array(
        z.object({
          submission: submissionIdSchema,
          result: resultSchema,
          /** Null: no change of one review changes it. */
          steps: z.number().int().nullable(),
          changes: z.array(
            z.object({
              submission: submissionIdSchema,
              alias: z.string(),
              levels: z.array(z.object({ criterion: z.string(), from: levelSchema, to: levelSchema })),
              becomes: resultSchema,
            }),
          ),
        }),
      ),
      absences: z.array(z.object({ alias: z.string(), changes: z.array(changeSchema) })),
      stability: z.object({
        draws: z.number().int(),
        seed: z.number().int(),
        /** By submission and status: shares of the draws. */
        submissions: z.record(z.string(), z.record(z.string(), z.number())),
      }),
    }),
    touches: [],
  }),
  /** An organizer's order of submissions that the panel left unordered, recorded as such. */
  'decision.rule': command({
    roles: ['organizer'],
    input: z.object({ order: z.array(z.array(submissionIdSchema).min(1)).min(1), reason: reasonSchema }),
    output: z.object({ id: idSchema }),
    touches: ['decision', 'contest', 'record'],
  }),
  'decision.unrule': command({
    roles: ['organizer'],
    input: z.object({ id: idSchema }),
    output: nothing,
    touches: ['decision', 'contest', 'record'],
  }),
  /** A new version of the rules; what is left out stays. */
  'decision.changeRules': command({
    roles: ['organizer'],
    input: rulesSchema.omit({ version: true, round: true }).partial().extend({ reason: reasonSchema }),
    output: z.object({ version: z.number().int() }),
    touches: ['decision', 'contest', 'labels', 'submission', 'record'],
  }),
  'decision.rulesHistory': query({
    roles: ['organizer'],
    input: nothing,
    output: z.object({
      versions: z.array(rulesSchema.extend({ reason: z.string(), createdAt: timeSchema })),
    }),
  }),
  /** Freezes the decision that was shown; `conflict` where it would be another by now, or something is undecided. */
  'decision.freeze': command({
    roles: ['organizer'],
    input: z.object({ fingerprint: z.string() }),
    output: z.object({ id: idSchema, hash: z.string() }),
    touches: ['decision', 'contest', 'record'],
  }),
  /** Prizes of an announced round 1 are held from then on. */
  'decision.announce': command({
    roles: ['organizer'],
    input: z.object({ id: idSchema }),
    output: nothing,
    touches: ['decision', 'contest', 'submission', 'record'],
  }),
  /** After round 1 is announced: rules of round 2 hold, revised versions and new reviews are taken. */
  'decision.beginRound2': command({
    roles: ['organizer'],
    input: nothing,
    output: z.object({ version: z.number().int() }),
    touches: ['decision', 'contest', 'submission', 'review', 'record'],
  }),
  'decision.history': query({
    roles: ['organizer'],
    input: nothing,
    output: z.object({
      decisions: z.array(
        z.object({
          id: idSchema,
          round: z.number().int(),
          status: z.enum(['frozen', 'announced']),
          rules: z.number().int(),
          hash: z.string(),
          at: timeSchema,
          prizes: tierNumbers.extend({ amount: z.number() }),
        }),
      ),
    }),
  }),
  /** Opens a frozen decision and computes it anew: the same, or what differs. */
  'decision.recheck': query({
    roles: ['organizer'],
    input: z.object({ id: idSchema }),
    output: z.object({
      round: z.number().int(),
      status: z.enum(['frozen', 'announced']),
      at: timeSchema,
      hash: z.string(),
      /** The head of the record's chain when it was frozen. */
      head: z.string(),
      confirmed: z.boolean(),
      differences: z.array(z.string()),
      outcomes: z.array(
        outcomeSchema.pick({
          submission: true,
          title: true,
          status: true,
          couldBe: true,
          rank: true,
          consensus: true,
          grandCriteria: true,
          why: true,
        }),
      ),
      prizes: tierNumbers.extend({ amount: z.number() }),
    }),
  }),
} as const;

export type DecisionRoom = z.infer<typeof roomSchema>;
export type RoomOutcome = z.infer<typeof outcomeSchema>;
export type Grounds = z.infer<typeof groundsSchema>;
export type Firmness = z.infer<(typeof decisionRoomProcedures)['decision.firmness']['output']>;
export type WhatIfInput = z.infer<typeof whatIfInput>;
export type WhatIfAnswer = z.infer<(typeof decisionRoomProcedures)['decision.whatIf']['output']>;
