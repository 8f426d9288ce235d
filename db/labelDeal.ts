import { createHash } from 'node:crypto';
import {
  type LabelSettings,
  labelSettingsSchema,
  type Sampling,
  standardLabelSettings,
  type Tag,
} from '../shared/contract/labelSettings.ts';
import type { DealtExample, LabelDeal, ShareKind } from '../shared/labels/deal.ts';
import { all, type Connection, one, run, statement } from './connection.ts';

/** Deals of labels: what they go by, who got what, and what becomes of a share. Votes are in `labels.ts`. */

/** A row of label_deal, as events tell of it. */
export interface DealRow {
  readonly id: string;
  readonly version: number;
  readonly sampling: Sampling['kind'];
  /** How many examples were drawn. */
  readonly sample: number;
  readonly overlap: number;
  readonly seed: number;
  readonly instructions: string;
  readonly threshold: number;
  readonly acceptable: number | null;
  readonly unacceptable: number | null;
  readonly alpha: number | null;
  readonly beta: number | null;
  readonly known_rate: number;
  /** Wanted; how many there are is in label_practice. */
  readonly practice: number;
  readonly choices_as_written: 0 | 1;
  /** JSON: `[["language", "hebrew"]]`. */
  readonly needs: string;
  readonly created_at: string;
  readonly stopped_at: string | null;
  readonly stopped_why: 'accepted' | 'rejected' | 'organizer' | null;
}

const dealColumns = `id, version, sampling, sample, overlap, seed, instructions, threshold, acceptable, unacceptable,
  alpha, beta, known_rate, practice, choices_as_written, needs, created_at, stopped_at, stopped_why`;

/** The deal in force on a data set. */
export function dealOf(db: Connection, version: number): DealRow | null {
  return one<DealRow>(db, `SELECT ${dealColumns} FROM label_deal WHERE version = ? AND withdrawn_at IS NULL`, version);
}

export function dealById(db: Connection, id: string): DealRow | null {
  return one<DealRow>(db, `SELECT ${dealColumns} FROM label_deal WHERE id = ? AND withdrawn_at IS NULL`, id);
}

export function dealRow(
  settings: LabelSettings,
  more: Pick<DealRow, 'id' | 'version' | 'sample' | 'seed' | 'created_at'>,
): DealRow {
  const wald = settings.sampling.kind === 'sequential' ? settings.sampling : null;
  return {
    ...more,
    sampling: settings.sampling.kind,
    overlap: settings.overlap,
    instructions: settings.instructions,
    threshold: settings.threshold,
    acceptable: wald?.acceptable ?? null,
    unacceptable: wald?.unacceptable ?? null,
    alpha: wald?.alpha ?? null,
    beta: wald?.beta ?? null,
    known_rate: settings.knownRate,
    practice: settings.practice,
    choices_as_written: settings.choicesAsWritten ? 1 : 0,
    needs: JSON.stringify(settings.needs.map(({ kind, tag }) => [kind, tag])),
    stopped_at: null,
    stopped_why: null,
  };
}

/** What a deal went by. */
export function settingsOf(deal: DealRow): LabelSettings {
  const { acceptable, unacceptable, alpha, beta } = deal;
  const sequential = acceptable !== null && unacceptable !== null && alpha !== null && beta !== null;
  return {
    sampling: sequential
      ? { kind: 'sequential', examples: deal.sample, acceptable, unacceptable, alpha, beta }
      : deal.sampling === 'all'
        ? { kind: 'all' }
        : { kind: 'number', examples: deal.sample },
    overlap: deal.overlap,
    threshold: deal.threshold,
    knownRate: deal.known_rate,
    practice: deal.practice,
    choicesAsWritten: deal.choices_as_written === 1,
    needs: (JSON.parse(deal.needs) as [Tag['kind'], string][]).map(([kind, tag]) => ({ kind, tag })),
    instructions: deal.instructions,
  };
}

