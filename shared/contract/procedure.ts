import type { z } from 'zod';

/** Who is asking. `nobody` is a window in which no one has signed in, whether or not a contest is open. */
export const roles = ['nobody', 'organizer', 'contractor', 'reviewer'] as const;
export type Role = (typeof roles)[number];

/** Roles whose answers must never carry what would identify an author, a reviewer or a submitted label. */
export const blindRoles = ['contractor', 'reviewer'] as const satisfies readonly Role[];

/**
 * `query` reads, `command` writes in one transaction and answers at once, `job` runs in a worker thread, tells its
 * progress and can be cancelled.
 */
export type ProcedureKind = 'query' | 'command' | 'job';

/** Names of what a window may have on screen; a command or job says which of them it made stale. */
export const subjects = [
  'session',
  'contest',
  'submission',
  'results',
  'scaling',
  'participants',
  'labels',
  'review',
  'decision',
  'record',
] as const;
export type Subject = (typeof subjects)[number];

export interface Procedure<
  K extends ProcedureKind = ProcedureKind,
  I extends z.ZodType = z.ZodType,
  O extends z.ZodType = z.ZodType,
> {
  readonly kind: K;
  readonly roles: readonly Role[];
  readonly input: I;
  readonly output: O;
  /** What a window has to read again after this one succeeded. Empty for queries. */
  readonly touches: readonly Subject[];
  /**
   * A job that works beside other writing and takes its turn only to store what it found: of derived figures, which
   * nobody's typing has to wait for.
   */
  readonly aside?: boolean;
}

interface Parts<I extends z.ZodType, O extends z.ZodType> {
  readonly roles: readonly Role[];
  readonly input: I;
  readonly output: O;
}

interface WritingParts<I extends z.ZodType, O extends z.ZodType> extends Parts<I, O> {
  readonly touches: readonly Subject[];
  readonly aside?: boolean;
}

export function query<I extends z.ZodType, O extends z.ZodType>(parts: Parts<I, O>): Procedure<'query', I, O> {
  return { kind: 'query', touches: [], ...parts };
}

export function command<I extends z.ZodType, O extends z.ZodType>(
  parts: WritingParts<I, O>,
): Procedure<'command', I, O> {
  return { kind: 'command', ...parts };
}

export function job<I extends z.ZodType, O extends z.ZodType>(parts: WritingParts<I, O>): Procedure<'job', I, O> {
  return { kind: 'job', ...parts };
}
