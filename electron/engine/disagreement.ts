import type { Connection } from '../../db/connection.ts';
import { everyRun, type RunRecord, runValues } from '../../db/results.ts';
import type { FindingView } from '../../shared/contract/parts.ts';
import { disagreementWarning, otherFiguresWarning } from '../../shared/results/warnings.ts';

/** By the hashes of both runs: what two runs say never changes. Emptied when it has grown. */
const known = new Map<string, FindingView | null>();
const MOST_KNOWN = 10_000;

/** The warning of a run that another of its model on its data set, not withdrawn, does not agree with; null where all do. */
export function disagreementOf(
  db: Connection,
  run: RunRecord,
  others: readonly RunRecord[] = everyRun(db, run.version),
): FindingView | null {
  for (const other of others) {
    if (other.version !== run.version || other.model !== run.model || other.id === run.id || other.withdrawnAt !== null)
      continue;
    const warning = between(db, run, other);
    if (warning !== null) return warning;
  }
  return null;
}

function between(db: Connection, run: RunRecord, other: RunRecord): FindingView | null {
  const key = `${run.contentHash} ${other.contentHash}`;
  const before = known.get(key);
  if (before !== undefined) return before;
  const [here, there] = [runValues(db, run.id), runValues(db, other.id)];
  const warning =
    here === null || there === null
      ? otherFiguresWarning(run.figures, other.figures)
      : disagreementWarning(here, there);
  if (known.size >= MOST_KNOWN) known.clear();
  known.set(key, warning);
  return warning;
}
