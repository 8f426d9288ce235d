// How long a plot of 40 runs takes to be drawn once its data is there, in a real window: from the click that asks for
// another view, through React and Plotly, until the frame in which it stands has been painted.
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { Page } from 'playwright';
import { createContest } from '../../db/contest.ts';
import { importResults } from '../../electron/engine/importResults.ts';
import { importSubmission } from '../../electron/engine/importSubmission.ts';
import { realSurroundings } from '../../electron/engine/surroundings.ts';
import { seededRandom } from '../../shared/random.ts';
import { launchAssay } from '../desktop/launch.ts';
import { againstBaseline, median } from './measure.ts';

const TURNS = 12;
const EXAMPLES = 300;
const FAMILIES = 8;
const SIZES = 5;
const folder = mkdtempSync(path.join(tmpdir(), 'assay-bench-'));
try {
  const contest = path.join(folder, 'plots.assay');
  await write(contest);
  const { page, close } = await launchAssay({ files: [contest] });
  try {
    await page.getByText('Do next').waitFor();
    await page.keyboard.press('Control+k');
    await page.getByRole('combobox', { name: 'Find or do' }).fill('Forty runs');
    await page.keyboard.press('Enter');
    await page.locator('.sug > li').first().waitFor();
    await page.locator('.plot .main-svg .trace').first().waitFor({ state: 'attached' });
    const times: number[] = [];
    for (let turn = 0; turn <= TURNS; turn++) times.push(await switchView(page, turn % 2 === 0 ? 'error' : 'loss'));
    times.shift(); // the first one compiles
    const sorted = [...times].sort((a, b) => a - b);
    console.log(
      againstBaseline('plot: 40 runs, to the painted frame', median(times)),
      `(${sorted[0]!.toFixed(0)} to ${sorted.at(-1)!.toFixed(0)})`,
    );
  } finally {
    await close();
  }
} finally {
  rmSync(folder, { recursive: true, force: true });
}

/** Milliseconds; measured by the page's own clock. As text, because this file is also read where there is no page. */
function switchView(page: Page, to: 'error' | 'loss'): Promise<number> {
  return page.evaluate<number>(`new Promise((done) => {
    const radio = document.querySelector('input[type="radio"][value="${to}"]');
    const start = performance.now();
    radio.click();
    const look = () => {
      const texts = (of) => [...document.querySelectorAll('.plot ' + of)].map((text) => text.textContent);
      // Plotly's numbers and our words: shares of errors are in percent
      const there = texts('.ytick text').some((text) => text.includes('%')) === ${to === 'error'}
        && texts('text').some((text) => text.includes('${to === 'error' ? 'answered wrong' : 'nats'}'));
      // one frame more: what is in the tree now is painted then
      if (there) requestAnimationFrame(() => done(performance.now() - start));
      else requestAnimationFrame(look);
    };
    look();
  })`);
}

async function write(contest: string): Promise<void> {
  const made = createContest(contest, { name: 'Plots', ...realSurroundings });
  if (!made.ok) throw new Error(made.error.message);
  made.value.close();
  const actor = { alias: 'Organizer', role: 'organizer' } as const;
  const tools = { surroundings: realSurroundings, progress: () => {}, cancelled: () => false };
  const rows = Array.from({ length: EXAMPLES }, (_, row) => `"Is ${row} even?\nAnswer:","[' Yes', ' No']",${row % 2}`);
  const data = path.join(folder, 'data.csv');
  writeFileSync(data, `prompt,classes,answer_index\n${rows.join('\n')}\n`);
  const input = { contestPath: contest, actor, metric: 'classification' as const, form: null };
  const stored = await importSubmission({ ...input, paths: [data], id: 'forty', title: 'Forty runs' }, tools);
  if (!stored.ok) throw new Error(stored.error.message);
  const models = Array.from({ length: FAMILIES * SIZES }, (_, i) => ({
    name: `model-${i}`,
    family: `family ${Math.floor(i / SIZES)}`,
    params: 1e8 * 4 ** (i % SIZES) * (1 + Math.floor(i / SIZES) / 10),
    public: true,
    tuned: false,
    alias: null,
  }));
  for (const model of models) {
    const random = seededRandom(model.name);
    const centre = 0.5 + 0.1 * Math.log10(model.params / 1e8);
    const lines = Array.from({ length: EXAMPLES }, (_, row) => {
      const loss = centre + 0.4 * random.unit();
      return `${row},${loss.toFixed(9)},${loss < 0.8 ? 1 : 0},-0.2`;
    });
    writeFileSync(path.join(folder, `${model.name}.csv`), `index,loss,correct,total_logprob\n${lines.join('\n')}\n`);
  }
  const results = { contestPath: contest, path: folder, submission: 'forty', reproduction: false, models, actor };
  const runs = importResults(results, tools);
  if (!runs.ok) throw new Error(runs.error.message);
  const refused = runs.value.runs.filter((run) => run.status === 'refused');
  if (refused.length > 0) throw new Error(JSON.stringify(refused[0]));
}
