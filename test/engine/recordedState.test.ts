import { describe, expect, it } from 'vitest';
import { type Connection, inTransaction, run } from '../../db/connection.ts';
import { savePlan } from '../../db/contest.ts';
import { appendEvent } from '../../db/record.ts';
import { verifyContest } from '../../db/verify.ts';
import type { Context } from '../../electron/engine/context.ts';
import { submissionHandlers } from '../../electron/engine/submission.ts';
import { formHandlers } from '../../electron/engine/submissionForms.ts';
import { realSurroundings } from '../../electron/engine/surroundings.ts';
import { accepted, classificationCsv, contestOnDisk, organizer, runCsv } from './contestOnDisk.ts';

const at = '2026-11-23T10:00:00.000Z';
const verified = (db: Connection) => verifyContest(db, { progress: () => {}, cancelled: () => false });

/** A contest in which something of every kind was changed and recorded. */
async function contestAtWork() {
  const contest = contestOnDisk();
  const { db } = contest;
  const context: Context = { ...realSurroundings, db, role: 'organizer', participant: null, actor: organizer };
  const parity = contest.write('parity.csv', classificationCsv(6));
  accepted(contest.importSubmission(parity, { id: 'p7cw' }));
  accepted(contest.importSubmission(contest.write('more.csv', classificationCsv(7)), { id: 'p7cw' }));
  accepted(contest.importSubmission(parity, { id: 'gone' }));
  contest.write('runs/ada.csv', runCsv([0.5, 0.6, 0.7, 0.8, 0.9, 1, 2]));
  contest.write('runs/curie.csv', runCsv([0.5, 0.6], 'estimate'));
  accepted(contest.importResults(`${contest.folder}/runs`, 'p7cw'));
  contest.write('runs/ada.csv', runCsv([0.1, 0.6, 0.7, 0.8, 0.9, 1, 2]));
  accepted(contest.importResults(`${contest.folder}/runs`, 'p7cw'));
  contest.write('again/data.csv', classificationCsv(3));
  contest.write('again/ada.csv', runCsv([1, 2, 3]));
  accepted(contest.importResults(`${contest.folder}/again`, 'p7cw', { reproduction: true }));
  accepted(await formHandlers['submission.describe'](context, { id: 'p7cw', title: 'Parity', description: 'D' }));
  for (const rule of ['too-few-examples', 'refused-run']) {
    accepted(await submissionHandlers['submission.waive'](context, { id: 'p7cw', rule, reason: 'Agreed.' }));
  }
  accepted(await submissionHandlers['submission.unwaive'](context, { id: 'p7cw', rule: 'refused-run' }));
  accepted(await submissionHandlers['submission.withdraw'](context, { id: 'gone' }));
  const plan = [{ stage: 'labels', from: '2026-11-01', to: '2026-11-08' }] as const;
  inTransaction(db, () => {
    savePlan(db, [...plan]);
    appendEvent(db, { at, actor: organizer, kind: 'contest.planned', subject: null, sentence: 'Set.', after: plan });
  });
  inTransaction(db, () => {
    run(
      db,
      `INSERT INTO participant (id, role, alias, exchange_key, signing_key, invited_at)
       VALUES ('r1', 'reviewer', 'Amber Lathe', zeroblob(32), zeroblob(32), ?)`,
      at,
    );
    run(db, `INSERT INTO ranking (id, reviewer, reason, created_at) VALUES ('k1', 'r1', '', ?)`, at);
    run(db, `INSERT INTO ranking_place (ranking, submission, place) VALUES ('k1', 'p7cw', 1), ('k1', 'gone', 2)`);
    const after = { order: ['p7cw', 'gone'] };
    const actor = { alias: 'Amber Lathe', role: 'reviewer' } as const;
    appendEvent(db, { at, actor, kind: 'ranking.submitted', subject: null, sentence: 'Ranked.', after });
    const deal = { sample: 2, overlap: 1, seed: 3, instructions: 'Read.', threshold: 0.05, created_at: at };
    run(
      db,
      `INSERT INTO label_deal (id, version, sample, overlap, seed, instructions, threshold, created_at)
       VALUES ('t1', 2, 2, 1, 3, 'Read.', 0.05, ?)`,
      at,
    );
    appendEvent(db, {
      at,
      actor: organizer,
      kind: 'labels.dealt',
      subject: 'p7cw',
      sentence: 'Dealt.',
      after: { id: 't1', version: 2, ...deal, contractors: [] },
    });
  });
  return contest;
}

