import type { Output } from '../../../shared/contract/contract.ts';
import { useAsk } from '../../engine/hooks.ts';
import { Screen } from '../../frame/shell.tsx';
import { count, dollars, percent, plural } from '../../pieces/format.ts';
import { PageHead, Section } from '../../pieces/section.tsx';
import { FailureNote, LoadingRows } from '../../pieces/states.tsx';
import { TierMark, tierWords } from '../../pieces/status.tsx';
import { consensusWords } from '../decision/decision.tsx';
import { ContestName } from './contestName.tsx';
import { LabelDefaults } from './labelDefaults.tsx';
import { PlanEditor } from './planEditor.tsx';
import './rules.css';

type Rules = Output<'contest.rules'>;

/** What the contest is decided by, and its plan. */
export function RulesScreen() {
  const asked = useAsk('contest.rules', {});
  const { data } = asked;
  return (
    <Screen crumbs={[{ label: 'Rules' }]} titled={Boolean(data)} remark={data ? `Rules version ${data.version}` : null}>
      {asked.error && !data ? <FailureNote failure={asked.error} /> : null}
      {asked.isPending ? <LoadingRows rows={8} label="Reading the rules" /> : null}
      {data ? (
        <>
          <PageHead title={`Round ${data.round} is decided by rules version ${data.version}.`}>
            Every change of a rule gets a new version and goes into the record.
          </PageHead>
          <div className="rules">
            <div className="stack">
              <Prizes rules={data} />
              <Section title="How levels become a decision" className="mt">
                <dl className="rule-list">
                  <div>
                    <dt>Consensus</dt>
                    <dd>{capitalized(consensusWords(data.consensus))}, for each criterion</dd>
                  </div>
                  <div>
                    <dt>Reviews needed</dt>
                    <dd>{plural(data.minReviews, 'review')}; with fewer a submission is pending</dd>
                  </div>
                  <div>
                    <dt>Wrong labels</dt>
                    <dd>At most {percent(data.labelErrorThreshold, 1)} of the settled examples</dd>
                  </div>
                </dl>
              </Section>
              <LabelDefaults />
              <ContestName />
            </div>
            <PlanEditor key={JSON.stringify(data.plan)} plan={data.plan} />
          </div>
        </>
      ) : null}
    </Screen>
  );
}

function Prizes({ rules }: { rules: Rules }) {
  return (
    <Section title="Prizes and caps" end={`round ${rules.round}`}>
      <table className="table">
        <thead>
          <tr>
            <th>Prize</th>
            <th className="num">Amount</th>
            <th className="num">At most, both rounds</th>
            <th className="num">At most, round 1</th>
          </tr>
        </thead>
        <tbody>
          {rules.tiers.map((tier) => (
            <tr key={tier.tier}>
              <td>
                <span className="row">
                  <TierMark tier={tier.tier} /> {tierWords[tier.tier]}
                </span>
              </td>
              <td className="num">{dollars(tier.amount)}</td>
              <td className="num">{count(tier.cap)}</td>
              <td className="num">{count(tier.capRound1)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </Section>
  );
}

function capitalized(text: string): string {
  return `${text[0]?.toUpperCase() ?? ''}${text.slice(1)}`;
}
