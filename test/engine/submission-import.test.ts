import { createHash } from 'node:crypto';
import { describe, expect, it, vi } from 'vitest';
import { exampleHash } from '../../db/contentHash.ts';
import { examplesPage } from '../../db/examples.ts';
import { findingGroups } from '../../db/findings.ts';
import { listEvents } from '../../db/record.ts';
import { allSubmissions, currentVersion, versionsOf } from '../../db/submission.ts';
import { counted, inBytes } from '../../electron/engine/fileReading.ts';
import { accepted, classificationCsv, contestOnDisk, promptOf } from './contestOnDisk.ts';

describe('importing a submission', () => {
  it('stores every example as it was read', () => {
    const contest = contestOnDisk();
    const { id, rows } = accepted(contest.importSubmission(contest.write('parity.csv', classificationCsv(1234))));
    expect(rows).toBe(1234);
    const version = currentVersion(contest.db, id)!;
    const page = examplesPage(contest.db, version.key, { offset: 1200, limit: 100 });
    expect(page.total).toBe(1234);
    expect(page.examples).toHaveLength(34);
    expect(page.examples[33]).toEqual({
      row: 1233,
      part: null,
      name: null,
      prompt: promptOf(1233),
      otherPrompt: null,
      classes: [' Even', ' Odd'],
      answerIndex: 1,
      completion: null,
      subcategory: null,
      other: null,
    });
  });

  it('keeps subcategory, other columns and the name of a row', () => {
    const contest = contestOnDisk();
    const csv = `,prompt,completion,subcategory,"source, page"\nr7,The cat sat on the, mat,animals,12\n`;
    const { id } = accepted(contest.importSubmission(contest.write('a.csv', csv)));
    const { examples } = examplesPage(contest.db, currentVersion(contest.db, id)!.key, { offset: 0, limit: 10 });
    expect(examples[0]).toMatchObject({
      name: 'r7',
      completion: ' mat',
      subcategory: 'animals',
      other: { 'source, page': '12' },
    });
  });

  it('stores findings, baseline, round and an event with the content hash', () => {
    const contest = contestOnDisk();
    const { id, findings } = accepted(contest.importSubmission(contest.write('parity.csv', classificationCsv(8))));
    expect(findings.map(({ rule }) => rule)).toContain('too-few-examples');
    const version = currentVersion(contest.db, id)!;
    expect(findingGroups(contest.db, version.key).map(({ rule }) => rule)).toEqual(findings.map(({ rule }) => rule));
    expect(version.baseline?.loss.value).toBeCloseTo(Math.LN2, 14);
    expect(version.baseline?.accuracy.value).toBeCloseTo(0.5, 14);
    expect(allSubmissions(contest.db)[0]).toMatchObject({ id, title: 'parity', round: 2, withdrawnAt: null });
    const event = listEvents(contest.db, { limit: 5 }).find(({ kind }) => kind === 'submission.imported');
    expect(event).toMatchObject({ kind: 'submission.imported', subject: id, role: 'organizer' });
    expect(JSON.parse(event!.after!)).toMatchObject({ version: 1, examples: 8, content_hash: version.contentHash });
  });

  it('hashes what is stored', () => {
    const contest = contestOnDisk();
    const { id } = accepted(contest.importSubmission(contest.write('parity.csv', classificationCsv(321))));
    const version = currentVersion(contest.db, id)!;
    const hash = exampleHash({ metric: version.metric, columns: JSON.stringify(version.columns) });
    for (const example of examplesPage(contest.db, version.key, { offset: 0, limit: 500 }).examples) {
      hash.add({ ...example, classes: JSON.stringify(example.classes), other: null });
    }
    expect(version.contentHash).toBe(hash.digest());
    expect(version.contentHash).not.toBe(createHash('sha256').digest('hex'));
  });

  it('draws a short id, or takes the one that is given', () => {
    const contest = contestOnDisk();
    const path = contest.write('parity.csv', classificationCsv(3));
    expect(accepted(contest.importSubmission(path)).id).toMatch(/^[0-9a-z]{4}$/);
    expect(accepted(contest.importSubmission(path, { id: 'Two.clocks-1' })).id).toBe('Two.clocks-1');
  });

  it('calls a submission as told, else by its file, else by the folder of its data.csv', () => {
    const contest = contestOnDisk();
    const csv = classificationCsv(3);
    const ids = [
      contest.importSubmission(contest.write('ferry times.csv', csv), { title: 'Ferries' }),
      contest.importSubmission(contest.write('ferry times.csv', csv)),
      contest.importSubmission(contest.write('two-clocks/data.csv', csv)),
      contest.importSubmission(`${contest.folder}/two-clocks/`),
    ].map((outcome) => accepted(outcome).id);
    const titles = new Map(allSubmissions(contest.db).map(({ id, title }) => [id, title]));
    expect(ids.map((id) => titles.get(id))).toEqual(['Ferries', 'ferry times', 'two-clocks', 'two-clocks']);
  });

  it('adds a version to a submission that is there and keeps the earlier one', () => {
    const contest = contestOnDisk();
    const first = accepted(contest.importSubmission(contest.write('a.csv', classificationCsv(3)), { id: 'p7cw' }));
    const second = accepted(contest.importSubmission(contest.write('b.csv', classificationCsv(5)), { id: 'p7cw' }));
    expect([first.version, second.version]).toEqual([1, 2]);
    const versions = versionsOf(contest.db, 'p7cw', 'original');
    expect(versions.map(({ number, examples, fileName }) => [number, examples, fileName])).toEqual([
      [2, 5, 'b.csv'],
      [1, 3, 'a.csv'],
    ]);
    expect(examplesPage(contest.db, versions[1]!.key, { offset: 0, limit: 10 }).examples).toHaveLength(3);
    expect(allSubmissions(contest.db)).toMatchObject([{ id: 'p7cw', title: 'a' }]);
  });
});

