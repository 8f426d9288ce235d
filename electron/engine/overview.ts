import type { Connection } from '../../db/connection.ts';
import { readContest } from '../../db/contest.ts';
import { decisionInput } from '../../db/decision.ts';
import { type LeftUndone, leftUndone } from '../../db/labelProgress.ts';
import { labelStates } from '../../db/labelStates.ts';
import { type LabelState, notDealt } from '../../db/labels.ts';
import { submissionsUndecided } from '../../db/masking.ts';
import { type Arrival, arrivals, type ContestCounts, contestCounts } from '../../db/overview.ts';
import { currentRules, type RulesBody } from '../../db/rules.ts';
import { type SubmissionSummary, submissionSummaries } from '../../db/submissionList.ts';
import { success } from '../../shared/contract/failure.ts';
import { type Overview, stageNames } from '../../shared/contract/session.ts';
import { decide } from '../../shared/decision/decide.ts';
import type { Decision } from '../../shared/decision/types.ts';
import { dayInWords, isLate } from '../../shared/submission/rounds.ts';
import type { Handlers } from './context.ts';
import { formsUndecided } from './formMasking.ts';
import { isKeptOut } from './submissionState.ts';

/** One glance over the contest: how far each stage is, what to do next, what is stuck, what came in. */
export const overviewHandlers: Handlers<'contest.overview'> = {
  'contest.overview': ({ db, now }) => {
    const contest = readContest(db);
    const situation = readSituation(db, now());
    const { counts, votes, votesExpected, submissions } = situation;
    return success({
      today: now().slice(0, 10),
      stages: stagesOf(situation).map((stage) => {
        const planned = contest.plan?.find((entry) => entry.stage === stage.stage);
        return { ...stage, from: planned?.from ?? null, to: planned?.to ?? null };
      }),
      next: nextSteps(situation),
      stuck: stuckOnes(situation),
      cameIn: cameIn(db, situation),
      counts: {
        submissions: submissions.length,
        runs: counts.runs,
        participants: counts.participants,
        votes,
        votesExpected,
        toSettle: sum(submissions, (submission) => submission.labels.toSettle),
        reviews: counts.reviews,
        reviewsExpected: counts.reviewsExpected,
        events: counts.events,
      },
      lastBackup: contest.lastBackupAt,
    });
  },
};

interface Situation {
  /** Those that are in the contest. */
  readonly submissions: readonly (SubmissionSummary & { readonly labels: LabelState })[];
  readonly counts: ContestCounts;
  readonly votes: number;
  readonly votesExpected: number;
  readonly decision: Decision;
  readonly rules: RulesBody;
  /** Those whose data or form hold texts about which nobody decided whether blind roles see them. */
  readonly undecided: ReadonlySet<string>;
  readonly leftUndone: readonly LeftUndone[];
  readonly now: string;
}

function readSituation(db: Connection, now: string): Situation {
  const summaries = submissionSummaries(db, []).filter((submission) => !submission.withdrawn);
  const labels = labelStates(db, summaries);
  const submissions = summaries.map((submission) => ({
    ...submission,
    labels: labels.get(submission.version) ?? notDealt,
  }));
  const ids = submissions.map(({ id }) => id);
  return {
    submissions,
    counts: contestCounts(db),
    votes: sum(submissions, (submission) => submission.labels.votes),
    votesExpected: sum(submissions, (submission) => submission.labels.votesExpected),
    decision: decide(decisionInput(db)),
    rules: currentRules(db),
    undecided: new Set([...submissionsUndecided(db), ...formsUndecided(db, ids)]),
    leftUndone: leftUndone(db),
    now,
  };
}

type Stage = Overview['stages'][number];

function stagesOf({ submissions, counts, votes, votesExpected, decision }: Situation): Omit<Stage, 'from' | 'to'>[] {
  const total = submissions.length;
  const blocked = count(submissions, isKeptOut);
  const withRuns = count(submissions, (submission) => submission.runs > 0);
  const refused = sum(submissions, (submission) => submission.refused.length);
  const dealt = count(submissions, (submission) => submission.labelsDealt);
  // what is not eligible waits for no decision, and is none
  const judged = decision.outcomes.filter(({ status }) => status !== 'ineligible');
  const settled = judged.filter(({ status }) => status !== 'pending' && status !== 'undecided');
  const open = sum(decision.questions, (question) => question.submissions.length);
  const parts: Record<Stage['stage'], { done: number; total: number; remark: string | null }> = {
    submissions: { done: total, total, remark: total === 0 ? 'None yet' : null },
    checks: { done: total - blocked, total, remark: blocked > 0 ? `${blocked} ineligible` : null },
    results: {
      done: withRuns,
      total,
      remark: refused > 0 ? `${refused} ${refused === 1 ? 'run' : 'runs'} refused` : null,
    },
    labels: {
      done: votes,
      total: votesExpected,
      remark: total > 0 && dealt < total ? `${total - dealt} not dealt` : null,
    },
    review: {
      done: counts.reviews,
      total: counts.reviewsExpected,
      remark: counts.reviewsExpected === 0 && total > 0 ? 'Nobody asked yet' : null,
    },
    decision: {
      done: settled.length,
      total: judged.length,
      remark: open > 0 ? `${open} undecided` : null,
    },
  };
  return stageNames.map((stage) => {
    const { done, total: all, remark } = parts[stage];
    const state = all === 0 ? 'todo' : done >= all ? 'done' : done === 0 ? 'todo' : 'now';
    return { stage, state, done, total: all, remark };
  });
}

