import { inTransaction } from '../../db/connection.ts';
import { openContest } from '../../db/contest.ts';
import { appendEvent } from '../../db/record.ts';
import { saveRules, standardBody } from '../../db/rules.ts';
import type { Context } from '../../electron/engine/context.ts';
import { decisionRecordHandlers as record } from '../../electron/engine/decisionRecord.ts';
import { decisionRoomHandlers as room } from '../../electron/engine/decisionRoom.ts';
import { reportHandlers as report } from '../../electron/engine/reports.ts';
import { reviewHandlers as table } from '../../electron/engine/review.ts';
import { reviewDeskHandlers as desk } from '../../electron/engine/reviewDesk.ts';
import { submissionHandlers } from '../../electron/engine/submission.ts';
import { realSurroundings } from '../../electron/engine/surroundings.ts';
import type { Level } from '../../shared/decision/types.ts';
import { emptyForm } from '../../shared/review/form.ts';
import { STANDARD_RUBRIC } from '../../shared/review/rubric.ts';
import { afterTest } from './builders.ts';
import { accepted, organizer as actor, type ContestOnDisk, classificationCsv, contestOnDisk } from './contestOnDisk.ts';
import { openRounds } from './formBuilders.ts';
import { asOrganizer, person } from './people.ts';

const keys = STANDARD_RUBRIC.criteria.map(({ key }) => key);

/** A contest that begins in round 1, with two reviewers and no submission yet. */
export class RoundsContest {
  disk: ContestOnDisk = contestOnDisk();
  private people = ['Quiet Heron', 'Amber Lathe'].map((alias) => person(this.disk, 'reviewer', alias));

  constructor() {
    const body = { ...standardBody(1), rounds: openRounds };
    const at = realSurroundings.now();
    inTransaction(this.disk.db, () => {
      const version = saveRules(this.disk.db, body, 'round 1', at);
      const event = { at, actor, kind: 'rules.changed', subject: null, sentence: 'Round 1.' };
      appendEvent(this.disk.db, { ...event, after: { version, reason: 'round 1', body } });
    });
  }

  get organizer(): Context {
    return asOrganizer(this.disk);
  }

  get reviewers(): Context[] {
    return this.people.map((one) => ({ ...one, db: this.disk.db }));
  }

  /** Given to somebody else, the window for instance, who may change it. */
  async lent(work: () => Promise<void>): Promise<void> {
    this.disk.close();
    await work();
    this.disk = { ...this.disk, ...accepted(openContest(this.disk.path, realSurroundings.now())) };
    afterTest(() => this.disk.close());
  }

  async bring(id: string, rows: number): Promise<void> {
    const file = this.disk.write(`${id}-${rows}.csv`, classificationCsv(rows));
    accepted(this.disk.importSubmission(file, { id, metric: 'classification', title: `Task ${id}` }));
    const { findingGroups } = accepted(await submissionHandlers['submission.get'](this.organizer, { id }));
    const open = findingGroups.filter(({ level, waiver }) => level === 'ineligible' && waiver === null);
    for (const rule of ['labels', ...open.map((group) => group.rule)]) {
      await submissionHandlers['submission.waive'](this.organizer, { id, rule, reason: 'for the test' });
    }
  }

  async judge(id: string, level: Level, words: string): Promise<void> {
    for (const reviewer of this.reviewers) {
      await table['review.assign'](this.organizer, { submission: id, reviewers: [reviewer.participant!] });
      const { items } = accepted(await desk['review.queue'](reviewer, {}));
      const { number, state } = items.find(({ title }) => title === `Task ${id}`)!;
      if (state === 'submitted') accepted(await desk['review.reopen'](reviewer, { number }));
      const all = <T>(value: T) => Object.fromEntries(keys.map((key) => [key, value]));
      const form = { ...emptyForm, levels: all(level), reasons: all(words), confidence: 3 };
      accepted(await desk['review.submit'](reviewer, { number, form }));
    }
  }

  async room() {
    return accepted(await room['decision.room'](this.organizer, {}));
  }

  async outcomes(): Promise<Record<string, string>> {
    const { outcomes } = await this.room();
    return Object.fromEntries(outcomes.map(({ submission, status }) => [submission, status]));
  }

  async freeze(): Promise<string> {
    const { fingerprint } = await this.room();
    return accepted(await record['decision.freeze'](this.organizer, { fingerprint })).id;
  }

  async announced(): Promise<string> {
    accepted(await record['decision.announce'](this.organizer, { id: await this.freeze() }));
    return (await this.room()).frozen!.id;
  }

  async letter(decision: string | null, submission: string): Promise<string> {
    const what = { kind: 'letter' as const, submission };
    return accepted(await report['report.preview'](this.organizer, { decision, what })).html;
  }
}
