import { csvForSpreadsheets } from '../../shared/csv/writer.ts';
import type { DrawnLine } from './lines.ts';

/** A figure's numbers as CSV, one row a run, as a spreadsheet or pandas reads them. Pure. */
export function figureCsv(
  groups: readonly { readonly name: string | null; readonly lines: readonly DrawnLine[] }[],
  groupedBy: 'subcategory' | 'submission' = 'subcategory',
): string {
  const rows = groups.flatMap(({ name, lines }) =>
    lines.flatMap((line) =>
      line.points.flatMap((point) => {
        const step = line.steps.find((one) => one.to === point.params);
        const { trend } = line;
        return point.runs.map((run) => [
          name,
          line.reproduction ? 'reproduction' : 'original',
          line.family,
          line.public ? 'public' : 'private',
          line.tuned ? 'yes' : 'no',
          run.model,
          point.params,
          point.n,
          run.coverage,
          point.mean,
          point.sem,
          run.accuracy.value,
          point.summary ? 'yes' : 'no',
          step?.difference ?? null,
          step?.pUp ?? null,
          step?.pDown ?? null,
          step?.verdict ?? null,
          trend?.slope ?? null,
          trend?.interval?.low ?? null,
          trend?.interval?.high ?? null,
          trend?.straightness ?? null,
          trend?.spearman ?? null,
          trend?.shape ?? null,
        ]);
      }),
    ),
  );
  return csvForSpreadsheets([[groupedBy, ...columns], ...rows]);
}

const columns = [
  'data set',
  'family',
  'access',
  'tuned',
  'model',
  'parameters',
  'n',
  'coverage',
  'mean',
  'sem',
  'accuracy',
  'summary',
  'step',
  'resamples above 0',
  'resamples below 0',
  'verdict',
  'slope',
  'slope 2.5 %',
  'slope 97.5 %',
  'R2',
  'Spearman',
  'shape',
];
