import type { Output } from '../../../shared/contract/contract.ts';
import { count, dollars, plural } from '../../pieces/format.ts';
import { Section } from '../../pieces/section.tsx';
import { tierWords } from '../../pieces/status.tsx';
import { type Seat, seatsOf } from './standing.ts';

const seatWords: Record<Seat, string> = {
  held: 'held from an earlier round',
  taken: 'taken',
  undecided: 'undecided',
  free: 'free',
};

/** The seats of each tier, and what is settled so far. */
export function SeatsRail({ current }: { current: Output<'decision.current'> }) {
  const { decisions, prizes } = current.ranking;
  const tally = (status: string) => decisions.filter((row) => row.status === status).length;
  const lines = [
    ['Accepted without a prize', tally('accepted')],
    ['Rejected', tally('rejected')],
    ['Pending: reviews or labels to come', tally('pending')],
    ['Ineligible', tally('ineligible')],
  ] as const;
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a pane that scrolls has a place in the tab order
    <aside className="two-rail" tabIndex={0} aria-label="Seats">
      <Section title="Seats" end={`rules v${current.rules.version}, round ${current.rules.round}`}>
        <div className="seats">
          {current.rules.seats.map(({ tier, cap, amount }) => {
            const seats = seatsOf(tier, cap, { held: current.held, decisions });
            const said = (Object.keys(seatWords) as Seat[])
              .map((kind) => [kind, seats.filter((seat) => seat === kind).length] as const)
              .filter(([, n]) => n > 0)
              .map(([kind, n]) => `${n} ${seatWords[kind]}`)
              .join(', ');
            return (
              <div className="seat-row" key={tier}>
                <b>{tierWords[tier]}</b>
                <span
                  className="seat"
                  role="img"
                  aria-label={said || 'no seats'}
                  style={{ '--c': `var(--tier-${tier})` } as React.CSSProperties}
                >
                  {seats.map((seat, i) => (
                    // biome-ignore lint/suspicious/noArrayIndexKey: seats are alike
                    <i key={i} className={`seat-${seat}`} title={seatWords[seat]} />
                  ))}
                  {seats.length === 0 ? <span className="ink3 xs">none this round</span> : null}
                </span>
                <span className="ink3 xs">{dollars(amount)}</span>
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
      </Section>
      <Section title="Settled so far" className="mt">
        <ul className="tally">
          <li>
            <span>Prize money</span>
            <b>{dollars(prizes.amount)}</b>
          </li>
          <li>
            <span>Prizes</span>
            <b>{plural(prizes.grand + prizes.second + prizes.third, 'prize')}</b>
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
    </aside>
  );
}
