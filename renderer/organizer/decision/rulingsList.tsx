import type { DecisionRoom } from '../../../shared/contract/decisionRoom.ts';
import { engine } from '../../engine/connection.ts';
import { useCommand } from '../../engine/hooks.ts';
import { offerUndo } from '../../frame/undo.tsx';
import { fullTime, shortDay } from '../../pieces/format.ts';
import { Section } from '../../pieces/section.tsx';
import { FailureNote } from '../../pieces/states.tsx';

type Ruling = DecisionRoom['rulings'][number];

/** What organizers decided where the panel left an order open. */
export function RulingsList({ room }: { room: DecisionRoom }) {
  const unrule = useCommand('decision.unrule');
  const titles = new Map(room.outcomes.map(({ submission, title }) => [submission, title]));
  const words = ({ order }: Ruling) =>
    order.map((tied) => tied.map((id) => titles.get(id) ?? id).join(' and ')).join(', then ');
  async function withdraw({ id, order, reason }: Ruling) {
    const outcome = await unrule.run({ id });
    if (!outcome.ok) return;
    offerUndo('The ruling is withdrawn', async () => {
      const undone = await engine.call('decision.rule', { order, reason });
      return undone.ok ? null : undone.error.message;
    });
  }
  if (room.rulings.length === 0) return null;
  return (
    <Section title="Organizers’ rulings" n={room.rulings.length} className="mt">
      <ul className="tally">
        {room.rulings.map((ruling) => (
          <li key={ruling.id}>
            <span>
              <b>{words(ruling)}</b>
              <br />
              {ruling.reason}
            </span>
            <span className="ink3 absence-do">
              <time dateTime={ruling.at} title={fullTime(ruling.at)}>
                {shortDay(new Date(ruling.at))}
              </time>
              <br />
              <button type="button" className="link" onClick={() => void withdraw(ruling)}>
                Withdraw
              </button>
            </span>
          </li>
        ))}
      </ul>
      {unrule.failure ? <FailureNote failure={unrule.failure} /> : null}
    </Section>
  );
}