describe('verify compares the tables with what the record says', () => {
  it('finds nothing where everything went through the engine', async () => {
    expect(verified((await contestAtWork()).db)).toMatchObject({ ok: true, problems: [] });
  });

  it.each([
    ['contest', `UPDATE contest SET name = 'Another'`],
    ['contest', `UPDATE contest SET plan = NULL`],
    ['rules', `UPDATE rules SET body = json_set(body, '$.caps."2".grand', 3)`],
    ['rubric', `UPDATE rubric SET body = json_remove(body, '$.criteria[0]')`],
    ['submission', `UPDATE submission SET title = 'Oddity' WHERE id = 'p7cw'`],
    ['submission', `UPDATE submission SET description = 'E' WHERE id = 'p7cw'`],
    ['submission', `UPDATE submission SET withdrawn_at = '${at}' WHERE id = 'p7cw'`],
    ['submission', `UPDATE submission SET withdrawn_at = NULL WHERE id = 'gone'`],
    ['waiver', `UPDATE waiver SET reason = 'Paid.' WHERE rule = 'too-few-examples'`],
    ['waiver', `UPDATE waiver SET withdrawn_at = '${at}'`],
    ['waiver', `INSERT INTO waiver VALUES ('w9', 'gone', 'too-few-examples', 'Quietly.', '${at}', NULL)`],
    ['data set', `UPDATE version SET number = 9 WHERE submission = 'gone'`],
    ['finding', `UPDATE finding SET level = 'note' WHERE level = 'ineligible'`],
    ['finding', `DELETE FROM finding WHERE level = 'ineligible'`],
    ['finding', `UPDATE finding_count SET count = count + 1 WHERE level = 'warning'`],
    ['run', `UPDATE run SET is_current = 0`],
    ['run', `UPDATE run SET is_current = 1 - is_current WHERE version = 2`],
    ['run', `DELETE FROM run WHERE is_current = 0`],
    ['refused run', `DELETE FROM refused_run`],
    ['refused run', `UPDATE refused_run SET reason = 'unknown-model'`],
    ['label deal', `UPDATE label_deal SET threshold = 0.5`],
    ['label deal', `UPDATE label_deal SET withdrawn_at = '${at}'`],
    ['ranking', `UPDATE ranking_place SET place = 3 - place`],
    ['ranking', `DELETE FROM ranking_place WHERE submission = 'gone'`],
    ['ranking', `UPDATE ranking_place SET place = NULL WHERE submission = 'gone'`],
    ['ranking', `DELETE FROM ranking`],
  ])('and names the %s after %s', async (what, sql) => {
    const { db } = await contestAtWork();
    db.pragma('foreign_keys = OFF');
    // one at a time, because only one run of a model may be current at any moment
    if (sql.includes('1 - is_current')) {
      run(db, 'DROP INDEX one_current_run_a_model');
    }
    expect(run(db, sql).changes).toBeGreaterThan(0);
    const { ok, problems } = verified(db);
    expect(ok).toBe(false);
    expect(problems.map((problem) => problem.what)).toContain(what);
  });

  it('notices changed examples whose stored hash was made to fit', async () => {
    const { db } = await contestAtWork();
    run(db, `UPDATE version SET content_hash = '${'0'.repeat(64)}' WHERE submission = 'gone'`);
    expect(verified(db).problems.map(({ message }) => message)).toContain(
      'the record says something else: it was changed behind the record’s back',
    );
  });
});
