import type { MetricName } from '../contract/parts.ts';

/** Where the columns of a run file stand, from 0; null for one that is not there. */
export interface RunColumns {
  readonly index: number;
  readonly value: number;
  /** `loss` or `logodds_difference`. */
  readonly valueName: string;
  readonly correct: number | null;
  readonly totalLogprob: number | null;
  /** Cells that every row must have. */
  readonly width: number;
}

export interface Refusal {
  /** A stable code, then the telling detail: `wrong-column: estimate`. */
  readonly reason: string;
  /** What is wrong and what to do; the file's name is said by whoever shows it. */
  readonly message: string;
}

export type HeaderReading =
  | { readonly ok: true; readonly columns: RunColumns }
  | { readonly ok: false; readonly refusal: Refusal };

/** The column that holds a metric's value. */
export function valueColumn(metric: MetricName): 'loss' | 'logodds_difference' {
  return metric === 'logodds' || metric === 'absolute_logodds' ? 'logodds_difference' : 'loss';
}

/** Finds the metric's columns in a run file's header. Columns that no figure is made from may be there too. */
export function readHeader(header: readonly string[], metric: MetricName): HeaderReading {
  const names = header.map((name) => name.trim());
  const valueName = valueColumn(metric);
  if (!names.includes(valueName)) return refuse(withoutValue(names, valueName, metric));
  if (!names.includes('index')) {
    return refuse({
      reason: 'missing-column: index',
      message:
        'There is no column “index”, so nothing says which example a row belongs to. Export the file again with the ' +
        'row number of each example, counted from 0, in a column of that name.',
    });
  }
  for (const name of [valueName, 'index', 'correct', 'total_logprob']) {
    if (names.indexOf(name) !== names.lastIndexOf(name)) {
      return refuse({
        reason: `two-columns: ${name}`,
        message: `Two columns are called “${name}”. Remove or rename the one that does not belong.`,
      });
    }
  }
  return {
    ok: true,
    columns: {
      index: names.indexOf('index'),
      value: names.indexOf(valueName),
      valueName,
      correct: position(names, 'correct'),
      totalLogprob: position(names, 'total_logprob'),
      width: names.length,
    },
  };
}

/** Columns that hold a model's value under some metric, of this contest or of older pipelines. */
const valueNames = ['loss', 'logodds_difference', 'logodds', 'estimate'];
/** Columns that stand beside a value. */
const companions = ['index', 'correct', 'total_logprob', 'predicted', 'Unnamed: 0', ''];

function withoutValue(names: readonly string[], wanted: string, metric: MetricName): Refusal {
  const found =
    valueNames.find((name) => names.includes(name)) ??
    // A number where a name should be is the first row of a file without a header.
    names.find((name) => !companions.includes(name) && Number.isNaN(Number(name)));
  const kind = metric.replace('_', ' ');
  if (found === undefined) {
    return {
      reason: `missing-column: ${wanted}`,
      message: `There is no column “${wanted}”, which holds the value of a ${kind} run. Check that the first line of the file names its columns.`,
    };
  }
  return {
    reason: `wrong-column: ${shorten(found)}`,
    message: `The values are in a column “${shorten(found)}”, but a ${kind} run has them in “${wanted}”. The run belongs to another metric or pipeline: run the evaluation for this metric, or choose the submission that it belongs to.`,
  };
}

/** A cell's text for a message. */
export function shorten(text: string): string {
  return text.length > 40 ? `${text.slice(0, 39)}…` : text;
}

function position(names: readonly string[], name: string): number | null {
  const at = names.indexOf(name);
  return at < 0 ? null : at;
}

function refuse(refusal: Refusal): HeaderReading {
  return { ok: false, refusal };
}