/** Hears how many more rows of shares are stored; false: the rest is not wanted, and what was stored is to be rolled back. */
export type ShareStep = (more: number) => boolean;

/** Call inside a transaction. False where a step said so. */
export function insertDeal(db: Connection, row: DealRow, deal: LabelDeal, step: ShareStep = () => true): boolean {
  run(
    db,
    `INSERT INTO label_deal (${dealColumns})
     VALUES (@id, @version, @sampling, @sample, @overlap, @seed, @instructions, @threshold, @acceptable, @unacceptable,
             @alpha, @beta, @known_rate, @practice, @choices_as_written, @needs, @created_at, @stopped_at, @stopped_why)`,
    row,
  );
  const draw = statement(db, 'INSERT INTO label_sample (deal, place, row) VALUES (?, ?, ?)');
  deal.sample.forEach((example, place) => {
    draw.run(row.id, place, example);
  });
  const practise = statement(db, 'INSERT INTO label_practice (deal, place, row) VALUES (?, ?, ?)');
  deal.practice.forEach((example, place) => {
    practise.run(row.id, place, example);
  });
  for (const [contractor, examples] of deal.shares) {
    if (!appendToShare(db, row.id, contractor, examples, step)) return false;
  }
  return true;
}

/** Rows between two steps. */
const STEP = 5000;

/**
 * At the end of what the contractor has; an example that was moved away from this person comes back. In a transaction. False
 * where a step said so.
 */
export function appendToShare(
  db: Connection,
  deal: string,
  contractor: string,
  examples: readonly DealtExample[],
  step: ShareStep = () => true,
): boolean {
  const insert = statement(
    db,
    'INSERT INTO label_share (deal, contractor, position, row, kind) VALUES (?, ?, ?, ?, ?)',
  );
  const comeBack = statement(
    db,
    `UPDATE label_share SET state = 'open' WHERE deal = ? AND contractor = ? AND row = ? AND state = 'moved'`,
  );
  let position =
    (one<{ last: number | null }>(
      db,
      'SELECT max(position) AS last FROM label_share WHERE deal = ? AND contractor = ?',
      deal,
      contractor,
    )?.last ?? -1) + 1;
  const fresh = position === 0;
  let since = 0;
  for (const { row, kind } of examples) {
    if (since === STEP) {
      if (!step(since)) return false;
      since = 0;
    }
    since += 1;
    if (!fresh && comeBack.run(deal, contractor, row).changes > 0) continue;
    insert.run(deal, contractor, position, row, kind);
    position += 1;
  }
  run(
    db,
    `INSERT INTO label_progress (deal, contractor, dealt, done) VALUES (@deal, @contractor, @more, 0)
     ON CONFLICT (deal, contractor) DO UPDATE SET dealt = dealt + @more`,
    { deal, contractor, more: examples.length },
  );
  return step(since);
}

/** Takes open examples out of a share. Votes are never moved. In a transaction. */
export function moveAway(db: Connection, deal: string, contractor: string, rows: readonly number[]): void {
  const move = statement(
    db,
    `UPDATE label_share SET state = 'moved' WHERE deal = ? AND contractor = ? AND row = ? AND state = 'open'`,
  );
  let moved = 0;
  for (const row of rows) moved += move.run(deal, contractor, row).changes;
  run(db, 'UPDATE label_progress SET dealt = dealt - ? WHERE deal = ? AND contractor = ?', moved, deal, contractor);
}

export interface ShareRow {
  readonly contractor: string;
  readonly row: number;
  readonly kind: ShareKind;
  readonly state: 'open' | 'voted' | 'moved';
}

/** Whether an example is in the drawn sample. */
export function isDrawn(db: Connection, deal: string, row: number): boolean {
  return one(db, 'SELECT 1 FROM label_sample WHERE deal = ? AND row = ?', deal, row) !== null;
}

