import { copyFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { all, type Connection, connect } from '../../db/connection.ts';
import type { Context } from '../../electron/engine/context.ts';
import { dealOut } from '../../electron/engine/dealing.ts';
import { knownAnswerHandlers } from '../../electron/engine/knownAnswers.ts';
import { labelDeskHandlers as desk } from '../../electron/engine/labelDesk.ts';
import type { Output } from '../../shared/contract/contract.ts';
import { standardLabelSettings } from '../../shared/contract/labelSettings.ts';
import { afterTest, standingClock } from './builders.ts';
import { accepted, type ContestOnDisk, contestOnDisk } from './contestOnDisk.ts';
import { asOrganizer, person, withSubmission } from './people.ts';

/** A deal with a practice round and known answers mixed in. */
async function dealtContest(): Promise<{ contest: ContestOnDisk; contractor: string }> {
  const contest = contestOnDisk();
  withSubmission(contest);
  const who = person(contest, 'contractor', 'C-01');
  const organizer = asOrganizer(contest);
  const line = (n: number) => `"Question ${n}: even or odd?","[' Even', ' Odd']",${n % 2 ? 'Odd' : 'Even'}`;
  const text = `prompt,classes,answer\n${[1000, 1001, 1002, 1003, 1004, 1005].map(line).join('\n')}\n`;
  accepted(await knownAnswerHandlers['known.import'](organizer, { submission: 'even', name: 'k.csv', text }));
  accepted(
    dealOut(organizer, {
      submission: 'even',
      settings: {
        ...standardLabelSettings,
        sampling: { kind: 'number', examples: 12 },
        overlap: 1,
        practice: 2,
        knownRate: 0.2,
      },
      contractors: [who.participant!],
      seed: 5,
    }),
  );
  return { contest, contractor: who.participant! };
}

/** All that the desk answers to one and the same sequence of calls; the practice round's known answers apart. */
async function transcript(db: Connection, contractor: string): Promise<unknown[]> {
  const actor = { alias: 'C-01', role: 'contractor' } as const;
  const who: Context = { ...standingClock(), db, role: 'contractor', participant: contractor, actor };
  const said: unknown[] = [];
  const keep = <T>(value: T): T => {
    said.push(structuredClone(value));
    return value;
  };
  const { task } = accepted(keep(await desk['labels.tasks'](who, {}))).tasks[0]!;
  const answer = { kind: 'classification', answer: { choice: 0 } } as const;
  let { practice, example } = accepted(keep(await desk['labels.open'](who, { task })));
  while (practice) {
    const { place } = practice;
    const { next } = accepted(await desk['labels.practise'](who, { task, place, answer, seconds: 1 }));
    practice = next;
    keep(next);
  }
  let ahead: number | null = null;
  while (example) {
    const vote = { answer, flag: example.position % 5 === 0 ? ('ambiguous' as const) : null, note: '' };
    const { position } = example;
    const rest: { seconds: number; paused: number; ahead: number | null } = { seconds: 1, paused: 0, ahead };
    const cast: Output<'labels.vote'> = accepted(
      keep(await desk['labels.vote'](who, { task, position, vote, ...rest })),
    );
    if (position === 3) keep(await desk['labels.retract'](who, { task, position, restore: null }));
    if (position === 3) keep(await desk['labels.vote'](who, { task, position, vote, ...rest }));
    ahead = cast.loaded.at(-1)?.position ?? null;
    example =
      cast.next === null
        ? null
        : accepted(keep(await desk['labels.example'](who, { task, position: cast.next }))).example;
  }
  keep(await desk['labels.history'](who, { task, before: null, marked: false }));
  keep(await desk['labels.history'](who, { task, before: null, marked: true }));
  keep(await desk['labels.open'](who, { task }));
  keep(await desk['labels.example'](who, { task, position: 99 }));
  keep(
    await desk['labels.vote'](who, {
      task,
      position: 99,
      vote: { answer, flag: null, note: '' },
      seconds: 1,
      paused: 0,
      ahead: null,
    }),
  );
  return said;
}

describe('what a contractor’s window gets', () => {
  it.each([
    ['the submitted labels', 'UPDATE example SET answer_index = 1 - answer_index'],
    [
      'which examples are mixed in',
      `UPDATE label_share SET kind = CASE kind WHEN 'known' THEN 'sample' ELSE 'known' END`,
    ],
    [
      'which answers are known, and what they are',
      `INSERT INTO known_answer SELECT version, row, 9, '{"kind":"classification","answer":{"choice":"none"}}', 'organizer', 'other', '' FROM example;
       INSERT INTO known_answer SELECT version, row, 9, NULL, 'organizer', '', '' FROM extra_example`,
    ],
    [
      'title, description, file and other columns',
      `UPDATE submission SET title = 'Another', description = 'Another';
       UPDATE version SET file_name = 'another.csv';
       UPDATE example SET other = '{"by":"somebody"}', name = 'another', subcategory = 'another'`,
    ],
    [
      'settings that tell of them',
      `UPDATE label_deal SET known_rate = 0.5, threshold = 0.9, seed = 1, overlap = 3, sample = 1`,
    ],
  ])('does not hang on %s', async (_, change) => {
    const { contest, contractor } = await dealtContest();
    const copy = path.join(contest.folder, 'copy.assay');
    contest.db.pragma('wal_checkpoint(TRUNCATE)');
    copyFileSync(contest.path, copy);
    const other = connect(copy);
    afterTest(() => void other.close());
    other.pragma('foreign_keys = OFF');
    const changed = other.prepare('SELECT total_changes()').pluck();
    const before = changed.get();
    other.exec(change);
    expect(changed.get()).not.toBe(before);
    const first = await transcript(contest.db, contractor);
    expect(first.length).toBeGreaterThan(30);
    expect(await transcript(other, contractor)).toEqual(first);
  });

  it('is read by index, whatever the size of a share', async () => {
    const { contest, contractor } = await dealtContest();
    const asked = new Set<string>();
    const { db } = contest;
    const prepare = db.prepare.bind(db);
    db.prepare = ((sql: string) => {
      asked.add(sql);
      return prepare(sql);
    }) as typeof db.prepare;
    await transcript(db, contractor);
    db.prepare = prepare;
    const plans = [...asked].filter((sql) => !/^\s*(PRAGMA|BEGIN|COMMIT|SAVEPOINT|RELEASE)/i.test(sql));
    expect(plans.length).toBeGreaterThan(15);
    for (const sql of plans) {
      const names = [...sql.matchAll(/@(\w+)/g)].map((found) => found[1]!);
      const places =
        names.length > 0 ? [Object.fromEntries(names.map((name) => [name, 0]))] : [...sql.matchAll(/\?/g)].map(() => 0);
      const plan = prepare(`EXPLAIN QUERY PLAN ${sql}`).all(...places) as { detail: string }[];
      const scans = plan
        .map(({ detail }) => detail)
        .filter((detail) => /^(SCAN (?!\(|CONSTANT)|MATERIALIZE)/.test(detail));
      // the newest event and a statement's own small result are read from an end, not looked through
      expect(
        scans.filter((detail) => detail !== 'SCAN event'),
        sql,
      ).toEqual([]);
    }
    expect(all(db, 'SELECT 1 AS n')).toEqual([{ n: 1 }]);
  });
});
