import type { FindingList } from './finding.ts';
import { METRIC_RULES, METRICS, type Metric, type MetricColumn } from './metric.ts';

/** What to do where the columns fit both `logodds` and `absolute_logodds` and no metric is named. */
export type AmbiguousMetric = 'assume-logodds' | 'refuse';

/** Where in a row each thing is. Places count from 0; null: not there, or not read by this metric. */
export interface ColumnPlan {
  readonly metric: Metric;
  /** Every column's name, as pandas has it. */
  readonly names: readonly string[];
  readonly places: Readonly<Record<MetricColumn, number | null>>;
  /** The name of each row, as pandas' index. */
  readonly name: number | null;
  readonly subcategory: number | null;
  /** All further columns, kept as they are. */
  readonly other: readonly { readonly name: string; readonly place: number }[];
  /** The columns whose cells are text: what the metric reads as text, and the columns that are just `kept`. */
  readonly textColumns: readonly { readonly place: number; readonly kept: boolean }[];
}

/** The names of the columns as pandas gives them: one without a name is `Unnamed: ` and its place. */
export function columnNames(header: readonly string[]): string[] {
  return header.map((name, place) => (name === '' ? `Unnamed: ${place}` : name));
}

/** An older name is read as the newer one where that is not there too. */
const OLDER_NAMES: Partial<Readonly<Record<MetricColumn, string>>> = { other_prompt: 'biased_prompt' };
const TEXT_COLUMNS: readonly MetricColumn[] = ['prompt', 'other_prompt', 'completion'];
const DROPPED_COLUMNS = ['filled_template', 'true_answer', 'anchor'];
const INDEX_NAMES = ['', 'index', 'Unnamed: 0'];

/** Decides what each column is; null where that is impossible, with an error among the findings. */
export function planColumns(
  header: readonly string[],
  options: { readonly metric?: Metric | undefined; readonly ambiguousMetric: AmbiguousMetric },
  findings: FindingList,
): ColumnPlan | null {
  const hasIndex = INDEX_NAMES.includes(header[0] ?? '');
  const names = columnNames(header);
  const places = new Map<string, number>();
  for (const [place, name] of names.entries()) {
    if (place === 0 && hasIndex) continue;
    if (places.has(name) || (hasIndex && name === header[0])) {
      findings.add(
        'duplicate-column',
        null,
        name,
        `Two columns are named ${quoted(name)}; rename or remove one of them.`,
      );
    } else places.set(name, place);
  }
  const find = (column: MetricColumn) => places.get(column) ?? places.get(OLDER_NAMES[column] ?? column) ?? null;

  const metric = options.metric ?? decideMetric((column) => find(column) !== null, places, names, options, findings);
  if (metric === null) return null;
  const needed = METRIC_RULES[metric].columns;
  const missing = needed.filter((column) => find(column) === null);
  if (missing.length > 0) {
    reportMissing(metric, missing, places, names, findings);
    return null;
  }
  if (findings.hasErrors()) return null;

  for (const column of needed) {
    const older = OLDER_NAMES[column];
    if (older === undefined || places.has(column)) continue;
    findings.add('older-column-name', null, older, `The column ${older} is read as ${column}, its newer name.`);
  }
  const used = new Set<number | null>(needed.map(find));
  const place = (column: MetricColumn) => (needed.includes(column) ? find(column) : null);
  const subcategory = places.get('subcategory') ?? null;
  const kept = [...places].filter(([, at]) => !used.has(at)).map(([, at]) => ({ place: at, kept: true }));
  const text = TEXT_COLUMNS.flatMap((column) => place(column) ?? []).map((at) => ({ place: at, kept: false }));
  return {
    metric,
    names,
    places: {
      prompt: place('prompt'),
      other_prompt: place('other_prompt'),
      classes: place('classes'),
      answer_index: place('answer_index'),
      completion: place('completion'),
    },
    name: hasIndex ? 0 : null,
    subcategory,
    other: [...places]
      .filter(([, at]) => !used.has(at) && at !== subcategory)
      .map(([name, at]) => ({ name, place: at })),
    textColumns: [...text, ...kept],
  };
}

