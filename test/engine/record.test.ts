import { createHash } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type Connection, inTransaction, one, run } from '../../db/connection.ts';
import { decisionHash, exampleHash, type HashedExample, runHash } from '../../db/contentHash.ts';
import { appendEvent, chainStart, eventHash } from '../../db/record.ts';
import { verifyContest, verifyContestFile } from '../../db/verify.ts';
import type { Verification } from '../../shared/contract/record.ts';
import { errorOf } from './builders.ts';
import { accepted, classificationCsv, contestOnDisk, organizer, runCsv } from './contestOnDisk.ts';

const quiet = { progress: () => {}, cancelled: () => false };
const at = '2026-11-23T10:00:00.000Z';

function append(db: Connection, ...sentences: string[]): void {
  for (const sentence of sentences) {
    inTransaction(db, () =>
      appendEvent(db, {
        at,
        actor: organizer,
        kind: 'contest.renamed',
        subject: 'x',
        sentence,
        before: 'a',
        after: { b: 1 },
      }),
    );
  }
}

/** As somebody with a SQLite shell would: the triggers are no obstacle. */
function tamper(db: Connection, sql: string, ...values: unknown[]): void {
  for (const table of ['event', 'vote', 'review', 'decision']) {
    db.exec(`DROP TRIGGER IF EXISTS ${table}_is_never_changed; DROP TRIGGER IF EXISTS ${table}_is_never_removed`);
  }
  db.pragma('foreign_keys = OFF');
  expect(run(db, sql, ...values).changes).toBeGreaterThan(0);
}

function contestWithEvents() {
  const contest = contestOnDisk();
  append(contest.db, 'One.', 'Two.', 'Three.');
  return contest;
}

const verified = (db: Connection): Verification => verifyContest(db, quiet);

describe('the record', () => {
  it('chains each event to the one before it', () => {
    const { db } = contestWithEvents();
    const rows = db.prepare('SELECT * FROM event ORDER BY seq').all() as Parameters<typeof eventHash>[0][];
    expect(rows[0]!.previous).toBe(chainStart);
    for (const [place, row] of rows.entries()) {
      expect(row.seq).toBe(place + 1);
      if (place > 0) expect(row.previous).toBe((rows[place - 1] as unknown as { hash: string }).hash);
    }
    expect(verified(db)).toMatchObject({ ok: true, events: 4, problems: [] });
    expect(verified(db).head).toBe((rows.at(-1) as unknown as { hash: string }).hash);
  });

  it.each(['event', 'vote', 'review', 'decision'])(
    '%s rows can neither be changed nor removed by any statement',
    (table) => {
      const { db } = contestWithEvents();
      const triggers = db
        .prepare(`SELECT sql FROM sqlite_schema WHERE type = 'trigger' AND tbl_name = ?`)
        .pluck()
        .all(table) as string[];
      expect(triggers.some((sql) => sql.includes('BEFORE UPDATE') && sql.includes('ABORT'))).toBe(true);
      expect(triggers.some((sql) => sql.includes('BEFORE DELETE') && sql.includes('ABORT'))).toBe(true);
      if (table === 'event') {
        expect(() => db.exec(`UPDATE event SET sentence = 'x'`)).toThrow(/append-only/);
        expect(() => db.exec('DELETE FROM event')).toThrow(/append-only/);
      }
    },
  );

  it.each([
    ['at', `'2020-01-01T00:00:00.000Z'`],
    ['actor', `'Somebody else'`],
    ['role', `'nobody'`],
    ['kind', `'contest.other'`],
    ['subject', 'NULL'],
    ['sentence', `'Nothing happened.'`],
    ['before', `'"b"'`],
    ['after', 'NULL'],
    ['previous', `'${chainStart}'`],
    ['hash', `'${'f'.repeat(64)}'`],
  ])('names the event whose %s was changed', (column, value) => {
    const { db } = contestWithEvents();
    tamper(db, `UPDATE event SET "${column}" = ${value} WHERE seq = 3`);
    const { ok, problems, events } = verified(db);
    expect(ok).toBe(false);
    expect(problems).toHaveLength(1);
    expect(problems[0]).toMatchObject({ what: 'record', where: 'event 3' });
    expect(events).toBe(2);
  });

  it('names the event whose number was changed, and the gap where one was removed', () => {
    const renumbered = contestWithEvents();
    tamper(renumbered.db, 'UPDATE event SET seq = 9 WHERE seq = 4');
    expect(verified(renumbered.db).problems[0]).toMatchObject({ where: 'event 9' });
    const removed = contestWithEvents();
    tamper(removed.db, 'DELETE FROM event WHERE seq = 2');
    expect(verified(removed.db).problems[0]).toMatchObject({ where: 'event 3' });
  });

  it('notices a changed event whose own hash was made to fit', () => {
    const { db } = contestWithEvents();
    const row = one<Parameters<typeof eventHash>[0]>(db, 'SELECT * FROM event WHERE seq = 2')!;
    const forged = { ...row, sentence: 'Forged.' };
    tamper(db, 'UPDATE event SET sentence = ?, hash = ? WHERE seq = 2', forged.sentence, eventHash(forged));
    expect(verified(db).problems[0]).toMatchObject({ where: 'event 3' });
  });

  it('keeps any sentence so that it fits its hash', () => {
    const { db } = contestOnDisk();
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), fc.json(), (sentence, before) => {
        inTransaction(db, () =>
          appendEvent(db, { at, actor: organizer, kind: 'x.y', subject: null, sentence, before }),
        );
      }),
      { numRuns: 50 },
    );
    append(db, 'a lone \ud800 surrogate', 'a \0 in the middle');
    expect(verified(db).problems).toEqual([]);
  });
});

