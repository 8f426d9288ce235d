import type { Connection } from '../../db/connection.ts';
import { type AssignedRow, assigned, blindRuns } from '../../db/reviewDesk.ts';
import { evidenceSources, scalingRuns, storedEvidence } from '../../db/scaling.ts';
import { type Baseline, currentVersion, noBaseline, submissionsInContest } from '../../db/submission.ts';
import { failure, success } from '../../shared/contract/failure.ts';
import type { SubmissionScaling, WallTile } from '../../shared/contract/scaling.ts';
import type { RunFigures } from '../../shared/results/figures.ts';
import { isLogged, SEED } from '../../shared/scaling/evidence.ts';
import { leadingFamily } from '../../shared/scaling/suggestions.ts';
import type { Evidence } from '../../shared/scaling/types.ts';
import { type NamedRun, namedEvidence } from '../../shared/scaling/view.ts';
import type { Handlers, JobHandlers } from './context.ts';
import { computeStale, computing, staleSubmissions, withSeed } from './scalingQueue.ts';

type Queries = 'scaling.submission' | 'scaling.assigned' | 'scaling.wall' | 'scaling.pending';

export const scalingHandlers: Handlers<Queries> = {
  'scaling.submission': ({ db }, { id }) => {
    const scaling = organizersView(db, id);
    return scaling === null ? noSubmission(id) : success(scaling);
  },

  // what a reviewer reads of runs comes from db/reviewDesk.ts alone; the stored evidence names no model
  'scaling.assigned': ({ db, participant }, { number }) => {
    const found = assigned(db, participant!, number);
    return found ? success(reviewersView(db, found)) : notYours();
  },

  'scaling.wall': ({ db }) => {
    const sources = new Map(evidenceSources(db).map((source) => [source.submission, source]));
    const tiles = submissionsInContest(db).map(({ submission: { id, title }, version }): WallTile => {
      const source = sources.get(id);
      const stored = source ? storedEvidence(db, id, 'no subcategories') : null;
      const current = stored !== null && stored.inputHash === source?.hash ? stored : null;
      const named = namedEvidence(source?.runs.filter((run) => !run.reproduction) ?? [], current?.evidence ?? null);
      const trends = (named.evidence?.trends ?? []).map((trend) => ({
        ...trend,
        fit: trend.fit && { ...trend.fit, band: null },
      }));
      return {
        ...{ id, title, metric: version.metric, logged: isLogged(version.metric), examples: version.examples },
        baseline: version.baseline ?? noBaseline,
        families: named.families,
        runs: named.runs,
        state: stateOf(source !== undefined, stored !== null, current !== null),
        computing: computing(db, id),
        trends,
        leading: leadingFamily(named.families, trends)?.key ?? null,
      };
    });
    return success({ tiles: tiles.sort((a, b) => titles.compare(a.title, b.title) || (a.id < b.id ? -1 : 1)) });
  },

  'scaling.pending': ({ db }) => success({ submissions: staleSubmissions(db), computing: computing(db, null) }),
};

export const scalingJobs: JobHandlers<'scaling.compute' | 'scaling.computeAssigned' | 'scaling.analyze'> = {
  'scaling.compute': (context, { submissions }) => computeStale(context, submissions ?? null),

  'scaling.computeAssigned': async (context, { number }) => {
    const found = await context.inTurn((db) => assigned(db, context.participant!, number));
    return found ? computeStale(context, [found.submission]) : notYours();
  },

  'scaling.analyze': async (context, { submission, seed }) => {
    const ids = await context.inTurn((db) =>
      submission === undefined
        ? submissionsInContest(db).map((one) => one.submission.id)
        : currentVersion(db, submission) && [submission],
    );
    if (ids === null) return noSubmission(submission ?? '');
    if (seed === undefined || seed === SEED) {
      const done = await computeStale(context, ids);
      if (!done.ok) return done;
    }
    const computed = seed === undefined || seed === SEED ? null : await withSeed(context, ids, seed);
    if (computed !== null && !computed.ok) return computed;
    const views = await context.inTurn((db) =>
      [...ids].sort().flatMap((id) => {
        const scaling = organizersView(db, id, computed?.value.get(id) ?? null);
        return scaling === null ? [] : [{ id, scaling }];
      }),
    );
    return views === null ? failure('cancelled', 'Cancelled.') : success({ submissions: views });
  },
};

/** `given`: evidence from another seed, shown in place of what is stored. */
function organizersView(db: Connection, id: string, given: Evidence | null = null): SubmissionScaling | null {
  const version = currentVersion(db, id);
  return version === null ? null : view(db, id, version, version.baseline, scalingRuns(db, id), given);
}

function reviewersView(db: Connection, found: AssignedRow): SubmissionScaling {
  const runs = blindRuns(db, found.version).map((row) => ({
    ...row,
    figures: JSON.parse(row.figures) as RunFigures,
    public: row.public === 1,
    tuned: row.tuned === 1,
    reproduction: row.reproduction === 1,
    summary: row.summary === 1,
  }));
  return view(db, found.submission, found, JSON.parse(found.baseline ?? 'null') as Baseline | null, runs);
}

function view(
  db: Connection,
  id: string,
  { metric, examples }: Pick<AssignedRow, 'metric' | 'examples'>,
  baseline: Baseline | null,
  runs: readonly NamedRun[],
  given: Evidence | null = null,
): SubmissionScaling {
  const [source] = evidenceSources(db, id);
  const stored = source ? storedEvidence(db, id) : null;
  const current = given === null && stored?.inputHash === source?.hash ? stored : null;
  const evidence = given ?? current?.evidence ?? null;
  return {
    metric,
    logged: isLogged(metric),
    examples,
    baseline: baseline ?? noBaseline,
    ...namedEvidence(runs, evidence),
    state: stateOf(source !== undefined, stored !== null, evidence !== null),
    computedAt: current?.computedAt ?? null,
    computing: computing(db, id),
  };
}

function stateOf(hasRuns: boolean, isStored: boolean, isCurrent: boolean): SubmissionScaling['state'] {
  if (!hasRuns) return 'nothing';
  if (isCurrent) return 'current';
  return isStored ? 'stale' : 'absent';
}

/** Titles as people sort them, whatever the machine's language. */
const titles = new Intl.Collator('en', { numeric: true });

function noSubmission(id: string) {
  return failure('not-found', `There is no submission ${id}.`);
}

/** The same for a number that is not there, not assigned, declined or withdrawn: the difference would be told by it. */
function notYours() {
  return failure('not-found', 'This submission is not in your queue. Open your queue again.');
}
