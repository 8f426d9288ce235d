import { type ReactNode, useEffect, useRef, useState } from 'react';
import type { ReviewForm as Form, Rubric } from '../../shared/contract/review.ts';
import { isField, type KeyBinding, useKeys } from '../frame/keys.ts';
import { Button, Kbd } from '../pieces/controls.tsx';
import { LevelSquare } from '../pieces/status.tsx';
import { Criterion, levelElementId, reasonElementId } from './criterion.tsx';
import { completeness, digitAt, type Level, placeAfter, placesOf, setLevel, setReason } from './formState.ts';

/** The form as it is written. Digits set the criterion that was looked at last, arrows go from one to the next. */
export function ReviewForm(props: {
  form: Form;
  rubric: Rubric;
  /** Versions submitted before this one. */
  revision: number;
  onEdit: (change: (form: Form) => Form) => void;
  onUndo: () => boolean;
  onRedo: () => boolean;
  onLookOver: () => void;
  /** Null once a version is in: what was judged cannot be declined. */
  onDecline: (() => void) | null;
  /** What has to be read first: a failed save. */
  notice: ReactNode;
  /** When it was saved, at the right of the head. */
  saved: ReactNode;
}) {
  const { form, rubric, onEdit } = props;
  const [place, setPlace] = useState(() => completeness(form, rubric).first?.place ?? placesOf(rubric)[0] ?? '');
  const [asked, setAsked] = useState<ReadonlySet<string>>(new Set());
  const wish = useRef<string | null>(null);
  const [writing, setWriting] = useState(false);
  const state = completeness(form, rubric);
  const missing = [state.levels < state.of ? `${state.of - state.levels} without a level` : '', state.lacking]
    .filter(Boolean)
    .join(', ');

  // The field that is wished for is there only after it was drawn.
  useEffect(() => {
    if (wish.current === null) return;
    document.getElementById(wish.current)?.focus();
    wish.current = null;
  });

  function go(to: string) {
    setPlace(to);
    document.getElementById(elementAt(form, to))?.focus();
  }

  function toReason(key: string) {
    if (key === 'confidence' || form.levels[key] === undefined) return;
    setAsked((before) => new Set(before).add(key));
    wish.current = reasonElementId(key);
  }

  function toFirstMissing() {
    const { first } = state;
    if (!first) return;
    if (first.what === 'reason') {
      setPlace(first.place);
      toReason(first.place);
      return;
    }
    go(first.place);
  }

  function digit(n: number) {
    const next = digitAt(form, rubric, place, n);
    if (!next) return;
    onEdit((now) => digitAt(now, rubric, place, n) ?? now);
    wish.current = elementAt(next, place);
  }

  function lookOver() {
    if (state.first) toFirstMissing();
    else props.onLookOver();
  }

  const name = rubric.criteria.find((criterion) => criterion.key === place)?.name ?? 'Confidence';
  useKeys('Your review', [
    ...[0, 1, 2, 3, 4, 5].map(
      (n): KeyBinding => ({
        key: String(n),
        label: place === 'confidence' ? `Confidence ${n}` : `${name}: ${rubric.levelNames[n] ?? n}`,
        run: () => digit(n),
        off: digitAt(form, rubric, place, n) === null,
        unlisted: true,
      }),
    ),
    { key: 'ArrowDown', label: 'Next criterion', run: () => go(placeAfter(rubric, place, 1)) },
    { key: 'ArrowUp', label: 'Criterion before', run: () => go(placeAfter(rubric, place, -1)) },
    { key: 'Mod+Z', label: 'Undo', run: props.onUndo, inFields: true },
    { key: 'Mod+Y', label: 'Do again', run: props.onRedo, inFields: true },
    { key: 'X', label: 'Decline this submission', run: () => props.onDecline?.(), off: !props.onDecline },
    { key: 'R', label: 'Write a reason', run: () => toReason(place), off: form.levels[place] === undefined },
    {
      key: 'Mod+Enter',
      label: state.first ? 'To what is missing' : 'Look over and submit',
      run: lookOver,
      inFields: true,
    },
  ]);

  return (
    <>
      <header className="fh">
        <h2>Your review</h2>
        <span className="keys form-keys" aria-hidden="true">
          <span>
            {writing ? <Kbd k="Alt" /> : null}
            {place === 'confidence' ? (
              <>
                <Kbd k="1" />–<Kbd k="5" /> confidence
              </>
            ) : (
              <>
                <Kbd k="0" />
                <Kbd k="1" />
                <Kbd k="2" /> level
              </>
            )}
          </span>
          <span>
            <Kbd k="ArrowDown" /> next
          </span>
        </span>
        <span className="grow" />
        {props.saved}
      </header>
      <section
        className="rub"
        // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls has a place in the tab order
        tabIndex={0}
        aria-label="Rubric"
        onFocus={(event) => setWriting(isField(event.target))}
        onBlur={() => setWriting(false)}
      >
        {props.notice}
        {props.revision > 0 ? (
          <p className="earlier">Version {props.revision} counts until you submit this one.</p>
        ) : null}
        <div className="lvh" aria-hidden="true">
          {rubric.levelNames.map((level, index) => (
            <span key={level}>
              <LevelSquare level={index as Level} />
              {level}
            </span>
          ))}
        </div>
        {rubric.criteria.map((criterion) => (
          <Criterion
            key={criterion.key}
            criterion={criterion}
            levelNames={rubric.levelNames}
            level={form.levels[criterion.key]}
            reason={form.reasons[criterion.key] ?? ''}
            reasonAsked={asked.has(criterion.key)}
            at={place === criterion.key}
            onLevel={(level) => onEdit((now) => setLevel(now, criterion.key, level))}
            onReason={(text) => onEdit((now) => setReason(now, criterion.key, text))}
            onAskReason={() => toReason(criterion.key)}
            onAt={() => setPlace(criterion.key)}
          />
        ))}
        <Confidence
          value={form.confidence}
          at={place === 'confidence'}
          onChange={(confidence) => onEdit((now) => ({ ...now, confidence }))}
          onAt={() => setPlace('confidence')}
        />
        <Words
          label="Strengths"
          value={form.strengths}
          onChange={(strengths) => onEdit((now) => ({ ...now, strengths }))}
        />
        <Words
          label="Weaknesses"
          value={form.weaknesses}
          onChange={(weaknesses) => onEdit((now) => ({ ...now, weaknesses }))}
        />
        <Words
          label="For the organizers only"
          help="Never shown to the authors or to fellow reviewers."
          value={form.organizersOnly}
          onChange={(organizersOnly) => onEdit((now) => ({ ...now, organizersOnly }))}
        />
      </section>
      <footer className="ff">
        <span className="l">
          <b>
            {state.levels} of {state.of}
          </b>
          {state.lacking ? (
            <>
              ,{' '}
              <button type="button" className="link" onClick={toFirstMissing}>
                {state.lacking}
              </button>
            </>
          ) : state.levels < state.of ? null : (
            ', nothing missing'
          )}
        </span>
        {props.onDecline ? (
          <Button k="X" onClick={props.onDecline}>
            Decline
          </Button>
        ) : null}
        <Button
          main
          k="Mod+Enter"
          why={state.first ? `${missing[0]?.toUpperCase() ?? ''}${missing.slice(1)}.` : null}
          onClick={lookOver}
        >
          Look over and submit
        </Button>
      </footer>
    </>
  );
}

