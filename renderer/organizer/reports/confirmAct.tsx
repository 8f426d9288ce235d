import type { DecisionRoom } from '../../../shared/contract/decisionRoom.ts';
import { useCommand } from '../../engine/hooks.ts';
import { useKeys } from '../../frame/keys.ts';
import { sayQuietly } from '../../frame/undo.tsx';
import { Button } from '../../pieces/controls.tsx';
import { Dialog } from '../../pieces/dialog.tsx';
import { plural } from '../../pieces/format.ts';
import { FailureNote } from '../../pieces/states.tsx';
import { StatusIcon } from '../../pieces/status.tsx';
import { type Act, prizesInWords } from './roundSteps.ts';

/** What cannot be taken back is asked about once, with what it does. */
export function ConfirmAct(props: { act: Act; room: DecisionRoom; onClose: () => void }) {
  const { act, room, onClose } = props;
  const freeze = useCommand('decision.freeze');
  const announce = useCommand('decision.announce');
  const begin = useCommand('decision.beginRound2');
  useKeys('Confirm', [], { modal: true });
  const failure = freeze.failure ?? announce.failure ?? begin.failure;
  const busy = freeze.busy || announce.busy || begin.busy;
  async function run() {
    if (act === 'freeze') {
      const outcome = await freeze.run({ fingerprint: room.fingerprint });
      if (outcome.ok) done(`Frozen. Its hash begins with ${outcome.value.hash.slice(0, 12)}`);
    } else if (act === 'announce') {
      const outcome = await announce.run({ id: room.frozen?.id ?? '' });
      if (outcome.ok) done(`Round ${room.rules.round} is announced`);
    } else {
      const outcome = await begin.run({});
      if (outcome.ok) done('Round 2 has begun');
    }
  }
  function done(said: string) {
    sayQuietly(said);
    onClose();
  }
  const { title, says, button } = words(act, room);
  return (
    <Dialog
      title={title}
      onClose={onClose}
      foot={
        <>
          <span className="grow" />
          <Button onClick={onClose}>Not yet</Button>
          <Button main why={busy ? 'It is being done' : null} onClick={() => void run()}>
            {button}
          </Button>
        </>
      }
    >
      <div className="stack">
        {says.map((sentence) => (
          <p key={sentence}>{sentence}</p>
        ))}
        {act === 'begin' ? null : <Warnings room={room} />}
        {failure ? <FailureNote failure={failure} /> : null}
      </div>
    </Dialog>
  );
}

/** What to look at before prizes are given: too much money, work that is not in. */
function Warnings({ room }: { room: DecisionRoom }) {
  const pending = room.outcomes.filter(({ status }) => status === 'pending').length;
  const waiting = room.outcomes.reduce((all, outcome) => all + outcome.waiting, 0);
  const moved = room.frozen?.status === 'frozen' && !room.frozen.same;
  const sentences = [
    ...room.warnings,
    ...(pending > 0
      ? [`${plural(pending, 'submission')} pending: without reviews or verified labels there is no prize.`]
      : []),
    ...(waiting > 0 ? [`${plural(waiting, 'review')} asked for and not in.`] : []),
    ...(moved ? ['The contest has moved on since the decision was frozen; what was frozen is what counts.'] : []),
  ];
  return sentences.length === 0 ? null : (
    <ul className="act-warnings">
      {sentences.map((sentence) => (
        <li key={sentence}>
          <StatusIcon status="warning" />
          <span>{sentence}</span>
        </li>
      ))}
    </ul>
  );
}

function words(act: Act, room: DecisionRoom): { title: string; says: readonly string[]; button: string } {
  const { round } = room.rules;
  switch (act) {
    case 'freeze':
      return {
        title: `Freeze round ${round}?`,
        says: [
          `${prizesInWords(room).replace(/^./, (first) => first.toUpperCase())}. What went in, the rules and what came out are stored together with a SHA-256 over all of it.`,
          'A frozen decision stays in the record for good. Until one is announced, the contest can move on and be frozen again.',
        ],
        button: 'Freeze',
      };
    case 'announce':
      return {
        title: `Announce round ${round}?`,
        says: [
          round === 1
            ? 'The prizes of round 1 are held from then on: their holders can only move up in round 2.'
            : 'The prizes are final from then on.',
          'This cannot be taken back. Nothing is sent by Assay: the letters and the public page are yours to send.',
        ],
        button: 'Announce',
      };
    case 'begin':
      return {
        title: 'Begin round 2?',
        says: [
          'The caps of both rounds together hold from then on. Revised versions and new reviews are taken; reviews of round 1 drop out once a submission is reviewed again.',
          'This cannot be taken back. The letters of round 1 stay here, under its announced decision.',
        ],
        button: 'Begin round 2',
      };
    default:
      return act satisfies never;
  }
}
