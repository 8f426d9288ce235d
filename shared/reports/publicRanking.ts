import { dollars, outcomeText, placeText, type ReportContent, timeText } from './content.ts';
import { escapeHtml, htmlPage } from './html.ts';
import { figureHtml } from './ranking.ts';

/** What everybody may read: who won what and why in figures. No review, no reviewer, nobody who was not accepted. */
export function publicPage(content: ReportContent): string {
  const { contest, round, prizes, standing, at } = content;
  const shown = content.submissions.filter(({ status }) => ['grand', 'second', 'third', 'accepted'].includes(status));
  const others = content.submissions.length - shown.length;
  const won = shown.filter(({ status }) => status !== 'accepted').length;
  const rows = shown
    .map(
      (submission) =>
        `<tr><td class="n">${placeText(submission.rank)}</td><th scope="row">${escapeHtml(submission.title)}</th><td>${escapeHtml(submission.metric)}</td><td>${escapeHtml(outcomeText({ ...submission, revise: null }))}</td><td class="n">${prizeOf(content, submission.status)}</td></tr>`,
    )
    .join('');
  const said =
    standing.status === 'draft'
      ? `Not announced: a preview of ${timeText(at)}.`
      : `${standing.status === 'announced' ? 'Announced' : 'Frozen'} ${timeText(at)}.`;
  const body = `
<h1>${won === 1 ? 'One prize' : `${won === 0 ? 'No prizes' : `${won} prizes`}`} of ${escapeHtml(contest)}, round ${round}</h1>
<p class="lead">${escapeHtml(said)} ${dollars(prizes.amount)} in all.</p>
<table><thead><tr><th class="n">#</th><th>Task</th><th>Metric</th><th>Outcome</th><th class="n">Prize</th></tr></thead><tbody>${rows}</tbody></table>
${others > 0 ? `<p class="small">${others === 1 ? 'One further task was' : `${others} further tasks were`} judged.</p>` : ''}
<h2>How it was decided</h2>
<p>Anonymous reviewers gave each task a level from 0 to 2 on ${content.criteria.length} criteria: ${escapeHtml(content.criteria.map(({ name }) => name).join(', '))}. Tasks with no criterion at 0 are accepted, and stand in the order of how many criteria are at 2; among equals the panel’s order decides, combined by the Schulze method. Names, ids and times break no tie.</p>
${standing.status === 'draft' ? '' : `<p class="small">SHA-256 over what went in and what came out: <code>${standing.hash}</code></p>`}
${shown
  .filter(({ status }) => status !== 'accepted')
  .map(({ title, figures }) => {
    const drawn = figures.slice(0, 1).map(figureHtml).join('');
    return drawn === '' ? '' : `<h2>${escapeHtml(title)}</h2>${drawn}`;
  })
  .join('')}`;
  return htmlPage({ title: `${contest}: prizes of round ${round}`, body });
}

function prizeOf({ seats }: ReportContent, status: string): string {
  const seat = seats.find(({ tier }) => tier === status);
  return seat ? dollars(seat.amount) : '–';
}