/** By contractor, then in that person's order. */
export function shareRows(db: Connection, deal: string): ShareRow[] {
  return all<ShareRow>(
    db,
    'SELECT contractor, row, kind, state FROM label_share WHERE deal = ? ORDER BY contractor, position',
    deal,
  );
}

export function practiceRows(db: Connection, deal: string): number[] {
  return all<{ row: number }>(db, 'SELECT row FROM label_practice WHERE deal = ? ORDER BY place', deal).map(
    ({ row }) => row,
  );
}

/**
 * SHA-256 over the draw, the practice round and every share, whether moved or not: what an event tells of a deal that may
 * have a million rows. Votes are not in it.
 */
export function sharesHash(db: Connection, deal: string): string {
  const hash = createHash('sha256');
  const texts = [
    `SELECT json_array('sample', place, row) FROM label_sample WHERE deal = ? ORDER BY place`,
    `SELECT json_array('practice', place, row) FROM label_practice WHERE deal = ? ORDER BY place`,
    `SELECT json_array(contractor, position, row, kind, state = 'moved') FROM label_share
     WHERE deal = ? ORDER BY contractor, position`,
  ];
  for (const sql of texts) {
    for (const line of db.prepare(sql).pluck().iterate(deal) as Iterable<string>) hash.update(`${line}\n`);
  }
  return hash.digest('hex');
}

export function withdrawDeal(db: Connection, deal: string, at: string): void {
  run(db, 'UPDATE label_deal SET withdrawn_at = ? WHERE id = ?', at, deal);
}

/** No more examples are shown of a deal that is stopped; what is done stays. Null lets it go on. */
export function setStopped(
  db: Connection,
  deal: string,
  stop: { readonly at: string; readonly why: NonNullable<DealRow['stopped_why']> } | null,
): void {
  run(
    db,
    'UPDATE label_deal SET stopped_at = ?, stopped_why = ? WHERE id = ?',
    stop?.at ?? null,
    stop?.why ?? null,
    deal,
  );
}

export function setInstructions(db: Connection, deal: string, instructions: string): void {
  run(db, 'UPDATE label_deal SET instructions = ? WHERE id = ?', instructions, deal);
}

/** What the form of a new deal begins with. */
export function labelDefaults(db: Connection): LabelSettings {
  const row = one<{ body: string }>(db, 'SELECT body FROM label_defaults ORDER BY version DESC LIMIT 1');
  return row ? labelSettingsSchema.parse(JSON.parse(row.body)) : standardLabelSettings;
}

/** A new version; earlier ones stay. Returns its number. The event is the caller's, in the same transaction. */
export function saveLabelDefaults(db: Connection, settings: LabelSettings, at: string): number {
  const version = (one<{ n: number | null }>(db, 'SELECT max(version) AS n FROM label_defaults')?.n ?? 0) + 1;
  run(
    db,
    'INSERT INTO label_defaults (version, body, created_at) VALUES (?, ?, ?)',
    version,
    JSON.stringify(settings),
    at,
  );
  return version;
}

/** Tags of every contractor, by id. */
export function contractorTags(db: Connection): Map<string, Tag[]> {
  const tags = new Map<string, Tag[]>();
  for (const { participant, kind, tag } of all<{ participant: string } & Tag>(
    db,
    'SELECT participant, kind, tag FROM participant_tag ORDER BY participant, kind, tag',
  )) {
    const own = tags.get(participant);
    if (own) own.push({ kind, tag });
    else tags.set(participant, [{ kind, tag }]);
  }
  return tags;
}

/** In place of those that the contractor had. In a transaction. */
export function setTags(db: Connection, participant: string, tags: readonly Tag[]): void {
  run(db, 'DELETE FROM participant_tag WHERE participant = ?', participant);
  for (const { kind, tag } of tags) {
    run(
      db,
      'INSERT INTO participant_tag (participant, kind, tag) VALUES (?, ?, ?) ON CONFLICT DO NOTHING',
      participant,
      kind,
      tag,
    );
  }
}
