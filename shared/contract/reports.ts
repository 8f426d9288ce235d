import { z } from 'zod';
import { nothing, reasonSchema, submissionIdSchema, tokenSchema } from './parts.ts';
import { command, job, query } from './procedure.ts';

/** Reports of the decision: looked at first, then written. */

/** Null: the announced or last frozen decision of the round, else the draft as it stands. */
const ofInput = { decision: z.string().nullable() };

export const reportProcedures = {
  'report.preview': query({
    roles: ['organizer'],
    input: z.object({
      ...ofInput,
      what: z.discriminatedUnion('kind', [
        z.object({ kind: z.literal('ranking') }),
        z.object({ kind: z.literal('public') }),
        z.object({ kind: z.literal('letter'), submission: submissionIdSchema }),
      ]),
    }),
    /** A whole page: no script, no request. */
    output: z.object({ html: z.string(), title: z.string() }),
  }),
  /** The ranking for spreadsheets and for programs. */
  'report.table': query({
    roles: ['organizer'],
    input: z.object({ ...ofInput, format: z.enum(['csv', 'json']) }),
    output: z.object({ text: z.string() }),
  }),
  'report.list': query({
    roles: ['organizer'],
    input: z.object(ofInput),
    output: z.object({
      round: z.number().int(),
      standing: z.enum(['draft', 'frozen', 'announced']),
      letters: z.array(z.object({ submission: submissionIdSchema, title: z.string(), outcome: z.string() })),
      releases: z.array(
        z.object({
          submission: submissionIdSchema,
          title: z.string(),
          licence: z.string(),
          allowed: z.boolean(),
          why: z.string(),
          /** An organizer said so, rather than the licence. */
          decided: z.boolean(),
          /** What the authors of data that stays back are asked. */
          request: z.string().nullable(),
        }),
      ),
    }),
  }),
  /** Whether a submission's data is released, whatever its licence seems to say; null goes by the licence again. */
  'report.release': command({
    roles: ['organizer'],
    input: z.object({ submission: submissionIdSchema, allowed: z.boolean().nullable(), reason: reasonSchema }),
    output: nothing,
    touches: ['decision', 'record'],
  }),
  /** Everything into one folder: ranking, public page, letters, benchmark package. A folder that is not empty is refused. */
  'report.write': job({
    roles: ['organizer'],
    input: z.object({ ...ofInput, token: tokenSchema }),
    output: z.object({ files: z.array(z.string()) }),
    touches: [],
  }),
} as const;

export type ReportList = z.infer<(typeof reportProcedures)['report.list']['output']>;
