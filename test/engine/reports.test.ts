import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { inTransaction } from '../../db/connection.ts';
import { insertForm } from '../../db/submissionForm.ts';
import type { Context } from '../../electron/engine/context.ts';
import { decisionRecordHandlers as record } from '../../electron/engine/decisionRecord.ts';
import { decisionRoomHandlers as room } from '../../electron/engine/decisionRoom.ts';
import { writeReports } from '../../electron/engine/reportFiles.ts';
import { reportHandlers as report } from '../../electron/engine/reports.ts';
import { reviewHandlers as table } from '../../electron/engine/review.ts';
import { reviewDeskHandlers as desk } from '../../electron/engine/reviewDesk.ts';
import { submissionHandlers } from '../../electron/engine/submission.ts';
import { realSurroundings } from '../../electron/engine/surroundings.ts';
import type { Level } from '../../shared/decision/types.ts';
import { emptyForm as emptyReview } from '../../shared/review/form.ts';
import { STANDARD_RUBRIC } from '../../shared/review/rubric.ts';
import { emptyForm } from '../../shared/submission/form/fields.ts';
import { accepted, type ContestOnDisk, classificationCsv, contestOnDisk, runCsv } from './contestOnDisk.ts';
import { asOrganizer, person } from './people.ts';

const tools = { progress: () => {}, cancelled: () => false, surroundings: realSurroundings };
const keys = STANDARD_RUBRIC.criteria.map(({ key }) => key);

/** Two reviewed submissions with planted words in everything that must not travel, and what may. */
async function judged(): Promise<{ contest: ContestOnDisk; organizer: Context }> {
  const contest = contestOnDisk();
  const organizer = asOrganizer(contest);
  const reviewers = ['Quiet Heron', 'Amber Lathe'].map((alias) => person(contest, 'reviewer', alias));
  const levels: Record<string, Level> = { a: 2, b: 0 };
  for (const [id, level] of Object.entries(levels)) {
    const file = contest.write(`PLANTEDFILE-${id}.csv`, classificationCsv(300));
    accepted(contest.importSubmission(file, { id, metric: 'classification', title: `Task <${id}>` }));
    const authors = [{ name: 'PLANTEDNAME', affiliation: 'PLANTEDPLACE', email: 'PLANTED@example.org' }];
    const form = {
      ...emptyForm,
      title: `Task <${id}>`,
      task: 'Parity of a number.',
      licence: id === 'a' ? 'CC BY 4.0' : '',
    };
    inTransaction(contest.db, () => insertForm(contest.db, id, { form, authors }, '2026-01-01T00:00:00.000Z'));
    const detail = accepted(await submissionHandlers['submission.get'](organizer, { id }));
    const open = detail.findingGroups.filter((group) => group.level === 'ineligible').map(({ rule }) => rule);
    for (const rule of ['labels', ...open]) {
      accepted(await submissionHandlers['submission.waive'](organizer, { id, rule, reason: 'for the test' }));
    }
    for (const reviewer of reviewers) {
      accepted(await table['review.assign'](organizer, { submission: id, reviewers: [reviewer.participant!] }));
      const { items } = accepted(await desk['review.queue'](reviewer, {}));
      const { number } = items.find((item) => item.title === `Task <${id}>`)!;
      const all = <T>(value: T) => Object.fromEntries(keys.map((key) => [key, value]));
      const review = {
        ...emptyReview,
        levels: all(level),
        reasons: all('As quiet heron says, it is <b>clear</b>.'),
        confidence: 3,
        strengths: 'I agree with Amber  Lathe and with QUIET-HERON.',
        organizersOnly: 'PLANTEDCOMMENT',
      };
      accepted(await desk['review.submit'](reviewer, { number, form: review }));
    }
  }
  contest.write('runs/PLANTEDMODEL.csv', runCsv([1, 2, 3]));
  const folder = path.dirname(contest.write('runs/ada.csv', runCsv([1, 2, 3])));
  const alias = { family: 'PLANTEDFAMILY', params: 1e9, public: false, tuned: false, alias: 'Private A' };
  accepted(contest.importResults(folder, 'a', { models: [{ name: 'PLANTEDMODEL', ...alias }] }));
  return { contest, organizer };
}

const letter = (id: string) => ({ decision: null, what: { kind: 'letter' as const, submission: id } });

