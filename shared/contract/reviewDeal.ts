import { z } from 'zod';
import { idSchema, nothing, submissionIdSchema, timeSchema } from './parts.ts';
import { command, query } from './procedure.ts';

/** How reviews are dealt: what is asked for, the deal as a dry run, and what holds it in place. */

const pairSchema = z.object({ submission: submissionIdSchema, reviewer: idSchema });

const dealtPairSchema = pairSchema.extend({
  /** `kept` from the deal as it stands, `fixed` because it is locked or under way, `new` otherwise. */
  how: z.enum(['kept', 'fixed', 'new']),
  wish: z.enum(['wants', 'can', 'rather-not']),
});

const proposalInput = z.object({
  /** Null: every submission that is in the contest and eligible. */
  submissions: z.array(submissionIdSchema).min(1).nullable(),
  /** Whether pairs of the deal as it stands stay where they can. */
  keep: z.boolean(),
  seed: z.number().int().min(0).max(0xffffffff),
});

const proposalSchema = z.object({
  submissions: z.array(
    z.object({
      id: submissionIdSchema,
      title: z.string(),
      wanted: z.number().int(),
      pairs: z.array(dealtPairSchema),
      /** Reviewers who may not: conflicts, refusals and `never` locks together, never which of them. */
      barred: z.number().int(),
    }),
  ),
  reviewers: z.array(
    z.object({
      id: idSchema,
      alias: z.string().nullable(),
      load: z.number().int(),
      dealt: z.number().int(),
      /** Whether a statement of conflicts covers every submission that is dealt. */
      stated: z.boolean(),
    }),
  ),
  /** Pairs of the deal as it stands that would be withdrawn. */
  withdrawn: z.array(pairSchema),
  /** How many of those are in: their writers have a conflict, so they no longer count. Every version stays. */
  setAside: z.number().int(),
  quality: z.object({
    reviews: z.number().int(),
    wanted: z.number().int(),
    new: z.number().int(),
    kept: z.number().int(),
    wants: z.number().int(),
    ratherNot: z.number().int(),
    fewest: z.number().int(),
    most: z.number().int(),
  }),
  /** Why it cannot be served whole, and what would help; empty when it can. One sentence each. */
  problems: z.array(z.string()),
  /** Changes whenever the proposal does: what is dealt is what was shown. */
  fingerprint: z.string(),
});

const planSchema = z.object({
  /** Reviews that every submission is to get. */
  reviews: z.number().int().min(1).max(20),
  /** Reviews that a reviewer writes at most, unless the reviewer's own load says otherwise. */
  load: z.number().int().min(1).max(1000),
});

export const reviewDealProcedures = {
  'review.plan': query({
    roles: ['organizer'],
    input: nothing,
    output: planSchema.extend({
      submissions: z.array(
        z.object({
          id: submissionIdSchema,
          title: z.string(),
          eligible: z.boolean(),
          topics: z.array(z.string()),
          assigned: z.number().int(),
          submitted: z.number().int(),
          declined: z.number().int(),
          /** Not begun or not ended by reviewers who were dismissed since. */
          left: z.number().int(),
          /**
           * Asked for, or written, before a conflict was stated: how many are not in, and how many are. Whose is not told;
           * the next deal takes them back.
           */
          conflicted: z.object({ open: z.number().int(), in: z.number().int() }),
        }),
      ),
      reviewers: z.array(
        z.object({
          id: idSchema,
          alias: z.string().nullable(),
          /** Null: the plan's. */
          load: z.number().int().nullable(),
          assigned: z.number().int(),
          submitted: z.number().int(),
          stated: z.enum(['no', 'stale', 'yes']),
          wishes: z.number().int(),
        }),
      ),
      locks: z.array(pairSchema.extend({ lock: z.enum(['keep', 'never']) })),
      /** The last deal that was not taken back; `begun` where work on it stands in the way of that. */
      lastDeal: z
        .object({ at: timeSchema, assigned: z.number().int(), withdrawn: z.number().int(), begun: z.boolean() })
        .nullable(),
    }),
  }),
  'review.setPlan': command({
    roles: ['organizer'],
    input: planSchema,
    output: nothing,
    touches: ['review', 'record'],
  }),
  'review.setLoad': command({
    roles: ['organizer'],
    input: z.object({ reviewer: idSchema, load: z.number().int().min(0).max(1000).nullable() }),
    output: nothing,
    touches: ['review', 'record'],
  }),
  'review.setTopics': command({
    roles: ['organizer'],
    input: z.object({ submission: submissionIdSchema, topics: z.array(z.string().trim().min(1).max(80)).max(20) }),
    output: nothing,
    touches: ['review', 'record'],
  }),
  /** `keep` holds a pair in every deal, `never` keeps it out; null takes the lock away. */
  'review.lock': command({
    roles: ['organizer'],
    input: pairSchema.extend({ lock: z.enum(['keep', 'never']).nullable() }),
    output: nothing,
    touches: ['review', 'record'],
  }),
  /** The deal that would be made. Nothing is stored. */
  'review.propose': query({ roles: ['organizer'], input: proposalInput, output: proposalSchema }),
  /** Makes the deal that was shown; `conflict` where it would be another one by now. */
  'review.deal': command({
    roles: ['organizer'],
    input: proposalInput.extend({ fingerprint: z.string() }),
    output: z.object({ assigned: z.number().int(), withdrawn: z.number().int() }),
    touches: ['contest', 'submission', 'participants', 'review', 'decision', 'record'],
  }),
  /** Takes the last deal back as a whole, and only while nobody has begun what it dealt. */
  'review.undeal': command({
    roles: ['organizer'],
    input: nothing,
    output: z.object({ withdrawn: z.number().int(), restored: z.number().int() }),
    touches: ['contest', 'submission', 'participants', 'review', 'decision', 'record'],
  }),
} as const;

export type ReviewProposal = z.infer<typeof proposalSchema>;
export type ReviewPlan = z.infer<(typeof reviewDealProcedures)['review.plan']['output']>;