type Step = Overview['next'][number];

/** In the order that frees most: what stops everything first. */
function nextSteps(situation: Situation): Step[] {
  const { submissions, counts, decision } = situation;
  if (submissions.length === 0) return firstSteps(situation);
  const steps: Step[] = [];
  const add = (n: number, step: Step) => {
    if (n > 0) steps.push(step);
  };
  const blocked = submissions.filter(isKeptOut);
  const refused = submissions.filter((submission) => submission.refused.length > 0 && !submission.refusalsWaived);
  const noRuns = submissions.filter((submission) => submission.runs === 0);
  const notDealt = submissions.filter((submission) => !submission.labelsDealt);
  const failed = submissions.filter((submission) => submission.labels.outcome === 'failed');
  const ready = submissions.filter(
    (submission) => submission.labels.outcome === 'passed' && submission.blocking.length === 0,
  );
  const noReview = ready.filter((submission) => submission.reviews.assigned === 0);
  const sensitive = submissions.filter(({ id, decided }) => situation.undecided.has(id) && !decided);
  const at = (list: readonly SubmissionSummary[], tab: 'evidence' | 'findings' | 'masking' | 'labels' | 'reviews') =>
    list.length === 1 ? ({ page: 'submission', id: list[0]!.id, tab } as const) : null;

  const runs = sum(refused, (submission) => submission.refused.length);
  add(refused.length, {
    title: `Ask for ${plural(runs, 'run')} again`,
    detail: `Refused for ${named(refused)}; the page says why.`,
    action: 'See why',
    place: at(refused, 'evidence') ?? { page: 'submissions' },
  });
  add(noRuns.length, {
    title: `Import results for ${plural(noRuns.length, 'submission')}`,
    detail: `${named(noRuns)}: no model has been run on ${noRuns.length === 1 ? 'it' : 'them'} yet.`,
    action: 'Open',
    place: at(noRuns, 'evidence') ?? { page: 'submissions' },
  });
  add(blocked.length, {
    title: `Mend or waive ${plural(blocked.length, 'ineligible submission')}`,
    detail: `${named(blocked)}: kept out of review until then.`,
    action: 'Open',
    place: at(blocked, 'findings') ?? { page: 'submissions' },
  });
  add(sensitive.length, {
    title: `Decide what is hidden in ${plural(sensitive.length, 'submission')}`,
    detail: `${named(sensitive)}: what looks like a secret, an address or an author’s name is masked until you decide.`,
    action: 'Look',
    place: at(sensitive, 'masking') ?? { page: 'submission', id: sensitive[0]?.id ?? '', tab: 'masking' },
  });
  if (counts.contractors === 0) {
    steps.push({
      title: 'Invite contractors',
      detail: 'They verify the labels, one example at a time, each with an access code.',
      action: 'Invite',
      place: { page: 'people' },
    });
  } else {
    add(notDealt.length, {
      title: `Deal labels of ${plural(notDealt.length, 'submission')}`,
      detail: `${named(notDealt)}: choose a sample and who labels it.`,
      action: 'Deal',
      place: at(notDealt, 'labels') ?? { page: 'labels' },
    });
  }
  const left = submissions.filter(({ version }) => situation.leftUndone.some((one) => one.version === version));
  const undone = situation.leftUndone.filter((one) => left.some(({ version }) => version === one.version));
  const undoneOnes = sum(undone, ({ examples }) => examples);
  add(left.length, {
    title: `Deal ${plural(undoneOnes, 'example')} again`,
    detail: `${[...new Set(undone.map(({ alias }) => alias))].join(', ')} left with work undone in ${named(left)}.`,
    action: 'Deal again',
    place: at(left, 'labels') ?? { page: 'labels' },
  });
  add(failed.length, {
    title: `Look at ${plural(failed.length, 'failed label check')}`,
    detail: `${named(failed)}: too many labels are wrong.`,
    action: 'Open',
    place: at(failed, 'labels') ?? { page: 'labels' },
  });
  if (counts.reviewers === 0) {
    add(ready.length, {
      title: 'Invite reviewers',
      detail: `${plural(ready.length, 'submission')} ready for review.`,
      action: 'Invite',
      place: { page: 'people' },
    });
  } else {
    add(noReview.length, {
      title: `Ask for reviews of ${plural(noReview.length, 'submission')}`,
      detail: `${named(noReview)}: labels passed, nobody asked yet.`,
      action: 'Ask',
      place: at(noReview, 'reviews') ?? { page: 'review' },
    });
  }
  const open = sum(decision.questions, (question) => question.submissions.length);
  add(open, {
    title: `Settle ${plural(open, 'undecided place')}`,
    detail: 'A tie between these changes a prize; the panel has not said which comes first.',
    action: 'Open',
    place: { page: 'decision' },
  });
  return steps.slice(0, 6);
}

