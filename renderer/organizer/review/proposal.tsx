import { useState } from 'react';
import type { Output } from '../../../shared/contract/contract.ts';
import type { ReviewProposal } from '../../../shared/contract/reviewDeal.ts';
import { engine } from '../../engine/connection.ts';
import { useAsk, useCommand } from '../../engine/hooks.ts';
import { useKeys } from '../../frame/keys.ts';
import { offerUndo } from '../../frame/undo.tsx';
import { Button, Segments } from '../../pieces/controls.tsx';
import { count, plural } from '../../pieces/format.ts';
import { Section } from '../../pieces/section.tsx';
import { FailureNote, LoadingRows } from '../../pieces/states.tsx';
import { StatusIcon } from '../../pieces/status.tsx';
import { DealGrid } from './dealGrid.tsx';
import { NumberCell } from './numberCell.tsx';

type Plan = Output<'review.plan'>;

const LARGEST_SEED = 0xffffffff;

/** The deal that would be made, with its quality and every problem; nothing is stored until it is dealt as shown. */
export function DryRun({ plan }: { plan: Plan }) {
  const [keep, setKeep] = useState(true);
  const [seed, setSeed] = useState(1);
  const [shown, setShown] = useState(false);
  const input = { submissions: null, keep, seed };
  const asked = useAsk('review.propose', input, { enabled: shown, keep: true });
  const deal = useCommand('review.deal');
  const proposal = shown && !asked.error ? asked.data : undefined;
  const change = proposal ? proposal.quality.new + proposal.withdrawn.length : 0;
  const why = !proposal
    ? 'Show the deal first'
    : asked.isStale
      ? 'Working the deal out'
      : deal.busy
        ? 'Dealing'
        : change === 0
          ? 'Everything of it is dealt already'
          : null;

  async function makeIt() {
    if (!proposal || why !== null) return;
    const outcome = await deal.run({ ...input, fingerprint: proposal.fingerprint });
    if (!outcome.ok) {
      asked.retry();
      return;
    }
    const { assigned, withdrawn } = outcome.value;
    setShown(false);
    offerUndo(
      `${plural(assigned, 'review')} dealt${withdrawn > 0 ? `, ${count(withdrawn)} taken back` : ''}`,
      async () => {
        const undone = await engine.call('review.undeal', {});
        return undone.ok ? null : undone.error.message;
      },
    );
  }

  useKeys('Deal', [
    { key: 'R', label: 'dry run', run: () => setShown(true), foot: true, off: shown },
    { key: 'D', label: 'deal as shown', run: () => void makeIt(), foot: true, off: why !== null },
    { key: 'Escape', label: 'close the dry run', run: () => setShown(false), off: !shown, unlisted: true },
  ]);

  return (
    <Section title="Dry run" className="mt" end="nothing is stored by it; the same seed gives the same deal">
      <div className="asked">
        <Segments
          label="What stands"
          value={keep ? 'keep' : 'anew'}
          options={[
            { value: 'keep', label: 'Keep what stands' },
            { value: 'anew', label: 'Deal anew what nobody has begun' },
          ]}
          onChange={(value) => setKeep(value === 'keep')}
        />
        <span className="asked-field">
          Seed
          <NumberCell
            label="Seed"
            value={seed}
            least={0}
            most={LARGEST_SEED}
            onSave={(value) => value !== null && setSeed(value)}
          />
        </span>
        <span className="grow" />
        {shown ? (
          <>
            <Button bare k="Escape" onClick={() => setShown(false)}>
              Close
            </Button>
            <Button main k="D" why={why} onClick={() => void makeIt()}>
              {dealWords(proposal)}
            </Button>
          </>
        ) : (
          <Button
            main
            k="R"
            onClick={() => setShown(true)}
            why={plan.reviewers.length === 0 ? 'Invite reviewers first' : null}
          >
            Show the deal
          </Button>
        )}
      </div>
      {deal.failure ? <FailureNote failure={deal.failure} /> : null}
      {shown && asked.error ? (
        <FailureNote failure={asked.error} action={<Button onClick={asked.retry}>Try again</Button>} />
      ) : null}
      {shown && asked.isPending && !asked.error ? <LoadingRows rows={6} label="Working the deal out" /> : null}
      {proposal ? <Shown proposal={proposal} plan={plan} /> : null}
    </Section>
  );
}

function dealWords(proposal: ReviewProposal | undefined): string {
  if (!proposal) return 'Deal';
  const { new: added } = proposal.quality;
  if (added === 0 && proposal.withdrawn.length > 0) return `Take back ${plural(proposal.withdrawn.length, 'review')}`;
  return `Deal ${plural(added, 'new review')}`;
}

function Shown({ proposal, plan }: { proposal: ReviewProposal; plan: Plan }) {
  const { quality, problems } = proposal;
  const unstated = proposal.reviewers.filter((one) => one.dealt > 0 && !one.stated).length;
  const facts = [
    ['Dealt', `${count(quality.reviews)} of ${count(quality.wanted)}`],
    ['New', count(quality.new)],
    ['As they are', count(quality.kept)],
    ['Taken back', count(proposal.withdrawn.length)],
    ['Wished for', count(quality.wants)],
    ['Rather not', count(quality.ratherNot)],
    [
      'Reviews a reviewer',
      quality.fewest === quality.most ? count(quality.most) : `${quality.fewest} to ${quality.most}`,
    ],
  ] as const;
  return (
    <div className="proposal">
      <dl className="deal-facts" aria-label="Quality of the deal">
        {facts.map(([name, figure]) => (
          <div key={name}>
            <dt>{name}</dt>
            <dd>{figure}</dd>
          </div>
        ))}
      </dl>
      <ul className="problems" aria-label="Problems">
        {problems.map((problem) => (
          <li key={problem}>
            <StatusIcon status={problem.startsWith('What would help') ? 'note' : 'warning'} label={null} /> {problem}
          </li>
        ))}
        {proposal.setAside > 0 ? (
          <li>
            <StatusIcon status="note" label={null} /> {plural(proposal.setAside, 'review')} that{' '}
            {proposal.setAside === 1 ? 'is' : 'are'} in {proposal.setAside === 1 ? 'comes' : 'come'} from somebody with
            a conflict. {proposal.setAside === 1 ? 'It is' : 'They are'} set aside by this deal: no level of{' '}
            {proposal.setAside === 1 ? 'it' : 'them'} counts any more, and every version stays in the record.
          </li>
        ) : null}
        {unstated > 0 ? (
          <li>
            <StatusIcon status="note" label={null} /> {plural(unstated, 'reviewer')} in this deal{' '}
            {unstated === 1 ? 'has' : 'have'} not stated conflicts with every submission yet. Whoever turns out to have
            one is taken out when you deal again.
          </li>
        ) : null}
        {problems.length === 0 ? (
          <li>
            <StatusIcon status="passed" label={null} /> Every submission gets what is asked for.
          </li>
        ) : null}
      </ul>
      <DealGrid proposal={proposal} locks={plan.locks} />
    </div>
  );
}
