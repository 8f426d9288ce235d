import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { type Connection, connect, run } from '../../db/connection.ts';
import { verifyContest } from '../../db/verify.ts';
import { panelHandlers as panel } from '../../electron/engine/panel.ts';
import { panelFiguresHandlers as figures } from '../../electron/engine/panelFigures.ts';
import { rankingHandlers as ranking } from '../../electron/engine/rankingTasks.ts';
import { reviewHandlers as table } from '../../electron/engine/review.ts';
import { reviewDealHandlers as deal } from '../../electron/engine/reviewDeal.ts';
import { reviewDeskHandlers as desk } from '../../electron/engine/reviewDesk.ts';
import { emptyForm } from '../../shared/review/form.ts';
import { STANDARD_RUBRIC } from '../../shared/review/rubric.ts';
import { afterTest, temporaryFolder } from './builders.ts';
import { accepted, type ContestOnDisk, contestOnDisk } from './contestOnDisk.ts';
import { asOrganizer, person, withSubmission } from './people.ts';

const at = '2026-11-23T10:00:00.000Z';
const verified = (db: Connection) => verifyContest(db, { progress: () => {}, cancelled: () => false });

/** A contest in which everything that is told of review was done once, and something of it taken back. */
async function reviewedContest(): Promise<ContestOnDisk> {
  const contest = contestOnDisk();
  for (const id of ['a', 'b', 'c']) withSubmission(contest, 300, id);
  const people = ['Quiet Heron', 'Amber Lathe', 'Slow Comet', 'Green Anvil'].map((alias) =>
    person(contest, 'reviewer', alias),
  );
  const [heron, lathe, comet] = people.map(({ participant }) => participant!);
  const organizer = asOrganizer(contest);
  accepted(await deal['review.setPlan'](organizer, { reviews: 2, load: 4 }));
  accepted(await deal['review.setLoad'](organizer, { reviewer: heron!, load: 3 }));
  accepted(await deal['review.setLoad'](organizer, { reviewer: lathe!, load: 3 }));
  accepted(await deal['review.setLoad'](organizer, { reviewer: lathe!, load: null }));
  accepted(await deal['review.setTopics'](organizer, { submission: 'a', topics: ['maths', 'law'] }));
  accepted(await deal['review.setTopics'](organizer, { submission: 'b', topics: ['law'] }));
  accepted(await deal['review.setTopics'](organizer, { submission: 'b', topics: [] }));
  accepted(await deal['review.lock'](organizer, { submission: 'a', reviewer: heron!, lock: 'keep' }));
  accepted(await deal['review.lock'](organizer, { submission: 'a', reviewer: lathe!, lock: 'keep' }));
  accepted(await deal['review.lock'](organizer, { submission: 'c', reviewer: comet!, lock: 'never' }));
  const input = { submissions: null, keep: true, seed: 1 };
  for (const turn of ['undone', 'made']) {
    const { fingerprint } = accepted(await deal['review.propose'](organizer, input));
    accepted(await deal['review.deal'](organizer, { ...input, fingerprint }));
    if (turn === 'undone') accepted(await deal['review.undeal'](organizer, {}));
  }
  accepted(await deal['review.lock'](organizer, { submission: 'a', reviewer: lathe!, lock: null }));
  accepted(await table['review.assign'](organizer, { submission: 'c', reviewers: [comet!] }));
  accepted(await table['review.unassign'](organizer, { submission: 'c', reviewer: comet! }));
  const levels = Object.fromEntries(STANDARD_RUBRIC.criteria.map(({ key }) => [key, 1 as const]));
  const form = { ...emptyForm, levels, confidence: 3 };
  const written: { readonly reviewer: (typeof people)[number]; readonly number: number }[] = [];
  for (const reviewer of people.slice(0, 2)) {
    const { items } = accepted(await desk['review.queue'](reviewer, {}));
    const { number } = items.find(({ title }) => title === 'a')!;
    accepted(await desk['review.submit'](reviewer, { number, form }));
    written.push({ reviewer, number });
  }
  for (const { reviewer, number } of written) {
    accepted(await panel['review.openOthers'](reviewer, { number }));
    accepted(await panel['review.answer'](reviewer, { number, to: null, text: 'Agreed.' }));
  }
  const { items } = accepted(await desk['review.queue'](people[2]!, {}));
  accepted(await panel['review.decline'](people[2]!, { number: items[0]!.number, reason: 'not my field' }));
  accepted(await panel['review.takeBack'](people[2]!, { number: items[0]!.number }));
  accepted(await panel['review.decline'](people[2]!, { number: items[0]!.number, reason: 'no time' }));
  const { version: _, criteria, levelNames } = STANDARD_RUBRIC;
  accepted(
    await figures['review.saveRubric'](organizer, {
      levelNames: [...levelNames],
      criteria: criteria.slice(0, 5).map((one) => ({ ...one, help: null, levels: [...one.levels] })),
      reason: 'Reproduction is decided apart.',
    }),
  );
  const same = Object.fromEntries(
    criteria.slice(0, 5).map(({ key }) => [key, { criterion: key, levels: [0, 1, 2] as const }]),
  );
  accepted(await figures['review.mapRubric'](organizer, { from: 1, criteria: same, reason: 'They read the same.' }));
  const { task } = accepted(await ranking['ranking.open'](organizer, { submissions: ['a', 'b'], reason: 'A tie.' }));
  accepted(await ranking['ranking.close'](organizer, { task }));
  return contest;
}