describe('a letter', () => {
  it('names levels and reasons, and neither a reviewer, a comment for organizers nor a private model', async () => {
    const { organizer } = await judged();
    const { html } = accepted(await report['report.preview'](organizer, letter('a')));
    expect(html).toMatch(/Grand prize/);
    expect(html).toMatch(/another reviewer says, it is &#60;b&#62;clear/);
    expect(html).toMatch(/private 1/);
    expect(html).not.toMatch(/PLANTED|heron|lathe/i);
    expect(html).not.toMatch(/<script|<b>clear|Task <a>/);
  });
});

describe('the public page', () => {
  it('holds what was won, no review, and nobody who was not accepted', async () => {
    const { organizer } = await judged();
    const asked = { decision: null, what: { kind: 'public' as const } };
    const { html } = accepted(await report['report.preview'](organizer, asked));
    expect(html).toMatch(/Task &#60;a&#62;/);
    expect(html).not.toMatch(/Task &#60;b&#62;/);
    expect(html).not.toMatch(/PLANTED|heron|lathe|clear/i);
  });
});

describe('all reports', () => {
  it('are written whole: ranking, letters, and the package of what may be released', async () => {
    const { contest } = await judged();
    const folder = path.join(contest.folder, 'out');
    const { files } = accepted(writeReports({ contestPath: contest.path, folder, decision: null }, tools));
    expect([...files].sort()).toEqual([
      'benchmark/README.md',
      'benchmark/a/DATASHEET.md',
      'benchmark/a/corrections.csv',
      'benchmark/a/data.csv',
      'benchmark/a/data.jsonl',
      'letters/a.html',
      'letters/b.html',
      'public.html',
      'ranking.csv',
      'ranking.html',
      'ranking.json',
    ]);
    const read = (name: string) => readFileSync(path.join(folder, name), 'utf8');
    expect(read('ranking.html')).toMatch(/Quiet Heron[\s\S]*PLANTEDCOMMENT/);
    expect(read('benchmark/a/data.jsonl').split('\n')).toHaveLength(301);
    const again = contest.write('again.csv', read('benchmark/a/data.csv'));
    accepted(contest.importSubmission(again, { id: 'again', metric: 'classification' }));
    const hash = (id: string) =>
      contest.db.prepare('SELECT content_hash FROM version WHERE submission = ?').pluck().get(id);
    expect(hash('again')).toBe(hash('a'));
    for (const file of files.filter((name) => /^(letters|public|benchmark)/.test(name))) {
      expect(read(file)).not.toMatch(/PLANTED|heron|lathe/i);
    }
    // organizers read reviewers' aliases and comments, and still no author, no file and no private model
    for (const file of files.filter((name) => name.startsWith('ranking'))) {
      expect(read(file).replaceAll('PLANTEDCOMMENT', '')).not.toMatch(/PLANTED/i);
    }
  });

  it('keep data back whose licence does not allow it, unless an organizer says so', async () => {
    const { contest, organizer } = await judged();
    accepted(
      await report['report.release'](organizer, { submission: 'a', allowed: false, reason: 'they asked us to wait' }),
    );
    const folder = path.join(contest.folder, 'out');
    const { files } = accepted(writeReports({ contestPath: contest.path, folder, decision: null }, tools));
    expect(files).toContain('requests/a.txt');
    expect(files.filter((name) => name.startsWith('benchmark/'))).toEqual(['benchmark/README.md']);
    expect(readFileSync(path.join(folder, 'requests/a.txt'), 'utf8')).not.toMatch(/PLANTED|heron|lathe/i);
    accepted(await report['report.release'](organizer, { submission: 'a', allowed: null, reason: 'by the licence' }));
    const { releases } = accepted(await report['report.list'](organizer, { decision: null }));
    expect(releases).toMatchObject([{ submission: 'a', allowed: true, decided: false }]);
  });

  it('never mix with what is there already, and leave nothing behind when cancelled', async () => {
    const { contest } = await judged();
    const folder = path.join(contest.folder, 'out');
    mkdirSync(folder);
    writeFileSync(path.join(folder, 'mine.txt'), '');
    const job = { contestPath: contest.path, folder, decision: null };
    expect(writeReports(job, tools)).toMatchObject({ ok: false, error: { code: 'conflict' } });
    const other = path.join(contest.folder, 'other');
    const cancelled = writeReports({ ...job, folder: other }, { ...tools, cancelled: () => true });
    expect(cancelled).toMatchObject({ error: { code: 'cancelled' } });
    expect(existsSync(other)).toBe(false);
  });

  it('tell of the frozen decision, with the words that stood then', async () => {
    const { organizer } = await judged();
    const { fingerprint } = accepted(await room['decision.room'](organizer, {}));
    const { id, hash } = accepted(await record['decision.freeze'](organizer, { fingerprint }));
    const asked = { decision: id, what: { kind: 'ranking' as const } };
    const { html } = accepted(await report['report.preview'](organizer, asked));
    expect(html).toContain(hash);
    expect(html).toMatch(/Frozen /);
    expect(await report['report.preview'](organizer, { ...asked, decision: 'none' })).toMatchObject({ ok: false });
  });
});
