import { all, type Connection } from './connection.ts';

/**
 * A verdict on labels is made of every vote of its deal. Of a large deal that takes seconds, and the connection on which
 * contractors vote must not be the one that spends them: there the votes are not weighed but `VotesToWeigh` is thrown, and
 * whoever called has them weighed over another connection (electron/engine/weighing.ts).
 */
export class VotesToWeigh extends Error {
  /** `states`: the verdicts of the large deals. `answer`: the whole answer has to be made elsewhere. */
  readonly wanted: 'states' | 'answer';

  constructor(wanted: 'states' | 'answer') {
    super('the votes of a large deal are weighed elsewhere');
    this.wanted = wanted;
  }
}

/** A deal in force as it stands. */
export interface DealMark {
  readonly version: number;
  readonly deal: string;
  /** Another text as soon as the deal's verdict may be another. */
  readonly mark: string;
  /** Votes dealt, or cast where some were cast more than once: what reading them all costs. */
  readonly votes: number;
}

export function dealMarks(db: Connection): DealMark[] {
  return all(
    db,
    `SELECT d.version AS version, d.id AS deal, coalesce(sum(max(g.votes_ever, g.dealt)), 0) AS votes, json_array(
       d.id, d.threshold, d.stopped_at, sum(g.votes_ever), sum(g.dealt), sum(g.done),
       (SELECT count(*) FROM adjudication a WHERE a.deal = d.id),
       (SELECT count(*) FROM label_consensus c WHERE c.deal = d.id)) AS mark
     FROM label_deal d LEFT JOIN label_progress g ON g.deal = d.id
     WHERE d.withdrawn_at IS NULL GROUP BY d.id`,
  );
}

const most = new WeakMap<Connection, number>();

/** From now on deals with more votes are not weighed over this connection; null ends it. */
export function weighElsewhere(db: Connection, votes: number | null): void {
  if (votes === null) most.delete(db);
  else most.set(db, votes);
}

export function isWeighedElsewhere(db: Connection, { votes }: Pick<DealMark, 'votes'>): boolean {
  return votes > (most.get(db) ?? Number.POSITIVE_INFINITY);
}
