import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { namedCharacter, withCharacterNames } from '../../electron/engine/characterNames.ts';
import { runInWorker } from '../../electron/engine/jobs.ts';
import { type ClassesCase, classesDisagreement } from '../oracle/classes-agreement.ts';
import { accepted, contestOnDisk, organizer } from './contestOnDisk.ts';

const stored: readonly ClassesCase[] = JSON.parse(
  readFileSync(new URL('../fixtures/csv/names-cases.json', import.meta.url), 'utf8'),
);

it('does work once, twice where the first name turns up, and once again after that', async () => {
  let times = 0;
  const work = (name: string | null) => () => {
    times += 1;
    return name === null ? null : namedCharacter(name);
  };
  await withCharacterNames(work(null));
  await withCharacterNames(work('CJK UNIFIED IDEOGRAPH-4E00'));
  expect(times).toBe(2);
  expect(await withCharacterNames(work('bullet'))).toBe('•');
  expect(times).toBe(4);
  expect(await withCharacterNames(work('BELL'))).toBe('🔔');
  expect(times).toBe(5);
});

it('passes on what goes wrong in the work', async () => {
  await expect(
    withCharacterNames(() => {
      throw new Error('a fault');
    }),
  ).rejects.toThrow('a fault');
});

it('reads every stored text with names as ast.literal_eval does', async () => {
  const differing = await withCharacterNames(() =>
    stored.flatMap((known) => {
      const difference = classesDisagreement(known, namedCharacter);
      return difference === null ? [] : [{ text: known.text, difference }];
    }),
  );
  expect(differing).toEqual([]);
  expect(stored.filter((known) => known.classes !== undefined).length).toBeGreaterThan(100);
  expect(stored.filter((known) => known.error !== undefined).length).toBeGreaterThan(40);
});

it('stores a file whose names come late once and whole', async () => {
  const contest = contestOnDisk();
  const rows = Array.from({ length: 4999 }, (_, row) => `Question ${row}?,"[' Yes', ' No']",0\n`);
  const named = String.raw`Last?,"[' \N{LATIN SMALL LETTER A WITH GRAVE}', ' No']",0`;
  const path = contest.write('named.csv', `prompt,classes,answer_index\n${rows.join('')}${named}\n`);
  const imported = await runInWorker('importSubmission', {
    contestPath: contest.path,
    paths: [path],
    metric: null,
    id: 'p7cw',
    title: null,
    form: null,
    actor: organizer,
  });
  expect(accepted(imported)).toMatchObject({ version: 1, rows: 5000 });
  const { submission, version, example, event } = contest.dump();
  expect([submission, version].map((table) => table?.length)).toEqual([1, 1]);
  expect(example).toHaveLength(5000);
  expect(JSON.stringify(example!.at(-1))).toContain(' à');
  expect(event!.filter((one) => (one as { kind: string }).kind === 'submission.imported')).toHaveLength(1);
});
