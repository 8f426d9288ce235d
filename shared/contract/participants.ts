import { z } from 'zod';
import { tagSchema } from './labelSettings.ts';
import { idSchema, nothing, timeSchema } from './parts.ts';
import { command, query } from './procedure.ts';

const participantSchema = z.object({
  id: idSchema,
  role: z.enum(['contractor', 'reviewer']),
  /** Null for a reviewer who has not signed in yet: the alias appears at the first sign-in. */
  alias: z.string().nullable(),
  state: z.enum(['invited', 'active', 'dismissed']),
  firstSeenAt: timeSchema.nullable(),
  /** Of contractors: languages and expertise that a deal may need. */
  tags: z.array(tagSchema),
  votes: z.number().int(),
  votesExpected: z.number().int(),
  reviews: z.number().int(),
  reviewsExpected: z.number().int(),
});

export const participantProcedures = {
  'participants.list': query({
    roles: ['organizer'],
    input: nothing,
    output: z.object({ participants: z.array(participantSchema) }),
  }),
  /**
   * Access codes are shown this once. Contractors' codes come with their alias; reviewers' are shuffled slips without
   * one, so that which person acts under which alias is known to nobody.
   */
  'participants.invite': command({
    roles: ['organizer'],
    input: z.object({ role: z.enum(['contractor', 'reviewer']), count: z.number().int().min(1).max(200) }),
    output: z.object({ slips: z.array(z.object({ alias: z.string().nullable(), code: z.string() })) }),
    touches: ['contest', 'participants', 'record'],
  }),
  'participants.dismiss': command({
    roles: ['organizer'],
    input: z.object({ id: idSchema }),
    output: nothing,
    touches: ['contest', 'participants', 'labels', 'review', 'record'],
  }),
  'participants.readmit': command({
    roles: ['organizer'],
    input: z.object({ id: idSchema }),
    output: nothing,
    touches: ['contest', 'participants', 'labels', 'review', 'record'],
  }),
} as const;

export type Participant = z.infer<typeof participantSchema>;
