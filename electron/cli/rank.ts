import { readFileSync, writeFileSync } from 'node:fs';
import { type Command, InvalidArgumentError } from 'commander';
import { failure, type Outcome, success } from '../../shared/contract/failure.ts';
import type { FindingView } from '../../shared/contract/parts.ts';
import type { RankJson } from '../../shared/decision/json.ts';
import type { DecisionRules } from '../../shared/decision/rules.ts';
import type { Table, TableFile } from '../../shared/decision/tables.ts';
import { readJsonFile } from './jsonFile.ts';
import { table } from './output.ts';
import type { Shared } from './shared.ts';

interface RankOptions {
  readonly contest?: string;
  readonly scores?: string;
  readonly rankings?: string;
  readonly held?: string;
  readonly rules?: string;
  readonly stability?: boolean;
  readonly seed: number;
  readonly html?: string;
}

interface Ranked {
  readonly name: string;
  readonly titles: Readonly<Record<string, string>>;
  readonly criteria: readonly { readonly key: string; readonly name: string }[];
  readonly ranking: RankJson;
  readonly warnings: readonly string[];
}

export function addRankCommand(program: Command, shared: Shared): void {
  program
    .command('rank')
    .description('decides the prizes, from a contest or from CSV files, and explains every line')
    .option('--contest <file>', 'the contest file')
    .option('--scores <scores.csv>', 'submission,reviewer,criterion,level[,round]')
    .option('--rankings <rankings.csv>', 'reviewer,submission,rank; 1 is best, empty: not compared')
    .option('--held <held.csv>', 'submission,prize: prizes held from round 1')
    .option('--rules <rules.json>', 'round, consensus, min_reviews, caps, amounts; each as usual where left out')
    .option('--stability', 'also how often each submission lands in each tier when its reviews are drawn anew')
    .option('--seed <number>', 'for the draws of --stability', wholeSeed, 0)
    .option('--html <file>', 'also writes the ranking as a page')
    .action(async (options: RankOptions) => {
      const ranked = await rank(shared, options);
      if (ranked.ok) for (const warning of ranked.value.warnings) shared.say(warning);
      const { rankingHtml, rankingRows, rankingSentence } = await import('../../shared/decision/report.ts');
      const written = ranked.ok && options.html !== undefined ? writePage(options.html, pageOf(ranked.value)) : ranked;
      shared.finish(written.ok ? ranked : written, {
        json: (value) => value.ranking,
        text: (value) => {
          const [head, ...rows] = rankingRows(value);
          const page =
            options.html === undefined ? [] : ['', `The ranking as a page, with every reason: ${options.html}`];
          return [rankingSentence(value.ranking), '', table(head ?? [], rows), ...page].join('\n');
        },
      });

      function pageOf(value: Ranked): string {
        return rankingHtml({ ...value, contest: value.name, at: new Date().toISOString() });
      }
    });
}

function writePage(file: string, page: string): Outcome<null> {
  try {
    writeFileSync(file, page);
    return success(null);
  } catch {
    return failure('disk', `${file} cannot be written. Choose another place with --html.`);
  }
}

async function rank(shared: Shared, options: RankOptions): Promise<Outcome<Ranked>> {
  if ((options.contest === undefined) === (options.scores === undefined)) {
    return failure('bad-input', 'Name either a contest (--contest FILE) or a table of scores (--scores scores.csv).');
  }
  if (options.scores !== undefined) return await rankTables(options.scores, options);
  for (const only of ['rankings', 'held', 'rules'] as const) {
    if (options[only] !== undefined) {
      return failure('bad-input', `--${only} belongs to --scores. A contest has its own; leave it out.`);
    }
  }
  return await shared.withContest(options.contest!, async (contest) => {
    // who is kept out for standard scaling hangs on evidence that may not have been computed yet
    const computed = await contest.call('scaling.compute', {});
    if (!computed.ok) return computed;
    const current = await contest.call('decision.current', {});
    if (!current.ok) return current;
    const { ranking, titles } = current.value;
    const session = await contest.call('session.current', {});
    const rubric = await contest.call('review.rubric', {});
    if (!rubric.ok) return rubric;
    const stability = options.stability ? await stabilityOfContest(contest.path, options.seed) : success(undefined);
    if (!stability.ok) return stability;
    return success({
      name: (session.ok && session.value.contest?.name) || 'The contest',
      titles,
      criteria: rubric.value.criteria,
      ranking: { ...ranking, ...(stability.value ? { stability: stability.value } : {}) },
      warnings: [],
    });
  });
}

