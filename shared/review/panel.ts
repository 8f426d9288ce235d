import { groupBy } from '../groupBy.ts';

/** What the panel view says of reviewers and their levels beside the figures of agreement. */
export interface PanelLevel {
  readonly submission: string;
  readonly reviewer: string;
  readonly criterion: string;
  readonly level: number;
}

export interface Leniency {
  readonly reviewer: string;
  /** Mean of own level less the others' mean on the same submission and criterion; above 0 is lenient. Null: nobody to compare with. */
  readonly difference: number | null;
  /** Submissions that others reviewed too. */
  readonly submissions: number;
}

/**
 * Each reviewer's mean level against the others on the same submissions, so that whoever was dealt good ones does not
 * look lenient. Every submission and criterion weighs the same.
 */
export function leniency(levels: readonly PanelLevel[]): Leniency[] {
  const cells = groupBy(levels, (level) => `${level.submission}\n${level.criterion}`);
  const found = new Map<string, { sum: number; count: number; submissions: Set<string> }>();
  for (const cell of cells.values()) {
    const total = cell.reduce((sum, { level }) => sum + level, 0);
    for (const { reviewer, submission, level } of cell) {
      const own = found.get(reviewer) ?? { sum: 0, count: 0, submissions: new Set<string>() };
      found.set(reviewer, own);
      if (cell.length === 1) continue;
      own.sum += level - (total - level) / (cell.length - 1);
      own.count += 1;
      own.submissions.add(submission);
    }
  }
  return [...found].map(([reviewer, { sum, count, submissions }]) => ({
    reviewer,
    difference: count === 0 ? null : sum / count,
    submissions: submissions.size,
  }));
}

/**
 * Levels that stand alone: two steps from each other reviewer's, where at least two others reviewed. On three levels that
 * is a 0 among 2s or a 2 among 0s.
 */
export function outliers(levels: readonly PanelLevel[]): PanelLevel[] {
  return [...groupBy(levels, (level) => `${level.submission}\n${level.criterion}`).values()].flatMap((cell) =>
    cell.length < 3
      ? []
      : cell.filter((one) => cell.every((other) => other === one || Math.abs(other.level - one.level) >= 2)),
  );
}