function firstSteps({ rules, now }: Situation): Step[] {
  const begin: Step = {
    title: 'Import the first submission',
    detail: 'A CSV in one of the four metrics. You can also drop it on this window.',
    action: 'Import',
    place: 'import',
  };
  const { round } = rules;
  if (!isLate(now, rules.rounds[round])) return [begin];
  const over = dayInWords(rules.rounds[round].closed);
  return [
    begin,
    {
      title: 'Say when the rounds are open',
      detail: `Round ${round} closed on ${over}: until it has other days, whatever comes in is late.`,
      action: 'Set the days',
      place: { page: 'rules' },
    },
  ];
}

function stuckOnes({ submissions, decision }: Situation): Overview['stuck'] {
  const stuck: Overview['stuck'][number][] = [];
  for (const submission of submissions) {
    const entry = (
      level: Overview['stuck'][number]['level'],
      detail: string,
      tab: 'evidence' | 'findings' | 'labels',
    ): void => {
      stuck.push({
        submission: submission.id,
        title: submission.title,
        level,
        detail,
        since: submission.importedAt,
        place: { page: 'submission', id: submission.id, tab },
      });
    };
    if (submission.refused.length > 0 && !submission.refusalsWaived) {
      entry(
        'error',
        `${plural(submission.refused.length, 'run')} refused: ${submission.refused.join(', ')}.`,
        'evidence',
      );
    } else if (isKeptOut(submission)) {
      const outcome = decision.outcomes.find((one) => one.submission === submission.id);
      const line = outcome?.why.find((why) => why.topic === 'eligibility');
      entry('ineligible', line?.text ?? 'Not eligible for official review. Mend or waive.', 'findings');
    } else if (submission.labels.outcome === 'failed') {
      entry('warning', submission.labels.why, 'labels');
    }
  }
  return stuck.sort((a, b) => (a.since < b.since ? -1 : a.since > b.since ? 1 : a.submission < b.submission ? -1 : 1));
}

function cameIn(db: Connection, { submissions }: Situation): Overview['cameIn'] {
  const titles = new Map(submissions.map((submission) => [submission.id, submission.title]));
  return arrivals(db, 8).map((arrival) => arrivalLine(arrival, titles));
}

function arrivalLine(arrival: Arrival, titles: ReadonlyMap<string, string>): Overview['cameIn'][number] {
  const title = arrival.subject === null ? null : (titles.get(arrival.subject) ?? arrival.subject);
  const place = arrival.subject === null || !titles.has(arrival.subject) ? null : arrival.subject;
  switch (arrival.kind) {
    case 'labels':
      return {
        title: plural(arrival.count, 'label'),
        detail: `From ${arrival.sentence}`,
        at: arrival.at,
        place: { page: 'labels' } as const,
      };
    case 'submission':
      return {
        title: title!,
        detail: 'A submission',
        at: arrival.at,
        place: place === null ? null : ({ page: 'submission', id: place, tab: 'data' } as const),
      };
    case 'results':
      return {
        title: `Runs on ${title}`,
        detail: arrival.sentence,
        at: arrival.at,
        place: place === null ? null : ({ page: 'submission', id: place, tab: 'evidence' } as const),
      };
    case 'review':
      return {
        title: `A review of ${title}`,
        detail: arrival.sentence,
        at: arrival.at,
        place: place === null ? null : ({ page: 'submission', id: place, tab: 'reviews' } as const),
      };
  }
}

/** Two names, then how many more. */
function named(submissions: readonly SubmissionSummary[]): string {
  const titles = submissions.slice(0, 2).map((submission) => submission.title);
  const rest = submissions.length - titles.length;
  return rest > 0 ? `${titles.join(', ')} and ${rest} more` : titles.join(' and ');
}

function plural(n: number, noun: string): string {
  return `${n} ${noun}${n === 1 ? '' : 's'}`;
}

function count<T>(items: readonly T[], test: (item: T) => boolean): number {
  return items.filter(test).length;
}

function sum<T>(items: readonly T[], value: (item: T) => number): number {
  return items.reduce((total, item) => total + value(item), 0);
}
