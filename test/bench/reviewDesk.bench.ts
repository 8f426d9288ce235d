// What a reviewer waits for in a submission of 10,000 examples, in the engine: everything that its screen asks when it is
// opened (to be under 300 ms with drawing), and each search as one types (under 50 ms), with nothing masked and with a
// name masked in one row. ASSAY_BENCH_ROWS for another size.
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { inTransaction } from '../../db/connection.ts';
import { createContest } from '../../db/contest.ts';
import { addParticipant } from '../../db/participants.ts';
import type { Context } from '../../electron/engine/context.ts';
import { importSubmission } from '../../electron/engine/importSubmission.ts';
import { reviewHandlers } from '../../electron/engine/review.ts';
import { reviewArgumentsHandlers } from '../../electron/engine/reviewArguments.ts';
import { reviewDeskHandlers as desk } from '../../electron/engine/reviewDesk.ts';
import { realSurroundings } from '../../electron/engine/surroundings.ts';
import { withTokens } from '../../electron/engine/tokens.ts';
import type { Outcome } from '../../shared/contract/failure.ts';
import { againstBaseline, median } from './measure.ts';

const rows = Number(process.env.ASSAY_BENCH_ROWS ?? 10_000);
const TYPED = 'minutes past noon';
const TURNS = 15;
const folder = mkdtempSync(join(tmpdir(), 'assay-bench-'));
try {
  for (const masked of [false, true]) await measure(masked);
} finally {
  rmSync(folder, { recursive: true, force: true });
}

async function measure(masked: boolean): Promise<void> {
  const name = masked ? 'one row masked' : 'nothing masked';
  const path = join(folder, `${name}.assay`);
  const { db, close } = must(createContest(path, { name: 'Bench', ...realSurroundings }));
  const actor = { alias: 'Organizer', role: 'organizer' } as const;
  const file = join(folder, `${name}.csv`);
  let csv = 'prompt,classes,answer_index\n';
  for (let row = 0; row < rows; row++) {
    const said = masked && row === 5 ? 'Ask somebody@post.example. ' : '';
    const prompt = `${said}Question: A clock shows ${(row * 7919) % 1000} minutes past noon, another ${row}. Right?`;
    csv += `"${prompt}","[' Yes', ' No']",${row % 2}\n`;
  }
  writeFileSync(file, csv);
  const input = {
    contestPath: path,
    paths: [file],
    form: null,
    metric: 'classification',
    id: 'long',
    title: 'Long',
  } as const;
  const tools = { progress: () => {}, cancelled: () => false, surroundings: realSurroundings };
  must(await withTokens(() => importSubmission({ ...input, paths: [file], actor }, tools)));
  const id = realSurroundings.newId();
  inTransaction(db, () =>
    addParticipant(db, {
      id,
      role: 'reviewer',
      alias: 'Quiet Heron',
      exchangeKey: realSurroundings.randomBytes(32),
      signingKey: realSurroundings.randomBytes(32),
      invitedAt: realSurroundings.now(),
    }),
  );
  const chief: Context = { ...realSurroundings, db, role: 'organizer', participant: null, actor };
  must(await reviewHandlers['review.assign'](chief, { submission: 'long', reviewers: [id] }));
  const reviewer: Context = {
    ...chief,
    role: 'reviewer',
    participant: id,
    actor: { alias: 'Quiet Heron', role: 'reviewer' },
  };
  const { number } = must(await desk['review.queue'](reviewer, {})).items[0]!;

  const opening: number[] = [];
  for (let turn = 0; turn < TURNS; turn++) {
    opening.push(
      await timed(async () => {
        must(await desk['review.queue'](reviewer, {}));
        must(await desk['review.submission'](reviewer, { number }));
        must(await desk['review.form'](reviewer, { number }));
        must(await reviewArgumentsHandlers['review.arguments'](reviewer, { number }));
        must(await desk['review.examples'](reviewer, { number, offset: 0, limit: 100 }));
      }),
    );
  }
  console.log(
    againstBaseline(`review: opens ${rows} examples, ${name}`, median(opening)),
    `(most ${Math.max(...opening).toFixed(0)} ms)`,
  );
  const searching: number[] = [];
  for (let length = 1; length <= TYPED.length; length++) {
    const search = TYPED.slice(0, length);
    searching.push(
      await timed(async () => must(await desk['review.examples'](reviewer, { number, search, offset: 0, limit: 100 }))),
    );
  }
  console.log(
    againstBaseline(`review: a search as one types, ${name}`, median(searching)),
    `(most ${Math.max(...searching).toFixed(0)} ms)`,
  );
  close();
}

async function timed(work: () => Promise<unknown>): Promise<number> {
  const start = performance.now();
  await work();
  return performance.now() - start;
}

function must<T>(outcome: Outcome<T>): T {
  if (!outcome.ok) throw new Error(outcome.error.message);
  return outcome.value;
}
