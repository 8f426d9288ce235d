import { z } from 'zod';
import { CONSENSUS_RULES } from '../decision/rules.ts';
import { nothing, roundsSchema, timeSchema, tokenSchema } from './parts.ts';
import { command, query, roles } from './procedure.ts';

export const sessionSchema = z.object({
  role: z.enum(roles),
  /** How the signed-in person is known: `C-03`, `Quiet Heron`, `Organizer`. */
  alias: z.string().nullable(),
  /** Null while no contest is open. Blind roles are told the contest's name and not its file's. */
  contest: z
    .object({
      name: z.string(),
      fileName: z.string().nullable(),
      organizerCodeSet: z.boolean(),
      round: z.number().int(),
    })
    .nullable(),
});

export const sessionProcedures = {
  'session.current': query({
    roles: ['nobody', 'organizer', 'contractor', 'reviewer'],
    input: nothing,
    output: sessionSchema,
  }),
  /** Derives the key pair from the code (scrypt) and compares; some 100 ms. */
  'session.signIn': command({
    roles: ['nobody'],
    input: z.object({ code: z.string().min(1).max(200) }),
    output: sessionSchema,
    touches: ['session', 'participants'],
  }),
  /** Refused with `conflict` for an organizer while no organizer code is set: whoever sits down next could not be told apart. */
  'session.signOut': command({
    roles: ['organizer', 'contractor', 'reviewer'],
    input: nothing,
    output: sessionSchema,
    touches: ['session'],
  }),
  /** Draws a new organizer code, replaces the earlier one, shows it this once. */
  'session.setOrganizerCode': command({
    roles: ['organizer'],
    input: nothing,
    output: z.object({ code: z.string() }),
    touches: ['session', 'record'],
  }),
} as const;

export const stageNames = ['submissions', 'checks', 'results', 'labels', 'review', 'decision'] as const;

export const planSchema = z.array(
  z.object({
    stage: z.enum(stageNames),
    /** Calendar days, `2026-11-23`; `to` is the last day of the stage. */
    from: z.iso.date(),
    to: z.iso.date(),
  }),
);

const stageSchema = z.object({
  stage: z.enum(stageNames),
  state: z.enum(['todo', 'now', 'done']),
  done: z.number().int(),
  total: z.number().int(),
  /** A short remark for the last column: `6 ineligible`, `2 runs refused`. */
  remark: z.string().nullable(),
  from: z.iso.date().nullable(),
  to: z.iso.date().nullable(),
});

/** Where a click on a step or a stuck thing leads. */
export const placeSchema = z.union([
  z.object({
    page: z.enum([
      'overview',
      'submissions',
      'results',
      'evidence',
      'people',
      'labels',
      'adjudication',
      'review',
      'decision',
      'reports',
      'record',
      'rules',
    ]),
  }),
  z.object({ page: z.literal('contractor'), id: z.string() }),
  z.object({
    page: z.literal('submission'),
    id: z.string(),
    tab: z
      .enum(['evidence', 'findings', 'form', 'data', 'versions', 'masking', 'labels', 'reviews', 'record'])
      .optional(),
  }),
]);

export const overviewSchema = z.object({
  today: z.iso.date(),
  stages: z.array(stageSchema),
  next: z.array(
    z.object({
      title: z.string(),
      detail: z.string(),
      action: z.string(),
      /** `import` opens the import dialog; anything else goes to its place. */
      place: z.union([placeSchema, z.literal('import')]),
    }),
  ),
  stuck: z.array(
    z.object({
      submission: z.string(),
      title: z.string(),
      level: z.enum(['error', 'ineligible', 'warning', 'waiting']),
      detail: z.string(),
      since: timeSchema,
      place: placeSchema,
    }),
  ),
  cameIn: z.array(z.object({ title: z.string(), detail: z.string(), at: timeSchema, place: placeSchema.nullable() })),
  counts: z.object({
    submissions: z.number().int(),
    runs: z.number().int(),
    participants: z.number().int(),
    votes: z.number().int(),
    votesExpected: z.number().int(),
    /** Examples in the adjudication queue. */
    toSettle: z.number().int(),
    reviews: z.number().int(),
    reviewsExpected: z.number().int(),
    events: z.number().int(),
  }),
  lastBackup: timeSchema.nullable(),
});

export const contestProcedures = {
  'contest.create': command({
    roles: ['nobody', 'organizer'],
    input: z.object({ token: tokenSchema, name: z.string().trim().min(1).max(120).optional() }),
    output: sessionSchema,
    touches: ['session', 'contest'],
  }),
  /** Checks integrity, migrates after a backup, takes the contest's lock. */
  'contest.open': command({
    roles: ['nobody', 'organizer'],
    input: z.object({ token: tokenSchema }),
    output: sessionSchema,
    touches: ['session', 'contest'],
  }),
  /** Writes the made-up contest with every part filled in, then opens it as its organizer. */
  'contest.createExample': command({
    roles: ['nobody', 'organizer'],
    input: z.object({ token: tokenSchema }),
    output: sessionSchema,
    touches: ['session', 'contest'],
  }),
  'contest.close': command({
    roles: ['nobody', 'organizer', 'contractor', 'reviewer'],
    input: nothing,
    output: sessionSchema,
    touches: ['session', 'contest'],
  }),
  'contest.overview': query({ roles: ['organizer'], input: nothing, output: overviewSchema }),
  'contest.rename': command({
    roles: ['organizer'],
    input: z.object({ name: z.string().trim().min(1).max(120) }),
    output: sessionSchema,
    touches: ['session', 'contest', 'record'],
  }),
  'contest.setPlan': command({
    roles: ['organizer'],
    input: z.object({ plan: planSchema }),
    output: nothing,
    touches: ['contest', 'record'],
  }),
  'contest.rules': query({
    roles: ['organizer'],
    input: nothing,
    output: z.object({
      version: z.number().int(),
      round: z.number().int(),
      consensus: z.enum(CONSENSUS_RULES),
      minReviews: z.number().int(),
      tiers: z.array(
        z.object({
          tier: z.enum(['grand', 'second', 'third']),
          amount: z.number(),
          cap: z.number().int(),
          capRound1: z.number().int(),
        }),
      ),
      labelErrorThreshold: z.number(),
      rounds: roundsSchema,
      plan: planSchema.nullable(),
    }),
  }),
  'contest.backup': command({
    roles: ['organizer'],
    input: z.object({ token: tokenSchema }),
    output: z.object({ bytes: z.number(), at: timeSchema }),
    touches: ['contest'],
  }),
  /** Writes the backup's content to a new place, checks it, and opens it. The backup and the open contest stay as they are. */
  'contest.restore': command({
    roles: ['nobody', 'organizer'],
    input: z.object({ backup: tokenSchema, target: tokenSchema }),
    output: sessionSchema,
    touches: ['session', 'contest'],
  }),
} as const;

export type Session = z.infer<typeof sessionSchema>;
export type Overview = z.infer<typeof overviewSchema>;
export type Place = z.infer<typeof placeSchema>;
export type Plan = z.infer<typeof planSchema>;
