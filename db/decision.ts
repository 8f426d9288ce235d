import type { Candidate, DecisionInput, HeldPrize, RankingLine, Review } from '../shared/decision/types.ts';
import { mappedLevels } from '../shared/review/rubricMap.ts';
import { all, type Connection, one, run } from './connection.ts';
import { rulingsForDecision } from './decisionRecord.ts';
import { liveFindings } from './eligibility.ts';
import { labelStates } from './labelStates.ts';
import { notDealt } from './labels.ts';
import { participantAliases } from './participants.ts';
import { currentRubric, submittedReviews } from './review.ts';
import { rubricMaps } from './rubrics.ts';
import { currentRules, decisionRules } from './rules.ts';
import { submissionsInContest } from './submission.ts';

/** What goes into the decision, read from the contest as it stands. Reviewers stand under their aliases: what is frozen names nobody. */
export function decisionInput(db: Connection): DecisionInput {
  return {
    rules: decisionRules(currentRules(db)),
    criteria: currentRubric(db).criteria.map(({ key, name }) => ({ key, name })),
    submissions: candidates(db),
    reviews: reviewsForDecision(db),
    rankings: rankingLines(db),
    held: heldPrizes(db),
    rulings: rulingsForDecision(db),
  };
}

/** A review under an earlier rubric is read under the current one where an organizer has mapped the levels. */
function reviewsForDecision(db: Connection): Review[] {
  const { version: current } = currentRubric(db);
  const maps = rubricMaps(db);
  const aliases = participantAliases(db);
  return submittedReviews(db).map(({ submission, reviewer, round, revision, rubric, form }): Review => {
    const mapped = mappedLevels(form.levels, rubric, current, maps);
    const read = mapped === null ? { rubric, levels: form.levels } : { rubric: current, levels: mapped };
    return { submission, reviewer: aliases.get(reviewer) ?? reviewer, round, version: revision, ...read };
  });
}

/** Every submission in the contest with what it has to meet before it is ranked. */
export function candidates(db: Connection): Candidate[] {
  const broken = brokenRules(db);
  const live = liveFindings(db);
  const waivers = officialWaivers(db);
  const entries = submissionsInContest(db);
  const states = labelStates(
    db,
    entries.map(({ version }) => ({ version: version.key, metric: version.metric })),
  );
  return entries.map(({ submission, version }): Candidate => {
    const rules = [
      ...broken.filter((rule) => rule.version === version.key),
      ...(live.get(submission.id) ?? [])
        .filter(({ level }) => level === 'ineligible')
        .map(({ rule, message }) => ({ message, waiver: waivers.get(`${submission.id} ${rule}`) ?? null })),
    ];
    const open = rules.filter((rule) => rule.waiver === null);
    const waived = rules.filter((rule) => rule.waiver !== null);
    const labels = states.get(version.key) ?? notDealt;
    const labelWaiver = one<{ reason: string }>(
      db,
      "SELECT reason FROM waiver WHERE submission = ? AND rule = 'labels' AND withdrawn_at IS NULL",
      submission.id,
    );
    return {
      id: submission.id,
      title: submission.title,
      official: { met: open.length === 0, why: open.map((rule) => rule.message).join(' ') },
      labels: labels.outcome === 'passed' ? 'passed' : labels.outcome === 'failed' ? 'failed' : 'pending',
      waivers: {
        ...(waived.length > 0 && open.length === 0 ? { official: waived.map((rule) => rule.waiver).join(' ') } : {}),
        ...(labelWaiver ? { labels: labelWaiver.reason } : {}),
      },
    };
  });
}

export interface Need {
  readonly rule: string;
  readonly message: string;
  /** An organizer's reason, where the need is waived. */
  readonly waiver: string | null;
}

/** What one submission has to meet before it is ranked and does not, waived or not. */
export function needsOf(db: Connection, submission: string): Need[] {
  const entry = submissionsInContest(db).find((one) => one.submission.id === submission);
  if (!entry) return [];
  const { key, metric } = entry.version;
  const waivers = officialWaivers(db);
  const labels = labelStates(db, [{ version: key, metric }]).get(key) ?? notDealt;
  return [
    ...brokenRules(db)
      .filter(({ version }) => version === key)
      .map(({ rule, message, waiver }) => ({ rule, message, waiver })),
    ...(liveFindings(db, submission).get(submission) ?? [])
      .filter(({ level }) => level === 'ineligible')
      .map(({ rule, message }) => ({ rule, message, waiver: waivers.get(`${submission} ${rule}`) ?? null })),
    ...(labels.outcome === 'passed'
      ? []
      : [
          {
            rule: 'labels',
            message:
              labels.outcome === 'failed' ? 'Label verification failed.' : 'Label verification has not passed yet.',
            waiver: waivers.get(`${submission} labels`) ?? null,
          },
        ]),
  ];
}

