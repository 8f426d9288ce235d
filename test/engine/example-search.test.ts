import { describe, expect, it } from 'vitest';
import { inTransaction, one } from '../../db/connection.ts';
import { indexedRows, indexMore, searchExamples, unindexedVersions } from '../../db/exampleSearch.ts';
import { examplesPage } from '../../db/examples.ts';
import { decideMasking } from '../../db/masking.ts';
import { blindExamples } from '../../db/reviewDesk.ts';
import { currentVersion } from '../../db/submission.ts';
import { verifyContest } from '../../db/verify.ts';
import { runInWorker } from '../../electron/engine/jobs.ts';
import { accepted, classificationCsv, contestOnDisk } from './contestOnDisk.ts';

const quiet = { progress: () => {}, cancelled: () => false };

function contestWith(csv: string) {
  const contest = contestOnDisk();
  const { id } = accepted(contest.importSubmission(contest.write('task.csv', csv)));
  const version = currentVersion(contest.db, id)!.key;
  const found = (search: string) =>
    examplesPage(contest.db, version, { offset: 0, limit: 50, search }).examples.map(({ row }) => row);
  const foundBlind = (search: string) =>
    blindExamples(contest.db, version, { offset: 0, limit: 50, search }).rows.map(({ row }) => row);
  return { ...contest, version, found, foundBlind };
}

const TEXTS = `prompt,completion,subcategory,source,note
"The cat, it sat on the mat.", down,animals,Zanzibar,a
"A catalogue isn’t a list.", at all,books,Quito,b
"Ünlü kaşık 三毛猫が座る", ok,animals,Zanzibar,c
"100% of 3_4 or C:\\x", ok,signs,Lima,d
`;