describe('a submission that is not imported', () => {
  const broken = classificationCsv(5000).replace(
    `"[' Even', ' Odd']",1\n"Question 4998`,
    `"[' Even']",1\n"Question 4998`,
  );

  it('leaves nothing behind after an error in a late row, and says which row', () => {
    const contest = contestOnDisk();
    accepted(contest.importSubmission(contest.write('good.csv', classificationCsv(4)), { id: 'good' }));
    const before = contest.dump();
    const refused = contest.importSubmission(contest.write('broken.csv', broken));
    expect(refused).toMatchObject({ ok: false, error: { code: 'refused' } });
    expect(refused.ok ? [] : refused.error.findings).toContainEqual(
      expect.objectContaining({ level: 'error', rule: 'too-few-classes', row: 4997 }),
    );
    expect(contest.importSubmission(`${contest.folder}/broken.csv`, { id: 'good' }).ok).toBe(false);
    expect(contest.dump()).toEqual(before);
  });

  it('leaves nothing behind after a cancel in the middle', () => {
    const contest = contestOnDisk();
    const path = contest.write('large.csv', classificationCsv(40_000));
    const before = contest.dump();
    let chunks = 0;
    const cancelled = contest.importSubmission(path, {}, { cancelled: () => ++chunks > 2 });
    expect(cancelled).toMatchObject({ ok: false, error: { code: 'cancelled' } });
    expect(chunks).toBe(3);
    expect(contest.dump()).toEqual(before);
  });

  it('leaves nothing behind after a fault of the program', () => {
    const contest = contestOnDisk();
    const path = contest.write('large.csv', classificationCsv(40_000));
    const before = contest.dump();
    const progress = () => {
      throw new Error('a fault');
    };
    expect(() => contest.importSubmission(path, {}, { progress })).toThrow('a fault');
    expect(contest.dump()).toEqual(before);
    expect(contest.importSubmission(path).ok).toBe(true);
  });

  it('asks for the metric where the columns fit both log-odds metrics', () => {
    const contest = contestOnDisk();
    const csv = `prompt,other_prompt,classes,answer_index\nA,B,"[' x', ' y']",0\n`;
    const path = contest.write('odds.csv', csv);
    const refused = contest.importSubmission(path);
    expect(refused).toMatchObject({ ok: false, error: { code: 'refused' } });
    expect(refused.ok ? [] : refused.error.findings?.map(({ rule }) => rule)).toEqual(['ambiguous-metric']);
    const { id } = accepted(contest.importSubmission(path, { metric: 'absolute_logodds' }));
    expect(currentVersion(contest.db, id)).toMatchObject({ metric: 'absolute_logodds', baseline: null });
  });

  it('names what is missing, or what to pass instead of a folder', () => {
    const contest = contestOnDisk();
    contest.write('parts/one.txt', classificationCsv(3));
    expect(contest.importSubmission(`${contest.folder}/nowhere.csv`)).toMatchObject({
      error: { code: 'not-found', message: expect.stringContaining('nowhere.csv') },
    });
    expect(contest.importSubmission(`${contest.folder}/parts`)).toMatchObject({
      error: { code: 'refused', message: expect.stringContaining('“parts” holds no CSV file') },
    });
  });

  it('is refused when the file is empty', () => {
    const contest = contestOnDisk();
    expect(contest.importSubmission(contest.write('empty.csv', ''))).toMatchObject({
      error: { code: 'refused', findings: [{ rule: 'empty-file' }] },
    });
  });
});

it('tells its progress in bytes and rows', () => {
  const contest = contestOnDisk();
  const said: { share: number | null; text: string }[] = [];
  const path = contest.write('large.csv', classificationCsv(40_000));
  let now = 0;
  const clock = vi.spyOn(performance, 'now').mockImplementation(() => {
    now += 60;
    return now;
  });
  accepted(contest.importSubmission(path, {}, { progress: (progress) => said.push(progress) }));
  clock.mockRestore();
  expect(said.length).toBeGreaterThan(2);
  expect(said[0]!.text).toMatch(/^1 MB of \d MB, [\d,]+ rows$/);
  expect(said.at(-1)).toMatchObject({ share: 1, text: expect.stringMatching(/^\d MB, [\d,]+ rows$/) });
  const shares = said.map(({ share }) => share!);
  expect(shares).toEqual([...shares].sort((a, b) => a - b));
});

it.each([
  [0, '0 B'],
  [999, '999 B'],
  [1000, '1 kB'],
  [412_300_000, '412 MB'],
  [999_499_999, '999 MB'],
  [999_500_000, '1.0 GB'],
  [12_340_000_000, '12.3 GB'],
])('writes %d bytes as %s', (bytes, text) => {
  expect(inBytes(bytes)).toBe(text);
});

it.each([
  [0, '0 rows'],
  [1, '1 row'],
  [999, '999 rows'],
  [1000, '1,000 rows'],
  [1_904_311, '1,904,311 rows'],
])('writes %d rows as %s', (rows, text) => {
  expect(counted(rows, 'row')).toBe(text);
});
