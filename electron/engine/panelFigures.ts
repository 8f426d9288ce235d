import { type Connection, inTransaction } from '../../db/connection.ts';
import { readContest } from '../../db/contest.ts';
import { type PanelReview, panelReviews, reviewsAskedAnew, waitingReviews } from '../../db/panelFigures.ts';
import { appendEvent } from '../../db/record.ts';
import { currentRubric, rubricVersion } from '../../db/review.ts';
import { panelMembers } from '../../db/reviewDeal.ts';
import { askedAnew, rubricHistory, rubricMaps, saveRubric, saveRubricMap } from '../../db/rubrics.ts';
import { failure, success } from '../../shared/contract/failure.ts';
import type { PanelFigures } from '../../shared/contract/panel.ts';
import { krippendorffAlpha, nobodyPaired, patternsOfExamples } from '../../shared/labels/agreement.ts';
import { bootstrapIntervals } from '../../shared/labels/bootstrap.ts';
import { voteTable } from '../../shared/labels/voteTable.ts';
import { leniency, outliers, type PanelLevel } from '../../shared/review/panel.ts';
import { remindersOf } from '../../shared/review/reminders.ts';
import { rubricSchema } from '../../shared/review/rubric.ts';
import { type MappedVersion, mapMisfit, mappedLevels } from '../../shared/review/rubricMap.ts';
import type { Handlers } from './context.ts';

/** The panel as a whole, and the rubric it works by. */
export const panelFiguresHandlers: Handlers<
  | 'review.panelFigures'
  | 'review.reminders'
  | 'review.rubrics'
  | 'review.askAnew'
  | 'review.stopAskingAnew'
  | 'review.saveRubric'
  | 'review.mapRubric'
> = {
  'review.panelFigures': ({ db }) => success(panelFigures(db)),

  'review.reminders': ({ db }) => {
    const members = new Map(panelMembers(db).map((member) => [member.id, member.seen === 1 ? member.alias : null]));
    return success({
      reminders: remindersOf(readContest(db).name, [...waitingReviews(db), ...reviewsAskedAnew(db, askedAnew(db))]).map(
        (reminder) => ({
          ...reminder,
          alias: members.get(reminder.reviewer) ?? null,
        }),
      ),
    });
  },

  'review.rubrics': ({ db }) =>
    success({
      versions: rubricHistory(db).map((row) => ({ ...rubricVersion(db, row.version), ...row })),
      maps: rubricMaps(db).map(({ map, ...row }) => ({ ...row, criteria: map })),
      asked: askedAnew(db),
    }),

  'review.askAnew': ({ db, now, actor }, { from }) =>
    inTransaction(db, () => {
      const { version } = currentRubric(db);
      if (from >= version || !rubricHistory(db).some((row) => row.version === from))
        return failure('not-found', `There is no earlier version ${from}.`);
      if (rubricMaps(db).some((map) => map.from === from && map.to === version))
        return failure('conflict', `Levels of version ${from} are read under version ${version} already.`);
      const reviews = reviewsAskedAnew(db, [from]).length;
      appendEvent(db, {
        at: now(),
        actor,
        kind: 'rubric.askedAnew',
        subject: null,
        sentence: `New reviews are asked for in place of ${reviews} under version ${from} of the rubric.`,
        after: { from, to: version },
      });
      return success({ reviews });
    }),

  'review.stopAskingAnew': ({ db, now, actor }, { from }) =>
    inTransaction(db, () => {
      if (!askedAnew(db).includes(from))
        return failure('not-found', `New reviews in place of those under version ${from} are not asked for.`);
      appendEvent(db, {
        at: now(),
        actor,
        kind: 'rubric.notAskedAnew',
        subject: null,
        sentence: `New reviews in place of those under version ${from} of the rubric are asked for no more.`,
        after: { from, to: currentRubric(db).version },
      });
      return success({});
    }),

  'review.saveRubric': ({ db, now, actor }, { reason, ...rubric }) => {
    const before = currentRubric(db);
    const body = {
      levelNames: rubric.levelNames,
      criteria: rubric.criteria.map(({ help, ...criterion }) => ({ ...criterion, ...(help ? { help } : {}) })),
    };
    const fits = rubricSchema.safeParse({ version: before.version + 1, ...body });
    if (!fits.success) return failure('bad-input', fits.error.issues[0]?.message ?? 'This is not a whole rubric.');
    const at = now();
    return inTransaction(db, () => {
      const version = saveRubric(db, rubric, reason, at);
      appendEvent(db, {
        at,
        actor,
        kind: 'rubric.changed',
        subject: null,
        sentence: `Version ${version} of the rubric: ${reason}`,
        before: { version: before.version },
        after: { version, reason, body: { levelNames: rubric.levelNames, criteria: rubric.criteria } },
      });
      return success({ version });
    });
  },

  'review.mapRubric': ({ db, now, actor }, { from, criteria, reason }) => {
    const current = currentRubric(db);
    const earlier = rubricHistory(db).some(({ version }) => version === from) ? rubricVersion(db, from) : null;
    if (!earlier || from >= current.version) return failure('not-found', `There is no earlier version ${from}.`);
    const misfit = mapMisfit(criteria, earlier.criteria, current.criteria);
    if (misfit) return failure('bad-input', misfit);
    const at = now();
    return inTransaction(db, () => {
      saveRubricMap(db, { from, to: current.version, map: criteria, reason, createdAt: at });
      appendEvent(db, {
        at,
        actor,
        kind: 'rubric.mapped',
        subject: null,
        sentence: `Levels of version ${from} of the rubric are read under version ${current.version}: ${reason}`,
        after: { from, to: current.version, criteria, reason },
      });
      return success({});
    });
  },
};

