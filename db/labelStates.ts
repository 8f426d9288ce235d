import type { MetricName } from '../shared/contract/parts.ts';
import { all, type Connection } from './connection.ts';
import { keptVerdicts } from './judgedDeals.ts';
import { type LabelState, labelState, stateOf } from './labels.ts';
import { type DealMark, dealMarks, isWeighedElsewhere, VotesToWeigh } from './weighElsewhere.ts';

interface Known {
  readonly mark: string;
  readonly state: LabelState;
}

const known = new WeakMap<Connection, Map<number, Known>>();
const lenient = new WeakSet<Connection>();

/**
 * The verdicts on the labels of many data sets, by key of the version; those without a deal are not in it. Votes and what
 * organizers settled are append-only, so a verdict stands until its deal has more of them, and is kept until then.
 *
 * @throws {VotesToWeigh} where a deal is too large for this connection and its verdict is not kept
 */
export function labelStates(
  db: Connection,
  versions: readonly { readonly version: number; readonly metric: MetricName }[],
): ReadonlyMap<number, LabelState> {
  const earlier = statesOf(db);
  const marks = new Map(dealMarks(db).map((mark) => [mark.version, mark]));
  const states = new Map<number, LabelState>();
  for (const { version, metric } of versions) {
    const mark = marks.get(version);
    if (mark === undefined) continue;
    let found = earlier.get(version);
    const large = isWeighedElsewhere(db, mark);
    if (found?.mark !== mark.mark && !(found && large && lenient.has(db))) {
      if (large) throw new VotesToWeigh('states');
      found = { mark: mark.mark, state: freshState(db, mark, metric) };
      earlier.set(version, found);
    }
    states.set(version, found.state);
  }
  return states;
}

/** A verdict that was made over another connection. */
export function keepLabelState(db: Connection, version: number, mark: string, state: LabelState): void {
  statesOf(db).set(version, { mark, state });
}

/**
 * Does a piece of work for which a verdict that was just made will do, though a vote may have come since: its answer is
 * asked for again when that is told.
 */
export function withLatestStates<T>(db: Connection, work: () => T): T {
  lenient.add(db);
  try {
    return work();
  } finally {
    lenient.delete(db);
  }
}

function freshState(db: Connection, mark: DealMark, metric: MetricName): LabelState {
  const judged = keptVerdicts(db, mark);
  return judged ? stateOf(judged) : labelState(db, mark.version, metric);
}

function statesOf(db: Connection): Map<number, Known> {
  const found = known.get(db) ?? new Map<number, Known>();
  known.set(db, found);
  return found;
}

/** Metrics of the data sets with a deal in force. */
export function dealtMetrics(db: Connection): ReadonlyMap<number, MetricName> {
  return new Map(
    all<{ key: number; metric: MetricName }>(
      db,
      'SELECT v.key AS key, v.metric AS metric FROM label_deal d JOIN version v ON v.key = d.version WHERE d.withdrawn_at IS NULL',
    ).map(({ key, metric }) => [key, metric]),
  );
}
