// What a reviewer waits for in a submission of 10,000 examples, in the engine: everything that its screen asks when it is
// opened (to be under 300 ms with drawing), and each search as one types (under 50 ms), with nothing masked and with a
// name masked in one row. ASSAY_BENCH_ROWS for another size.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { reviewArgumentsHandlers } from '../../electron/engine/reviewArguments.ts';
import { reviewDeskHandlers as desk } from '../../electron/engine/reviewDesk.ts';
import { longReview, must } from './longReview.ts';
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
  const { reviewer, close } = await longReview(join(folder, `${name}.assay`), { rows, submissions: 1, masked });
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
