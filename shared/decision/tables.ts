/** scores.csv, rankings.csv and held.csv, already split into cells, as the input of a decision. */
import { STANDARD_RUBRIC } from '../review/rubric.ts';
import { compareIds } from './contest.ts';
import type { DecisionRules } from './rules.ts';
import { readScores } from './scores.ts';
import { type Table, type TableFinding, tableReader, wholeNumber } from './tableReader.ts';
import type { DecisionInput, HeldPrize, RankingLine, Tier } from './types.ts';
import { TIERS } from './types.ts';

export type { Table, TableFile, TableFinding } from './tableReader.ts';

export type ReadTables =
  | {
      readonly ok: true;
      readonly input: DecisionInput;
      /** The criteria as scores.csv spells them, by key, where all its rows agree. */
      readonly spelling: Readonly<Record<string, string>>;
      readonly findings: readonly TableFinding[];
    }
  | {
      readonly ok: false;
      readonly error: { readonly code: 'tables_refused'; readonly message: string };
      /** Every error, and the warnings too. */
      readonly findings: readonly TableFinding[];
    };

/**
 * Reads the tables of `rank --scores`. Columns stand in any order; capitals in criteria and prizes and white space
 * around anything but an id do not matter; a number may be written `2.0`, as pandas does in a column with gaps. The
 * submissions are those of scores.csv, all taken as eligible for official review with verified labels. An incomplete
 * review is refused: submitting checks completeness, so a criterion without a level means that rows were lost.
 */
export function readTables(
  tables: { readonly scores: Table; readonly rankings?: Table; readonly held?: Table },
  rules: DecisionRules,
): ReadTables {
  const { criteria } = STANDARD_RUBRIC;
  const scores = readScores(tables.scores, criteria);
  const findings = [...scores.findings];
  const submissions = [...new Set(scores.reviews.map((review) => review.submission))].sort(compareIds);
  const rankings = tables.rankings === undefined ? [] : readRankings(tables.rankings, new Set(submissions), findings);
  const held = tables.held === undefined ? [] : readHeld(tables.held, findings);
  const errors = findings.filter((finding) => finding.level === 'error');
  const first = errors[0];
  if (first !== undefined) {
    const more = errors.length > 1 ? ` There are ${errors.length - 1} more.` : '';
    return { ok: false, error: { code: 'tables_refused', message: `${first.message}${more}` }, findings };
  }
  const input = {
    rules,
    criteria: criteria.map(({ key, name }) => ({ key, name })),
    submissions: submissions.map((id) => ({ id })),
    reviews: scores.reviews,
    rankings,
    held,
  };
  return { ok: true, input, spelling: scores.spelling, findings };
}

function readRankings(table: Table, submissions: ReadonlySet<string>, findings: TableFinding[]): RankingLine[] {
  const reader = tableReader('rankings.csv', table, ['reviewer', 'submission', 'rank'], findings);
  const lines = new Map<string, RankingLine>();
  const unknown = new Set<string>();
  reader.forEachRow((cell, row, say) => {
    const reviewer = cell('reviewer');
    const submission = cell('submission');
    const written = cell('rank').trim();
    const rank = written === '' ? null : wholeNumber(written);
    if (reviewer === '') return say('missing-id', 'reviewer', 'names no reviewer');
    if (submission === '') return say('missing-id', 'submission', 'names no submission');
    if (rank !== null && !(rank >= 1))
      return say('rank-invalid', 'rank', `has the rank “${written}”; it has to be a whole number from 1, or empty`);
    if (!submissions.has(submission)) {
      if (!unknown.has(submission))
        findings.push({
          file: 'rankings.csv',
          level: 'warning',
          rule: 'submission-not-scored',
          row,
          column: 'submission',
          message: `rankings.csv, row ${row}: ${submission} is not in scores.csv; its rankings are passed over.`,
        });
      unknown.add(submission);
      return;
    }
    const key = JSON.stringify([reviewer, submission]);
    const known = lines.get(key);
    if (known === undefined) lines.set(key, { reviewer, submission, rank });
    else if (known.rank !== rank)
      say('rank-twice', 'rank', `ranks ${submission} a second time for ${reviewer}, differently; keep one of the rows`);
  });
  return [...lines.values()];
}

function readHeld(table: Table, findings: TableFinding[]): HeldPrize[] {
  const reader = tableReader('held.csv', table, ['submission', 'prize'], findings);
  const held = new Map<string, Tier>();
  reader.forEachRow((cell, _row, say) => {
    const submission = cell('submission');
    const written = cell('prize').trim();
    const prize = TIERS.find((tier) => tier === written.toLowerCase());
    if (submission === '') return say('missing-id', 'submission', 'names no submission');
    if (prize === undefined)
      return say('prize-invalid', 'prize', `has the prize “${written}”; it has to be grand, second or third`);
    const known = held.get(submission);
    if (known !== undefined && known !== prize)
      return say('prize-twice', 'prize', `gives ${submission} a second prize; keep one of the rows`);
    held.set(submission, prize);
  });
  return [...held].map(([submission, prize]) => ({ submission, prize }));
}
