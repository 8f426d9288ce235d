import type { MetricName } from '../shared/contract/parts.ts';
import { all, type Connection } from './connection.ts';
import { liveFindings, openRevisions } from './eligibility.ts';
import { STILL_OPEN } from './results.ts';

/** What the table of submissions is made from: counts over each submission's current version. */
export interface SubmissionSummary {
  readonly id: string;
  readonly title: string;
  readonly withdrawn: boolean;
  /** Key of the current version. */
  readonly version: number;
  readonly number: number;
  readonly metric: MetricName;
  readonly examples: number;
  readonly importedAt: string;
  /** Rules broken, by level. */
  readonly findings: { readonly ineligible: number; readonly warning: number; readonly note: number };
  /** Rules that keep it out of review: ineligible and not waived. */
  readonly blocking: readonly string[];
  /** Models with a current run. */
  readonly runs: number;
  /** Models whose latest file was refused. */
  readonly refused: readonly string[];
  readonly refusalsWaived: boolean;
  /** Means of the models asked for, where there is a run, by model. */
  readonly means: ReadonlyMap<string, number>;
  readonly labelsDealt: boolean;
  readonly reviews: { readonly assigned: number; readonly submitted: number };
  /** Revise and resubmit: a new version is waited for. */
  readonly revisionAsked: boolean;
  /** A frozen or announced decision of its round, or a later one, stands. */
  readonly decided: boolean;
}

/** A submission that has a form and no data yet. */
export interface DraftSummary {
  readonly id: string;
  readonly title: string;
  readonly withdrawn: boolean;
  /** As its form says. */
  readonly metric: MetricName | null;
  readonly createdAt: string;
}

/** The name under which refused runs stand among the findings and can be waived. */
export const REFUSED_RUN = 'refused-run';

/**
 * Every submission, in no order that says anything. A handful of statements over the whole contest, whatever its size:
 * one a submission would take ten times as long.
 */
export function submissionSummaries(db: Connection, meansOf: readonly string[]): readonly SubmissionSummary[] {
  const waived = new Set(
    all<{ submission: string; rule: string }>(db, 'SELECT submission, rule FROM waiver WHERE withdrawn_at IS NULL').map(
      ({ submission, rule }) => `${submission} ${rule}`,
    ),
  );
  const findings = grouped(
    all<{ version: number; level: Level; rule: string }>(
      db,
      `SELECT version, level, rule FROM finding_count WHERE version IN (${CURRENT_KEYS})
       UNION ALL SELECT DISTINCT version, 'warning', kind FROM sensitive_spot WHERE version IN (${CURRENT_KEYS})
       UNION ALL ${NEAR_DUPLICATES}`,
    ),
  );
  const runs = counts(
    all<{ version: number; n: number }>(
      db,
      'SELECT version, count(*) AS n FROM run WHERE is_current = 1 GROUP BY version',
    ),
  );
  const means = grouped(
    all<{ version: number; model: string; mean: number }>(
      db,
      `SELECT version, model, json_extract(figures, '$.mean.value') AS mean FROM run
       WHERE is_current = 1 AND model IN (SELECT value FROM json_each(?))`,
      JSON.stringify(meansOf),
    ),
  );
  const refused = grouped(
    all<{ version: number; model: string }>(
      db,
      `SELECT version, model FROM refused_run WHERE ${STILL_OPEN} ORDER BY model`,
    ),
  );
  const dealt = new Set(
    all<{ version: number }>(db, 'SELECT version FROM label_deal WHERE withdrawn_at IS NULL').map(
      (deal) => deal.version,
    ),
  );
  const reviews = new Map(
    all<{ submission: string; assigned: number; submitted: number }>(
      db,
      `SELECT submission, count(*) AS assigned,
              total(EXISTS (SELECT 1 FROM review
                            WHERE review.submission = assignment.submission
                              AND review.reviewer = assignment.reviewer)) AS submitted
       FROM assignment WHERE withdrawn_at IS NULL AND declined_at IS NULL GROUP BY submission`,
    ).map(({ submission, assigned, submitted }) => [submission, { assigned, submitted }]),
  );

  const live = liveFindings(db);
  const revisions = openRevisions(db);
  return all<Head>(db, HEADS).map(({ decided, ...head }) => {
    const broken = [...(findings.get(head.version) ?? []), ...(live.get(head.id) ?? [])];
    const levels = { ineligible: 0, warning: 0, note: 0 };
    for (const { level } of broken) levels[level] += 1;
    const refusals = (refused.get(head.version) ?? []).map(({ model }) => model);
    if (refusals.length > 0) levels.warning += 1;
    return {
      ...head,
      withdrawn: head.withdrawn === 1,
      findings: levels,
      blocking: broken
        .filter(({ level, rule }) => level === 'ineligible' && !waived.has(`${head.id} ${rule}`))
        .map(({ rule }) => rule),
      runs: runs.get(head.version) ?? 0,
      refused: refusals,
      refusalsWaived: waived.has(`${head.id} ${REFUSED_RUN}`),
      means: new Map((means.get(head.version) ?? []).map(({ model, mean }) => [model, mean])),
      labelsDealt: dealt.has(head.version),
      reviews: reviews.get(head.id) ?? { assigned: 0, submitted: 0 },
      revisionAsked: revisions.has(head.id),
      decided: decided === 1,
    };
  });
}

