import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, expect, it } from 'vitest';
import { assay, assayJson } from '../engine/commandLine.ts';

// What docs/scaling.md works through is what the code says of the same runs, where those lie beside the checkout.
const real = fileURLToPath(new URL('../../../shared/real', import.meta.url));
const page = readFileSync(new URL('../../docs/scaling.md', import.meta.url), 'utf8');

interface Trend {
  readonly family: string;
  readonly shared_examples: number;
  readonly means: readonly number[];
  readonly steps: readonly { readonly verdict: string }[];
  readonly slope: number | null;
  readonly slope_interval: readonly [number, number] | null;
  readonly straightness: number | null;
  readonly spearman: number | null;
  readonly shape: string | null;
}
interface Analyzed {
  readonly submissions: readonly {
    readonly id: string;
    readonly metric: string;
    readonly trends: readonly Trend[];
    readonly error_trends: readonly Trend[];
  }[];
}

/** What the page calls each, its metric, and the folders of its runs; its data lies in the first. */
const sets = {
  conjunction: [
    'conjunction fallacy',
    'classification',
    'conjunction-fallacy-0shot-gpt2',
    'conjunction-fallacy-0shot-gpt3',
  ],
  dice2: ['dice (GPT-2)', 'classification', 'dice-0shot-gpt2'],
  dice3: ['dice (GPT-3)', 'classification', 'dice-0shot-gpt3-[bad line endings]'],
  lambada: ['lambada, 1,000', 'sequence_prob', 'lambada-1k_gpt2', 'lambada-1k_gpt3'],
  qa: ['QA, log odds', 'logodds', 'QA-v2-gpt3'],
  qaAbsolute: ['QA, absolute log odds', 'absolute_logodds', 'QA-v2-gpt3-abs'],
  syllogism: ['syllogism', 'classification', 'syllogism-0shot-gpt2', 'syllogism-0shot-gpt3'],
} as const satisfies Readonly<Record<string, readonly [string, string, ...string[]]>>;

if (!existsSync(real)) {
  it('has no real runs to work through: ../shared/real is not there', () => {
    expect(existsSync(real)).toBe(false);
  });
} else {
  const home = mkdtempSync(join(tmpdir(), 'assay-worked-'));
  afterAll(() => rmSync(home, { recursive: true, force: true }));

  it('says in docs/scaling.md what the code says of the real runs', async () => {
    const contest = join(home, 'worked.assay');
    expect((await assay('init', contest)).code).toBe(0);
    for (const [id, [, metric, ...folders]] of Object.entries(sets)) {
      const data = join(real, folders[0] as string, 'data.csv');
      const into = ['--contest', contest];
      expect((await assay('import', 'submission', data, ...into, '--id', id, '--metric', metric)).code).toBe(0);
      for (const folder of folders) {
        const runs = ['import', 'results', join(real, folder), ...into, '--submission', id];
        expect((await assay(...runs)).code).toBe(0);
      }
    }
    const { json } = await assayJson<Analyzed>('analyze', '--contest', contest);
    const found = json.submissions.flatMap(({ id, metric, trends, error_trends }) => {
      const [name] = sets[id as keyof typeof sets];
      const of = metric.endsWith('logodds') ? 'log odds' : 'loss';
      return [
        ...trends.map((trend) => row(name, of, trend)),
        ...error_trends.map((trend) => row(name, 'error', trend)),
      ];
    });
    const names: readonly string[] = Object.values(sets).map(([name]) => name);
    const told = page
      .split('\n')
      .filter((line) => line.startsWith('| '))
      .map((line) =>
        line
          .slice(1, -1)
          .split('|')
          .map((cell) => cell.trim()),
      )
      .filter(([name]) => names.includes(name ?? ''));
    expect(told.length).toBeGreaterThan(0);
    expect(told.map((cells) => cells.join(' | ')).sort()).toEqual(found.map((cells) => cells.join(' | ')).sort());
  }, 120_000);
}

/** As the page writes it. */
function row(name: string, of: string, trend: Trend): readonly string[] {
  const { slope, slope_interval: interval } = trend;
  const between = interval ? ` (${written(interval[0], 3)} to ${written(interval[1], 3)})` : '';
  return [
    ...[name, of, trend.family, trend.shared_examples.toLocaleString('en-GB')],
    trend.means.map((mean) => written(mean, 3)).join(', '),
    trend.steps.map(({ verdict }) => verdict).join(', '),
    slope === null ? '' : `${written(slope, 3)}${between}`,
    written(trend.straightness, 2),
    written(trend.spearman, 2),
    trend.shape ?? (trend.means.length < 3 ? 'none: two sizes' : ''),
  ];
}

function written(value: number | null, decimals: number): string {
  if (value === null) return '';
  const text = Math.abs(value).toFixed(decimals);
  return value < 0 && Number(text) !== 0 ? `−${text}` : text;
}
