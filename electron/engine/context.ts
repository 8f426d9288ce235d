import type { Connection } from '../../db/connection.ts';
import type { Actor } from '../../db/record.ts';
import type { Output, Parsed, ProcedureName, ProceduresOfKind } from '../../shared/contract/contract.ts';
import type { Outcome } from '../../shared/contract/failure.ts';
import type { Role } from '../../shared/contract/procedure.ts';
import type { Progress } from '../../shared/contract/wire.ts';

/** Where time, chance and ids come from: given, so that tests can hold them still. */
export interface Surroundings {
  /** UTC, ISO 8601 with milliseconds. */
  readonly now: () => string;
  /** Random, sortable by time of creation, says nothing else. */
  readonly newId: () => string;
  readonly randomBytes: (count: number) => Uint8Array;
}

/** What a query or command of an open contest gets besides its input. */
export interface Context extends Surroundings {
  readonly db: Connection;
  readonly role: Role;
  /** The signed-in participant's id; null for an organizer of a contest without an organizer code. */
  readonly participant: string | null;
  /** Goes into the record. */
  readonly actor: Actor;
}

/** What a job gets: the path of the open contest, because it runs in a worker with a connection of its own. */
export interface JobContext extends Omit<Context, 'db'> {
  readonly contestPath: string;
  /** The path behind a token; null when there is no such token in this session. */
  readonly pathOf: (token: string) => string | null;
  readonly onProgress: (progress: Progress) => void;
  readonly signal: AbortSignal;
  /**
   * For jobs that are `aside`: does a short piece of work on the contest between other writing; null when the session
   * ended or the call was cancelled before its turn came, and then it was not begun.
   */
  readonly inTurn: <T>(work: (db: Connection) => T) => Promise<T | null>;
}

/**
 * Answers for the queries and commands of one subject, to be typed as `Handlers<'labels.vote' | …>`. A command does its
 * whole change and its event in one transaction before it answers.
 */
export type Handlers<P extends ProcedureName> = {
  readonly [Q in P]: (context: Context, input: Parsed<Q>) => Outcome<Output<Q>> | Promise<Outcome<Output<Q>>>;
};

export type JobHandlers<P extends ProceduresOfKind<'job'>> = {
  readonly [Q in P]: (context: JobContext, input: Parsed<Q>) => Promise<Outcome<Output<Q>>>;
};
