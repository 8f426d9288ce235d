/** The ranking as a page and as text. Escapes everything that came from outside: titles and ids are other people's. */
import type { RankJson } from './json.ts';
import { STATUS_NAMES } from './statusNames.ts';

export interface RankReport {
  readonly contest: string;
  /** UTC, ISO 8601. */
  readonly at: string;
  readonly criteria: readonly { readonly key: string; readonly name: string }[];
  readonly titles: Readonly<Record<string, string>>;
  readonly ranking: RankJson;
}

type Line = RankJson['decisions'][number];

/** `Second`, or `Grand or Second` where it is undecided. */
export function outcomeName(line: Line): string {
  return line.could_be ? line.could_be.map((status) => STATUS_NAMES[status]).join(' or ') : STATUS_NAMES[line.status];
}

/** `3`, `1–2` for a range, an en dash for what is not ranked. */
export function placeName(line: Line): string {
  if (line.rank === null) return '–';
  const [first, last] = line.rank;
  return first === last ? String(first) : `${first}–${last}`;
}

/** One sentence on how far the ranking is. */
export function rankingSentence(ranking: RankJson): string {
  const { grand, second, third } = ranking.prizes;
  const settled = grand + second + third;
  const open = ranking.decisions.filter((line) => line.status === 'undecided').length;
  const pending = ranking.decisions.filter((line) => line.status === 'pending').length;
  const prizes = settled === 1 ? 'One prize is settled' : `${settled === 0 ? 'No' : settled} prizes are settled`;
  const rest = [open > 0 ? `${open} undecided` : '', pending > 0 ? `${pending} pending` : ''].filter(Boolean);
  return rest.length > 0 ? `${prizes}; ${rest.join(', ')}.` : `${prizes}.`;
}

/** For a terminal: a header row and one row a submission, all cells as text. */
export function rankingRows(report: Pick<RankReport, 'criteria' | 'titles' | 'ranking'>): string[][] {
  const head = ['#', 'Submission', ...report.criteria.map(({ name }) => name.slice(0, 3)), 'At 2', 'Outcome'];
  const rows = report.ranking.decisions.map((line) => [
    placeName(line),
    nameOf(report, line.submission),
    ...report.criteria.map(({ key }) => levelText(line, key)),
    String(line.grand_criteria),
    outcomeName(line),
  ]);
  return [head, ...rows];
}

/** A self-contained page: no script, no request, prints well, follows the system's theme. */
export function rankingHtml(report: RankReport): string {
  const { criteria, ranking } = report;
  const money = ranking.prizes.amount.toLocaleString('en-US');
  const rows = ranking.decisions
    .map(
      (line) => `
      <tr>
        <td class="n">${placeName(line)}</td>
        <th scope="row">${escapeHtml(nameOf(report, line.submission))}<small>${escapeHtml(line.submission)}</small></th>
        ${criteria.map(({ key }) => `<td class="l l${levelText(line, key)}">${levelText(line, key)}</td>`).join('')}
        <td class="n">${line.grand_criteria}</td>
        <td>${outcomeName(line)}</td>
      </tr>
      <tr class="why"><td></td><td colspan="${criteria.length + 3}"><ul>${line.why
        .map((sentence) => `<li>${escapeHtml(sentence)}</li>`)
        .join('')}</ul></td></tr>`,
    )
    .join('');
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
<meta name="viewport" content="width=device-width">
<title>${escapeHtml(report.contest)}: the ranking</title>
<style>
:root { color-scheme: light dark; }
body { font: 15px/1.5 system-ui, sans-serif; max-width: 62rem; margin: 2.5rem auto; padding: 0 1.5rem; }
h1 { font-size: 1.6rem; line-height: 1.3; margin: 0; }
p { margin: .4rem 0 1.6rem; opacity: .8; }
table { border-collapse: collapse; width: 100%; font-variant-numeric: tabular-nums; }
th, td { text-align: left; padding: .4rem .5rem; border-top: 1px solid color-mix(in srgb, currentColor 18%, transparent); font-weight: 400; vertical-align: top; }
thead th { border: 0; font-size: .8rem; opacity: .75; }
th[scope=row] { font-weight: 600; }
small { font: .75rem ui-monospace, monospace; opacity: .65; margin-left: .6rem; }
.n { text-align: right; }
.l { text-align: center; }
.l2 { font-weight: 700; }
.l0 { text-decoration: underline dashed; }
.why td { border: 0; padding-top: 0; font-size: .85rem; }
ul { margin: 0; padding-left: 1.1rem; opacity: .85; }
tr { break-inside: avoid; }
</style>
</head>
<body>
<h1>${escapeHtml(rankingSentence(ranking))}</h1>
<p>${escapeHtml(report.contest)}. Grand ${ranking.prizes.grand}, Second ${ranking.prizes.second}, Third ${ranking.prizes.third}: ${money} dollars. Computed ${escapeHtml(report.at.slice(0, 16).replace('T', ' '))} UTC; the same input gives the same ranking.</p>
<table>
<thead><tr><th class="n">#</th><th>Submission</th>${criteria.map(({ name }) => `<th class="l" title="${escapeHtml(name)}">${escapeHtml(name.slice(0, 3))}</th>`).join('')}<th class="n">At 2</th><th>Outcome</th></tr></thead>
<tbody>${rows}
</tbody>
</table>
</body>
</html>
`;
}

function levelText(line: Line, key: string): string {
  const level = line.consensus[key];
  return level === undefined ? '–' : String(level);
}

function nameOf(report: Pick<RankReport, 'titles'>, submission: string): string {
  return report.titles[submission] ?? submission;
}

function escapeHtml(text: string): string {
  return text.replace(/[&<>"']/g, (character) => `&#${character.charCodeAt(0)};`);
}
