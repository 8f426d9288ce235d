import { copyFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { connect, run } from '../../db/connection.ts';
import type { Context } from '../../electron/engine/context.ts';
import { panelHandlers as panel } from '../../electron/engine/panel.ts';
import { rankingHandlers as ranking } from '../../electron/engine/rankingTasks.ts';
import { reviewHandlers as table } from '../../electron/engine/review.ts';
import { reviewDeskHandlers as desk } from '../../electron/engine/reviewDesk.ts';
import { emptyForm } from '../../shared/review/form.ts';
import { afterTest } from './builders.ts';
import { accepted, type ContestOnDisk, contestOnDisk } from './contestOnDisk.ts';
import { asOrganizer, person, withSubmission } from './people.ts';

/** Submissions of these ids (their titles too), dealt to one reviewer; `numberOf` by title. */
async function dealt(...ids: string[]) {
  const contest = contestOnDisk();
  for (const id of ids) withSubmission(contest, 300, id);
  const reviewer = person(contest, 'reviewer', 'Quiet Heron');
  for (const submission of ids) {
    accepted(await table['review.assign'](asOrganizer(contest), { submission, reviewers: [reviewer.participant!] }));
  }
  const { items } = accepted(await desk['review.queue'](reviewer, {}));
  const numberOf = (title: string) => items.find((item) => item.title === title)!.number;
  return { contest, reviewer, numberOf };
}

/** The same person at the file as a killed app leaves it: nothing closed, nothing checkpointed. */
function afterKill(contest: ContestOnDisk, reviewer: Context): Context {
  const copy = join(contest.folder, 'killed.assay');
  copyFileSync(contest.path, copy);
  copyFileSync(`${contest.path}-wal`, `${copy}-wal`);
  const db = connect(copy);
  afterTest(() => void db.close());
  return { ...reviewer, db };
}

describe('the reviewer’s desk', () => {
  it('has a draft on disk when saving is answered, whatever becomes of the app', async () => {
    const { contest, reviewer, numberOf } = await dealt('even');
    const number = numberOf('even');
    const form = { ...emptyForm, strengths: 'Read to the end.' };
    accepted(await desk['review.saveDraft'](reviewer, { number, form }));
    expect(accepted(await desk['review.form'](afterKill(contest, reviewer), { number }))).toMatchObject({
      state: 'draft',
      form: { strengths: 'Read to the end.' },
    });
  });

  it('offers to take back what was declined, until it is taken away', async () => {
    const { contest, reviewer, numberOf } = await dealt('even', 'odd');
    const number = numberOf('even');
    accepted(await panel['review.decline'](reviewer, { number, reason: '' }));
    const declined = async () => accepted(await desk['review.queue'](reviewer, {})).declined;
    expect(await declined()).toEqual([{ number, title: 'even' }]);
    accepted(await panel['review.takeBack'](reviewer, { number }));
    expect(await declined()).toEqual([]);
    accepted(await panel['review.decline'](reviewer, { number, reason: '' }));
    run(contest.db, `UPDATE submission SET withdrawn_at = '2026-01-01T00:00:00.000Z' WHERE id = 'even'`);
    expect(await declined()).toEqual([]);
  });

  it('keeps what was declined meanwhile out of an order that was begun', async () => {
    const { contest, reviewer, numberOf } = await dealt('even', 'odd', 'prime');
    const submissions = ['even', 'odd', 'prime'];
    accepted(await ranking['ranking.open'](asOrganizer(contest), { submissions, reason: 'a tie' }));
    const tasks = async () => accepted(await ranking['ranking.tasks'](reviewer, {})).tasks;
    const { task } = (await tasks())[0]!;
    const [even, odd, prime] = submissions.map(numberOf);
    const order = [[even!, odd!], [prime!]];
    accepted(await ranking['ranking.saveDraft'](reviewer, { task, order, reason: '' }));
    accepted(await panel['review.decline'](reviewer, { number: prime!, reason: '' }));
    expect((await tasks())[0]).toMatchObject({ state: 'draft', order: [[even, odd]] });
    accepted(await ranking['ranking.saveDraft'](reviewer, { task, order: [[odd!], [even!]], reason: 'so' }));
  });
});
