import { z } from 'zod';
import { findingSchema, submissionIdSchema, tokenSchema } from './parts.ts';
import { job, query } from './procedure.ts';

export const labelFormats = ['votes', 'label-studio', 'corrections'] as const;

export const importedLabelsSchema = z.object({
  submission: submissionIdSchema,
  /** Whether a deal had to be made, because none was in force. */
  dealt: z.boolean(),
  labels: z.number().int(),
  /** New votes and changed ones. */
  stored: z.number().int(),
  /** Said before in the same words. */
  unchanged: z.number().int(),
  contractors: z.array(z.object({ alias: z.string(), name: z.string(), labels: z.number().int() })),
  findings: z.array(findingSchema),
});

/** Labels in and out of files. Labels that came with a submission's own data are not among them: they are what is verified. */
export const labelFileProcedures = {
  'labels.import': job({
    roles: ['organizer'],
    input: z.object({
      token: tokenSchema,
      submission: submissionIdSchema,
      /** Says what would be stored, and stores nothing. */
      preview: z.boolean().optional(),
    }),
    output: importedLabelsSchema,
    touches: ['contest', 'submission', 'participants', 'labels', 'decision', 'record'],
  }),
  'labels.export': query({
    roles: ['organizer'],
    input: z.object({
      submission: submissionIdSchema,
      format: z.enum(labelFormats),
      /** Without votes a Label Studio file holds tasks to be labelled. */
      votes: z.boolean().optional(),
    }),
    output: z.object({
      /** A file's base name, without its ending. */
      name: z.string(),
      ending: z.enum(['csv', 'json']),
      content: z.string(),
      examples: z.number().int(),
    }),
  }),
} as const;

export type ImportedLabels = z.output<typeof importedLabelsSchema>;
export type LabelFormat = (typeof labelFormats)[number];
