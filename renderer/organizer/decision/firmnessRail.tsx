import { useState } from 'react';
import type { DecisionRoom, Firmness } from '../../../shared/contract/decisionRoom.ts';
import { Button, Progress } from '../../pieces/controls.tsx';
import { count, plural, sentenceCount } from '../../pieces/format.ts';
import { Section } from '../../pieces/section.tsx';
import { FailureNote } from '../../pieces/states.tsx';
import { tierWords } from '../../pieces/status.tsx';
import type { FirmnessState } from './firmnessStore.ts';
import { changeWords, moveWords, tallyOf } from './firmnessWords.ts';
import { type Imagined, nothingImagined } from './imagined.ts';
import { heldTo } from './whyPane.tsx';

const legend = ['grand', 'second', 'third', 'accepted', 'undecided', 'rejected'] as const;

/** What prizes hang on, and how often each result comes out when the reviews are drawn anew. */
export function FirmnessRail(props: {
  room: DecisionRoom;
  firm: FirmnessState;
  imagined: Imagined;
  onImagine: (imagined: Imagined) => void;
}) {
  const { room, firm } = props;
  const { firmness, running, failure } = firm;
  const stale = firmness !== null && firmness.fingerprint !== room.fingerprint;
  const [pairs, differing] = room.groups.reduce<readonly [number, number]>(
    ([all, some], group) => [all + group.pairs, some + group.differing],
    [0, 0],
  );
  const again = (seed?: number) => firm.compute(room.fingerprint, seed);
  return (
    <>
      <Section
        title="How firm is it?"
        className="mt"
        end={firmness ? `${count(firmness.stability.draws)} draws of reviews, seed ${firmness.stability.seed}` : null}
      >
        <p className="firm-legend" aria-hidden="true">
          {legend.map((tier) => (
            <span key={tier}>
              <i className={`fb-${tier}`} />
              {tierWords[tier]}
            </span>
          ))}
        </p>
        {running ? (
          <div className="firm-job">
            <span className="ink2 xs grow">{running.progress?.text ?? 'Starting'}</span>
            <Progress share={running.progress?.share ?? null} label="How firm the decision is" />
            <Button bare onClick={running.cancel}>
              Cancel
            </Button>
          </div>
        ) : stale ? (
          <p className="firm-stale" role="status">
            <span className="grow">Of an earlier state: the contest has moved on since.</span>
            <Button k="F" onClick={() => again()}>
              Work it out again
            </Button>
          </p>
        ) : firmness === null ? (
          <p className="firm-stale">
            <span className="grow">Not worked out yet.</span>
            <Button k="F" onClick={() => again()}>
              Work it out
            </Button>
          </p>
        ) : null}
        {failure ? <FailureNote failure={failure} /> : null}
        <ul className={stale ? 'tally is-stale' : 'tally'}>
          {firmness ? <Hinges room={room} firmness={firmness} onImagine={props.onImagine} /> : null}
          <li>
            <span>Pairs where the methods differ</span>
            <b>
              {count(differing)} of {count(pairs)}
            </b>
          </li>
        </ul>
        {firmness && !running && !stale ? (
          <p className="rail-link">
            <button type="button" className="link" onClick={() => again(firm.seed + 1)}>
              Draw again with seed {firm.seed + 1}
            </button>
          </p>
        ) : null}
      </Section>
      {firmness ? (
        <Absences room={room} firmness={firmness} stale={stale} imagined={props.imagined} onImagine={props.onImagine} />
      ) : null}
    </>
  );
}

function Hinges(props: { room: DecisionRoom; firmness: Firmness; onImagine: (imagined: Imagined) => void }) {
  const { room, firmness } = props;
  const [open, setOpen] = useState(false);
  const { prizes, oneLevel, none } = tallyOf(firmness.hinges);
  const titles = new Map(room.outcomes.map(({ submission, title }) => [submission, title]));
  const hanging = firmness.hinges.filter(
    ({ steps, result }) => steps === 1 && ['grand', 'second', 'third', 'undecided'].includes(result.status),
  );
  return (
    <>
      <li>
        <span>
          Prizes that one level would change
          {oneLevel > 0 ? (
            <>
              {' · '}
              <button type="button" className="link" aria-expanded={open} onClick={() => setOpen(!open)}>
                {open ? 'close' : 'which'}
              </button>
            </>
          ) : null}
        </span>
        <b>
          {count(oneLevel)} of {count(prizes)}
        </b>
        {open ? (
          <ul className="hinges">
            {hanging.slice(0, 40).map(({ submission, changes: [change] }) =>
              change ? (
                <li key={submission}>
                  <b>{titles.get(submission) ?? submission}.</b> {changeWords(change, submission, room)}{' '}
                  <button type="button" className="link" onClick={() => props.onImagine(heldTo(change))}>
                    Try it
                  </button>
                </li>
              ) : null,
            )}
          </ul>
        ) : null}
      </li>
      <li>
        <span>Prizes that no one review can change</span>
        <b>
          {count(none)} of {count(prizes)}
        </b>
      </li>
    </>
  );
}

const prized = new Set(['grand', 'second', 'third', 'undecided']);

/** Whose absence would change prizes, most first; the rest in one line. */
function Absences(props: {
  room: DecisionRoom;
  firmness: Firmness;
  stale: boolean;
  imagined: Imagined;
  onImagine: (imagined: Imagined) => void;
}) {
  const titles = new Map(props.room.outcomes.map(({ submission, title }) => [submission, title]));
  const lines = props.firmness.absences
    .map(({ alias, changes }) => ({
      alias,
      changes: changes.filter(({ from, to }) => prized.has(from.status) || prized.has(to.status)),
    }))
    .sort((a, b) => b.changes.length - a.changes.length);
  const moved = lines.filter(({ changes }) => changes.length > 0);
  const still = lines.length - moved.length;
  return (
    <Section title="Without one reviewer" className="mt" end="what would change">
      <ul className={props.stale ? 'tally is-stale' : 'tally'}>
        {moved.map(({ alias, changes }) => {
          const [first] = changes;
          const settles = changes.every(({ from, to }) => from.status === 'undecided' && to.status !== 'undecided');
          return (
            <li key={alias}>
              <span>
                <b>{alias}</b>
                <br />
                {first
                  ? `${titles.get(first.submission) ?? first.submission} ${moveWords(first.from, first.to)}`
                  : null}
                {changes.length > 1 ? `, ${plural(changes.length - 1, 'other')}` : null}
              </span>
              <span className="ink3 absence-do">
                {settles ? 'settles it' : plural(changes.length, 'prize')}
                <br />
                <button
                  type="button"
                  className="link"
                  aria-label={`Try it without ${alias}`}
                  onClick={() => props.onImagine({ ...nothingImagined, without: [alias] })}
                >
                  Try it
                </button>
              </span>
            </li>
          );
        })}
        {still > 0 ? (
          <li>
            <span>
              {moved.length === 0 ? 'No matter who' : `${sentenceCount(still)} ${still === 1 ? 'other' : 'others'}`}
            </span>
            <span className="ink3">nothing</span>
          </li>
        ) : null}
      </ul>
    </Section>
  );
}
