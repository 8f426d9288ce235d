import { useState } from 'react';
import type { Output } from '../../../shared/contract/contract.ts';
import { go } from '../../app/router.ts';
import { useAsk } from '../../engine/hooks.ts';
import { Button, Progress } from '../../pieces/controls.tsx';
import { copyText } from '../../pieces/copyText.ts';
import { count, plural } from '../../pieces/format.ts';
import { Section } from '../../pieces/section.tsx';
import { EmptyState, FailureNote } from '../../pieces/states.tsx';
import { StatusIcon } from '../../pieces/status.tsx';
import { missingReviewers, namesOf, reviewStates } from './names.ts';
import { showReviewView } from './views.ts';

type Plan = Output<'review.plan'>;
type Rows = Output<'review.panel'>['submissions'];

/** Who has done what, what is stuck, and what to write to whom. */
export function ProgressView({ rows, plan }: { rows: Rows; plan: Plan }) {
  return (
    <>
      <Stuck plan={plan} />
      <BySubmission rows={rows} plan={plan} />
      <ByReviewer plan={plan} />
    </>
  );
}

function Stuck({ plan }: { plan: Plan }) {
  const rubrics = useAsk('review.rubrics', {});
  const left = plan.submissions.filter((row) => row.left > 0);
  const declined = plan.submissions.filter((row) => row.declined > 0 && missingReviewers(row, plan) > 0);
  const conflicted = plan.submissions.filter((row) => row.conflicted.open > 0);
  const setAside = plan.submissions.filter((row) => row.conflicted.in > 0);
  const unstated = plan.reviewers.filter((one) => one.stated !== 'yes' && one.assigned > one.submitted);
  const lines = [
    ...(left.length > 0
      ? [`Reviewers of ${titles(left)} were dismissed before they were done: somebody else has to be asked.`]
      : []),
    ...(declined.length > 0 ? [`Reviewers declined ${titles(declined)}: somebody else has to be asked.`] : []),
    ...(conflicted.length > 0
      ? [
          `Since the deal, a reviewer of ${titles(conflicted)} stated a conflict. Dealing again asks somebody else; what is begun is taken back.`,
        ]
      : []),
    ...(setAside.length > 0
      ? [
          `Somebody with a conflict has written ${setAside.length === 1 ? 'a review' : 'reviews'} of ${titles(setAside)}. Dealing again sets ${setAside.length === 1 ? 'it' : 'them'} aside and asks somebody else; until then ${setAside.length === 1 ? 'it counts' : 'they count'}.`,
        ]
      : []),
  ];
  const apart = rubrics.data ? apartOf(rubrics.data) : [];
  if (lines.length === 0 && unstated.length === 0 && apart.length === 0) return null;
  return (
    <Section title="Stuck" n={lines.length + apart.length + (unstated.length > 0 ? 1 : 0)}>
      <ul className="rows">
        {lines.map((line) => (
          <li key={line} className="stuck-line">
            <StatusIcon status="warning" />
            <span className="grow">{line}</span>
            <Button onClick={() => showReviewView('deal')}>Deal again</Button>
          </li>
        ))}
        {apart.map(({ version, sentence, waits }) => (
          <li key={version} className="stuck-line">
            <StatusIcon status={waits ? 'waiting' : 'warning'} />
            <span className="grow">{sentence}</span>
            <Button onClick={() => showReviewView('rubric')}>See the rubric</Button>
          </li>
        ))}
        {unstated.length > 0 ? (
          <li className="stuck-line">
            <StatusIcon status="note" />
            <span className="grow">
              {plural(unstated.length, 'reviewer')} {unstated.length === 1 ? 'has' : 'have'} reviews to write and{' '}
              {unstated.length === 1 ? 'has' : 'have'} not stated conflicts with every submission. Assay asks at the
              next sign-in.
            </span>
          </li>
        ) : null}
      </ul>
    </Section>
  );
}

/** Reviews that are in, but under a version whose levels are not read as those of the one that holds. */
function apartOf({ versions, maps, asked }: Output<'review.rubrics'>) {
  const [current, ...earlier] = versions;
  return earlier.flatMap(({ version, reviews }) => {
    if (reviews === 0 || maps.some(({ from, to }) => from === version && to === current?.version)) return [];
    const waits = asked.includes(version);
    const them = reviews === 1 ? 'it does' : 'they do';
    const said = `${plural(reviews, 'review')} under version ${version} of the rubric`;
    return [
      {
        ...{ version, waits },
        sentence: waits
          ? `${said} ${reviews === 1 ? 'is' : 'are'} asked for anew: until then ${them} not count with the others.`
          : `${said} ${reviews === 1 ? 'does' : 'do'} not count with the others: map the levels, or ask for new reviews.`,
      },
    ];
  });
}

function titles(rows: readonly { readonly title: string }[]): string {
  const named = rows.slice(0, 3).map(({ title }) => `“${title}”`);
  const rest = rows.length - named.length;
  return rest > 0 ? `${named.join(', ')} and ${rest} more` : named.join(' and ');
}

