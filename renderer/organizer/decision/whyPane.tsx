import { useState } from 'react';
import type { DecisionRoom, Grounds, RoomOutcome } from '../../../shared/contract/decisionRoom.ts';
import { go } from '../../app/router.ts';
import { useAsk } from '../../engine/hooks.ts';
import { plural } from '../../pieces/format.ts';
import { FailureNote, LoadingRows } from '../../pieces/states.tsx';
import type { FirmnessState } from './firmnessStore.ts';
import { changeWords, type LevelChange } from './firmnessWords.ts';
import { type Imagined, nothingImagined, turnedLevel, turnLevel } from './imagined.ts';
import { NeedsList } from './needsList.tsx';
import { whyLines } from './whyWords.ts';

type Level = 0 | 1 | 2;
type Review = Grounds['reviews'][number];

interface Props {
  readonly row: RoomOutcome;
  readonly room: DecisionRoom;
  readonly firm: FirmnessState;
  readonly imagined: Imagined | null;
  readonly onImagine: (imagined: Imagined) => void;
}

/** Under an opened row: who said what, what it hangs on, and each step from there to its place. */
export function WhyPane({ row, room, firm, imagined, onImagine }: Props) {
  const { submission } = row;
  const { data, error } = useAsk('decision.grounds', { submission }, { keep: true });
  const hinge = firm.firmness?.hinges.find((one) => one.submission === submission) ?? null;
  const change = hinge?.changes[0] ?? null;
  return (
    <div className="why" id={`why-${submission}`}>
      <div className="why-said">
        {error && !data ? <FailureNote failure={error} /> : null}
        {!data && !error ? <LoadingRows rows={2} label="Reading the reviews" /> : null}
        {data?.reviews.map((review) => (
          <Said
            key={review.alias}
            review={review}
            row={row}
            room={room}
            marked={change?.submission === submission && change.alias === review.alias ? change : null}
            imagined={imagined}
            onImagine={onImagine}
          />
        ))}
        {data?.reviews.length === 0 ? <p className="said-do ink3">No review counts yet.</p> : null}
        {row.waiting > 0 ? <p className="said-do ink3">{plural(row.waiting, 'review')} asked for and not in.</p> : null}
        {hinge && !imagined ? (
          <p className="said-do">
            {change ? (
              <>
                <span className="hinge">
                  {hinge.steps === 1 ? 'Hangs on one level.' : `Hangs on ${hinge.steps} steps of one review.`}
                </span>{' '}
                {changeWords(change, submission, room)}{' '}
                {hinge.changes.length > 1
                  ? `${plural(hinge.changes.length - 1, 'other change')} as small would do it too. `
                  : ''}
                <button type="button" className="link" onClick={() => onImagine(heldTo(change))}>
                  Try it
                </button>
              </>
            ) : (
              'No change of one review would give it another result.'
            )}
          </p>
        ) : null}
        <p className="said-do">
          <button
            type="button"
            className="link"
            onClick={() => go({ page: 'submission', id: submission, tab: 'reviews' })}
          >
            Open the submission
          </button>
        </p>
      </div>
      <div className="why-lines">
        <dl>
          {whyLines(row, room).map(({ label, text }) => (
            <div key={text}>
              <dt>{label}</dt>
              <dd>{text}</dd>
            </div>
          ))}
        </dl>
        {data && data.needs.length > 0 ? (
          <NeedsList submission={submission} title={row.title} needs={data.needs} />
        ) : null}
      </div>
    </div>
  );
}

/** A change of levels as a what-if of nothing else. */
export function heldTo(change: LevelChange): Imagined {
  return {
    ...nothingImagined,
    levels: change.levels.map(({ criterion, to }) => ({
      submission: change.submission,
      alias: change.alias,
      criterion,
      level: to,
    })),
  };
}

interface SaidProps {
  readonly review: Review;
  readonly row: RoomOutcome;
  readonly room: DecisionRoom;
  /** The change that the result hangs on, where it is one of this review. */
  readonly marked: LevelChange | null;
  readonly imagined: Imagined | null;
  readonly onImagine: (imagined: Imagined) => void;
}

function Said({ review, row, room, marked, imagined, onImagine }: SaidProps) {
  const [open, setOpen] = useState(false);
  const left = imagined?.without.includes(review.alias) ?? false;
  return (
    <div className={left ? 'said is-left-out' : 'said'}>
      <span>
        <button type="button" className="said-name" aria-expanded={open} onClick={() => setOpen(!open)}>
          {review.alias}
        </button>
        {review.round > 1 ? <span className="ink3"> round {review.round}</span> : null}
      </span>
      <span className="levels">
        {room.criteria.map(({ key, name }) => {
          const level = (review.levels[key] ?? null) as Level | null;
          if (imagined && level !== null) {
            return (
              <Turn
                key={key}
                place={{ submission: row.submission, alias: review.alias, criterion: key }}
                name={name}
                real={level}
                imagined={imagined}
                onImagine={onImagine}
              />
            );
          }
          const hangs = marked?.levels.some(({ criterion }) => criterion === key) ?? false;
          return (
            <i key={key} className={hangs ? 'hinge' : undefined} title={hangs ? 'the result hangs on it' : undefined}>
              <span className="vh">{name}: </span>
              {level ?? '–'}
              {hangs ? <span className="vh"> (the result hangs on it)</span> : null}
            </i>
          );
        })}
      </span>
      {open ? (
        <dl className="said-why">
          <div>
            <dt>Confidence</dt>
            <dd>{review.confidence === null ? 'not given' : `${review.confidence} of 5`}</dd>
          </div>
          {room.criteria.map(({ key, name }) => (
            <div key={key}>
              <dt>
                {name} {review.levels[key] ?? '–'}
              </dt>
              <dd>
                {review.reasons[key]?.trim() ? review.reasons[key] : <span className="ink3">no reason given</span>}
              </dd>
            </div>
          ))}
        </dl>
      ) : null}
    </div>
  );
}

/** A level that can be turned: a click takes the next one, the keys 0, 1 and 2 take one. */
function Turn(props: {
  place: { submission: string; alias: string; criterion: string };
  name: string;
  real: Level;
  imagined: Imagined;
  onImagine: (imagined: Imagined) => void;
}) {
  const { place, real, imagined } = props;
  const turned = turnedLevel(imagined, place) as Level | null;
  const level = turned ?? real;
  const set = (next: Level) => props.onImagine(turnLevel(imagined, { ...place, level: next }, real));
  return (
    <button
      type="button"
      className={turned === null ? 'turn' : 'turn is-turned'}
      aria-label={`${props.name} by ${place.alias}: ${level}${turned === null ? '' : `, really ${real}`}. Turn it`}
      title={turned === null ? 'Turn it: click, or 0, 1, 2' : `really ${real}`}
      onClick={() => set(((level + 2) % 3) as Level)}
      onKeyDown={(event) => {
        if (['0', '1', '2'].includes(event.key)) {
          event.preventDefault();
          set(Number(event.key) as Level);
        } else if (event.key === 'ArrowLeft' || event.key === 'ArrowRight') {
          const all = [...(event.currentTarget.closest('.why')?.querySelectorAll<HTMLElement>('.turn') ?? [])];
          event.preventDefault();
          all[all.indexOf(event.currentTarget) + (event.key === 'ArrowRight' ? 1 : -1)]?.focus();
        }
      }}
    >
      {level}
    </button>
  );
}