describe('verify', () => {
  function contestWithData() {
    const contest = contestOnDisk();
    accepted(contest.importSubmission(contest.write('parity.csv', classificationCsv(6)), { id: 'p7cw' }));
    contest.write('runs/ada.csv', runCsv([0.5, 0.6, 0.7, 0.8, 0.9, 1]));
    accepted(contest.importResults(`${contest.folder}/runs`, 'p7cw'));
    return contest;
  }

  it('finds a contest with data whole', () => {
    const { db } = contestWithData();
    expect(verified(db)).toMatchObject({ ok: true, problems: [] });
  });

  it.each([
    [`UPDATE example SET prompt = 'Another question' WHERE row = 3`, 'data set', /changed after the import/],
    [`UPDATE example SET answer_index = 1 - answer_index WHERE row = 3`, 'data set', /changed after the import/],
    [`UPDATE example SET classes = '[" Odd"," Even"]' WHERE row = 0`, 'data set', /changed after the import/],
    [`DELETE FROM example WHERE row = 5`, 'data set', /5 examples, and 6 were imported/],
    [`DELETE FROM example WHERE row = 2`, 'data set', /without gaps/],
    [`UPDATE version SET metric = 'logodds'`, 'data set', /changed after the import/],
    [`UPDATE run SET value = zeroblob(length(value))`, 'run', /changed after the import/],
    [`UPDATE run SET figures = '{}'`, 'run', /changed after the import/],
    [`UPDATE run SET usable = usable - 1`, 'run', /changed after the import/],
    [`UPDATE run SET model = 'babbage'`, 'run', /changed after the import/],
  ])('names what no longer fits after %s', (sql, what, message) => {
    const { db } = contestWithData();
    tamper(db, sql);
    const { ok, problems } = verified(db);
    expect(ok).toBe(false);
    expect(problems).toHaveLength(1);
    expect(problems[0]!.what).toBe(what);
    expect(problems[0]!.message).toMatch(message);
  });

  it('names a row whose parent is gone', () => {
    const { db } = contestWithData();
    tamper(db, `DELETE FROM submission WHERE id = 'p7cw'`);
    expect(verified(db).problems[0]).toMatchObject({ what: 'reference', where: 'version' });
  });

  it('names a decision whose content was changed', () => {
    const { db } = contestWithData();
    const decision = { round: 1, rules: 1, input: '{"a":1}', output: '{"b":2}' };
    run(
      db,
      `INSERT INTO decision (id, round, status, rules, input, output, hash, created_at)
       VALUES ('d1', 1, 'frozen', 1, ?, ?, ?, ?)`,
      decision.input,
      decision.output,
      decisionHash(decision),
      at,
    );
    const told = { id: 'd1', round: 1, rules: 1, hash: decisionHash(decision) };
    const event = { at, actor: organizer, kind: 'decision.frozen', subject: 'd1', sentence: 'Froze.', after: told };
    inTransaction(db, () => appendEvent(db, event));
    expect(verified(db).problems).toEqual([]);
    tamper(db, `UPDATE decision SET output = '{"b":3}'`);
    expect(verified(db).problems).toMatchObject([{ what: 'decision', where: 'd1' }]);
  });

  it('compares each vote with the event that recorded it', () => {
    const { db } = contestWithData();
    run(
      db,
      `INSERT INTO participant (id, role, alias, exchange_key, signing_key, invited_at)
             VALUES ('c1', 'contractor', 'C-01', zeroblob(32), zeroblob(32), ?)`,
      at,
    );
    run(
      db,
      `INSERT INTO label_deal (id, version, sample, overlap, seed, instructions, threshold, created_at)
             VALUES ('t1', (SELECT key FROM version), 6, 1, 1, '', 0.05, ?)`,
      at,
    );
    run(db, `INSERT INTO label_share (deal, contractor, position, row) VALUES ('t1', 'c1', 0, 4)`);
    run(db, `INSERT INTO label_progress (deal, contractor, dealt, done) VALUES ('t1', 'c1', 1, 0)`);
    const organizer = { alias: 'Organizer', role: 'organizer' } as const;
    const dealt = {
      at,
      actor: organizer,
      kind: 'labels.dealt',
      subject: null,
      sentence: 'Dealt.',
      after: { id: 't1' },
    };
    inTransaction(db, () => appendEvent(db, dealt));
    const vote = { answer: { kind: 'classification', answer: { choice: 1 } }, flag: null, note: '', seconds: 2.5 };
    run(
      db,
      `INSERT INTO vote (deal, contractor, position, revision, row, answer, flag, note, seconds, cast_at)
             VALUES ('t1', 'c1', 0, 1, 4, ?, NULL, '', 2.5, ?)`,
      JSON.stringify(vote.answer),
      at,
    );
    expect(verified(db).problems).toMatchObject([{ what: 'record', where: 'votes' }]);
    inTransaction(db, () =>
      appendEvent(db, {
        at,
        actor: { alias: 'C-01', role: 'contractor' },
        kind: 'vote.cast',
        subject: 't1',
        sentence: 'C-01 voted.',
        after: { position: 0, revision: 1, ...vote },
      }),
    );
    expect(verified(db)).toMatchObject({ ok: true });
    tamper(db, `UPDATE vote SET answer = '{"kind":"skip"}'`);
    expect(verified(db).problems[0]!.message).toMatch(/vote that it records was changed/);
    tamper(db, 'DELETE FROM vote');
    expect(verified(db).problems[0]!.message).toMatch(/not there/);
  });

  it('tells how far it is and stops when it is told to', () => {
    const contest = contestWithData();
    const shares: (number | null)[] = [];
    let asked = 0;
    const outcome = verifyContestFile(contest.path, {
      progress: ({ share }) => shares.push(share),
      cancelled: () => ++asked > 3,
    });
    expect(errorOf(outcome).code).toBe('cancelled');
    expect(shares.length).toBe(3);
    accepted(verifyContestFile(contest.path, { ...quiet, progress: ({ share }) => shares.push(share) }));
    expect(Math.max(...shares.map(Number))).toBeLessThanOrEqual(1);
  });
});

