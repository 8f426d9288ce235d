import { z } from 'zod';
import { findingSchema } from './parts.ts';

/** Codes that a test, a script or a screen can name. The message beside it is for a person and says what to do next. */
export const failureCodes = [
  'bad-input', // the caller's input does not fit the procedure's schema
  'forbidden', // the role may not call this procedure; the refusal is in the record
  'no-contest', // no contest is open
  'not-found', // nothing of that name that this role may see
  'refused', // what was to be imported was refused; findings say why, nothing was stored
  'conflict', // the state does not allow it (already submitted, already dealt, …)
  'wrong-code', // no participant has this access code
  'locked', // somebody else has the contest open; the message names the holder
  'damaged', // the file is not a contest, or it fails its integrity check
  'newer', // the file was written by a newer Assay
  'busy', // a job is writing; try again when it has ended
  'cancelled', // the person cancelled; nothing was stored
  'disk', // the disk is full, the folder is read-only, the stick is gone
  'engine-gone', // the engine ended while the call was under way; a write may or may not have been stored
  'defect', // a fault of ours; the log has the details
] as const;

export const failureSchema = z.object({
  code: z.enum(failureCodes),
  message: z.string(),
  /** Only with `refused`. */
  findings: z.array(findingSchema).optional(),
});

export type FailureCode = (typeof failureCodes)[number];
export type Failure = z.infer<typeof failureSchema>;

/** An outcome as a value: every procedure answers with one of these and never throws across the wire. */
export type Outcome<T> = { readonly ok: true; readonly value: T } | { readonly ok: false; readonly error: Failure };

export function success<T>(value: T): Outcome<T> {
  return { ok: true, value };
}

export function failure(code: FailureCode, message: string, findings?: Failure['findings']): Outcome<never> {
  return { ok: false, error: findings ? { code, message, findings } : { code, message } };
}
