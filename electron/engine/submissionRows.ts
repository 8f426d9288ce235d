import { type Connection, changeStamp } from '../../db/connection.ts';
import { labelStates } from '../../db/labelStates.ts';
import { contestModels } from '../../db/models.ts';
import { currentRules } from '../../db/rules.ts';
import { draftSummaries, submissionSummaries } from '../../db/submissionList.ts';
import { type SubmissionRow, submissionStates } from '../../shared/contract/submission.ts';
import { draftState, submissionStanding, submissionState } from './submissionState.ts';

/**
 * The table of submissions: grouped by state in the order of the work, then by title. Kept until anything is written to
 * the contest, because every submission's page has its place in it.
 */
export function submissionRows(db: Connection): readonly SubmissionRow[] {
  const stamp = changeStamp(db);
  const known = kept.get(db);
  if (known?.stamp === stamp) return known.rows;
  const rows = readRows(db);
  kept.set(db, { stamp, rows });
  return rows;
}

const kept = new WeakMap<Connection, { readonly stamp: string; readonly rows: readonly SubmissionRow[] }>();

function readRows(db: Connection): readonly SubmissionRow[] {
  const gpt3 = contestModels(db)
    .models.filter(({ family, tuned }) => family === 'gpt3' && !tuned)
    .map(({ name }) => name);
  const summaries = submissionSummaries(db, gpt3);
  const labels = labelStates(db, summaries);
  const { minReviews } = currentRules(db);
  const drafts = draftSummaries(db).map(
    (draft): SubmissionRow => ({
      id: draft.id,
      title: draft.title,
      metric: draft.metric,
      examples: 0,
      findings: { ineligible: 0, warning: 0, note: 0 },
      runs: 0,
      gpt3: [],
      labelErrors: null,
      reviews: { submitted: 0, assigned: 0 },
      ...draftState(draft),
      standing: 'draft',
      version: 0,
      importedAt: draft.createdAt,
    }),
  );
  return summaries
    .map((summary): SubmissionRow => {
      const label = labels.get(summary.version) ?? null;
      return {
        id: summary.id,
        title: summary.title,
        metric: summary.metric,
        examples: summary.examples,
        findings: summary.findings,
        runs: summary.runs,
        gpt3: gpt3.flatMap((model) => summary.means.get(model) ?? []),
        labelErrors: label?.errorRate ?? null,
        reviews: summary.reviews,
        ...submissionState(summary, label, minReviews),
        standing: submissionStanding(summary),
        version: summary.number,
        importedAt: summary.importedAt,
      };
    })
    .concat(drafts)
    .sort(inTableOrder);
}

const rank = new Map(submissionStates.map((state, place) => [state, place]));
/** Titles as people sort them, whatever the machine's language; equal ones by id. */
const titles = new Intl.Collator('en', { numeric: true });

function inTableOrder(a: SubmissionRow, b: SubmissionRow): number {
  const byState = (rank.get(a.state) ?? 0) - (rank.get(b.state) ?? 0);
  return byState || titles.compare(a.title, b.title) || (a.id < b.id ? -1 : 1);
}
