import { useState } from 'react';
import type { Output } from '../../../shared/contract/contract.ts';
import { go } from '../../app/router.ts';
import { useCommand } from '../../engine/hooks.ts';
import { Button, Progress, Segments } from '../../pieces/controls.tsx';
import { NoFigure, Rate } from '../../pieces/figure.tsx';
import { count, fixed, fullTime, percent, plural, since } from '../../pieces/format.ts';
import { Section } from '../../pieces/section.tsx';
import { FailureNote } from '../../pieces/states.tsx';
import { StatusIcon } from '../../pieces/status.tsx';
import { flagInWords } from '../adjudication/voteList.tsx';
import { Disputed } from './disputed.tsx';
import { outcomes } from './outcomes.ts';
import { SequentialPlot } from './sequentialPlot.tsx';
import './labels.css';

export type Verdict = Output<'labels.verdict'>;

/** A submission's labels, judged: outcome first, then what it is made of. */
export function VerdictView({ submission, verdict }: { submission: string; verdict: Verdict }) {
  const outcome = outcomes[verdict.outcome];
  return (
    <>
      <div className="vd-head">
        <div>
          <h2 className="verdict">
            <StatusIcon status={outcome.status} label={null} /> {outcome.word}
          </h2>
          <p className="ink2">{verdict.why}</p>
        </div>
        {verdict.toSettle > 0 ? (
          <Button icon="scales" onClick={() => go({ page: 'adjudication' })}>
            Settle {plural(verdict.toSettle, 'example')}
          </Button>
        ) : null}
      </div>
      <dl className="facts">
        <Fact term="Wrong labels">
          {verdict.errorRate ? (
            <Rate rate={verdict.errorRate} />
          ) : (
            <NoFigure why="No example is settled yet, so there is no rate." />
          )}
          <span className="ink3 xs"> · limit {percent(verdict.threshold, 1)}</span>
          {verdict.stoppedEarly ? (
            <p className="ink2 xs">The interval is not corrected for stopping as soon as the evidence was in.</p>
          ) : null}
        </Fact>
        <Fact term="Settled">
          {count(verdict.settled)}
          <span className="ink3 xs">
            {' '}
            {count(verdict.wrong)} wrong, {count(verdict.undecided)} undecided
            {verdict.leftOut > 0 ? `, ${count(verdict.leftOut)} left out` : null}
          </span>
        </Fact>
        <Fact term="Votes for the submitted label">
          {verdict.withSubmitted ? <Rate rate={verdict.withSubmitted} /> : <NoFigure why="Nobody has answered yet." />}
        </Fact>
        <Fact term="Votes">
          {count(verdict.votes)} <span className="ink3">/ {count(verdict.votesExpected)}</span>
          <Progress
            share={verdict.votesExpected === 0 ? 0 : verdict.votes / verdict.votesExpected}
            label={`${plural(verdict.votes, 'vote')} of ${count(verdict.votesExpected)}`}
          />
        </Fact>
      </dl>
      {verdict.test ? <SequentialPlot test={verdict.test} stopped={verdict.stopped} /> : null}
      <Agreement verdict={verdict} submission={submission} />
      {verdict.flags.length > 0 ? (
        <Section title="Flags" n={verdict.flags.reduce((sum, { votes }) => sum + votes, 0)}>
          <ul className="vd-flags">
            {verdict.flags.map(({ flag, votes, examples }) => (
              <li key={flag}>
                <b>{flagInWords[flag as keyof typeof flagInWords] ?? flag}</b>{' '}
                <span className="ink2">
                  {plural(votes, 'vote')} on {plural(examples, 'example')}
                </span>
              </li>
            ))}
          </ul>
        </Section>
      ) : null}
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
                <td>
                  <button type="button" className="row-link" onClick={() => go({ page: 'contractor', id: one.id })}>
                    {one.alias}
                  </button>
                </td>
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
      <Disputed submission={submission} verdict={verdict} />
    </>
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

const figures = [
  {
    key: 'alpha',
    name: 'Krippendorff’s α',
    about: 'Agreement beyond chance. It collapses when nearly all labels are one class; nothing passes or fails on it.',
  },
  {
    key: 'fleiss',
    name: 'Fleiss’ κ',
    about: 'Agreement beyond chance between many contractors. It collapses as α does.',
  },
  { key: 'ac1', name: 'Gwet’s AC1', about: 'Agreement beyond chance that does not collapse when one class prevails.' },
  {
    key: 'percentAgreement',
    name: 'Percent agreement',
    about: 'How often two random votes on a random example agree.',
  },
] as const;

/** How far contractors agree, and how their votes become a consensus. */
function Agreement({ verdict, submission }: { verdict: Verdict; submission: string }) {
  const [pairsShown, setPairsShown] = useState(false);
  const set = useCommand('labels.setConsensus');
  const { pairs } = verdict.agreement;
  return (
    <Section
      title="Agreement"
      end={
        <span className="vd-method">
          Consensus by
          <Segments
            label="Consensus by"
            value={verdict.method}
            options={[
              { value: 'majority', label: 'majority' },
              { value: 'dawid-skene', label: 'Dawid–Skene' },
            ]}
            onChange={(method) => void set.run({ submission, method })}
          />
        </span>
      }
    >
      {set.failure ? <FailureNote failure={set.failure} /> : null}
      <table className="table">
        <thead>
          <tr>
            <th>Figure</th>
            <th className="num">Value</th>
            <th className="num">95 % interval</th>
            <th>What it says</th>
          </tr>
        </thead>
        <tbody>
          {figures.map(({ key, name, about }) => {
            const { value, why, low, high, intervalWhy } = verdict.agreement[key];
            return (
              <tr key={key}>
                <td className="nowrap">{name}</td>
                <td className="num">{value === null ? <NoFigure why={why} /> : fixed(value, 2)}</td>
                <td className="num nowrap">
                  {low === null || high === null ? (
                    <NoFigure why={intervalWhy} />
                  ) : (
                    `${fixed(low, 2)} to ${fixed(high, 2)}`
                  )}
                </td>
                <td className="ink2">{value === null && why ? why : about}</td>
              </tr>
            );
          })}
        </tbody>
      </table>
      {pairs.length > 0 ? (
        <p className="vd-pairs">
          <button type="button" className="link" aria-expanded={pairsShown} onClick={() => setPairsShown(!pairsShown)}>
            {pairsShown ? 'Hide' : 'Show'} Cohen’s κ of {plural(pairs.length, 'pair')}
          </button>
        </p>
      ) : null}
      {pairsShown ? (
        <table className="table">
          <thead>
            <tr>
              <th>Pair</th>
              <th className="num">Both labelled</th>
              <th className="num">Agree</th>
              <th className="num">Cohen’s κ</th>
            </tr>
          </thead>
          <tbody>
            {pairs.map(({ first, second, common, agreeing, kappa }) => (
              <tr key={`${first} ${second}`}>
                <td>
                  {first}, {second}
                </td>
                <td className="num">{count(common)}</td>
                <td className="num">{percent(agreeing / common)}</td>
                <td className="num">{kappa.value === null ? <NoFigure why={kappa.why} /> : fixed(kappa.value, 2)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      ) : null}
    </Section>
  );
}
