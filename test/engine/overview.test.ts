import { expect, it } from 'vitest';
import { overviewHandlers } from '../../electron/engine/overview.ts';
import { realSurroundings } from '../../electron/engine/surroundings.ts';
import { accepted, classificationCsv, contestOnDisk, organizer } from './contestOnDisk.ts';

it('counts as waiting for the decision what is eligible, and nothing as decided because it is not', async () => {
  const contest = contestOnDisk();
  const context = {
    ...realSurroundings,
    db: contest.db,
    role: 'organizer',
    participant: null,
    actor: organizer,
  } as const;
  const decision = async () => {
    const { stages } = accepted(await overviewHandlers['contest.overview'](context, {}));
    const { state, done, total } = stages.find(({ stage }) => stage === 'decision')!;
    return { state, done, total };
  };
  accepted(contest.importSubmission(contest.write('few.csv', classificationCsv(200))));
  expect(await decision()).toEqual({ state: 'todo', done: 0, total: 0 });
  accepted(contest.importSubmission(contest.write('enough.csv', classificationCsv(500))));
  expect(await decision()).toEqual({ state: 'todo', done: 0, total: 1 });
});
