import type { Connection } from '../../db/connection.ts';
import { readContest } from '../../db/contest.ts';
import { decisionInput } from '../../db/decision.ts';
import { latestDecision, type StoredDecision, storedDecision } from '../../db/decisionRecord.ts';
import { liveFindings, openRevisions, revisionsAskedFor } from '../../db/eligibility.ts';
import { findExample } from '../../db/examples.ts';
import { findingGroups, waiversOf } from '../../db/findings.ts';
import { judgedSubmissions } from '../../db/judgedDeals.ts';
import { dealOf } from '../../db/labelDeal.ts';
import { type JudgedDeal, judgeDeal, notDealt, stateOf } from '../../db/labels.ts';
import { aliases } from '../../db/participants.ts';
import { reviewVersions } from '../../db/reports.ts';
import { currentRubric } from '../../db/review.ts';
import { blindRuns } from '../../db/reviewDesk.ts';
import { currentRules } from '../../db/rules.ts';
import { evidenceSources, storedEvidence } from '../../db/scaling.ts';
import { currentVersion, type VersionRecord, versionAt } from '../../db/submission.ts';
import { failure, type Outcome, success } from '../../shared/contract/failure.ts';
import { decide } from '../../shared/decision/decide.ts';
import { countedReviews } from '../../shared/decision/reviews.ts';
import { type Decision, type DecisionInput, TIERS } from '../../shared/decision/types.ts';
import { groupBy } from '../../shared/groupBy.ts';
import { answerInWords } from '../../shared/labels/verdict.ts';
import type { ReportContent, ReportLabels, ReportReview, ReportSubmission } from '../../shared/reports/content.ts';
import type { ReportFigure } from '../../shared/reports/scalingFigure.ts';
import type { RunFigures } from '../../shared/results/figures.ts';
import { isLogged } from '../../shared/scaling/evidence.ts';
import type { Evidence } from '../../shared/scaling/types.ts';
import { familyText, namedEvidence } from '../../shared/scaling/view.ts';
import type { LiveFinding } from '../../shared/submission/eligibility.ts';
import { submittedText } from './labelVerdict.ts';

/** Whose reviews, figures and labels are wanted: of all, of none (their titles and outcomes do), or of one. */
export type ReportScope = 'all' | 'none' | { readonly submission: string };

/**
 * Gathers what every report is made of, from a frozen decision or from the draft as it stands. Reads only. What the scope
 * leaves out is empty, and costs nothing: a letter is looked at without making all the others.
 */
export function reportContent(
  db: Connection,
  id: string | null,
  now: string,
  scope: ReportScope = 'all',
): Outcome<ReportContent> {
  const stored = id === null ? latestDecision(db, currentRules(db).round) : storedDecision(db, id);
  if (id !== null && stored === null) return failure('not-found', 'There is no such frozen decision.');
  const { input, decision } = stored === null ? draft(db) : thawed(stored);
  const details = scope === 'none' ? null : detailsOf(db, input, scope === 'all' ? null : scope.submission);
  const rubric = currentRubric(db);
  const revisions = stored === null ? openRevisions(db) : revisionsAskedFor(db, stored.at);
  const titles = new Map(input.submissions.map((entry) => [entry.id, entry.title ?? entry.id]));
  return success({
    contest: readContest(db).name,
    round: input.rules.round,
    at: stored?.at ?? now,
    standing: stored === null ? { status: 'draft' } : { status: stored.status, hash: stored.hash, head: stored.head },
    criteria: rubric.criteria.map(({ key, name, question, levels }) => ({ key, name, question, levels })),
    levelNames: rubric.levelNames,
    seats: TIERS.map((tier) => ({ tier, ...decision.seats[tier], amount: input.rules.amounts[tier] })),
    prizes: decision.prizes,
    warnings: decision.warnings,
    aliases: aliases(db),
    submissions: decision.outcomes.map((outcome): ReportSubmission => {
      const id = outcome.submission;
      const current = currentVersion(db, id);
      // what was decided is told of the data that it was decided over, also when a revised version is here by now
      const version = stored === null ? current : versionAt(db, id, stored.at);
      const latest = version?.key === current?.key;
      return {
        id,
        title: titles.get(id) ?? id,
        metric: version?.metric ?? '–',
        examples: version?.examples ?? 0,
        rank: outcome.rank,
        status: outcome.status,
        couldBe: outcome.couldBe ?? null,
        held: outcome.held,
        revise: revisions.get(id) ?? null,
        consensus: outcome.consensus,
        grandCriteria: outcome.grandCriteria,
        why: outcome.why.map(({ text }) => text),
        ...(details === null ? noDetails : details(id, version, latest)),
      };
    }),
  });
}

