import { createHash } from 'node:crypto';
import type { Answer } from '../shared/contract/labels.ts';
import { all, type Connection, one, run } from './connection.ts';

/** Labels made elsewhere: they count as votes of contractors who have no desk here. */

export interface OutsideContractor {
  readonly participant: string;
  readonly name: string;
}

export function outsideContractors(db: Connection): OutsideContractor[] {
  return all(db, 'SELECT participant, name FROM outside_contractor ORDER BY name');
}

export function addOutsideContractor(db: Connection, participant: string, name: string): void {
  run(db, 'INSERT INTO outside_contractor (participant, name) VALUES (?, ?)', participant, name);
}

/** Where in a contractor's share each row stands, with what is said of it now. */
export function shareOfContractor(
  db: Connection,
  deal: string,
  contractor: string,
): Map<number, { readonly position: number; readonly answer: Answer | null }> {
  return new Map(
    all<{ row: number; position: number; answer: string | null }>(
      db,
      `SELECT s.row AS row, s.position AS position, v.answer AS answer FROM label_share s
       LEFT JOIN current_vote v ON v.deal = s.deal AND v.contractor = s.contractor AND v.position = s.position
       WHERE s.deal = ? AND s.contractor = ?`,
      deal,
      contractor,
    ).map(({ row, position, answer }) => [
      row,
      { position, answer: answer === null ? null : (JSON.parse(answer) as Answer) },
    ]),
  );
}

export function sampleRows(db: Connection, deal: string): Set<number> {
  return new Set(all<{ row: number }>(db, 'SELECT row FROM label_sample WHERE deal = ?', deal).map(({ row }) => row));
}

/** SHA-256 over every vote of a deal that came from elsewhere: what an event tells of them. */
export function outsideVotesHash(db: Connection, deal: string): string {
  const hash = createHash('sha256');
  const lines = db
    .prepare(
      `SELECT json_array(o.name, v.position, v.revision, v.row, v.answer, v.flag, v.note, v.seconds)
       FROM vote v JOIN outside_contractor o ON o.participant = v.contractor
       WHERE v.deal = ? ORDER BY o.name, v.position, v.revision`,
    )
    .pluck();
  for (const line of lines.iterate(deal) as Iterable<string>) hash.update(`${line}\n`);
  return hash.digest('hex');
}

/** How many aliases of outside contractors there are: they are numbered. */
export function countOutside(db: Connection): number {
  return one<{ n: number }>(db, 'SELECT count(*) AS n FROM outside_contractor')!.n;
}