/** With a connection of its own, for reading: the engine holds the contest meanwhile. */
async function stabilityOfContest(path: string, seed: number): Promise<Outcome<RankJson['stability']>> {
  const { connect } = await import('../../db/connection.ts');
  const { decisionInput } = await import('../../db/decision.ts');
  const { stability } = await import('../../shared/decision/stability.ts');
  const db = connect(path, { readonly: true });
  try {
    return success({ ...stability(decisionInput(db), seed).submissions });
  } finally {
    db.close();
  }
}

async function rankTables(scores: string, options: RankOptions): Promise<Outcome<Ranked>> {
  const { readTables } = await import('../../shared/decision/tables.ts');
  const { decide } = await import('../../shared/decision/decide.ts');
  const { rankJson } = await import('../../shared/decision/json.ts');
  const rules = await readRulesOption(options.rules);
  if (!rules.ok) return rules;
  const tables: { scores?: Table; rankings?: Table; held?: Table } = {};
  const broken: FindingView[] = [];
  const files = [
    ['scores', scores, 'scores.csv'],
    ['rankings', options.rankings, 'rankings.csv'],
    ['held', options.held, 'held.csv'],
  ] as const;
  for (const [part, file, name] of files) {
    if (file === undefined) continue;
    const read = await readTable(file, name);
    if (!read.ok) return read;
    tables[part] = read.value.table;
    broken.push(...read.value.findings);
  }
  if (broken.length > 0) return failure('refused', refusedSentence(broken), broken);
  const read = readTables({ ...tables, scores: tables.scores! }, rules.value);
  if (!read.ok) return failure('refused', read.error.message, read.findings.map(asFinding));
  const decision = decide(read.input);
  const drawn = options.stability
    ? (await import('../../shared/decision/stability.ts')).stability(read.input, options.seed)
    : undefined;
  return success({
    name: 'Ranking',
    titles: {},
    criteria: read.input.criteria.map(({ key, name }) => ({ key: read.spelling[key] ?? key, name })),
    ranking: rankJson(decision, { spelling: read.spelling, ...(drawn ? { stability: drawn } : {}) }),
    warnings: [...read.findings.map((finding) => finding.message), ...decision.warnings],
  });
}

async function readRulesOption(file: string | undefined): Promise<Outcome<DecisionRules>> {
  const { readRules, standardRules } = await import('../../shared/decision/rules.ts');
  if (file === undefined) return success(standardRules(2));
  const content = readJsonFile(file);
  if (!content.ok) return content;
  const rules = readRules(content.value);
  return rules.ok ? success(rules.rules) : failure('refused', rules.error.message, []);
}

async function readTable(
  file: string,
  name: TableFile,
): Promise<Outcome<{ readonly table: Table; readonly findings: FindingView[] }>> {
  const { readCsv } = await import('../../shared/csv/reader.ts');
  const bytes = readBytes(file);
  if (!bytes.ok) return bytes;
  const { header, rows, problems } = readCsv(bytes.value);
  const findings = problems.map(
    (problem): FindingView => ({
      level: 'error',
      rule: problem.rule,
      row: problem.row,
      column: problem.column === null ? null : (header[problem.column] ?? String(problem.column)),
      message: `${name}${problem.row === null ? '' : `, row ${problem.row}`}: ${problem.message}`,
    }),
  );
  return success({ table: { header, rows }, findings });
}

function readBytes(file: string): Outcome<Buffer> {
  try {
    return success(readFileSync(file));
  } catch {
    return failure('bad-input', `${file} cannot be read. Check its name.`);
  }
}

function asFinding(finding: {
  level: 'error' | 'warning';
  rule: string;
  row: number | null;
  column: string | null;
  message: string;
}): FindingView {
  const { level, rule, row, column, message } = finding;
  return { level, rule, row, column, message };
}

function refusedSentence(findings: readonly FindingView[]): string {
  const more = findings.length > 1 ? ` There are ${findings.length - 1} more.` : '';
  return `${findings[0]!.message}${more}`;
}

function wholeSeed(text: string): number {
  if (!/^\d{1,10}$/.test(text) || Number(text) > 0xffffffff) {
    throw new InvalidArgumentError('A seed is a whole number from 0 to 4294967295.');
  }
  return Number(text);
}