function Confidence(props: { value: number | null; at: boolean; onChange: (value: number) => void; onAt: () => void }) {
  return (
    <fieldset className={props.at ? 'c at' : 'c'} onFocus={props.onAt}>
      <legend className="vh">Confidence, from 1, a guess, to 5, certain</legend>
      <div className="n confidence">
        <span className="grow">
          <b>Confidence</b> <span>1 a guess, 5 certain</span>
        </span>
        <span className="segs">
          {[1, 2, 3, 4, 5].map((value) => (
            <label key={value}>
              <input
                type="radio"
                id={levelElementId('confidence', value)}
                name="confidence"
                checked={value === props.value}
                onChange={() => props.onChange(value)}
              />
              {value}
            </label>
          ))}
        </span>
      </div>
    </fieldset>
  );
}

function Words(props: { label: string; help?: string; value: string; onChange: (text: string) => void }) {
  return (
    <label className="words">
      <span>
        <b>{props.label}</b> {props.help ? <span className="ink3">{props.help}</span> : null}
      </span>
      <textarea
        className="input"
        dir="auto"
        rows={2}
        maxLength={20_000}
        value={props.value}
        onChange={(event) => props.onChange(event.target.value)}
      />
    </label>
  );
}

/** The radio button that stands for a place: the chosen one, else the first. */
function elementAt(form: Form, place: string): string {
  if (place === 'confidence') return levelElementId('confidence', form.confidence ?? 1);
  return levelElementId(place, form.levels[place] ?? 0);
}
