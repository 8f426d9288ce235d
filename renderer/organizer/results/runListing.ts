import type { ListedRun } from '../../../shared/contract/results.ts';
import { smallToLarge } from '../../../shared/results/models.ts';

export const shownRuns = ['all', 'current', 'warnings', 'aside'] as const;

export interface RunListing {
  readonly search: string;
  /** `aside`: not the current one of its model, withdrawn, or on a data set that a later one replaced. */
  readonly show: (typeof shownRuns)[number];
}

export type RunLine =
  | {
      readonly kind: 'group';
      readonly key: string;
      readonly title: string;
      readonly remark: string;
      readonly runs: number;
    }
  | { readonly kind: 'run'; readonly key: string; readonly run: ListedRun };

/** Runs under their data sets, in the order of titles; within one small to large, the current one before the others. */
export function runLines(runs: readonly ListedRun[], listing: RunListing): readonly RunLine[] {
  const wanted = listing.search.trim().toLowerCase();
  const groups = new Map<string, ListedRun[]>();
  for (const run of runs) {
    if (!fits(run, listing.show) || !searched(run).includes(wanted)) continue;
    const key = dataSetKey(run);
    groups.set(key, [...(groups.get(key) ?? []), run]);
  }
  return [...groups.entries()]
    .sort(([, [a]], [, [b]]) => byDataSet(a!, b!))
    .flatMap(([key, members]): RunLine[] => [
      { kind: 'group', key, title: members[0]!.title, remark: dataSetName(members[0]!), runs: members.length },
      ...members.sort(byModel).map((run): RunLine => ({ kind: 'run', key: run.id, run })),
    ]);
}

/** Whether it counts: in figures, plots and the evidence. */
export function counts(run: ListedRun): boolean {
  return run.current && !run.outdated;
}

/** Why a run does not count, in a word; null where it does. */
export function asideWord(run: ListedRun): string | null {
  if (run.withdrawnAt !== null) return 'Withdrawn';
  if (!run.current) return 'Earlier';
  return run.outdated ? 'On an earlier version' : null;
}

/** `p7cw, version 2`; `p7cw, reproduction`. */
export function dataSetName(run: Pick<ListedRun, 'submission' | 'reproduction' | 'version' | 'outdated'>): string {
  const kind = run.reproduction ? `reproduction${run.version > 1 ? ` ${run.version}` : ''}` : `version ${run.version}`;
  return `${run.submission}, ${kind}${run.outdated ? ', replaced since' : ''}`;
}

export const formWords: Readonly<Record<ListedRun['form'], string>> = {
  folder: 'Pipeline folder',
  wide: 'Wide file',
  harness: 'Harness samples',
  summary: 'Summary',
};

/** Other runs of the same model on the same data set. */
export function siblings(run: ListedRun, runs: readonly ListedRun[]): readonly ListedRun[] {
  return runs.filter((one) => one.id !== run.id && one.model === run.model && dataSetKey(one) === dataSetKey(run));
}

function dataSetKey(run: ListedRun): string {
  return `${run.submission} ${run.reproduction ? 'reproduction' : 'original'} ${run.version}`;
}

function fits(run: ListedRun, show: RunListing['show']): boolean {
  switch (show) {
    case 'all':
      return true;
    case 'current':
      return counts(run);
    case 'warnings':
      return run.warnings.length > 0;
    case 'aside':
      return !counts(run);
    default:
      return show satisfies never;
  }
}

function searched(run: ListedRun): string {
  return [run.title, run.submission, run.model, run.family, run.fileName, run.pipeline ?? '', formWords[run.form]]
    .join('\n')
    .toLowerCase();
}

function byDataSet(a: ListedRun, b: ListedRun): number {
  return (
    a.title.localeCompare(b.title, 'en') ||
    Number(a.submission > b.submission) - Number(a.submission < b.submission) ||
    Number(a.reproduction) - Number(b.reproduction) ||
    b.version - a.version
  );
}

function byModel(a: ListedRun, b: ListedRun): number {
  return (
    smallToLarge(
      { ...a, name: a.model, tuned: false, alias: null },
      { ...b, name: b.model, tuned: false, alias: null },
    ) ||
    Number(b.current) - Number(a.current) ||
    Number(a.importedAt < b.importedAt) - Number(a.importedAt > b.importedAt)
  );
}
