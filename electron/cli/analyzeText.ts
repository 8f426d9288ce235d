import type { SubmissionScaling, SuggestionView, TrendView } from '../../shared/contract/scaling.ts';
import { parameters } from '../../shared/results/parameters.ts';
import { type Analyzed, familyOf, pointName } from './analyzeJson.ts';
import { table } from './output.ts';

/** A submission for people: its runs, then each trend in a line or two, then what the figures suggest. */
export function analyzedText(analyzed: Analyzed): string {
  const { scaling } = analyzed;
  const { evidence } = scaling;
  if (evidence === null) return runsText(analyzed);
  const parts = [runsText(analyzed), section('Trends', evidence.trends, scaling)];
  parts.push(section('Error (1 − accuracy)', evidence.errorTrends, scaling));
  for (const { name, examples, trends } of evidence.subcategories) {
    parts.push(section(`Subcategory ${name}, ${examples.toLocaleString('en-US')} examples`, trends, scaling));
  }
  if (evidence.reproduction) parts.push(section('Reproduction', evidence.reproduction.trends, scaling));
  parts.push(['Suggestions (the reviewer decides)', ...evidence.suggestions.flatMap(suggestionLines)].join('\n'));
  return parts.filter((part) => part !== '').join('\n\n');
}

function runsText({ detail }: Analyzed): string {
  const { id, title, metric, examples, baseline, runList } = detail;
  const parts = [`${title} (${id})`, metric, `${examples.toLocaleString('en-US')} examples`];
  if (baseline.loss.value !== null) parts.push(`baseline ${baseline.loss.value.toFixed(3)}`);
  const head = ['family', 'model', 'parameters', 'n', 'coverage', 'mean', 'SEM', 'accuracy', 'probability'];
  const rows = runList.map((run) => [
    run.reproduction ? `${run.family} (reproduction)` : run.family,
    run.model,
    parameters(run.params),
    run.n.toLocaleString('en-US'),
    percent(run.coverage),
    run.mean.toFixed(4),
    run.sem.toFixed(4),
    percent(run.accuracy.value),
    percent(run.probabilityCoverage.value),
  ]);
  return `${parts.join(', ')}\n${rows.length === 0 ? 'No runs yet.' : table(head, rows)}`;
}

function section(title: string, trends: readonly TrendView[], scaling: SubmissionScaling): string {
  return trends.length === 0 ? '' : [title, ...trends.flatMap((trend) => trendLines(trend, scaling))].join('\n');
}

function trendLines(trend: TrendView, scaling: SubmissionScaling): string[] {
  const family = familyOf(scaling, trend.family);
  const kind = [family.public ? null : 'private', family.tuned ? 'tuned, counted nowhere' : null].filter(Boolean);
  const name = kind.length > 0 ? `${family.name} (${kind.join(', ')})` : family.name;
  const { shape, slope, slopeInterval, straightness, spearman, steps, points } = trend;
  const lines = [`  ${name}: ${shape.value ?? 'no shape'}. ${shape.why}`];
  if (slope.value !== null) {
    const interval = slopeInterval.value;
    const between = interval === null ? '' : ` (${signed(interval.low)} to ${signed(interval.high)})`;
    lines.push(
      `    slope ${signed(slope.value)}${between}, straightness ${short(straightness.value)}, Spearman ${short(spearman.value)}, ${trend.sharedExamples?.toLocaleString('en-US') ?? 'no'} shared examples`,
    );
  }
  for (const { from, to, difference, verdict, pUp, pDown } of steps) {
    const shares = pUp === null ? '' : `, above 0 in ${percent(pUp)}, below in ${percent(pDown)}`;
    const names = [from, to].map((place) => pointName(points[place]?.runs ?? [], scaling));
    lines.push(`    ${names.join(' → ')}: ${verdict ?? 'undefined'} (${signed(difference)}${shares})`);
  }
  return [...lines, ...trend.remarks.map((remark) => `    ${remark}`)];
}

function suggestionLines({ criterion, level, why, remarks }: SuggestionView): string[] {
  const name = `${criterion[0]?.toUpperCase()}${criterion.slice(1)}`;
  return [`  ${name}: ${level === null ? `no suggestion. ${why}` : why}`, ...remarks.map((remark) => `    ${remark}`)];
}

function signed(value: number): string {
  const text = Number(value.toPrecision(3)).toString();
  return value > 0 ? `+${text}` : text.replace('-', '−');
}

function short(value: number | null): string {
  return value === null ? 'undefined' : value.toFixed(3);
}

function percent(share: number | null): string {
  return share === null ? '–' : `${(100 * share).toFixed(1)} %`;
}