/** Submissions without data, by id. */
export function draftSummaries(db: Connection): readonly DraftSummary[] {
  return all<Omit<DraftSummary, 'withdrawn'> & { readonly withdrawn: 0 | 1 }>(
    db,
    `SELECT s.id AS id, s.title AS title, s.withdrawn_at IS NOT NULL AS withdrawn, s.created_at AS createdAt,
            (SELECT json_extract(f.body, '$.metric') FROM form f WHERE f.submission = s.id
             ORDER BY f.number DESC LIMIT 1) AS metric
     FROM submission s
     WHERE NOT EXISTS (SELECT 1 FROM version v WHERE v.submission = s.id AND v.kind = 'original')
     ORDER BY s.id`,
  ).map((draft) => ({ ...draft, withdrawn: draft.withdrawn === 1 }));
}

type Level = 'ineligible' | 'warning' | 'note';

interface Head extends Pick<SubmissionSummary, 'id' | 'title' | 'version' | 'number' | 'metric' | 'examples'> {
  readonly importedAt: string;
  readonly withdrawn: 0 | 1;
  readonly decided: 0 | 1;
}

const CURRENT_KEYS = `
  SELECT key FROM version AS v
  WHERE kind = 'original'
    AND number = (SELECT max(number) FROM version AS w WHERE w.submission = v.submission AND w.kind = 'original')`;

/** Seen from both sides, and only between current data sets of submissions that are in the contest. */
const NEAR_DUPLICATES = `
  SELECT DISTINCT own AS version, 'warning' AS level, 'near-duplicate' AS rule
  FROM (SELECT version AS own, other AS foreign_key FROM near_duplicate
        UNION ALL SELECT other, version FROM near_duplicate) AS pair
  JOIN version AS theirs ON theirs.key = foreign_key
  JOIN submission AS owner ON owner.id = theirs.submission AND owner.withdrawn_at IS NULL
  WHERE own IN (${CURRENT_KEYS}) AND foreign_key IN (${CURRENT_KEYS})`;

const HEADS = `
  SELECT submission.id, title, withdrawn_at IS NOT NULL AS withdrawn, key AS version, number, metric, examples,
         imported_at AS importedAt,
         EXISTS (SELECT 1 FROM decision d WHERE d.status <> 'draft' AND d.round >= submission.round) AS decided
  FROM version JOIN submission ON submission.id = version.submission
  WHERE key IN (${CURRENT_KEYS})`;

function grouped<Row extends { readonly version: number }>(rows: readonly Row[]): Map<number, Row[]> {
  const groups = new Map<number, Row[]>();
  for (const row of rows) {
    const group = groups.get(row.version);
    if (group) group.push(row);
    else groups.set(row.version, [row]);
  }
  return groups;
}

function counts(rows: readonly { readonly version: number; readonly n: number }[]): Map<number, number> {
  return new Map(rows.map(({ version, n }) => [version, n]));
}