describe('verify compares the organizer’s side of review with what the record says', () => {
  let bytes: Buffer;
  beforeAll(async () => {
    const contest = await reviewedContest();
    contest.db.pragma('wal_checkpoint(TRUNCATE)');
    bytes = readFileSync(contest.path);
  });
  /** A copy to spoil. */
  function copied(): Connection {
    const file = path.join(temporaryFolder(), 'copy.assay');
    writeFileSync(file, bytes);
    const db = connect(file);
    afterTest(() => {
      db.close();
    });
    return db;
  }

  it('finds nothing where everything went through the engine', () => {
    expect(verified(copied())).toMatchObject({ ok: true, problems: [] });
  });

  it.each([
    ['review plan', `UPDATE review_plan SET reviews = 3`],
    ['review plan', `DELETE FROM review_plan`],
    ['review load', `UPDATE review_load SET load = 9`],
    ['review load', `DELETE FROM review_load`],
    ['topics', `UPDATE submission_topic SET topic = 'chess' WHERE topic = 'law'`],
    ['topics', `INSERT INTO submission_topic VALUES ('b', 'chess')`],
    ['assignment lock', `UPDATE assignment_lock SET lock = 'never' WHERE lock = 'keep'`],
    ['assignment lock', `DELETE FROM assignment_lock WHERE lock = 'never'`],
    ['assignment', `UPDATE assignment SET withdrawn_at = '${at}' WHERE submission = 'a'`],
    ['assignment', `UPDATE assignment SET withdrawn_at = NULL, assigned_at = '${at}' WHERE withdrawn_at IS NOT NULL`],
    ['assignment', `UPDATE assignment SET declined_at = NULL, decline_reason = NULL WHERE declined_at IS NOT NULL`],
    ['assignment', `UPDATE assignment SET decline_reason = 'bribed' WHERE declined_at IS NOT NULL`],
    ['assignment', `DELETE FROM assignment WHERE submission = 'c'`],
    ['review answer', `UPDATE review_answer SET text = 'No.'`],
    ['review answer', `DELETE FROM review_answer`],
    ['opened reviews', `UPDATE others_opened SET opened_at = '${at}'`],
    ['opened reviews', `DELETE FROM others_opened`],
    ['rubric', `UPDATE rubric SET reason = 'None.' WHERE version = 2`],
    ['rubric', `UPDATE rubric SET body = json_remove(body, '$.criteria[0]') WHERE version = 2`],
    ['rubric', `DELETE FROM rubric WHERE version = 2`],
    ['rubric map', `UPDATE rubric_map SET body = json_set(body, '$.novelty.levels[0]', 2)`],
    ['rubric map', `DELETE FROM rubric_map`],
    ['ranking task', `UPDATE ranking_task SET closed_at = NULL`],
    ['ranking task', `UPDATE ranking_task SET reason = 'Another.'`],
    ['ranking task', `UPDATE ranking_task_submission SET submission = 'c' WHERE submission = 'b'`],
    ['ranking task', `DELETE FROM ranking_task`],
  ])('and names the %s after %s', (what, sql) => {
    const db = copied();
    db.pragma('foreign_keys = OFF');
    for (const { name } of triggersOf(db)) run(db, `DROP TRIGGER ${name}`);
    expect(run(db, sql).changes).toBeGreaterThan(0);
    const { ok, problems } = verified(db);
    expect(ok).toBe(false);
    expect(problems.map((problem) => problem.what)).toContain(what);
  });
});

/** What keeps rows from being changed in the open; whoever changes the file by hand takes it away first. */
function triggersOf(db: Connection): { name: string }[] {
  return db.prepare("SELECT name FROM sqlite_schema WHERE type = 'trigger'").all() as { name: string }[];
}
