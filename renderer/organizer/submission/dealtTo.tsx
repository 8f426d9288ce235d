import { useState } from 'react';
import type { Output } from '../../../shared/contract/contract.ts';
import { useAsk, useCommand } from '../../engine/hooks.ts';
import { failureOf, useJob } from '../../engine/jobs.ts';
import { useKeys } from '../../frame/keys.ts';
import { sayQuietly } from '../../frame/undo.tsx';
import { Button } from '../../pieces/controls.tsx';
import { Dialog } from '../../pieces/dialog.tsx';
import { CheckBox, TextArea } from '../../pieces/field.tsx';
import { count, fullTime, percent, plural, since } from '../../pieces/format.ts';
import { JobLine } from '../../pieces/jobLine.tsx';
import { Section } from '../../pieces/section.tsx';
import { FailureNote } from '../../pieces/states.tsx';
import { StatusIcon } from '../../pieces/status.tsx';

type Deal = NonNullable<Output<'labels.dealt'>['deal']>;

/** Who has done what of a deal, and what can still be done about it. */
export function DealtTo({ submission }: { submission: string }) {
  const asked = useAsk('labels.dealt', { submission });
  const [dialog, setDialog] = useState<'redeal' | 'instructions' | null>(null);
  const stop = useCommand('labels.stop');
  const goOn = useCommand('labels.goOn');
  const deal = asked.data?.deal;
  if (asked.error && !deal) return <FailureNote failure={asked.error} />;
  if (!deal) return null;
  const gone = deal.shares.filter((one) => one.gone && one.done < one.dealt);
  const failure = stop.failure ?? goOn.failure;
  return (
    <Section title="The deal" end={settingsWords(deal)} className="mt">
      {gone.length > 0 && !deal.stopped ? (
        <p className="deal-warn">
          <StatusIcon status="warning" label={null} />
          {gone.map((one) => one.alias).join(', ')} left{' '}
          {plural(
            gone.reduce((n, one) => n + one.dealt - one.done, 0),
            'example',
          )}{' '}
          undone. Deal again, and others get them.
        </p>
      ) : null}
      {deal.stopped ? (
        <p className="deal-warn">
          <StatusIcon status="note" label={null} />
          {deal.stopped.why === 'organizer' ? 'Labelling is stopped' : 'The evidence is in, so labelling ended'}:
          contractors get no more examples of it.
        </p>
      ) : null}
      <table className="table">
        <thead>
          <tr>
            <th>Contractor</th>
            <th className="num">Practice</th>
            <th className="num">Done</th>
            <th className="num">Known among them</th>
            <th className="num">Skipped</th>
            <th className="num">Flagged</th>
            <th className="num">Time each</th>
            <th className="num">Last vote</th>
          </tr>
        </thead>
        <tbody>
          {deal.shares.map((one) => (
            <tr key={one.contractor} className={one.gone ? 'ink3' : undefined}>
              <td>
                {one.alias}
                {one.gone ? ' (dismissed)' : ''}
              </td>
              <td className="num">
                {one.practised === 0 ? <None /> : `${count(one.practisedRight)} of ${count(one.practised)} right`}
              </td>
              <td className="num">
                {count(one.done)}
                <span className="ink3"> / {count(one.dealt)}</span>
              </td>
              <td className="num">{one.known === 0 ? <None /> : count(one.known)}</td>
              <td className="num">{one.skipped === 0 ? <None /> : count(one.skipped)}</td>
              <td className="num">{one.flagged === 0 ? <None /> : count(one.flagged)}</td>
              <td className="num">{one.seconds === null ? <None /> : `${Math.round(one.seconds)} s`}</td>
              <td className="num">
                {one.lastAt ? <span title={fullTime(one.lastAt)}>{since(one.lastAt)}</span> : <None />}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
      <div className="row deal-acts">
        <Button onClick={() => setDialog('redeal')} why={deal.stopped ? 'Labelling is stopped' : null}>
          Deal again
        </Button>
        <Button onClick={() => setDialog('instructions')}>Mend the instructions</Button>
        {deal.stopped ? (
          <Button onClick={() => void goOn.run({ submission })}>Let labelling go on</Button>
        ) : (
          <Button onClick={() => void stop.run({ submission })}>Stop labelling</Button>
        )}
      </div>
      {failure ? <FailureNote failure={failure} /> : null}
      {dialog === 'redeal' ? (
        <RedealDialog submission={submission} deal={deal} onClose={() => setDialog(null)} />
      ) : null}
      {dialog === 'instructions' ? (
        <InstructionsDialog submission={submission} deal={deal} onClose={() => setDialog(null)} />
      ) : null}
    </Section>
  );
}

function None() {
  return <span className="ink3">–</span>;
}

function settingsWords({ settings, practice }: Deal): string {
  const sampling = { all: 'all examples', number: 'a random sample', sequential: 'until the evidence is in' };
  const parts = [
    sampling[settings.sampling.kind],
    settings.knownRate > 0 ? `${percent(settings.knownRate)} known answers` : null,
    practice > 0 ? `${count(practice)} to practise` : null,
    settings.needs.length > 0 ? `needs ${settings.needs.map(({ tag }) => tag).join(', ')}` : null,
  ];
  return parts.filter(Boolean).join(', ');
}

/** Who leaves, who joins: open examples move, votes stay. */
function RedealDialog(props: { submission: string; deal: Deal; onClose: () => void }) {
  const { submission, deal, onClose } = props;
  const form = useAsk('labels.dealForm', { submission });
  const redeal = useJob('labels.redeal');
  const failed = failureOf(redeal.outcome);
  const [leaving, setLeaving] = useState<ReadonlySet<string>>(
    new Set(deal.shares.filter((one) => one.gone).map((one) => one.contractor)),
  );
  const [joining, setJoining] = useState<ReadonlySet<string>>(new Set());
  useKeys('Deal again', [], { modal: true });
  const inIt = new Set(deal.shares.filter((one) => !one.gone).map((one) => one.contractor));
  const others = (form.data?.contractors ?? []).filter((one) => !inIt.has(one.id));
  const toMove = deal.shares.reduce((n, one) => n + (leaving.has(one.contractor) ? one.dealt - one.done : 0), 0);
  const why = leaving.size + joining.size === 0 ? 'Choose who leaves or who joins' : redeal.running ? 'Dealing' : null;

  async function run() {
    const outcome = await redeal.start({ submission, leaving: [...leaving], joining: [...joining] }, 'Dealing again');
    if (!outcome.ok) return;
    const { moved, unplaced } = outcome.value;
    const rest = unplaced > 0 ? `; for ${plural(unplaced, 'vote')} nobody is left who has not seen the example` : '';
    sayQuietly(`${plural(moved, 'example')} dealt again${rest}`);
    onClose();
  }

  return (
    <Dialog title="Deal again" onClose={onClose}>
      <form
        className="stack"
        onSubmit={(event) => {
          event.preventDefault();
          if (!why) void run();
        }}
      >
        <p className="ink2">What is done stays. Only open examples move, and nobody sees one twice.</p>
        <fieldset>
          <legend className="field-label">Leaves</legend>
          {deal.shares.map((one) => (
            <CheckBox
              key={one.contractor}
              label={
                <>
                  {one.alias} <span className="ink3 xs">{plural(one.dealt - one.done, 'open example')}</span>
                </>
              }
              checked={leaving.has(one.contractor)}
              onChange={(on) => setLeaving(toggled(leaving, one.contractor, on))}
            />
          ))}
        </fieldset>
        <fieldset>
          <legend className="field-label">Joins</legend>
          {others.length === 0 ? <p className="field-help">Everybody who is invited is in it already.</p> : null}
          {others.map((one) => (
            <CheckBox
              key={one.id}
              label={
                <>
                  {one.alias} <span className="ink3 xs">{one.open > 0 ? `${count(one.open)} to do` : 'free'}</span>
                </>
              }
              checked={joining.has(one.id)}
              onChange={(on) => setJoining(toggled(joining, one.id, on))}
            />
          ))}
        </fieldset>
        <div className="row">
          <Button main large submit k="Enter" why={why}>
            Deal again
          </Button>
          <Button large bare onClick={onClose}>
            Cancel
          </Button>
          <span className="ink3 xs">{toMove > 0 ? `${plural(toMove, 'open example')} of those who leave` : null}</span>
        </div>
        <JobLine running={redeal.running} />
        {failed ? <FailureNote failure={failed} /> : null}
      </form>
    </Dialog>
  );
}

function toggled(set: ReadonlySet<string>, id: string, on: boolean): ReadonlySet<string> {
  const next = new Set(set);
  if (on) next.add(id);
  else next.delete(id);
  return next;
}

function InstructionsDialog(props: { submission: string; deal: Deal; onClose: () => void }) {
  const { submission, deal, onClose } = props;
  const instruct = useCommand('labels.instruct');
  const [text, setText] = useState(deal.settings.instructions);
  useKeys('Instructions', [], { modal: true });
  async function run() {
    const outcome = await instruct.run({ submission, instructions: text });
    if (outcome.ok) onClose();
  }
  return (
    <Dialog title="Instructions to contractors" onClose={onClose}>
      <form
        className="stack"
        onSubmit={(event) => {
          event.preventDefault();
          void run();
        }}
      >
        <TextArea
          label="Instructions"
          help="Contractors see the new ones from their next example on. Say what counts as right, not which answer is."
          className="read"
          rows={8}
          maxLength={20_000}
          value={text}
          onChange={setText}
        />
        <div className="row">
          <Button main large submit why={text === deal.settings.instructions ? 'Nothing is changed yet' : null}>
            Save
          </Button>
          <Button large bare onClick={onClose}>
            Cancel
          </Button>
        </div>
        {instruct.failure ? <FailureNote failure={instruct.failure} /> : null}
      </form>
    </Dialog>
  );
}