describe('a search of examples', () => {
  it('finds words whatever their case and accents, the last one by its beginning', () => {
    const { found } = contestWith(TEXTS);
    expect(found('cat')).toEqual([0, 1]);
    expect(found('CAT sat')).toEqual([0]);
    expect(found('sat cat')).toEqual([0, 1].slice(0, 1));
    expect(found('cat mat')).toEqual([0]);
    expect(found('unlu')).toEqual([2]);
    expect(found('animals')).toEqual([0, 2]);
    expect(found('100% 3_4')).toEqual([3]);
    expect(found('nothing')).toEqual([]);
  });

  it('keeps quoted words together, and finds inside scripts without spaces', () => {
    const { found } = contestWith(TEXTS);
    expect(found('"sat on" cat')).toEqual([0]);
    expect(found('"on sat"')).toEqual([]);
    expect(found('毛猫')).toEqual([2]);
    expect(found('猫毛')).toEqual([]);
  });

  it('takes no sign for a command', () => {
    const { found } = contestWith(TEXTS);
    for (const typed of [
      'cat OR',
      'NOT cat',
      'prompt:cat',
      '{kept}',
      '^cat',
      'cat*',
      '"',
      '""',
      'NEAR(cat mat)',
      ')(',
      "'",
    ]) {
      expect(() => found(typed)).not.toThrow();
    }
    expect(found('kept : zanzibar')).toEqual([]);
    expect(found('%')).toEqual([3]);
  });

  it('of a blind role never looks into columns that it cannot read', () => {
    const { found, foundBlind } = contestWith(TEXTS);
    expect(found('zanzibar')).toEqual([0, 2]);
    for (const typed of [
      'zanzibar',
      'Zanz',
      'kept:zanzibar',
      '"zanzibar"',
      '} : zanzibar',
      'zanzibar OR cat',
      'kept',
    ]) {
      expect(foundBlind(typed)).toEqual([]);
    }
    expect(foundBlind('animals')).toEqual([0, 2]);
  });

  it('finds the beginnings of words that only another submission has, too, once these are there', () => {
    const contest = contestWith(
      'prompt,completion\nA clock, no\nclocking on, yes\n"clock. ""b"" a", in\nnone, of it\n',
    );
    expect(contest.found('clock')).toEqual([0, 1, 2]);
    expect(contest.found('clocki')).toEqual([1]);
    expect(contest.found('clocking')).toEqual([1]);
    expect(contest.found('CLOCKING')).toEqual([1]);
    accepted(contest.importSubmission(contest.write('other.csv', 'prompt,completion\nclockings, all\n')));
    expect(contest.found('clocking')).toEqual([1]);
    expect(contest.found('clockings')).toEqual([]);
  });

  it('finds a page however deep it lies, from wherever one comes', () => {
    const rows = 9000;
    const lines = Array.from({ length: rows }, (_, row) => `row ${row}${row % 3 === 0 ? ' third' : ''}, yes\n`);
    const { db, version } = contestWith(`prompt,completion\n${lines.join('')}`);
    const page = (search: string, offset: number) =>
      searchExamples(db, version, { search, scope: 'organizer', offset, limit: 3 });
    const thirds = (from: number) => [0, 1, 2].map((at) => version * 2 ** 32 + 3 * (from + at));
    for (const offset of [2999, 0, 2000, 1999, 2500, 1, 2996]) {
      const keys = thirds(offset).filter((key) => key < version * 2 ** 32 + rows);
      expect(page('third', offset)).toEqual({ total: 3000, keys });
    }
    expect(page('third', 3000)).toEqual({ total: 3000, keys: [] });
    expect(page('thi', 2001).keys).toEqual(thirds(2001));
    for (const offset of [8000, 8999, 9003, 7000, 6997, 5997, 5998, 4996, 4997, 8996, 1998, 2000]) {
      const keys = [0, 1, 2].map((at) => version * 2 ** 32 + offset + at).slice(0, Math.max(0, rows - offset));
      expect(page('row', offset)).toEqual({ total: rows, keys });
    }
  });

  it('of a blind role finds masked rows by what is read of them, in their place among the others, however deep', () => {
    const rows = 9000;
    const said = (row: number) => (row % 7 === 2 ? ` by ann.bell${row}@post.example` : '');
    const lines = Array.from(
      { length: rows },
      (_, row) => `row ${row}${row % 3 === 0 ? ' third' : ''}${said(row)}, yes\n`,
    );
    const { db, version } = contestWith(`prompt,completion\n${lines.join('')}`);
    const first = version * 2 ** 32;
    const found = (search: string, offset: number) => {
      const { total, keys } = searchExamples(db, version, { search, scope: 'blind', offset, limit: 4 });
      return { total, rows: keys.map((key) => key - first) };
    };
    const inTurn = Array.from({ length: rows }, (_, row) => row);
    const expectFound = (search: string, expected: readonly number[]) => {
      const { length: total } = expected;
      for (const offset of [0, 1, 2, 500, 1284, 1999, 2000, 2001, 2500, total - 3, total, 8998]) {
        if (offset < 0) continue;
        expect([search, offset, found(search, offset)]).toEqual([
          search,
          offset,
          { total, rows: expected.slice(offset, offset + 4) },
        ]);
      }
    };
    const masked = inTurn.filter((row) => row % 7 === 2);
    expectFound('row', inTurn);
    expectFound(
      'third',
      inTurn.filter((row) => row % 3 === 0),
    );
    expectFound(
      'address third',
      masked.filter((row) => row % 3 === 0),
    );
    expectFound('post', []);
    expectFound('bell2', []);
    // what a mask no longer hides is found at once, and by its beginning
    inTransaction(db, () => {
      const spot = { row: 9, place: 'prompt', start: 'row 9 third by '.length };
      const { id } = one<{ id: string }>(db, 'SELECT submission AS id FROM version WHERE key = ?', version)!;
      decideMasking(db, { submission: id, version, kind: 'email-address', spot, decision: 'show' }, '2026');
    });
    expectFound('bell', [9]);
    expectFound(
      'third',
      inTurn.filter((row) => row % 3 === 0),
    );
  });

  it('is the same before, while and after its index is filled', async () => {
    const contest = contestOnDisk();
    const { id } = accepted(contest.importSubmission(contest.write('big.csv', classificationCsv(20_001))));
    const { db } = contest;
    const version = currentVersion(db, id)!.key;
    expect(unindexedVersions(db)).toEqual([{ version, examples: 20_001 }]);
    const pages = () =>
      ['question 19999', 'odd', 'or odd'].flatMap((search) =>
        [0, 5, 9_990, 19_995].map((offset) =>
          searchExamples(db, version, { search, scope: 'blind', offset, limit: 10 }),
        ),
      );
    const before = pages();
    expect(before[0]).toMatchObject({ total: 1 });
    expect(before[4]).toMatchObject({ total: 20_001 });
    inTransaction(db, () => indexMore(db, version, 10_000));
    expect(indexedRows(db, version)).toBe(10_000);
    expect(pages()).toEqual(before);
    expect(verifyContest(db, quiet).problems).toEqual([]);
    accepted(await runInWorker('indexExamples', { contestPath: contest.path }));
    expect(unindexedVersions(db)).toEqual([]);
    expect(pages()).toEqual(before);
    expect(verifyContest(db, quiet).problems).toEqual([]);
  });
});