type Details = Pick<ReportSubmission, 'reviews' | 'figures' | 'labels' | 'findings'>;

const noDetails: Details = {
  reviews: [],
  figures: [],
  labels: { sentence: notDealt.why, errorRate: null, wrong: [] },
  findings: [],
};

/** What is told of each submission, of one only where one is named: the others have none. */
function detailsOf(db: Connection, input: DecisionInput, only: string | null) {
  const reviews = groupBy(input.reviews, ({ submission }) => submission);
  const forms = new Map(
    reviewVersions(db, only).map((one) => [keyOf(one.submission, one.alias, one.revision), one.form]),
  );
  const judged = new Map(judgedSubmissions(db, only ?? undefined).map((one) => [one.id, one.judged]));
  const live = liveFindings(db, only);
  const sources = new Map(evidenceSources(db, only).map((source) => [source.submission, source.hash]));
  const evidenceOf = (id: string): Evidence | null => {
    const kept = sources.has(id) ? storedEvidence(db, id, 'no subcategories') : null;
    return kept?.inputHash === sources.get(id) ? (kept?.evidence ?? null) : null;
  };
  return (id: string, version: VersionRecord | null, latest: boolean): Details => {
    if (only !== null && only !== id) return noDetails;
    return {
      reviews: countedReviews(reviews.get(id) ?? []).counted.map((review): ReportReview => {
        const form = forms.get(keyOf(id, review.reviewer, review.version ?? 0));
        return {
          alias: review.reviewer,
          levels: review.levels,
          reasons: form?.reasons ?? {},
          confidence: form?.confidence ?? null,
          strengths: form?.strengths ?? '',
          weaknesses: form?.weaknesses ?? '',
          organizersOnly: form?.organizersOnly ?? '',
        };
      }),
      figures: version === null ? [] : figuresOf(db, version, latest ? evidenceOf(id) : null),
      labels: labelsOf(db, latest ? judged.get(id) : judgedThen(db, version), version),
      findings: version === null ? [] : findingsOf(db, id, version, latest ? (live.get(id) ?? []) : []),
    };
  };
}

function draft(db: Connection): { input: DecisionInput; decision: Decision } {
  const input = decisionInput(db);
  return { input, decision: decide(input) };
}

function thawed(stored: StoredDecision): { input: DecisionInput; decision: Decision } {
  return { input: JSON.parse(stored.input) as DecisionInput, decision: JSON.parse(stored.output) as Decision };
}

function keyOf(submission: string, alias: string, revision: number): string {
  return JSON.stringify([submission, alias, revision]);
}

/**
 * Means over each run's own rows, shapes and slopes where they are computed of this data, private models under their
 * alias: the same pictures for everybody.
 */
