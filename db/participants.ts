import { all, type Connection, one, run } from './connection.ts';

export type ParticipantRole = 'organizer' | 'contractor' | 'reviewer';

export interface ParticipantRow {
  readonly id: string;
  readonly role: ParticipantRole;
  readonly alias: string;
  readonly invitedAt: string;
  readonly firstSeenAt: string | null;
  readonly dismissedAt: string | null;
}

export interface NewParticipant {
  readonly id: string;
  readonly role: ParticipantRole;
  readonly alias: string;
  /** X25519, 32 bytes. */
  readonly exchangeKey: Uint8Array;
  /** Ed25519, 32 bytes. */
  readonly signingKey: Uint8Array;
  readonly invitedAt: string;
}

/** How far somebody's work is, of what is dealt and assigned now. */
export interface Workload {
  readonly votes: number;
  readonly votesExpected: number;
  readonly reviews: number;
  readonly reviewsExpected: number;
}

const columns = `id, role, alias, invited_at AS invitedAt, first_seen_at AS firstSeenAt, dismissed_at AS dismissedAt`;

export function addParticipant(db: Connection, participant: NewParticipant): void {
  run(
    db,
    'INSERT INTO participant (id, role, alias, exchange_key, signing_key, invited_at) VALUES (?, ?, ?, ?, ?, ?)',
    participant.id,
    participant.role,
    participant.alias,
    participant.exchangeKey,
    participant.signingKey,
    participant.invitedAt,
  );
}

export function findParticipant(db: Connection, id: string): ParticipantRow | null {
  return one<ParticipantRow>(db, `SELECT ${columns} FROM participant WHERE id = ?`, id);
}

/** Whose keys these are, unless dismissed. */
export function findByKeys(
  db: Connection,
  keys: { readonly exchange: Uint8Array; readonly signing: Uint8Array },
): ParticipantRow | null {
  return one<ParticipantRow>(
    db,
    `SELECT ${columns} FROM participant WHERE signing_key = ? AND exchange_key = ? AND dismissed_at IS NULL`,
    keys.signing,
    keys.exchange,
  );
}

/** Whether an organizer code is set. */
export function hasOrganizer(db: Connection): boolean {
  return one(db, `SELECT 1 FROM participant WHERE role = 'organizer' AND dismissed_at IS NULL LIMIT 1`) !== null;
}

/** Contractors by alias, then reviewers in the order of their random ids. */
export function listParticipants(db: Connection): (ParticipantRow & Workload)[] {
  return all<ParticipantRow & Workload>(
    db,
    `SELECT ${columns},
       (SELECT coalesce(sum(CASE WHEN d.stopped_at IS NULL THEN g.dealt ELSE g.done END), 0)
        FROM label_progress g JOIN label_deal d ON d.id = g.deal
        WHERE g.contractor = participant.id AND d.withdrawn_at IS NULL) AS votesExpected,
       (SELECT coalesce(sum(g.done), 0) FROM label_progress g JOIN label_deal d ON d.id = g.deal
        WHERE g.contractor = participant.id AND d.withdrawn_at IS NULL) AS votes,
       (SELECT count(*) FROM assignment a
        WHERE a.reviewer = participant.id AND a.withdrawn_at IS NULL AND a.declined_at IS NULL) AS reviewsExpected,
       (SELECT count(*) FROM assignment a
        WHERE a.reviewer = participant.id AND a.withdrawn_at IS NULL AND a.declined_at IS NULL
          AND EXISTS (SELECT 1 FROM review r WHERE r.submission = a.submission AND r.reviewer = a.reviewer)) AS reviews
     FROM participant
     WHERE role <> 'organizer'
     ORDER BY role, CASE role WHEN 'contractor' THEN length(alias) END, CASE role WHEN 'contractor' THEN alias END, id`,
  );
}

export function aliases(db: Connection): string[] {
  return all<{ alias: string }>(db, `SELECT alias FROM participant WHERE role <> 'organizer'`).map((row) => row.alias);
}

/** Returns whether it was the first time. */
export function markSeen(db: Connection, id: string, now: string): boolean {
  return (
    run(db, 'UPDATE participant SET first_seen_at = ? WHERE id = ? AND first_seen_at IS NULL', now, id).changes > 0
  );
}

export function dismiss(db: Connection, id: string, now: string): void {
  run(db, 'UPDATE participant SET dismissed_at = ? WHERE id = ?', now, id);
}

export function readmit(db: Connection, id: string): void {
  run(db, 'UPDATE participant SET dismissed_at = NULL WHERE id = ?', id);
}

/** Earlier organizer codes no longer open anything. */
export function dismissOrganizers(db: Connection, now: string): void {
  run(db, `UPDATE participant SET dismissed_at = ? WHERE role = 'organizer' AND dismissed_at IS NULL`, now);
}

/** Every participant's alias by id, dismissed ones too: what they said stays theirs. */
export function participantAliases(db: Connection): Map<string, string> {
  const rows = all<{ id: string; alias: string }>(db, 'SELECT id, alias FROM participant');
  return new Map(rows.map((row) => [row.id, row.alias]));
}

/** Those of a role who can be given work. */
export function activeParticipants(db: Connection, role: ParticipantRole): ParticipantRow[] {
  return all<ParticipantRow>(
    db,
    `SELECT ${columns} FROM participant WHERE role = ? AND dismissed_at IS NULL ORDER BY alias, id`,
    role,
  );
}
