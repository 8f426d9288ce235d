import { useState } from 'react';
import type { Output } from '../../../shared/contract/contract.ts';
import type { SubmissionDetail } from '../../../shared/contract/submission.ts';
import { go } from '../../app/router.ts';
import { useAsk, useCommand } from '../../engine/hooks.ts';
import { Button, Progress } from '../../pieces/controls.tsx';
import { Rate } from '../../pieces/figure.tsx';
import { count, fullTime, percent, plural, since } from '../../pieces/format.ts';
import { Section } from '../../pieces/section.tsx';
import { FailureNote, LoadingRows } from '../../pieces/states.tsx';
import { type Status, StatusIcon } from '../../pieces/status.tsx';
import { WhiteSpaceText } from '../../pieces/whiteSpaceText.tsx';
import { DealForm } from './dealForm.tsx';

type Verdict = Output<'labels.verdict'>;

export const outcomes: Record<Verdict['outcome'], { status: Status; word: string }> = {
  'not-dealt': { status: 'todo', word: 'Not dealt' },
  'under-way': { status: 'now', word: 'Under way' },
  passed: { status: 'passed', word: 'Passed' },
  failed: { status: 'error', word: 'Failed' },
};

export const verdicts: Record<Verdict['disputed'][number]['verdict'], { status: Status; word: string }> = {
  right: { status: 'passed', word: 'Right' },
  wrong: { status: 'error', word: 'Wrong label' },
  undecided: { status: 'undecided', word: 'Undecided' },
  open: { status: 'now', word: 'Waits for votes' },
  'left-out': { status: 'ineligible', word: 'Left out' },
};

/** Deal, progress, verdict, and the examples on which labels and votes differ. */
export function LabelsTab({ submission }: { submission: SubmissionDetail }) {
  const asked = useAsk('labels.verdict', { submission: submission.id });
  const { data } = asked;
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a pane that scrolls has a place in the tab order
    <section className="pane" tabIndex={0} aria-label="Labels">
      {asked.error && !data ? <FailureNote failure={asked.error} /> : null}
      {asked.isPending ? <LoadingRows rows={6} label="Reading the labels" /> : null}
      {data && !data.dealt ? <DealForm submission={submission} /> : null}
      {data?.dealt ? <Dealt submission={submission.id} verdict={data} /> : null}
    </section>
  );
}

function Dealt({ submission, verdict }: { submission: string; verdict: Verdict }) {
  const [open, setOpen] = useState<number | null>(null);
  const undeal = useCommand('labels.undeal');
  const outcome = outcomes[verdict.outcome];
  return (
    <div className="stack">
      <div>
        <h2 className="verdict">
          <StatusIcon status={outcome.status} label={null} /> {outcome.word}
        </h2>
        <p className="ink2">{verdict.why}</p>
      </div>
      <dl className="facts">
        <Fact term="Votes">
          {count(verdict.votes)} <span className="ink3">/ {count(verdict.votesExpected)}</span>
          <Progress share={verdict.votesExpected === 0 ? 0 : verdict.votes / verdict.votesExpected} label="Votes" />
        </Fact>
        <Fact term="Sample">
          {plural(verdict.sample, 'example')}, {plural(verdict.overlap, 'contractor')} each
        </Fact>
        <Fact term="Settled">
          {count(verdict.settled)} <span className="ink3">and {count(verdict.undecided)} undecided</span>
        </Fact>
        <Fact term="Wrong labels">
          {verdict.errorRate ? <Rate rate={verdict.errorRate} /> : <span className="ink3">–</span>}
          <span className="ink3 xs"> · limit {percent(verdict.threshold, 1)}</span>
        </Fact>
      </dl>
      <Section title="Contractors" n={verdict.contractors.length}>
        <table className="table">
          <thead>
            <tr>
              <th>Contractor</th>
              <th className="num">Done</th>
              <th className="num">Dealt</th>
              <th className="num">Last vote</th>
            </tr>
          </thead>
          <tbody>
            {verdict.contractors.map((one) => (
              <tr key={one.id}>
                <td>{one.alias}</td>
                <td className="num">{count(one.done)}</td>
                <td className="num">{count(one.dealt)}</td>
                <td className="num">
                  {one.lastAt ? (
                    <span title={fullTime(one.lastAt)}>{since(one.lastAt)}</span>
                  ) : (
                    <span className="ink3">–</span>
                  )}
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </Section>
      <Section
        title="Where label and votes differ"
        n={verdict.disputed.length}
        end={verdict.disputed.length > 0 ? 'wrong, or undecided' : null}
      >
        {verdict.disputed.length === 0 ? <p className="ink2 none">Nowhere so far.</p> : null}
        <ul>
          {verdict.disputed.map((one) => (
            <li key={one.row} className="disputed">
              <StatusIcon status={verdicts[one.verdict].status} label={verdicts[one.verdict].word} />
              <div>
                <button
                  type="button"
                  className={open === one.row ? 'disputed-prompt' : 'disputed-prompt is-short'}
                  aria-expanded={open === one.row}
                  onClick={() => setOpen(open === one.row ? null : one.row)}
                >
                  <WhiteSpaceText text={one.prompt} />
                </button>
                <p className="disputed-votes">
                  <span>
                    Submitted{' '}
                    <b>
                      <WhiteSpaceText text={one.submitted} />
                    </b>
                  </span>
                  {one.votes.map((vote) => (
                    <span key={vote.alias} title={[vote.flag, vote.note].filter(Boolean).join(': ') || undefined}>
                      {vote.alias}{' '}
                      <b>
                        <WhiteSpaceText text={vote.answer} />
                      </b>
                      {vote.flag ? <span className="ink3"> {vote.flag}</span> : null}
                    </span>
                  ))}
                </p>
                {open === one.row
                  ? one.votes
                      .filter((vote) => vote.note !== '')
                      .map((vote) => (
                        <p className="ink2 xs" key={vote.alias}>
                          {vote.alias}: {vote.note}
                        </p>
                      ))
                  : null}
              </div>
              <button
                type="button"
                className="link xs"
                onClick={() => go({ page: 'submission', id: submission, tab: 'data', row: one.row })}
              >
                row {count(one.row)}
              </button>
            </li>
          ))}
        </ul>
      </Section>
      {verdict.votes === 0 ? (
        <div className="row">
          <Button onClick={() => void undeal.run({ submission })}>Take the deal back</Button>
          <span className="ink3 xs">Nobody has voted yet.</span>
        </div>
      ) : null}
      {undeal.failure ? <FailureNote failure={undeal.failure} /> : null}
    </div>
  );
}

function Fact(props: { term: string; children: React.ReactNode }) {
  return (
    <div>
      <dt>{props.term}</dt>
      <dd>{props.children}</dd>
    </div>
  );
}