/** Rules that keep a data set out of official review, each with its waiver where there is one. */
function brokenRules(db: Connection): (Need & { readonly version: number })[] {
  return all(
    db,
    `SELECT f.version AS version, f.rule AS rule, min(f.message) AS message, w.reason AS waiver
     FROM finding f
     JOIN version v ON v.key = f.version
     LEFT JOIN waiver w ON w.submission = v.submission AND w.rule = f.rule AND w.withdrawn_at IS NULL
     WHERE f.level = 'ineligible'
     GROUP BY f.version, f.rule ORDER BY f.version, f.rule`,
  );
}

/** Reasons of waivers, by submission and rule. */
function officialWaivers(db: Connection): ReadonlyMap<string, string> {
  return new Map(
    all<{ submission: string; rule: string; reason: string }>(
      db,
      'SELECT submission, rule, reason FROM waiver WHERE withdrawn_at IS NULL',
    ).map(({ submission, rule, reason }) => [`${submission} ${rule}`, reason]),
  );
}

/**
 * Every order that a reviewer handed in, later ones under greater names. An order that a task asked for compares that
 * task's submissions, the unplaced ones of which share the place after the last.
 */
function rankingLines(db: Connection): RankingLine[] {
  return all<{ reviewer: string; submission: string; rank: number | null; ranking: string | null }>(
    db,
    `SELECT w.alias AS reviewer, p.submission AS submission, p.place AS rank, iif(r.task IS NULL, NULL, r.id) AS ranking
     FROM ranking r JOIN ranking_place p ON p.ranking = r.id JOIN participant w ON w.id = r.reviewer
     WHERE r.task IS NOT NULL
        OR r.id = (SELECT max(q.id) FROM ranking q WHERE q.reviewer = r.reviewer AND q.task IS NULL)
     UNION ALL
     SELECT w.alias, t.submission,
            (SELECT max(p.place) FROM ranking_place p WHERE p.ranking = r.id) + 1, r.id
     FROM ranking r JOIN ranking_task_submission t ON t.task = r.task JOIN participant w ON w.id = r.reviewer
     WHERE NOT EXISTS (SELECT 1 FROM ranking_place p WHERE p.ranking = r.id AND p.submission = t.submission)
     ORDER BY 1, 4, 2`,
  ).map(({ ranking, ...line }) => (ranking === null ? line : { ...line, ranking }));
}

export function heldPrizes(db: Connection): HeldPrize[] {
  return all<HeldPrize>(db, 'SELECT submission, prize FROM held_prize ORDER BY submission');
}

/** A reviewer's subjective order; a later one of the same submissions counts instead. Call inside a transaction. */
export function insertRanking(
  db: Connection,
  ranking: {
    readonly id: string;
    readonly reviewer: string;
    readonly reason: string;
    readonly at: string;
    /** The ranking task that asked for it; left out where none did. */
    readonly task?: string;
    readonly places: readonly { readonly submission: string; readonly rank: number | null }[];
  },
): void {
  run(
    db,
    'INSERT INTO ranking (id, reviewer, reason, created_at, task) VALUES (?, ?, ?, ?, ?)',
    ranking.id,
    ranking.reviewer,
    ranking.reason,
    ranking.at,
    ranking.task ?? null,
  );
  for (const { submission, rank } of ranking.places) {
    run(db, 'INSERT INTO ranking_place (ranking, submission, place) VALUES (?, ?, ?)', ranking.id, submission, rank);
  }
}

export interface ReviewText {
  readonly submission: string;
  readonly alias: string;
  readonly reasons: Readonly<Record<string, string>>;
  readonly confidence: number | null;
}

/** What stands beside the levels of each current review of a submission. */
export function reviewTexts(db: Connection, submission: string): ReviewText[] {
  return all<Omit<ReviewText, 'reasons'> & { reasons: string }>(
    db,
    `SELECT r.submission AS submission, p.alias AS alias, r.form ->> '$.reasons' AS reasons,
            r.form ->> '$.confidence' AS confidence
     FROM current_review r
     JOIN assignment a ON a.submission = r.submission AND a.reviewer = r.reviewer AND a.withdrawn_at IS NULL
     JOIN participant p ON p.id = r.reviewer WHERE r.submission = ?`,
    submission,
  ).map((row) => ({ ...row, reasons: JSON.parse(row.reasons) as ReviewText['reasons'] }));
}