describe('content hashes', () => {
  const field = fc.option(fc.string({ unit: 'binary', maxLength: 4 }), { nil: null });
  const example: fc.Arbitrary<HashedExample> = fc.record({
    row: fc.nat(3),
    part: fc.option(fc.integer({ min: 1, max: 3 }), { nil: null }),
    name: field,
    prompt: fc.string({ maxLength: 4 }),
    otherPrompt: field,
    classes: field,
    answerIndex: fc.option(fc.nat(3), { nil: null }),
    completion: field,
    subcategory: field,
    other: field,
  });
  const hashOf = (list: readonly HashedExample[], metric = 'classification') => {
    const hash = exampleHash({ metric, columns: '[]' });
    for (const one of list) hash.add(one);
    return hash.digest();
  };

  it('are SHA-256 over each field with its length before it, however long it is', () => {
    const lengths = fc.constantFrom(0, 1, 9, 10, 11, 33, 99, 100, 300, 999, 1000, 21_000, 21_842, 21_843, 70_000);
    const signs = fc.constantFrom('a', 'é', '漢', '🙂', '\ud800', '\0');
    const text = fc.tuple(signs, signs, lengths).map(([first, sign, length]) => first + sign.repeat(length));
    const long = fc.record({
      row: fc.constantFrom(0, 9, 10, 99, 100, 2 ** 31, 2 ** 32 - 1),
      prompt: text,
      classes: fc.option(text, { nil: null }),
      other: fc.option(text, { nil: null }),
    });
    const plain = (values: readonly (string | number | null)[]) =>
      values.map((value) => (value === null ? '-' : `${Buffer.byteLength(`${value}`)}:${value}`)).join('');
    fc.assert(
      fc.property(fc.array(fc.tuple(example, long), { minLength: 1, maxLength: 9 }), (drawn) => {
        const list = drawn.map(([short, fields]) => ({ ...short, ...fields }));
        const lines = list.map((e) => {
          const { row, part, name, prompt, otherPrompt, classes, answerIndex, completion, subcategory, other } = e;
          const values = [row, name, prompt, otherPrompt, classes, answerIndex, completion, subcategory, other];
          return plain(part === null ? values : [...values, part]);
        });
        const whole = ['assay examples 1', plain(['classification', '[]']), ...lines, ''].join('\n');
        expect(hashOf(list)).toBe(createHash('sha256').update(whole).digest('hex'));
      }),
    );
  });

  it('differ wherever the stored content differs', () => {
    const asStored = (list: readonly HashedExample[]) =>
      Buffer.from(
        JSON.stringify(
          list.map((e) => Object.values(e).map((v) => (typeof v === 'string' ? Buffer.from(v).toString() : v))),
        ),
      ).toString();
    fc.assert(
      fc.property(fc.array(example, { maxLength: 3 }), fc.array(example, { maxLength: 3 }), (a, b) => {
        expect(hashOf(a) === hashOf(b)).toBe(asStored(a) === asStored(b));
      }),
    );
  });

  it('keep the borders of fields apart', () => {
    const base = {
      row: 0,
      part: null,
      otherPrompt: null,
      classes: null,
      answerIndex: null,
      completion: null,
      subcategory: null,
      other: null,
    };
    expect(hashOf([{ ...base, name: 'ab', prompt: 'c' }])).not.toBe(hashOf([{ ...base, name: 'a', prompt: 'bc' }]));
    expect(hashOf([{ ...base, name: null, prompt: '-' }])).not.toBe(hashOf([{ ...base, name: '', prompt: '-' }]));
  });

  it('are those that contests already hold', () => {
    const one = {
      row: 0,
      part: null,
      name: null,
      prompt: 'Is 2 even?',
      otherPrompt: null,
      classes: '[" Yes"," No"]',
      answerIndex: 0,
      completion: null,
      subcategory: null,
      other: null,
    };
    expect(hashOf([one])).toBe('4171c60d86e701f4bf385bf4e6080a171a99f6a1078286bf28f55c216d374a8f');
    const run_ = {
      model: 'ada',
      datasetHash: 'd',
      rows: 1,
      usable: 1,
      empty: 0,
      repeated: 0,
      missing: 0,
      value: new Uint8Array(8),
      correct: null,
      totalLogprob: null,
      figures: '{}',
      warnings: '[]',
    };
    expect(runHash(run_)).toBe('686afc0b668435ba03f3b58d5242f9491ae6788dcbab52f180162d84fda2d5e1');
    expect(runHash({ ...run_, correct: new Uint8Array(0) })).not.toBe(runHash(run_));
  });
});
