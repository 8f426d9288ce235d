import { csvForSpreadsheets } from '../csv/writer.ts';
import {
  dollars,
  outcomeText,
  percent,
  placeText,
  type ReportContent,
  type ReportSubmission,
  timeText,
} from './content.ts';
import { escapeHtml, htmlPage } from './html.ts';
import { scalingSvg } from './scalingFigure.ts';

/** The organizers' ranking: every line with its reasons, each reviewer's levels under the alias. */
export function rankingPage(content: ReportContent): string {
  const { contest, round, criteria, submissions, prizes } = content;
  const body = `
<h1>${escapeHtml(headline(content))}</h1>
<p class="lead">${escapeHtml(contest)}, round ${round}. ${escapeHtml(standingText(content))}</p>
<p class="lead">Grand ${prizes.grand}, Second ${prizes.second}, Third ${prizes.third}: ${dollars(prizes.amount)}. For organizers: it names reviewers by alias and holds their comments.</p>
${content.warnings.map((warning) => `<p><strong>Look at this:</strong> ${escapeHtml(warning)}</p>`).join('')}
${seatsTable(content)}
<h2>The ranking</h2>
<table>
<thead><tr><th class="n">#</th><th>Submission</th>${criteria.map(({ name }) => `<th class="l" title="${escapeHtml(name)}">${escapeHtml(name.slice(0, 3))}</th>`).join('')}<th class="n">At 2</th><th>Outcome</th></tr></thead>
<tbody>
${submissions.map((submission) => rankingRows(submission, content)).join('')}
</tbody>
</table>
${submissions.map((submission) => details(submission, content)).join('')}`;
  return htmlPage({ title: `${contest}: the ranking`, body, dense: true });
}

/** One sentence on how far the ranking is. */
export function headline({ prizes, submissions }: ReportContent): string {
  const settled = prizes.grand + prizes.second + prizes.third;
  const open = submissions.filter(({ status }) => status === 'undecided').length;
  const pending = submissions.filter(({ status }) => status === 'pending').length;
  const first = settled === 1 ? 'One prize is settled' : `${settled === 0 ? 'No' : settled} prizes are settled`;
  const rest = [open > 0 ? `${open} undecided` : '', pending > 0 ? `${pending} pending` : ''].filter(Boolean);
  return rest.length > 0 ? `${first}; ${rest.join(', ')}` : first;
}

export function standingText({ standing, at }: ReportContent): string {
  if (standing.status === 'draft') return `A draft, computed ${timeText(at)}; the same input gives the same ranking.`;
  const said = standing.status === 'frozen' ? 'Frozen' : 'Announced';
  return `${said} ${timeText(at)}. Hash ${standing.hash}; head of the record ${standing.head}.`;
}

function seatsTable({ seats }: ReportContent): string {
  const rows = seats
    .map(
      ({ tier, cap, held, taken, amount }) =>
        `<tr><th scope="row">${tierName(tier)}</th><td class="n">${taken} of ${cap}</td><td class="n">${held}</td><td class="n">${dollars(amount)}</td></tr>`,
    )
    .join('');
  return `<table><caption>Seats, both rounds together in round 2</caption><thead><tr><th>Tier</th><th class="n">Taken</th><th class="n">Held from round 1</th><th class="n">Each</th></tr></thead><tbody>${rows}</tbody></table>`;
}

function tierName(tier: string): string {
  return `${tier.slice(0, 1).toUpperCase()}${tier.slice(1)}`;
}

function rankingRows(submission: ReportSubmission, { criteria }: ReportContent): string {
  const { rank, title, id, consensus, grandCriteria } = submission;
  return `<tr><td class="n">${placeText(rank)}</td><th scope="row"><a href="#${escapeHtml(anchor(id))}">${escapeHtml(title)}</a> <small class="mono">${escapeHtml(id)}</small></th>${criteria
    .map(({ key }) => levelCell(consensus[key]))
    .join('')}<td class="n">${grandCriteria}</td><td>${escapeHtml(outcomeText(submission))}</td></tr>
`;
}

export function levelCell(level: number | undefined): string {
  return `<td class="l l${level ?? ''}">${level ?? '–'}</td>`;
}

function anchor(id: string): string {
  return `s-${id}`;
}

function details(submission: ReportSubmission, content: ReportContent): string {
  const { criteria } = content;
  const head = criteria.map(({ name }) => `<th class="l">${escapeHtml(name.slice(0, 3))}</th>`).join('');
  const reviews = submission.reviews
    .map(
      (review) =>
        `<tr><th scope="row">${escapeHtml(review.alias)}</th>${criteria.map(({ key }) => levelCell(review.levels[key])).join('')}<td class="n">${review.confidence ?? '–'}</td></tr>
<tr class="inner"><td colspan="${criteria.length + 2}">${reviewWords(review, content)}</td></tr>`,
    )
    .join('');
  return `<h2 id="${escapeHtml(anchor(submission.id))}">${escapeHtml(submission.title)}</h2>
<p class="lead">${escapeHtml(outcomeText(submission))} · ${escapeHtml(submission.metric)} · ${submission.examples.toLocaleString('en-US')} examples · <span class="mono">${escapeHtml(submission.id)}</span></p>
<ul>${submission.why.map((sentence) => `<li>${escapeHtml(sentence)}</li>`).join('')}</ul>
${submission.figures.length === 0 ? '' : `<div class="figures">${submission.figures.map((figure) => figureHtml(figure)).join('')}</div>`}
<p>${escapeHtml(submission.labels.sentence)}${labelRate(submission)}</p>
${reviews === '' ? '<p class="lead">No review counts.</p>' : `<table><thead><tr><th>Reviewer</th>${head}<th class="n">Sure, 1–5</th></tr></thead><tbody>${reviews}</tbody></table>`}`;
}

