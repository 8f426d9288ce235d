import type { MetricName } from '../shared/contract/parts.ts';
import { all, type Connection } from './connection.ts';
import { type LabelState, labelState } from './labels.ts';

interface Known {
  readonly deal: string;
  readonly votes: number;
  readonly state: LabelState;
}

const known = new WeakMap<Connection, Map<number, Known>>();

/**
 * The verdicts on the labels of many data sets, by key of the version; those without a deal are not in it. Votes are
 * append-only, so a verdict stands until its deal has more of them, and is kept until then.
 */
export function labelStates(
  db: Connection,
  versions: readonly { readonly version: number; readonly metric: MetricName }[],
): ReadonlyMap<number, LabelState> {
  const earlier = known.get(db) ?? new Map<number, Known>();
  known.set(db, earlier);
  const deals = new Map(
    all<{ version: number; deal: string; votes: number }>(
      db,
      `SELECT version, id AS deal, (SELECT count(*) FROM vote WHERE vote.deal = label_deal.id) AS votes
       FROM label_deal WHERE withdrawn_at IS NULL`,
    ).map((row) => [row.version, row]),
  );
  const states = new Map<number, LabelState>();
  for (const { version, metric } of versions) {
    const now = deals.get(version);
    if (!now) continue;
    let found = earlier.get(version);
    if (found?.deal !== now.deal || found.votes !== now.votes) {
      found = { deal: now.deal, votes: now.votes, state: labelState(db, version, metric) };
      earlier.set(version, found);
    }
    states.set(version, found.state);
  }
  return states;
}