function decideMetric(
  has: (column: MetricColumn) => boolean,
  places: ReadonlyMap<string, number>,
  names: readonly string[],
  options: { readonly ambiguousMetric: AmbiguousMetric },
  findings: FindingList,
): Metric | null {
  const fits = (metric: Metric) => METRIC_RULES[metric].columns.every(has);
  const choices = fits('classification') || fits('logodds');
  if (choices && fits('sequence_prob')) {
    const message = 'The columns fit a classification as well as sequence_prob; name the metric, or remove columns.';
    findings.add('ambiguous-metric', null, null, message);
    return null;
  }
  if (fits('sequence_prob')) return 'sequence_prob';
  if (fits('logodds')) {
    if (options.ambiguousMetric === 'refuse') {
      const message = 'The columns fit both logodds and absolute_logodds; say which of the two metrics is meant.';
      findings.add('ambiguous-metric', null, null, message);
      return null;
    }
    const message =
      'The columns fit both logodds and absolute_logodds; logodds is assumed. Name the metric to be sure.';
    findings.add('assumed-metric', null, null, message);
    return 'logodds';
  }
  if (fits('classification')) return 'classification';
  reportUndecided(has, places, names, findings);
  return null;
}

function reportUndecided(
  has: (column: MetricColumn) => boolean,
  places: ReadonlyMap<string, number>,
  names: readonly string[],
  findings: FindingList,
): void {
  if (reportDropped(places, findings)) return;
  const near = (column: MetricColumn) => has(column) || nearName(column, names) !== null;
  const guess: Metric | null = near('completion')
    ? 'sequence_prob'
    : near('other_prompt')
      ? 'logodds'
      : near('classes') || near('answer_index')
        ? 'classification'
        : null;
  if (guess !== null) {
    const missing = METRIC_RULES[guess].columns.filter((column) => !has(column));
    reportMissing(guess, missing, places, names, findings);
    return;
  }
  const kinds = METRICS.map((metric) => `${metric}: ${METRIC_RULES[metric].columns.join(', ')}`).join('; ');
  const separator = otherSeparator(names);
  const message =
    separator === null
      ? `The columns fit no metric: by its first row the file has ${listed(names)}. Use the columns of one metric (${kinds}), and name them in the first row.`
      : `There are no columns, because ${separator} stand between the cells: the file has ${listed(names)}. Save it with commas between the cells.`;
  findings.add('missing-column', null, has('prompt') ? null : 'prompt', message);
}

/** What stands between the cells of a table that is no CSV, if the one name of its header holds names of columns. */
function otherSeparator(names: readonly string[]): string | null {
  const [name] = names;
  if (names.length !== 1 || name === undefined) return null;
  const known = METRICS.flatMap((metric): readonly string[] => METRIC_RULES[metric].columns);
  const separators = Object.entries({ ';': 'semicolons', '\t': 'tabs', '|': 'bars' });
  return separators.find(([sign]) => name.split(sign).filter((part) => known.includes(part)).length > 1)?.[1] ?? null;
}

function reportDropped(places: ReadonlyMap<string, number>, findings: FindingList): boolean {
  if (DROPPED_COLUMNS.filter((name) => places.has(name)).length < 2) return false;
  const message = `This is the numeric kind of data (${DROPPED_COLUMNS.join(', ')}), which the contest dropped; rewrite the task for one of the metrics ${METRICS.join(', ')}.`;
  findings.add('dropped-metric', null, null, message);
  return true;
}

function reportMissing(
  metric: Metric,
  missing: readonly MetricColumn[],
  places: ReadonlyMap<string, number>,
  names: readonly string[],
  findings: FindingList,
): void {
  if (reportDropped(places, findings)) return;
  for (const column of missing) {
    const near = nearName(column, names);
    const advice = near === null ? `add it, or choose another metric` : `rename ${quoted(near)} to ${quoted(column)}`;
    const message = `The column ${quoted(column)}, which ${metric} needs, is missing: the file has ${listed(names)}; ${advice}.`;
    findings.add('missing-column', null, column, message);
  }
}

/** A name that is the column's but for case, spaces, hyphens or invisible characters. */
function nearName(column: MetricColumn, names: readonly string[]): string | null {
  const plain = (name: string) => name.toLowerCase().replace(/[^a-z0-9]/g, '');
  const wanted = [column, OLDER_NAMES[column] ?? column].map(plain);
  return names.find((name) => name !== column && wanted.includes(plain(name))) ?? null;
}

/** JSON writes invisible characters out, so that a stray one can be seen. */
function quoted(name: string): string {
  return JSON.stringify(name.length > 60 ? `${name.slice(0, 60)}…` : name);
}

function listed(names: readonly string[]): string {
  const shown = names.slice(0, 20).map(quoted).join(', ');
  return names.length > 20 ? `${shown} and ${names.length - 20} more` : shown;
}
