import type { RubricCriterion } from '../review/rubric.ts';
import { type Table, type TableFinding, tableReader, wholeNumber } from './tableReader.ts';
import type { Level, Review } from './types.ts';

export interface ReadScores {
  readonly reviews: readonly Review[];
  readonly spelling: Readonly<Record<string, string>>;
  readonly findings: readonly TableFinding[];
}

interface ReviewRows {
  readonly submission: string;
  readonly reviewer: string;
  readonly round: number;
  readonly levels: Record<string, Level>;
  readonly firstRow: number;
}

/** The reviews of a scores.csv: one row a criterion. A row without a `round` is of round 1. */
export function readScores(table: Table, criteria: readonly RubricCriterion[]): ReadScores {
  const findings: TableFinding[] = [];
  const reader = tableReader('scores.csv', table, ['submission', 'reviewer', 'criterion', 'level'], findings, [
    'round',
  ]);
  const keyOf = new Map(criteria.flatMap(({ key, name }) => [[key, key] as const, [name.toLowerCase(), key] as const]));
  const spellings = new Map<string, Set<string>>();
  // By submission, reviewer and round; nested, because ids may hold any character.
  const found = new Map<string, Map<string, Map<number, ReviewRows>>>();
  const hasRound = reader.has('round');

  reader.forEachRow((cell, row, say) => {
    const submission = cell('submission');
    const reviewer = cell('reviewer');
    const criterion = cell('criterion').trim();
    const key = keyOf.get(criterion.toLowerCase());
    const level = wholeNumber(cell('level').trim());
    const roundText = hasRound ? cell('round').trim() : '';
    const round = roundText === '' ? 1 : wholeNumber(roundText);
    if (submission === '') return say('missing-id', 'submission', 'names no submission');
    if (reviewer === '') return say('missing-id', 'reviewer', 'names no reviewer');
    if (key === undefined) {
      const known = criteria.map((one) => one.key).join(', ');
      return say('criterion-unknown', 'criterion', `has the criterion “${criterion}”; it has to be one of ${known}`);
    }
    if (level !== 0 && level !== 1 && level !== 2)
      return say('level-invalid', 'level', `has the level “${cell('level')}”; it has to be 0, 1 or 2`);
    if (!(round >= 1)) return say('round-invalid', 'round', `has the round “${roundText}”; it has to be 1 or 2`);

    spellings.set(key, (spellings.get(key) ?? new Set()).add(criterion));
    const review = inner(inner(found, submission), reviewer);
    const rows = review.get(round) ?? { submission, reviewer, round, levels: {}, firstRow: row };
    review.set(round, rows);
    const known = rows.levels[key];
    if (known !== undefined && known !== level)
      return say(
        'level-twice',
        'level',
        `gives ${criterion} of ${submission} a second, different level by ${reviewer} in round ${round}; keep one of the rows`,
      );
    rows.levels[key] = level;
  });

  const reviews: Review[] = [];
  const broken = findings.length > 0;
  for (const bySubmission of found.values())
    for (const byReviewer of bySubmission.values())
      for (const { firstRow, ...review } of byReviewer.values()) {
        const missing = criteria.filter(({ key }) => review.levels[key] === undefined);
        // After an unreadable row a gap may only be that row, already reported.
        if (missing.length > 0 && !broken)
          findings.push({
            file: 'scores.csv',
            level: 'error',
            rule: 'review-incomplete',
            row: firstRow,
            column: 'criterion',
            message: `scores.csv, row ${firstRow}: the review of ${review.submission} by ${review.reviewer} in round ${review.round} has no level for ${missing.map(({ name }) => name).join(', ')}; add the rows, or remove the review.`,
          });
        reviews.push(review);
      }
  const spelling = Object.fromEntries(
    [...spellings].flatMap(([key, ways]) => (ways.size === 1 ? [[key, [...ways][0]!]] : [])),
  );
  return { reviews, spelling, findings };
}

function inner<K, L, V>(map: Map<K, Map<L, V>>, key: K): Map<L, V> {
  const known = map.get(key);
  if (known !== undefined) return known;
  const made = new Map<L, V>();
  map.set(key, made);
  return made;
}