function figuresOf(db: Connection, version: VersionRecord, evidence: Evidence | null): ReportFigure[] {
  const runs = blindRuns(db, version.key).map((run) => ({
    ...run,
    figures: JSON.parse(run.figures) as RunFigures,
    public: run.public === 1,
    tuned: run.tuned === 1,
    reproduction: run.reproduction === 1,
    summary: run.summary === 1,
  }));
  const named = namedEvidence(runs, evidence);
  const nameOf = ({ name, tuned }: { name: string; tuned: boolean }) => (tuned ? `${name} (tuned)` : name);
  const names = new Map(named.families.map((family) => [family.key, nameOf(family)]));
  return [false, true].flatMap((reproduction): ReportFigure[] => {
    const own = runs.filter((run) => run.reproduction === reproduction);
    if (own.length === 0) return [];
    const logged = isLogged(version.metric);
    const trends = (reproduction ? named.evidence?.reproduction?.trends : named.evidence?.trends) ?? [];
    return [
      {
        title: `Mean ${logged ? 'loss' : 'log-odds difference'} by model size${reproduction ? ', on the set rebuilt from the description' : ''}; higher is worse`,
        yLabel: logged ? 'Mean loss, nats' : 'Mean difference of log odds',
        logged,
        baseline: version.baseline?.loss.value ?? null,
        families: named.families.flatMap((family) => {
          const points = own
            .filter((run) => familyText({ ...run, name: run.family }) === familyText(family))
            .flatMap(({ params, figures: { mean, sem } }) =>
              mean.value === null ? [] : [{ params, mean: mean.value, sem: sem.value ?? 0 }],
            );
          return points.length === 0 ? [] : [{ name: nameOf(family), public: family.public, points }];
        }),
        trends: trends.map(({ family, shape, slope, slopeInterval }) => ({
          family: names.get(family) ?? family,
          shape: shape.value,
          shapeWhy: shape.why,
          slope: slope.value,
          interval: slopeInterval.value,
        })),
      },
    ];
  });
}

function labelsOf(db: Connection, judged: JudgedDeal | undefined, version: VersionRecord | null): ReportLabels {
  if (judged === undefined || version === null) return { sentence: notDealt.why, errorRate: null, wrong: [] };
  const { why, errorRate } = stateOf(judged);
  const wrong = judged.examples
    .flatMap((example, place) => (judged.verdicts[place] === 'wrong' ? [example] : []))
    .sort((a, b) => a.row - b.row)
    .flatMap((example) => {
      const stored = findExample(db, version.key, example.row);
      if (stored === null) return [];
      return [
        {
          row: example.row,
          prompt: stored.prompt,
          submitted: submittedText(example.answerIndex, stored),
          said: tallied([
            ...example.votes.map((vote) => answerInWords(vote.answer, stored.classes)),
            ...(judged.settled.has(example.row) ? ['settled by the organizers'] : []),
          ]),
        },
      ];
    });
  return { sentence: why, errorRate, wrong };
}

/** The deal of a version that is not the current one any more. */
function judgedThen(db: Connection, version: VersionRecord | null): JudgedDeal | undefined {
  const deal = version === null ? null : dealOf(db, version.key);
  return version === null || deal === null ? undefined : judgeDeal(db, deal, version.metric);
}

/** `Yes (2), No`: who said it is nobody's business here. */
function tallied(said: readonly string[]): string {
  return [...groupBy(said, (text) => text)]
    .sort(([, a], [, b]) => b.length - a.length)
    .map(([text, all]) => (all.length > 1 ? `${text} (${all.length})` : text))
    .join(', ');
}

/** What is open: waived rules and mere notes are not the authors' to mend. */
function findingsOf(db: Connection, id: string, version: VersionRecord, live: readonly LiveFinding[]): string[] {
  const waived = new Set(waiversOf(db, id).map(({ rule }) => rule));
  const groups = [
    ...findingGroups(db, version.key).map(({ level, rule, message, count }) => ({
      level,
      rule,
      text: count > 1 ? `${message} (${count.toLocaleString('en-US')} times)` : message,
    })),
    ...live.map(({ level, rule, message }) => ({ level, rule, text: message })),
  ];
  return groups.filter(({ level, rule }) => level !== 'note' && !waived.has(rule)).map(({ text }) => text);
}
