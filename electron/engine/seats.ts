import { basename } from 'node:path';
import { type OpenContest, readContest } from '../../db/contest.ts';
import { hasOrganizer } from '../../db/participants.ts';
import type { Actor } from '../../db/record.ts';
import { currentRules } from '../../db/rules.ts';
import type { Role } from '../../shared/contract/procedure.ts';
import type { Session } from '../../shared/contract/session.ts';
import type { Indexing } from './exampleIndexing.ts';
import type { Weighing } from './weighing.ts';
import { createWriter, type Writer } from './writer.ts';

/** A contest that some windows share. It closes when the last of them leaves. */
export interface SharedContest {
  readonly open: OpenContest;
  readonly writer: Writer;
  readonly seats: Set<Seat>;
  /** Null for the command line, which leaves the search index of large data sets to the next window. */
  readonly indexing: Indexing | null;
  readonly weighing: Weighing;
  /** Set once the last window has left: resolves when the file is let go. */
  closing: Promise<void> | null;
}

/** Contests that are open, by path without symbolic links. */
export type OpenContests = Map<string, SharedContest>;

/** Who sits at a window. */
export type Signed =
  | { readonly role: 'nobody' }
  | { readonly role: Exclude<Role, 'nobody'>; readonly participant: string | null; readonly alias: string };

/** One window's session. */
export interface Seat {
  readonly window: number;
  /** Files that the person picked in this window: token → path. Of no use in another one. */
  readonly tokens: Map<string, string>;
  /** Opening, closing, signing in and out, one after the other. */
  readonly changes: Writer;
  contest: SharedContest | null;
  signed: Signed;
  /** Grows with every change of contest or person, so that a call that waited its turn can see one. */
  changed: number;
  /** Calls under way: what cancels each. */
  readonly calls: Set<AbortController>;
}

export const nobody: Signed = { role: 'nobody' };

export function newSeat(window: number): Seat {
  return {
    window,
    tokens: new Map(),
    changes: createWriter(),
    contest: null,
    signed: nobody,
    changed: 0,
    calls: new Set(),
  };
}

/** Whoever opens a contest that has no organizer code yet is its organizer. */
export function sitDown(seat: Seat, contest: SharedContest): void {
  seat.contest = contest;
  contest.seats.add(seat);
  seat.signed = hasOrganizer(contest.open.db) ? nobody : { role: 'organizer', participant: null, alias: 'Organizer' };
  seat.changed++;
}

export function sign(seat: Seat, signed: Signed): void {
  seat.signed = signed;
  seat.changed++;
}

/** With the last window the file is let go, after what is being written has ended. */
export async function leave(seat: Seat, contests: OpenContests): Promise<void> {
  const contest = seat.contest;
  seat.contest = null;
  seat.signed = nobody;
  seat.changed++;
  if (!contest) return;
  contest.seats.delete(seat);
  if (contest.seats.size > 0) return;
  contest.closing = contest.writer.idle().then(async () => {
    await contest.indexing?.stop();
    await contest.weighing.stop();
    contests.delete(contest.open.path);
    contest.open.close();
  });
  await contest.closing;
}

export function actorOf(signed: Signed): Actor {
  return signed.role === 'nobody' ? { alias: 'nobody', role: 'nobody' } : { alias: signed.alias, role: signed.role };
}

/** What `session.current` says; blind roles and windows without anybody are not told the file's name. */
export function sessionOf(seat: Seat): Session {
  const { signed, contest } = seat;
  const alias = signed.role === 'nobody' ? null : signed.alias;
  if (!contest) return { role: signed.role, alias, contest: null };
  const { db, path } = contest.open;
  return {
    role: signed.role,
    alias,
    contest: {
      name: readContest(db).name,
      fileName: signed.role === 'organizer' ? basename(path) : null,
      organizerCodeSet: hasOrganizer(db),
      round: currentRules(db).round,
    },
  };
}
