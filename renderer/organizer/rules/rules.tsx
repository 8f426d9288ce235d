import { useState } from 'react';
import type { Output } from '../../../shared/contract/contract.ts';
import { useAsk } from '../../engine/hooks.ts';
import { useKeys } from '../../frame/keys.ts';
import { Screen } from '../../frame/shell.tsx';
import { Button } from '../../pieces/controls.tsx';
import { count, dollars, percent, plural } from '../../pieces/format.ts';
import { PageHead, Section } from '../../pieces/section.tsx';
import { FailureNote, LoadingRows } from '../../pieces/states.tsx';
import { TierMark, tierWords } from '../../pieces/status.tsx';
import { capitalized, consensusWords } from '../decision/ruleWords.ts';
import { ContestName } from './contestName.tsx';
import { LabelDefaults } from './labelDefaults.tsx';
import { PlanEditor } from './planEditor.tsx';
import { RoundDays } from './roundDays.tsx';
import { RulesDialog } from './rulesDialog.tsx';
import { RulesHistory } from './rulesHistory.tsx';
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
          <PageHead
            title={`Round ${data.round} is decided by rules version ${data.version}.`}
            actions={<ChangeRules />}
          >
            Every change of a rule gets a new version and goes into the record.
          </PageHead>
          <div className="rules">
            <div className="stack">
              <RoundDays key={JSON.stringify(data.rounds)} rounds={data.rounds} round={data.round} />
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
              <RulesHistory />
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
    <Section title="Prizes and caps" className="mt" end={`round ${rules.round}`}>
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

function ChangeRules() {
  const [open, setOpen] = useState(false);
  const { data } = useAsk('decision.rulesHistory', {});
  const newest = data?.versions.reduce((a, b) => (b.version > a.version ? b : a));
  useKeys('Rules', [{ key: 'C', label: 'change the rules', run: () => setOpen(true), off: !newest, foot: true }]);
  return (
    <>
      <Button k="C" why={newest ? null : 'Reading the rules'} onClick={() => setOpen(true)}>
        Change the rules
      </Button>
      {open && newest ? <RulesDialog whole rules={newest} onClose={() => setOpen(false)} /> : null}
    </>
  );
}
