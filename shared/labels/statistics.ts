import { agreement, countPatterns } from './agreement.ts';
import { type DawidSkene, type DawidSkeneOptions, dawidSkene } from './dawidSkene.ts';
import { majorityLabels, type VoteTable } from './voteTable.ts';
import { wilsonInterval } from './wilson.ts';

/** A share in JSON; undefined figures are null and `why` says why. */
export interface ErrorRateJson {
  readonly wrong: number;
  readonly n: number;
  readonly undecided: number;
  readonly rate: number | null;
  readonly interval: readonly [number, number] | null;
  readonly why?: string;
}

type ByName<T> = Readonly<Record<string, T>>;

/** What `labels stats` prints. */
export interface LabelStatisticsJson {
  readonly examples: number;
  readonly contractors: number;
  /** More than half, else null. */
  readonly majority: ByName<string | null>;
  readonly dawid_skene: {
    readonly labels: ByName<ByName<number | null>>;
    readonly priors: ByName<number>;
    readonly confusion: ByName<ByName<ByName<number | null>>>;
    readonly log_likelihood: number;
    readonly rounds: number;
  } | null;
  readonly krippendorff_alpha: number | null;
  readonly fleiss_kappa: number | null;
  readonly gwet_ac1: number | null;
  readonly percent_agreement: number | null;
  readonly error_rate?: ErrorRateJson;
  /** For every figure that is null. */
  readonly why?: ByName<string>;
}

export interface StatisticsOptions extends DawidSkeneOptions {
  /** The right label of an example. */
  readonly gold?: ReadonlyMap<string, string> | null;
}

/** @returns null where `onRound` gave up */
export function labelStatistics(table: VoteTable, options: StatisticsOptions = {}): LabelStatisticsJson | null {
  const { gold = null, ...rounds } = options;
  const model = dawidSkene(table, rounds);
  if (model === null && table.label.length > 0) return null;
  const majorities = majorityLabels(table);
  const { krippendorffAlpha, fleissKappa, gwetAC1, percentAgreement } = agreement(countPatterns(table));
  const figures = {
    krippendorff_alpha: krippendorffAlpha,
    fleiss_kappa: fleissKappa,
    gwet_ac1: gwetAC1,
    percent_agreement: percentAgreement,
  };
  const why: Record<string, string> = {};
  if (model === null) why.dawid_skene = 'There is no label to learn from.';
  else Object.assign(why, undefinedParts(model));
  for (const [name, figure] of Object.entries(figures)) if (figure.value === null) why[name] = figure.why;
  return {
    examples: table.examples.length,
    contractors: table.contractors.length,
    majority: named(table.examples, (e) => table.labels[majorities[e]!] ?? null),
    dawid_skene: model && dawidSkeneJson(table, model),
    krippendorff_alpha: krippendorffAlpha.value,
    fleiss_kappa: fleissKappa.value,
    gwet_ac1: gwetAC1.value,
    percent_agreement: percentAgreement.value,
    ...(gold ? { error_rate: againstGold(table, majorities, gold) } : {}),
    ...(Object.keys(why).length > 0 ? { why } : {}),
  };
}

function undefinedParts(model: DawidSkene): Record<string, string> {
  return {
    ...(model.posteriors.some(Number.isNaN)
      ? { labels: 'An example that everybody skipped has no probabilities.' }
      : {}),
    ...(model.confusion.some(Number.isNaN)
      ? { confusion: 'A contractor who saw no example of a true label has no rates for it.' }
      : {}),
  };
}

function dawidSkeneJson(table: VoteTable, model: DawidSkene): NonNullable<LabelStatisticsJson['dawid_skene']> {
  const { labels } = table;
  const size = labels.length;
  return {
    labels: named(table.examples, (e) => named(labels, (k) => orNull(model.posteriors[e * size + k]!))),
    priors: named(labels, (k) => model.priors[k]!),
    confusion: named(table.contractors, (c) =>
      named(labels, (k) => named(labels, (given) => orNull(model.confusion[(c * size + k) * size + given]!))),
    ),
    log_likelihood: model.logLikelihood,
    rounds: model.rounds,
  };
}

function orNull(value: number): number | null {
  return Number.isNaN(value) ? null : value;
}

/** Of the examples with a right label and votes. */
function againstGold(table: VoteTable, majorities: Int32Array, gold: ReadonlyMap<string, string>): ErrorRateJson {
  let wrong = 0;
  let n = 0;
  let undecided = 0;
  table.examples.forEach((example, e) => {
    const right = gold.get(example);
    if (right === undefined) return;
    const label = table.labels[majorities[e]!];
    if (label === undefined) undecided += 1;
    else {
      n += 1;
      if (label !== right) wrong += 1;
    }
  });
  return errorRateJson(wrong, n, undecided);
}

export function errorRateJson(wrong: number, n: number, undecided: number): ErrorRateJson {
  const interval = wilsonInterval(wrong, n);
  return interval
    ? { wrong, n, undecided, rate: interval.rate, interval: [interval.low, interval.high] }
    : { wrong, n, undecided, rate: null, interval: null, why: 'No example has both a majority and a right label.' };
}

/** Own properties whatever the names are: `__proto__` is a name like any other. */
function named<T>(names: readonly string[], value: (index: number) => T): Record<string, T> {
  const entries: [string, T][] = names.map((name, index) => [name, value(index)]);
  return Object.fromEntries(entries);
}
