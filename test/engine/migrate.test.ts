import { readdirSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { all, type Connection, connect, inTransaction, one, run } from '../../db/connection.ts';
import { type Migration, migrate, migrations } from '../../db/migrate.ts';
import { appendEvent } from '../../db/record.ts';
import { insertForm, readForm } from '../../db/submissionForm.ts';
import { emptyForm } from '../../shared/submission/form/fields.ts';
import { afterTest, answerOf, errorOf, temporaryFolder } from './builders.ts';

const now = '2026-11-23T10:00:00.000Z';

/**
 * For every migration: rows as the form before it had them, and what has to be true of them afterwards. A new
 * migration adds its case here; the first test fails until it does.
 */
const cases: readonly { readonly number: number; fill(db: Connection): void; check(db: Connection): void }[] = [
  {
    number: 1,
    fill: () => {}, // there was nothing before
    check: (db) => {
      run(
        db,
        `INSERT INTO submission (id, blind_number, title, description, round, created_at)
         VALUES ('p7cw', 4711, 'Parity', '', 1, ?)`,
        now,
      );
      expect(() =>
        run(db, `INSERT INTO author (submission, place, name, affiliation, email) VALUES ('none', 1, '', '', '')`),
      ).toThrow(/FOREIGN KEY/);
      expect(() =>
        run(
          db,
          `INSERT INTO submission (id, blind_number, title, description, round, created_at)
           VALUES ('q1qq', 4712, '', '', 3, ?)`,
          now,
        ),
      ).toThrow(/round_is_1_or_2/);
      const event = {
        at: now,
        actor: { alias: 'Assay', role: 'assay' as const },
        subject: null,
        sentence: 'It began.',
      };
      inTransaction(db, () => appendEvent(db, { ...event, kind: 'contest.created' }));
      expect(() => run(db, `UPDATE event SET sentence = 'It did not.'`)).toThrow(/append-only/);
      expect(() => run(db, 'DELETE FROM event')).toThrow(/append-only/);
    },
  },
  {
    number: 2,
    fill: (db) => {
      run(
        db,
        `INSERT INTO submission (id, blind_number, title, description, round, created_at)
               VALUES ('p7cw', 4711, 'Parity', '', 1, ?)`,
        now,
      );
      run(
        db,
        `INSERT INTO version (key, submission, kind, number, metric, file_name, columns, examples, content_hash,
                                    imported_at)
               VALUES (1, 'p7cw', 'original', 1, 'classification', 'data.csv', '[]', 1, 'd', ?)`,
        now,
      );
      run(db, `INSERT INTO model (name, family, params, public, tuned) VALUES ('ada', 'gpt3', 350e6, 1, 0)`);
      for (const [id, current] of [
        ['r1', 0],
        ['r2', 1],
      ] as const) {
        run(
          db,
          `INSERT INTO run (id, version, model, is_current, figures, imported_at, content_hash, dataset_hash,
                                  file_name, rows, usable, empty, repeated, missing, warnings, value)
                 VALUES (?, 1, 'ada', ?, '{}', ?, ?, 'd', 'ada.csv', 1, 1, 0, 0, 0, '[]', zeroblob(8))`,
          id,
          current,
          now,
          `hash of ${id}`,
        );
      }
    },
    check: (db) => {
      const form = `form = 'folder' AND withdrawn_at IS NULL AND length(value) = 8`;
      expect(
        all(db, `SELECT id, is_current AS current, content_hash AS hash FROM run WHERE ${form} ORDER BY id`),
      ).toEqual([
        { id: 'r1', current: 0, hash: 'hash of r1' },
        { id: 'r2', current: 1, hash: 'hash of r2' },
      ]);
      expect(() => run(db, `UPDATE run SET is_current = 1 WHERE id = 'r1'`)).toThrow(/UNIQUE/);
      expect(() => run(db, `UPDATE run SET withdrawn_at = '' WHERE id = 'r2'`)).toThrow(/withdrawn_is_not_current/);
      expect(() => run(db, `UPDATE run SET value = NULL WHERE id = 'r2'`)).toThrow(/only_a_summary_has_no_values/);
      run(db, `UPDATE run SET form = 'summary', value = NULL WHERE id = 'r2'`);
    },
  },
  {
    number: 3,
    fill: (db) => {
      db.exec(`
        INSERT INTO submission (id, blind_number, title, description, round, created_at, withdrawn_at)
          VALUES ('p7cw', 4711, 'Parity', '', 1, '${now}', NULL);
        INSERT INTO version (key, submission, kind, number, metric, file_name, columns, examples, content_hash, imported_at)
          VALUES (1, 'p7cw', 'original', 1, 'classification', 'a.csv', '[]', 9, 'h', '${now}');
        INSERT INTO participant (id, role, alias, exchange_key, signing_key, invited_at)
          VALUES ('c1', 'contractor', 'C-01', zeroblob(32), zeroblob(32), '${now}');
        INSERT INTO label_deal (id, version, sample, overlap, seed, instructions, threshold, created_at)
          VALUES ('d1', 1, 3, 1, 7, 'Read.', 0.05, '${now}');
        INSERT INTO label_share VALUES ('d1', 'c1', 0, 8), ('d1', 'c1', 1, 2), ('d1', 'c1', 2, 5);
        INSERT INTO vote VALUES ('d1', 'c1', 0, 1, 8, '{"kind":"skip"}', NULL, '', 3, '${now}'),
                                ('d1', 'c1', 1, 1, 2, '{"kind":"skip"}', NULL, '', 3, '${now}'),
                                ('d1', 'c1', 1, 2, 2, NULL, NULL, '', 0, '${now}');`);
    },
    check: (db) => {
      const states = () => all<{ state: string }>(db, 'SELECT state FROM label_share ORDER BY position');
      expect(states().map(({ state }) => state)).toEqual(['voted', 'open', 'open']);
      expect(one(db, 'SELECT dealt, done FROM label_progress')).toEqual({ dealt: 3, done: 1 });
      expect(all(db, 'SELECT place, row FROM label_sample')).toEqual([
        { place: 0, row: 2 },
        { place: 1, row: 5 },
        { place: 2, row: 8 },
      ]);
      expect(one(db, 'SELECT sampling, known_rate, practice, needs, stopped_at FROM label_deal')).toEqual({
        sampling: 'number',
        known_rate: 0,
        practice: 0,
        needs: '[]',
        stopped_at: null,
      });
      const cast = (position: number, revision: number, answer: string | null) =>
        run(
          db,
          `INSERT INTO vote (deal, contractor, position, revision, row, answer, flag, note, seconds, cast_at)
           VALUES ('d1', 'c1', ?, ?, 2, ?, NULL, '', 3, ?)`,
          position,
          revision,
          answer,
          now,
        );
      cast(1, 3, '{"kind":"skip"}');
      cast(0, 2, '{"kind":"skip"}');
      cast(2, 1, null);
      expect(states().map(({ state }) => state)).toEqual(['voted', 'voted', 'open']);
      expect(one(db, 'SELECT dealt, done FROM label_progress')).toEqual({ dealt: 3, done: 2 });
      cast(0, 3, null);
      expect(one(db, 'SELECT dealt, done FROM label_progress')).toEqual({ dealt: 3, done: 1 });
      expect(() => run(db, `UPDATE label_deal SET sampling = 'sequential'`)).toThrow(/acceptable_is_set/);
      run(db, `INSERT INTO known_answer VALUES (1, 2, 1, '{"kind":"skip"}', 'organizer', '', ?)`, now);
      expect(() => run(db, 'DELETE FROM known_answer')).toThrow(/append-only/);
    },
  },
  {
    number: 4,
    fill: (db) => {
      run(
        db,
        `INSERT INTO submission (id, blind_number, title, description, round, created_at)
         VALUES ('p7cw', 4711, 'Parity', '', 1, ?)`,
        now,
      );
      run(db, `INSERT INTO author (submission, place, name, affiliation, email) VALUES ('p7cw', 1, 'A', '', '')`);
      run(
        db,
        `INSERT INTO participant (id, role, alias, exchange_key, signing_key, invited_at)
         VALUES ('r', 'reviewer', 'Quiet Heron', zeroblob(32), zeroblob(32), ?)`,
        now,
      );
      run(db, `INSERT INTO assignment (submission, reviewer, assigned_at) VALUES ('p7cw', 'r', ?)`, now);
      run(db, `INSERT INTO ranking (id, reviewer, reason, created_at) VALUES ('k', 'r', 'clear', ?)`, now);
    },
    check: (db) => {
      expect(all(db, 'SELECT id, task FROM ranking')).toEqual([{ id: 'k', task: null }]);
      expect(all(db, 'SELECT decline_reason AS reason FROM assignment')).toEqual([{ reason: null }]);
      // a changed author was compared with nobody, but a conflict that was found stays found
      const checks = () => all(db, 'SELECT conflict FROM conflict_check');
      run(db, `INSERT INTO conflict_check (reviewer, submission, conflict) VALUES ('r', 'p7cw', 0)`);
      run(db, `UPDATE author SET name = 'B'`);
      expect(checks()).toEqual([]);
      run(db, `INSERT INTO conflict_check (reviewer, submission, conflict) VALUES ('r', 'p7cw', 1)`);
      run(db, `INSERT INTO author (submission, place, name, affiliation, email) VALUES ('p7cw', 2, 'C', '', '')`);
      expect(checks()).toEqual([{ conflict: 1 }]);
    },
  },
  {
    number: 5,
    fill: (db) => {
      run(
        db,
        `INSERT INTO submission (id, blind_number, title, description, round, created_at)
         VALUES ('p7cw', 4711, 'Parity', 'Odd or even.', 1, ?)`,
        now,
      );
      run(
        db,
        `INSERT INTO version (key, submission, kind, number, metric, file_name, columns, examples, content_hash, imported_at)
         VALUES (1, 'p7cw', 'original', 1, 'classification', 'data.csv', '[]', 1, 'h', ?)`,
        now,
      );
    },
    check: (db) => {
      expect(readForm(db, 'p7cw')).toMatchObject({
        number: 0,
        form: { title: 'Parity', task: 'Odd or even.', round: 1 },
      });
      expect(one(db, 'SELECT received_at AS at FROM version WHERE key = 1')).toEqual({ at: null });
      inTransaction(db, () =>
        insertForm(
          db,
          'p7cw',
          { form: { ...emptyForm, title: 'Parity' }, authors: [{ name: 'N', affiliation: '', email: '' }] },
          now,
        ),
      );
      expect(readForm(db, 'p7cw')?.authors).toHaveLength(1);
      expect(() => run(db, `UPDATE form SET body = '{}'`)).toThrow(/append-only/);
      expect(() => run(db, 'DELETE FROM form')).toThrow(/append-only/);
      expect(() =>
        run(
          db,
          `INSERT INTO mark (id, submission, kind, reason, created_at) VALUES ('m', 'p7cw', 'same-task', 'r', ?)`,
          now,
        ),
      ).toThrow(/same_task_as_which/);
    },
  },
  {
    number: 6,
    fill: (db) => {
      db.exec(`
        INSERT INTO submission (id, blind_number, title, description, round, created_at, withdrawn_at)
          VALUES ('p7cw', 4711, 'Parity', '', 1, '${now}', NULL);
        INSERT INTO version (key, submission, kind, number, metric, file_name, columns, examples, content_hash, imported_at)
          VALUES (1, 'p7cw', 'original', 1, 'classification', 'a.csv', '[]', 9, 'h', '${now}');
        INSERT INTO label_deal (id, version, sample, overlap, seed, instructions, threshold, created_at)
          VALUES ('d1', 1, 1, 1, 7, 'Read.', 0.05, '${now}');
        INSERT INTO label_sample VALUES ('d1', 0, 8);`);
    },
    check: (db) => {
      const settle = (row: number, revision: number, kind: string, answers: string | null, reason: string) =>
        run(
          db,
          `INSERT INTO adjudication VALUES ('d1', ?, ?, ?, ?, 0, ?, '${now}')`,
          row,
          revision,
          kind,
          answers,
          reason,
        );
      const holding = () => one(db, 'SELECT count(*) AS n FROM current_adjudication');
      settle(8, 1, 'settled', '{"answer":"1"}', 'It says so.');
      expect(holding()).toEqual({ n: 1 });
      settle(8, 2, 'taken-back', null, '');
      expect(holding()).toEqual({ n: 0 });
      expect(() => settle(8, 3, 'settled', '{}', '')).toThrow(/adjudication_has_a_reason/);
      expect(() => settle(8, 3, 'settled', null, 'why')).toThrow(/settled_has_answers/);
      expect(() => settle(2, 1, 'left-out', null, 'why')).toThrow(/FOREIGN KEY/);
      expect(() => run(db, 'DELETE FROM adjudication')).toThrow(/append-only/);
      expect(() => run(db, `INSERT INTO label_consensus VALUES ('d1', 1, 'median', '')`)).toThrow(/consensus_method/);
    },
  },
  {
    number: 7,
    fill: (db) => {
      run(db, `INSERT INTO rules (version, body, reason, created_at) VALUES (1, '{}', '', ?)`, now);
      run(
        db,
        `INSERT INTO decision (id, round, status, rules, input, output, hash, created_at)
         VALUES ('d', 1, 'announced', 1, '{}', '{}', 'h', ?)`,
        now,
      );
    },
    check: (db) => {
      expect(all(db, 'SELECT id, head FROM decision')).toEqual([{ id: 'd', head: '' }]);
      const again = `INSERT INTO decision (id, round, status, rules, input, output, hash, created_at)
                     VALUES (?, 1, ?, 1, '{}', '{}', 'h', '')`;
      run(db, again, 'e', 'frozen');
      expect(() => run(db, again, 'f', 'announced')).toThrow(/UNIQUE/);
      expect(() => run(db, `INSERT INTO ruling VALUES ('r', '[]', '', '', NULL)`)).toThrow(/ruling_has_a_reason/);
    },
  },
  {
    number: 8,
    fill: (db) => {
      run(
        db,
        `INSERT INTO submission (id, blind_number, title, description, round, created_at)
         VALUES ('p7cw', 4711, 'Parity', '', 1, ?)`,
        now,
      );
    },
    check: (db) => {
      const insert = (submission: string, standard: number | null, body = '{}') =>
        run(
          db,
          `INSERT INTO scaling_evidence (submission, input_hash, computed_at, content_hash, standard, body, subcategories)
           VALUES (?, 'h', ?, 'c', ?, ?, '[]')`,
          submission,
          now,
          standard,
          body,
        );
      expect(() => insert('nobody', null)).toThrow(/FOREIGN KEY/);
      expect(() => insert('p7cw', 2)).toThrow(/standard_is_yes_or_no/);
      expect(() => insert('p7cw', 1, '{')).toThrow(/evidence_is_json/);
      insert('p7cw', 1);
      expect(() => insert('p7cw', 0)).toThrow(/UNIQUE/);
    },
  },
  {
    number: 9,
    fill: (db) => {
      run(
        db,
        `INSERT INTO submission (id, blind_number, title, description, round, created_at)
         VALUES ('p7cw', 4711, 'Parity', '', 1, ?)`,
        now,
      );
      run(
        db,
        `INSERT INTO version (key, submission, kind, number, metric, file_name, columns, examples, content_hash,
                              imported_at)
         VALUES (1, 'p7cw', 'original', 1, 'classification', 'data.csv', '[]', 1, 'd', ?)`,
        now,
      );
      run(db, `INSERT INTO example (key, version, row, prompt) VALUES (4294967296, 1, 0, 'Is 2 even?')`);
    },
    check: (db) => {
      expect(all(db, 'SELECT row, part, prompt FROM example')).toEqual([{ row: 0, part: null, prompt: 'Is 2 even?' }]);
      expect(() => run(db, 'UPDATE example SET part = 0')).toThrow(/parts_count_from_1/);
      expect(all(db, 'SELECT * FROM version_part')).toEqual([]);
      expect(all(db, 'SELECT * FROM example_search_state')).toEqual([]);
      run(db, `INSERT INTO example_search (rowid, prompt) VALUES (4294967296, 'Is 2 even?')`);
      expect(all(db, `SELECT rowid AS key FROM example_search WHERE example_search MATCH 'EVEN'`)).toHaveLength(1);
    },
  },
  {
    number: 10,
    fill: (db) => {
      run(
        db,
        `INSERT INTO submission (id, blind_number, title, description, round, created_at)
         VALUES ('p7cw', 4711, 'Parity', '', 1, ?)`,
        now,
      );
      run(
        db,
        `INSERT INTO version (key, submission, kind, number, metric, file_name, columns, examples, content_hash, imported_at)
         VALUES (1, 'p7cw', 'original', 1, 'classification', 'data.csv', '[]', 1, '', ?)`,
        now,
      );
      run(db, `INSERT INTO example (key, version, row, prompt, classes) VALUES (4294967296, 1, 0, 'a@b.org?', '[]')`);
    },
    check: (db) => {
      expect(all(db, 'SELECT prompt, classes FROM blind_example')).toEqual([{ prompt: 'a@b.org?', classes: '[]' }]);
      run(db, `INSERT INTO masked_example (key, prompt) VALUES (4294967296, '[e-mail address]?')`);
      expect(all(db, 'SELECT prompt, classes FROM blind_example')).toEqual([
        { prompt: '[e-mail address]?', classes: '[]' },
      ]);
      const spot = `INSERT INTO sensitive_spot (submission, version, row, place, start, "end", kind, about)
                    VALUES ('p7cw', ?, ?, 'prompt', 0, ?, 'secret', '')`;
      expect(() => run(db, spot, 1, null, 7)).toThrow(/spot_is_in_a_row_or_a_form/);
      expect(() => run(db, spot, 1, 0, 0)).toThrow(/spot_is_a_stretch/);
      run(db, spot, null, null, 7);
    },
  },
  {
    number: 11,
    fill: (db) => {
      twoExamplesForTwo(db);
      castVote(db, 1, 'right');
      castVote(db, 2, null);
      castVote(db, 3, 'right');
    },
    check: (db) => {
      const progress = () =>
        all(db, 'SELECT contractor, dealt, done, votes_ever FROM label_progress ORDER BY contractor');
      expect(progress()).toEqual([
        { contractor: 'c1', dealt: 2, done: 1, votes_ever: 3 },
        { contractor: 'c2', dealt: 2, done: 0, votes_ever: 0 },
      ]);
      castVote(db, 4, null);
      expect(progress()[0]).toEqual({ contractor: 'c1', dealt: 2, done: 0, votes_ever: 4 });
    },
  },
  {
    number: 12,
    fill: (db) =>
      run(
        db,
        `INSERT INTO submission (id, blind_number, title, description, round, created_at)
         VALUES ('p7cw', 4711, 'Parity', 'As Ann Lee showed.', 1, ?)`,
        now,
      ),
    check: (db) => {
      const decide = `INSERT INTO form_masking (submission, field, text, kind, decision, decided_at)
                      VALUES (?, 'task', 'Ann Lee', 'author-name', ?, '')`;
      run(db, decide, 'p7cw', 'show');
      expect(() => run(db, decide, 'p7cw', 'perhaps')).toThrow(/form_masking_decision/);
      expect(() => run(db, decide, 'none', 'hide')).toThrow(/FOREIGN KEY/);
    },
  },
  {
    number: 13,
    fill: (db) => {
      run(
        db,
        `INSERT INTO submission (id, blind_number, title, description, round, created_at)
         VALUES ('p7cw', 4711, 'Parity', '', 1, ?)`,
        now,
      );
      run(
        db,
        `INSERT INTO version (key, submission, kind, number, metric, file_name, columns, examples, content_hash, imported_at)
         VALUES (1, 'p7cw', 'original', 1, 'classification', 'data.csv', '[]', 1, '', ?)`,
        now,
      );
      run(
        db,
        'INSERT INTO prompt_sketch (version, method, rows, signatures) VALUES (1, 1, zeroblob(4), zeroblob(128))',
      );
    },
    check: (db) => {
      // what is made from prompts is made anew
      expect(all(db, 'SELECT * FROM prompt_sketch')).toEqual([]);
      run(db, 'INSERT INTO prompt_sketch VALUES (1, 2, zeroblob(4), zeroblob(48), zeroblob(128))');
    },
  },
  {
    number: 14,
    fill: (db) => {
      for (const id of ['p7cw', 'q8dx']) {
        run(
          db,
          `INSERT INTO submission (id, blind_number, title, description, round, created_at) VALUES (?, ?, '', '', 1, ?)`,
          id,
          id === 'p7cw' ? 1 : 2,
          now,
        );
        run(
          db,
          `INSERT INTO scaling_evidence (submission, input_hash, computed_at, content_hash, standard, body, subcategories)
           VALUES (?, 'h', ?, 'c', NULL, '{}', '[]')`,
          id,
          now,
        );
      }
    },
    check: (db) => {
      const methods = () => all(db, 'SELECT method FROM scaling_evidence ORDER BY submission');
      expect(methods()).toEqual([{ method: null }, { method: null }]);
      const makesStale = (sql: string) => {
        run(db, 'UPDATE scaling_evidence SET method = 1');
        run(db, sql);
        expect(methods(), sql).toEqual([{ method: null }, { method: 1 }]);
      };
      const leaves = (sql: string) => {
        run(db, 'UPDATE scaling_evidence SET method = 1');
        run(db, sql);
        expect(methods(), sql).toEqual([{ method: 1 }, { method: 1 }]);
      };
      const version = (key: number, number: number) =>
        `INSERT INTO version (key, submission, kind, number, metric, file_name, columns, examples, content_hash, imported_at)
         VALUES (${key}, 'p7cw', 'original', ${number}, 'classification', 'data.csv', '[]', 1, 'd', '${now}')`;
      const oneRun = (id: string, current: 0 | 1) =>
        `INSERT INTO run (id, version, model, is_current, figures, imported_at, content_hash, dataset_hash, file_name,
                          form, rows, usable, empty, repeated, missing, warnings, value)
         VALUES ('${id}', 1, 'ada', ${current}, '{}', '${now}', 'h', 'd', 'ada.csv', 'folder', 1, 1, 0, 0, 0, '[]', x'00')`;
      leaves(
        `INSERT INTO model (name, family, params, public, tuned) VALUES ('ada', 'gpt3', 1, 1, 0), ('b', 'b', 1, 1, 0)`,
      );
      makesStale(version(1, 1));
      makesStale(oneRun('r1', 1));
      makesStale(oneRun('r2', 0));
      makesStale(`UPDATE run SET is_current = 0 WHERE id = 'r1'`);
      makesStale(`UPDATE version SET metric = 'logodds' WHERE key = 1`);
      makesStale(`UPDATE model SET tuned = 1 WHERE name = 'ada'`);
      leaves(`UPDATE model SET alias = 'Model A', tuned = 1 WHERE name = 'ada'`);
      leaves(`UPDATE model SET params = 2 WHERE name = 'b'`);
      leaves(`UPDATE version SET file_name = 'x.csv', received_at = '${now}', received_reason = 'late' WHERE key = 1`);
      makesStale(`DELETE FROM run WHERE id = 'r2'`);
      makesStale(version(2, 2));
      makesStale('DELETE FROM version WHERE key = 2');
    },
  },
  {
    number: 15,
    fill: (db) =>
      run(
        db,
        `INSERT INTO submission (id, blind_number, title, description, round, created_at)
         VALUES ('p7cw', 4711, 'Parity', '', 1, ?)`,
        now,
      ),
    check: (db) => {
      const decide = `INSERT INTO remark_masking (submission, name, text, found, decision, decided_at)
                      VALUES (?, 'title', 'Loss', ?, ?, '')`;
      run(db, decide, 'p7cw', '[]', 'show');
      expect(() => run(db, decide, 'p7cw', '[]', 'perhaps')).toThrow(/remark_masking_decision/);
      expect(() => run(db, decide, 'p7cw', 'Ann', 'show')).toThrow(/found_is_json/);
      expect(() => run(db, decide, 'none', '[]', 'hide')).toThrow(/FOREIGN KEY/);
    },
  },
  {
    number: 16,
    fill: (db) => {
      twoExamplesForTwo(db);
      castVote(db, 1, 'right');
      castVote(db, 2, 'right', '2026-11-24T09:00:00.000Z');
    },
    check: (db) => {
      const days = () => all(db, 'SELECT contractor, day, votes, last_at FROM votes_by_day ORDER BY day');
      const first = { contractor: 'c1', day: '2026-11-23', votes: 0, last_at: now };
      const second = { contractor: 'c1', day: '2026-11-24', votes: 1, last_at: '2026-11-24T09:00:00.000Z' };
      expect(days()).toEqual([first, second]);
      castVote(db, 3, 'right', '2026-11-24T10:00:00.000Z');
      expect(days()).toEqual([first, { ...second, last_at: '2026-11-24T10:00:00.000Z' }]);
      castVote(db, 4, null, '2026-11-25T10:00:00.000Z');
      expect(days().map((day) => (day as { votes: number }).votes)).toEqual([0, 0, 0]);
      castVote(db, 5, 'right', '2026-11-25T11:00:00.000Z');
      expect(days().map((day) => (day as { votes: number }).votes)).toEqual([0, 0, 1]);
    },
  },
];

/** A deal of two examples to each of two contractors, before any migration that counts. */
function twoExamplesForTwo(db: Connection): void {
  run(
    db,
    `INSERT INTO submission (id, blind_number, title, description, round, created_at)
     VALUES ('p7cw', 4711, 'Parity', '', 1, ?)`,
    now,
  );
  run(
    db,
    `INSERT INTO version (key, submission, kind, number, metric, file_name, columns, examples, content_hash, imported_at)
     VALUES (1, 'p7cw', 'original', 1, 'classification', 'data.csv', '[]', 2, '', ?)`,
    now,
  );
  for (const id of ['c1', 'c2']) {
    run(
      db,
      `INSERT INTO participant (id, role, alias, exchange_key, signing_key, invited_at)
       VALUES (?, 'contractor', ?, randomblob(32), randomblob(32), ?)`,
      id,
      id,
      now,
    );
  }
  run(
    db,
    `INSERT INTO label_deal (id, version, sample, overlap, seed, instructions, threshold, created_at)
     VALUES ('d1', 1, 2, 2, 1, '', 0.05, ?)`,
    now,
  );
  for (const contractor of ['c1', 'c2']) {
    run(db, `INSERT INTO label_progress (deal, contractor, dealt, done) VALUES ('d1', ?, 2, 0)`, contractor);
    for (const row of [0, 1]) {
      run(db, `INSERT INTO label_share (deal, contractor, position, row) VALUES ('d1', ?, ?, ?)`, contractor, row, row);
    }
  }
}

/** One more version of the first contractor's first vote; null takes it back. */
function castVote(db: Connection, revision: number, said: 'right' | null, at = now): void {
  run(
    db,
    `INSERT INTO vote (deal, contractor, position, revision, row, answer, note, seconds, cast_at)
     VALUES ('d1', 'c1', 0, ?, 0, ?, '', 1, ?)`,
    revision,
    said === null ? null : '{"kind":"classification","answer":{"choice":0}}',
    at,
  );
}

function emptyFile(): { db: Connection; file: string; folder: string } {
  const folder = temporaryFolder();
  const file = path.join(folder, 'contest.assay');
  const db = connect(file, { mustExist: false });
  afterTest(() => void db.close());
  return { db, file, folder };
}

/** A file of the form before a migration. */
function fileBefore(number: number) {
  const made = emptyFile();
  const earlier = migrations.filter((step) => step.number < number);
  if (earlier.length > 0) answerOf(migrate(made.db, made.file, now, earlier));
  return made;
}

const formOf = (db: Connection) => db.pragma('user_version', { simple: true });

describe('migrations', () => {
  it('are numbered without gaps, and each has its case', () => {
    expect(migrations.map((step) => step.number)).toEqual(migrations.map((_, place) => place + 1));
    expect(cases.map((given) => given.number)).toEqual(migrations.map((step) => step.number));
  });

  it.each(cases)('number $number keeps what was there', ({ number, fill, check }) => {
    const { db, file } = fileBefore(number);
    fill(db);
    const upTo = migrations.filter((step) => step.number <= number);
    expect(answerOf(migrate(db, file, now, upTo))).toMatchObject({ from: number - 1, to: number });
    check(db);
    expect(formOf(db)).toBe(number);
    expect(db.pragma('integrity_check', { simple: true })).toBe('ok');
    expect(db.pragma('foreign_key_check')).toEqual([]);
  });

  it('do nothing to a file of the newest form', () => {
    const { db, file, folder } = fileBefore(migrations.length + 1);
    const before = all(db, 'SELECT sql FROM sqlite_schema');
    expect(answerOf(migrate(db, file, now))).toEqual({ from: migrations.length, to: migrations.length, backup: null });
    expect(all(db, 'SELECT sql FROM sqlite_schema')).toEqual(before);
    expect(readdirSync(folder).filter((name) => name.includes('before'))).toEqual([]);
  });
});

describe('a migration of a contest that is there', () => {
  const later = (sql: string): readonly Migration[] => [...migrations, { number: migrations.length + 1, sql }];

  function filled() {
    const made = fileBefore(migrations.length + 1);
    run(made.db, `INSERT INTO rubric (version, body, created_at) VALUES (1, '{}', ?)`, now);
    return made;
  }

  it('copies the file beside itself first', () => {
    const { db, file } = filled();
    const { backup } = answerOf(migrate(db, file, now, later('CREATE TABLE extra (a TEXT) STRICT')));
    expect(backup).toBe(`${file}.before-v${migrations.length + 1}-20261123T100000Z`);
    const copy = connect(backup!, { readonly: true });
    expect(formOf(copy)).toBe(migrations.length);
    expect(one(copy, 'SELECT version, body FROM rubric')).toEqual({ version: 1, body: '{}' });
    expect(all(copy, `SELECT name FROM sqlite_schema WHERE name = 'extra'`)).toEqual([]);
    copy.close();
    expect(formOf(db)).toBe(migrations.length + 1);
    expect(all(db, `SELECT name FROM sqlite_schema WHERE name = 'extra'`)).toHaveLength(1);
  });

  it('that fails leaves the old form, its number and its data', () => {
    const { db, file } = filled();
    const broken = later(
      `CREATE TABLE extra (a TEXT) STRICT; UPDATE rubric SET body = '[]'; SELECT no_such_function();`,
    );
    expect(() => migrate(db, file, now, broken)).toThrow(/no_such_function/);
    expect(formOf(db)).toBe(migrations.length);
    expect(one(db, 'SELECT body FROM rubric')).toEqual({ body: '{}' });
    expect(all(db, `SELECT name FROM sqlite_schema WHERE name = 'extra'`)).toEqual([]);
    expect(db.pragma('foreign_keys', { simple: true })).toBe(1);
  });

  it('may build a table anew, and may not leave rows without their parent', () => {
    const { db, file } = filled();
    run(
      db,
      `INSERT INTO participant (id, role, alias, exchange_key, signing_key, invited_at)
             VALUES ('r1', 'reviewer', 'Quiet Heron', zeroblob(32), zeroblob(32), ?)`,
      now,
    );
    run(db, `INSERT INTO ranking (id, reviewer, reason, created_at) VALUES ('k1', 'r1', '', ?)`, now);
    expect(() => migrate(db, file, now, later('DELETE FROM participant'))).toThrow(/without their parent/);
    expect(one(db, 'SELECT count(*) AS n FROM participant')).toEqual({ n: 1 });
    const rebuilt = later(
      `CREATE TABLE r2 (version INTEGER PRIMARY KEY, body TEXT NOT NULL, created_at TEXT NOT NULL, note TEXT) STRICT;
       INSERT INTO r2 SELECT version, body, created_at, NULL FROM rubric;
       DROP TABLE rubric;
       ALTER TABLE r2 RENAME TO rubric;`,
    );
    expect(migrate(db, file, now, rebuilt).ok).toBe(true);
    expect(one(db, 'SELECT version, note FROM rubric')).toEqual({ version: 1, note: null });
  });

  it('refuses a form that it does not know', () => {
    const { db, file } = filled();
    db.exec(`PRAGMA user_version = ${migrations.length + 1}`);
    expect(errorOf(migrate(db, file, now)).code).toBe('newer');
  });
});
