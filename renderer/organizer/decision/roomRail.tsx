import type { DecisionRoom } from '../../../shared/contract/decisionRoom.ts';
import { count, dollars, plural } from '../../pieces/format.ts';
import { Section } from '../../pieces/section.tsx';
import { tierWords } from '../../pieces/status.tsx';
import { FirmnessRail } from './firmnessRail.tsx';
import type { FirmnessState } from './firmnessStore.ts';
import type { Imagined } from './imagined.ts';
import { type Seat, seatsOf } from './roomLines.ts';
import { RulingsList } from './rulingsList.tsx';

const seatWords: Record<Seat, string> = {
  held: 'held from round 1',
  taken: 'taken',
  undecided: 'undecided',
  free: 'free',
};

/** Beside the ranking: seats, firmness, what each reviewer's absence would do, and what organizers ruled. */
export function RoomRail(props: {
  room: DecisionRoom;
  firm: FirmnessState;
  imagined: Imagined;
  onImagine: (imagined: Imagined) => void;
  onCaps: () => void;
}) {
  const { room } = props;
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a pane that scrolls has a place in the tab order
    <aside className="two-rail" tabIndex={0} aria-label="Seats and firmness">
      <Seats room={room} onCaps={props.onCaps} />
      <FirmnessRail room={room} firm={props.firm} imagined={props.imagined} onImagine={props.onImagine} />
      <RulingsList room={room} />
      <Tally room={room} />
    </aside>
  );
}

function Seats({ room, onCaps }: { room: DecisionRoom; onCaps: () => void }) {
  const { rules, seats, outcomes } = room;
  return (
    <Section title="Seats" end={`rules v${rules.version}, ${rules.round === 1 ? 'round 1' : 'both rounds'}`}>
      <div className="seats">
        {seats.map((line) => {
          const each = seatsOf(line, outcomes);
          const said = (Object.keys(seatWords) as Seat[])
            .map((kind) => [kind, each.filter((seat) => seat === kind).length] as const)
            .filter(([, n]) => n > 0)
            .map(([kind, n]) => `${n} ${seatWords[kind]}`)
            .join(', ');
          return (
            <div className="seat-row" key={line.tier}>
              <b>{tierWords[line.tier]}</b>
              <span
                className="seat"
                role="img"
                aria-label={said || 'no seats'}
                style={{ '--c': `var(--tier-${line.tier})` } as React.CSSProperties}
              >
                {each.slice(0, MOST_DRAWN).map((seat, i) => (
                  // biome-ignore lint/suspicious/noArrayIndexKey: seats are alike
                  <i key={i} className={`seat-${seat}`} title={seatWords[seat]} />
                ))}
                {each.length === 0 ? <span className="ink3 xs">none</span> : null}
              </span>
              <span className="ink3 xs seat-cap">
                {count(line.taken)} of {count(line.cap)} · {dollars(line.amount)}
              </span>
            </div>
          );
        })}
      </div>
      <p className="seat-legend" aria-hidden="true">
        {(['held', 'taken', 'undecided', 'free'] as const).map((seat) => (
          <span key={seat}>
            <i className={`seat-${seat}`} />
            {seatWords[seat]}
          </span>
        ))}
      </p>
      <p className="rail-link">
        <button type="button" className="link" aria-keyshortcuts="C" onClick={onCaps}>
          Change the caps, with a reason
        </button>
      </p>
    </Section>
  );
}

const MOST_DRAWN = 40;

function Tally({ room: { outcomes, prizes } }: { room: DecisionRoom }) {
  const tally = (status: string) => outcomes.filter((row) => row.status === status).length;
  const lines = [
    ['Undecided', tally('undecided')],
    ['Accepted without a prize', tally('accepted')],
    ['Rejected', tally('rejected')],
    ['Pending: reviews or labels to come', tally('pending')],
    ['Ineligible', tally('ineligible')],
  ] as const;
  return (
    <Section title="Settled so far" className="mt" end={plural(prizes.grand + prizes.second + prizes.third, 'prize')}>
      <ul className="tally">
        <li>
          <span>Prize money</span>
          <b>{dollars(prizes.amount)}</b>
        </li>
        {lines.map(([word, n]) =>
          n === 0 ? null : (
            <li key={word}>
              <span>{word}</span>
              <b>{count(n)}</b>
            </li>
          ),
        )}
      </ul>
    </Section>
  );
}