/** Alpha moves little from draw to draw; the seed keeps it from moving at all between two looks. */
const SEED = 1;

function panelFigures(db: Connection): PanelFigures {
  const rubric = currentRubric(db);
  const maps = rubricMaps(db);
  const reviews = panelReviews(db);
  const own = reviews.map((review) => inOneRubric(review.ownLevels, review.ownRubric, rubric.version, maps));
  const standing = reviews.map((review) => inOneRubric(review.levels, review.rubric, rubric.version, maps));
  const levels = levelsOf(reviews, own);
  // what the map shows are levels as they stand, and so are those that it marks
  const lone = new Set(
    outliers(levelsOf(reviews, standing)).map((level) => `${level.submission}\n${level.reviewer}\n${level.criterion}`),
  );
  const lenient = new Map(leniency(levels).map((entry) => [entry.reviewer, entry]));
  const waiting = waitingReviews(db);
  const titles = new Map(
    [...reviews, ...waiting].map(({ submission, title }): [string, string] => [submission, title]),
  );
  const order = [...titles].sort(([a, x], [b, y]) => x.localeCompare(y, 'en') || (a < b ? -1 : 1));
  return {
    rubric,
    criteria: rubric.criteria.map(({ key }) => ({ key, ...alphaOf(levels, key) })),
    submissions: order.map(([id, title]) => ({
      id,
      title,
      reviews: reviews.flatMap((review, place) =>
        review.submission === id
          ? [
              {
                reviewer: review.reviewer,
                alias: review.alias,
                levels: standing[place]!,
                own: own[place]!,
                outliers: rubric.criteria
                  .map(({ key }) => key)
                  .filter((key) => lone.has(`${id}\n${review.reviewer}\n${key}`)),
                rubric: review.rubric,
              },
            ]
          : [],
      ),
      waiting: waiting.filter(({ submission }) => submission === id).length,
    })),
    reviewers: panelMembers(db)
      .filter((member) => member.seen === 1)
      .map((member) => ({
        id: member.id,
        alias: member.alias,
        leniency: lenient.get(member.id)?.difference ?? null,
        compared: lenient.get(member.id)?.submissions ?? 0,
        submitted: member.submitted,
        assigned: member.assigned,
      })),
  };
}

function levelsOf(reviews: readonly PanelReview[], levels: readonly PanelReview['levels'][]): PanelLevel[] {
  return reviews.flatMap(({ submission, reviewer }, place) =>
    Object.entries(levels[place]!).map(
      ([criterion, level]): PanelLevel => ({ submission, reviewer, criterion, level }),
    ),
  );
}

/** Levels under the current rubric; none where they were given under one that nobody has mapped to it. */
function inOneRubric(
  levels: PanelReview['levels'],
  from: number,
  to: number,
  maps: readonly MappedVersion[],
): PanelReview['levels'] {
  return { ...mappedLevels(levels, from, to, maps) };
}

function alphaOf(levels: readonly PanelLevel[], criterion: string): Omit<PanelFigures['criteria'][number], 'key'> {
  const votes = levels
    .filter((level) => level.criterion === criterion)
    .map((level) => ({ example: level.submission, contractor: level.reviewer, label: String(level.level) }));
  const patterns = patternsOfExamples(voteTable(votes, ['0', '1', '2']));
  const ordinal = (of: Parameters<typeof krippendorffAlpha>[0]) => krippendorffAlpha(of, 'ordinal');
  const { value, why } = ordinal(patterns.patterns);
  const { alpha } = bootstrapIntervals(patterns, { alpha: ordinal }, SEED);
  return {
    alpha: value,
    interval: alpha.why === null ? { low: alpha.low, high: alpha.high } : null,
    why: why === nobodyPaired ? 'No submission has two reviews, so nothing can be compared.' : why,
    submissions: patterns.patterns.reduce((sum, pattern) => sum + (pattern.votes > 1 ? pattern.examples : 0), 0),
  };
}