export function figureHtml(figure: Parameters<typeof scalingSvg>[0]): string {
  const svg = scalingSvg(figure);
  if (svg === '') return '';
  const rows = figure.families
    .flatMap((family) =>
      family.points.map(
        ({ params, mean, sem }) =>
          `<tr><td>${escapeHtml(family.name)}</td><td class="n">${params.toLocaleString('en-US')}</td><td class="n">${mean.toFixed(4)}</td><td class="n">${sem.toFixed(4)}</td></tr>`,
      ),
    )
    .join('');
  return `<figure>${svg}<figcaption>${escapeHtml(figure.title)}. Bars are one standard error.</figcaption>
${trendsTable(figure)}
<details><summary class="small">The same as a table</summary><table><thead><tr><th>Family</th><th class="n">Parameters</th><th class="n">Mean</th><th class="n">SEM</th></tr></thead><tbody>${rows}</tbody></table></details></figure>`;
}

/** The shape and the slope of each family's line. */
function trendsTable({ trends, logged }: Parameters<typeof scalingSvg>[0]): string {
  if (trends.length === 0) return '';
  const rows = trends
    .map(
      ({ family, shape, shapeWhy, slope, interval }) =>
        `<tr><th scope="row">${escapeHtml(family)}</th><td>${escapeHtml(shape ?? shapeWhy ?? '–')}</td><td class="n">${slope === null ? '–' : signed(slope)}</td><td class="n">${interval === null ? '–' : `${signed(interval.low)} to ${signed(interval.high)}`}</td></tr>`,
    )
    .join('');
  const unit = logged ? 'of the logarithm of the mean loss' : 'of the mean';
  return `<table><caption>Slope: change ${unit} for ten times the parameters; above 0 larger models are worse</caption><thead><tr><th>Family</th><th>Shape</th><th class="n">Slope</th><th class="n">95 % interval</th></tr></thead><tbody>${rows}</tbody></table>`;
}

/** With a sign, because what matters is on which side of 0 it lies. */
function signed(value: number): string {
  const text = Math.abs(value).toFixed(3);
  return Number(text) === 0 ? text : `${value < 0 ? '−' : '+'}${text}`;
}

export function labelRate({ labels }: Pick<ReportSubmission, 'labels'>): string {
  const rate = labels.errorRate;
  if (rate === null) return '';
  return ` 95 % interval of the rate: ${percent(rate.low)} to ${percent(rate.high)}.`;
}

function reviewWords(review: ReportSubmission['reviews'][number], { criteria }: ReportContent): string {
  const reasons = criteria
    .filter(({ key }) => (review.reasons[key] ?? '').trim() !== '')
    .map(
      ({ key, name }) =>
        `<strong>${escapeHtml(name)}:</strong> <span class="said">${escapeHtml(review.reasons[key] ?? '')}</span>`,
    );
  const more = (
    [
      ['Strengths', review.strengths],
      ['Weaknesses', review.weaknesses],
      ['For organizers only', review.organizersOnly],
    ] as const
  )
    .filter(([, text]) => text.trim() !== '')
    .map(([name, text]) => `<strong>${name}:</strong> <span class="said">${escapeHtml(text)}</span>`);
  return [...reasons, ...more].map((line) => `<p>${line}</p>`).join('');
}

/** Everything that the organizers' page is made of, for programs. */
export function rankingJson(content: ReportContent): string {
  return `${JSON.stringify(content, null, 2)}\n`;
}

/** A row a submission. */
export function rankingCsv({ criteria, submissions }: ReportContent): string {
  return csvForSpreadsheets([
    [
      'first_place',
      'last_place',
      'submission',
      'title',
      'outcome',
      'held',
      'criteria_at_2',
      ...criteria.map(({ key }) => key),
      'reviews',
      'label_error_rate',
      'why',
    ],
    ...submissions.map((submission) => [
      submission.rank?.[0] ?? null,
      submission.rank?.[1] ?? null,
      submission.id,
      submission.title,
      outcomeText(submission),
      submission.held,
      submission.grandCriteria,
      ...criteria.map(({ key }) => submission.consensus[key] ?? null),
      submission.reviews.length,
      submission.labels.errorRate?.rate ?? null,
      submission.why.join(' '),
    ]),
  ]);
}
