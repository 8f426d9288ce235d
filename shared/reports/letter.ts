import { shuffle } from '../labels/deal.ts';
import { seededRandom } from '../random.ts';
import {
  outcomeText,
  type ReportContent,
  type ReportReview,
  type ReportSubmission,
  withoutAliases,
} from './content.ts';
import { escapeHtml, htmlPage, paragraphs } from './html.ts';
import { figureHtml, labelRate, levelCell } from './ranking.ts';

/**
 * What the authors of one submission get: levels, reasons, plots, wrong labels. Reviewers are numbered in an order drawn
 * for this letter, so that nobody is followed from one letter to the next; aliases that a text names are taken out, and
 * comments for organizers are not in it at all.
 */
export function letterPage(content: ReportContent, submission: ReportSubmission): string {
  const { contest, round, criteria } = content;
  const reviews = drawnOrder(submission.reviews, submission.id);
  const body = `
<h1>${escapeHtml(submission.title)}</h1>
<p class="lead">${escapeHtml(contest)}, round ${round}. ${escapeHtml(outcomeSentence(submission))}</p>
${submission.revise === null ? '' : `<p><strong>You are invited to revise it and submit it again in the next round.</strong></p>${paragraphs(withoutAliases(submission.revise, content.aliases))}`}
<h2>How the reviewers see it</h2>
${
  reviews.length === 0
    ? '<p>No review counts yet.</p>'
    : `<table><caption>Levels: ${content.levelNames.map((name, level) => `${level} ${escapeHtml(name)}`).join(', ')}</caption><thead><tr><th>Criterion</th><th class="l">Panel</th>${reviews.map((_, place) => `<th class="l">Review ${place + 1}</th>`).join('')}</tr></thead><tbody>${criteria
        .map(
          ({ key, name, levels }) =>
            `<tr><th scope="row">${escapeHtml(name)}<br><small>${escapeHtml(levels[submission.consensus[key] ?? -1] ?? '')}</small></th>${levelCell(submission.consensus[key])}${reviews.map((review) => levelCell(review.levels[key])).join('')}</tr>`,
        )
        .join('')}</tbody></table>
${reviews.map((review, place) => reviewHtml(review, place, content)).join('')}`
}
${evidenceHtml(submission)}
<h2>Labels</h2>
<p>${escapeHtml(submission.labels.sentence)}${labelRate(submission)}</p>
${wrongLabelsHtml(submission)}
${
  submission.findings.length === 0
    ? ''
    : `<h2>What the checks found</h2><ul>${submission.findings.map((finding) => `<li>${escapeHtml(finding)}</li>`).join('')}</ul>`
}`;
  return htmlPage({ title: `${submission.title}: the decision`, body });
}

function outcomeSentence(submission: ReportSubmission): string {
  return `${outcomeText({ ...submission, revise: null })}.`;
}

function drawnOrder(reviews: readonly ReportReview[], submission: string): ReportReview[] {
  const order = [...reviews].sort((a, b) => (a.alias < b.alias ? -1 : 1));
  shuffle(order, seededRandom(`letter ${submission}`));
  return order;
}

function reviewHtml(review: ReportReview, place: number, { criteria, aliases }: ReportContent): string {
  const said = (text: string) => paragraphs(withoutAliases(text, aliases));
  const reasons = criteria
    .filter(({ key }) => (review.reasons[key] ?? '').trim() !== '')
    .map(({ key, name }) => `<dt><strong>${escapeHtml(name)}</strong></dt><dd>${said(review.reasons[key] ?? '')}</dd>`);
  const more = (
    [
      ['Strengths', review.strengths],
      ['Weaknesses', review.weaknesses],
    ] as const
  )
    .filter(([, text]) => text.trim() !== '')
    .map(([name, text]) => `<dt><strong>${name}</strong></dt><dd>${said(text)}</dd>`);
  const words = [...reasons, ...more].join('');
  return words === '' ? '' : `<h3>Review ${place + 1}</h3><dl>${words}</dl>`;
}

function evidenceHtml({ figures }: ReportSubmission): string {
  const drawn = figures.map(figureHtml).join('');
  return drawn === '' ? '' : `<h2>What models did</h2>${drawn}`;
}

function wrongLabelsHtml({ labels }: ReportSubmission): string {
  if (labels.wrong.length === 0) return '';
  const rows = labels.wrong
    .map(
      ({ row, prompt, submitted, said }) =>
        `<tr><td class="n">${row}</td><td class="said">${escapeHtml(prompt)}</td><td class="said">${escapeHtml(submitted)}</td><td class="said">${escapeHtml(said)}</td></tr>`,
    )
    .join('');
  return `<table><caption>Labels that those who looked at them call wrong; rows are counted from 0</caption><thead><tr><th class="n">Row</th><th>Prompt</th><th>Your label</th><th>They say</th></tr></thead><tbody>${rows}</tbody></table>`;
}
