import type { MetricName } from '../shared/contract/parts.ts';
import { all, type Connection } from './connection.ts';
import { type LabelState, labelState } from './labels.ts';

interface Known {
  readonly mark: string;
  readonly state: LabelState;
}

const known = new WeakMap<Connection, Map<number, Known>>();

/**
 * The verdicts on the labels of many data sets, by key of the version; those without a deal are not in it. Votes and what
 * organizers settled are append-only, so a verdict stands until its deal has more of them, and is kept until then.
 */
export function labelStates(
  db: Connection,
  versions: readonly { readonly version: number; readonly metric: MetricName }[],
): ReadonlyMap<number, LabelState> {
  const earlier = known.get(db) ?? new Map<number, Known>();
  known.set(db, earlier);
  const marks = new Map(dealMarks(db).map(({ version, mark }) => [version, mark]));
  const states = new Map<number, LabelState>();
  for (const { version, metric } of versions) {
    const mark = marks.get(version);
    if (mark === undefined) continue;
    let found = earlier.get(version);
    if (found?.mark !== mark) {
      found = { mark, state: labelState(db, version, metric) };
      earlier.set(version, found);
    }
    states.set(version, found.state);
  }
  return states;
}

/** A text for each deal in force that is another one as soon as its verdict may be. */
export function dealMarks(
  db: Connection,
): { readonly version: number; readonly deal: string; readonly mark: string }[] {
  return all(
    db,
    `SELECT version, id AS deal, json_array(
       id, threshold, stopped_at,
       (SELECT count(*) FROM vote WHERE vote.deal = label_deal.id),
       (SELECT count(*) FROM label_share s WHERE s.deal = label_deal.id AND s.state <> 'moved'),
       (SELECT count(*) FROM adjudication a WHERE a.deal = label_deal.id),
       (SELECT count(*) FROM label_consensus c WHERE c.deal = label_deal.id)) AS mark
     FROM label_deal WHERE withdrawn_at IS NULL`,
  );
}