function BySubmission({ rows, plan }: { rows: Rows; plan: Plan }) {
  const reviewsOf = new Map(rows.map((row) => [row.id, row.reviews]));
  return (
    <Section title="By submission" n={plan.submissions.length} className="mt">
      <table className="table">
        <thead>
          <tr>
            <th>Submission</th>
            <th className="num review-in">In</th>
            <th>Reviewers</th>
            <th className="review-waits">Waits for</th>
          </tr>
        </thead>
        <tbody>
          {plan.submissions.map((row) => {
            const reviews = reviewsOf.get(row.id) ?? [];
            return (
              <tr key={row.id}>
                <td className="review-title">
                  <button
                    type="button"
                    className="row-link"
                    onClick={() => go({ page: 'submission', id: row.id, tab: 'reviews' })}
                  >
                    {row.title}
                  </button>
                </td>
                <td className="num review-in">
                  {count(row.submitted)}
                  <span className="ink3"> / {count(Math.max(plan.reviews, reviews.length))}</span>
                </td>
                <td>
                  <span className="reviewers">
                    {reviews.map((review) => (
                      <span key={review.reviewer} className="nowrap">
                        <StatusIcon
                          status={reviewStates[review.state].status}
                          label={reviewStates[review.state].word}
                        />{' '}
                        {review.alias ?? <span className="ink2">not signed in yet</span>}
                      </span>
                    ))}
                    {reviews.length === 0 ? <span className="ink3">–</span> : null}
                  </span>
                </td>
                <td className="review-waits">{waitsFor(row, plan.reviews)}</td>
              </tr>
            );
          })}
        </tbody>
      </table>
    </Section>
  );
}

function waitsFor(row: Plan['submissions'][number], wanted: number): string {
  if (!row.eligible && row.assigned === 0) return 'a waiver, or a new version';
  const missing = missingReviewers(row, { reviews: wanted });
  if (missing > 0) return row.assigned === 0 ? 'reviewers' : `${plural(missing, 'reviewer')} more`;
  const open = row.assigned - row.left - row.conflicted.open - row.submitted;
  return open > 0 ? plural(open, 'review') : 'nothing';
}

function ByReviewer({ plan }: { plan: Plan }) {
  const reminders = useAsk('review.reminders', {});
  const texts = new Map(reminders.data?.reminders.map(({ reviewer, text }) => [reviewer, text]));
  const name = namesOf(plan.reviewers);
  const stated = { yes: 'stated', stale: 'to be stated again', no: 'not stated yet' } as const;
  if (plan.reviewers.length === 0) {
    return (
      <EmptyState
        icon="people"
        title="No reviewers"
        action={
          <Button main onClick={() => go({ page: 'people' })}>
            Invite reviewers
          </Button>
        }
      >
        All reviewers were dismissed. Invite others to have the remaining reviews written.
      </EmptyState>
    );
  }
  return (
    <Section
      title="By reviewer"
      n={plan.reviewers.length}
      className="mt"
      end="a reminder is text to copy into a letter"
    >
      {reminders.error ? <FailureNote failure={reminders.error} /> : null}
      <table className="table">
        <thead>
          <tr>
            <th>Reviewer</th>
            <th>Conflicts</th>
            <th className="num review-in">In</th>
            <th className="table-bar">Progress</th>
            <th>Reminder</th>
          </tr>
        </thead>
        <tbody>
          {plan.reviewers.map((one) => (
            <tr key={one.id}>
              <td className="review-who">{name(one.id)}</td>
              <td className="nowrap">
                <StatusIcon status={one.stated === 'yes' ? 'passed' : 'waiting'} label={null} /> {stated[one.stated]}
              </td>
              <td className="num review-in">
                {count(one.submitted)}
                <span className="ink3"> / {count(one.assigned)}</span>
              </td>
              <td className="table-bar">
                {one.assigned > 0 ? (
                  <Progress
                    share={one.submitted / one.assigned}
                    label={`${name(one.id)}: ${one.submitted} of ${plural(one.assigned, 'review')}`}
                  />
                ) : (
                  <span className="ink3">nothing dealt</span>
                )}
              </td>
              <td>
                <Reminder name={name(one.id)} text={texts.get(one.id) ?? null} />
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </Section>
  );
}

/** A text to copy; where the clipboard refuses, it can be selected. */
function Reminder({ name, text }: { name: string; text: string | null }) {
  const [open, setOpen] = useState(false);
  const [copied, setCopied] = useState<boolean | null>(null);
  if (text === null) return <span className="ink3">nothing to remind of</span>;
  return (
    <div className="reminder">
      <span className="row">
        <Button bare onClick={() => setCopied(copyText(text))} aria-label={`Copy the reminder for ${name}`}>
          Copy
        </Button>
        <Button bare aria-expanded={open} onClick={() => setOpen(!open)} aria-label={`Read the reminder for ${name}`}>
          {open ? 'Close' : 'Read'}
        </Button>
        <span className="ink2 xs" role="status">
          {copied === null ? null : copied ? 'Copied.' : 'The clipboard refused: read it and copy it.'}
        </span>
      </span>
      {open ? <p className="reminder-text">{text}</p> : null}
    </div>
  );
}
