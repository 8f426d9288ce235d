import { useEffect, useState } from 'react';
import type { Output } from '../../shared/contract/contract.ts';
import type { ReviewForm } from '../../shared/contract/review.ts';
import { useAsk, useCommand } from '../engine/hooks.ts';
import { useKeys } from '../frame/keys.ts';
import { Button } from '../pieces/controls.tsx';
import { SelectField, TextArea } from '../pieces/field.tsx';
import { fullTime, plural } from '../pieces/format.ts';
import { FailureNote, LoadingRows } from '../pieces/states.tsx';
import { LevelSquare } from '../pieces/status.tsx';
import { StoredReview } from './storedReview.tsx';
import './discussion.css';

type Open = Extract<Output<'review.others'>, { state: 'open' }>;

/** The others' reviews under their aliases, and what was answered to them. There from the own review's submission on. */
export function Discussion(props: { who: string; number: number; own: ReviewForm }) {
  const { number } = props;
  const asked = useAsk('review.others', { number });
  const opening = useCommand('review.openOthers');
  const open = () => void opening.run({ number });
  const ready = asked.data?.state === 'ready' && asked.data.reviews > 0;
  useKeys('Others', [{ key: 'Enter', label: 'Read the others’ reviews', run: open, off: !ready }]);
  if (!asked.data) {
    return asked.error ? (
      <FailureNote failure={asked.error} action={<Button onClick={asked.retry}>Try again</Button>} />
    ) : (
      <LoadingRows rows={6} label="Reading the others’ reviews" />
    );
  }
  if (asked.data.state === 'closed') {
    return <p className="ink2">The others’ reviews open once your own is submitted.</p>;
  }
  if (asked.data.state === 'ready' && asked.data.reviews === 0) {
    return (
      <div className="others-ready">
        <h3>No other review is in yet</h3>
        <p className="ink2">You can read the others’ reviews, and answer them, as soon as one is submitted.</p>
      </div>
    );
  }
  if (asked.data.state === 'ready') {
    return (
      <div className="others-ready">
        <h3>You have not read the others’ reviews</h3>
        <p className="ink2">
          How far reviewers agree is counted on what each wrote before reading the others. From the moment you open them
          your review as it stands now is what counts for agreement. You can still answer and revise it: the prize goes
          by your latest version.
        </p>
        {opening.failure ? <FailureNote failure={opening.failure} title="They could not be opened" /> : null}
        <Button main k="Enter" onClick={open}>
          {asked.data.reviews === 1 ? 'Read the other review' : `Read the ${asked.data.reviews} other reviews`}
        </Button>
      </div>
    );
  }
  return <OpenDiscussion who={props.who} number={number} own={props.own} open={asked.data} />;
}

function OpenDiscussion(props: { who: string; number: number; own: ReviewForm; open: Open }) {
  const { reviews, answers } = props.open;
  return (
    <div className="others">
      {reviews.length === 0 ? (
        <p className="ink2">No other review is in yet. What you answer here is read by those who come later.</p>
      ) : (
        <>
          <SideBySide own={props.own} reviews={reviews} />
          {reviews.map((review) => (
            <details key={review.alias} className="other-review" open={reviews.length === 1}>
              <summary>
                <b>{review.alias}</b>{' '}
                <span className="ink3">
                  version {review.revision} · rubric v{review.rubric.version} · confidence{' '}
                  {review.form.confidence ?? '–'} of 5
                </span>
              </summary>
              <StoredReview form={{ ...review.form, organizersOnly: '' }} rubric={review.rubric} others />
            </details>
          ))}
        </>
      )}
      <section aria-labelledby="answers-title" className="answers">
        <h3 id="answers-title">
          Answers <span className="ink3">{answers.length > 0 ? answers.length : ''}</span>
        </h3>
        {answers.length === 0 ? <p className="ink2">Nobody has answered yet.</p> : null}
        <ol>
          {answers.map((answer) => (
            <li key={`${answer.at} ${answer.alias} ${answer.text}`}>
              <p className="xs ink3">
                <b>{answer.mine ? `You, ${answer.alias},` : answer.alias}</b> to {answer.to ?? 'all'} ·{' '}
                {fullTime(answer.at)}
              </p>
              <p className="written" dir="auto">
                {answer.text}
              </p>
            </li>
          ))}
        </ol>
        <WriteAnswer who={props.who} number={props.number} aliases={reviews.map(({ alias }) => alias)} />
      </section>
    </div>
  );
}

/** Levels of everybody in one small table: where to look is where they differ. */
function SideBySide(props: { own: ReviewForm; reviews: Open['reviews'] }) {
  const { own, reviews } = props;
  const criteria = reviews[0]?.rubric.criteria ?? [];
  const levelIn = (form: Pick<ReviewForm, 'levels'>, key: string) => form.levels[key] ?? null;
  const differing = criteria.filter(({ key }) =>
    reviews.some(({ form }) => levelIn(form, key) !== levelIn(own, key)),
  ).length;
  return (
    <>
      <h3>
        {differing === 0
          ? 'You all chose the same levels'
          : `You differ on ${plural(differing, 'criterion', 'criteria')} of ${criteria.length}`}
      </h3>
      <table className="side-by-side">
        <thead>
          <tr>
            <th scope="col">Criterion</th>
            <th scope="col">You</th>
            {reviews.map(({ alias }) => (
              <th scope="col" key={alias}>
                {alias}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {criteria.map(({ key, name }) => {
            const differs = reviews.some(({ form }) => levelIn(form, key) !== levelIn(own, key));
            return (
              <tr key={key} className={differs ? 'differs' : undefined}>
                <th scope="row">
                  {name}
                  {differs ? <span className="vh">, you differ</span> : null}
                </th>
                <td>
                  <LevelSquare level={levelIn(own, key)} />
                </td>
                {reviews.map(({ alias, form }) => (
                  <td key={alias}>
                    <LevelSquare level={levelIn(form, key)} />
                  </td>
                ))}
              </tr>
            );
          })}
        </tbody>
      </table>
    </>
  );
}

/** What is written and not sent, by reviewer and submission: looking at another one loses nothing. */
const unsent = new Map<string, string>();

function WriteAnswer(props: { who: string; number: number; aliases: readonly string[] }) {
  const { number, aliases } = props;
  const place = `${props.who}\n${number}`;
  const command = useCommand('review.answer');
  const [text, setText] = useState(unsent.get(place) ?? '');
  const [to, setTo] = useState('');
  useEffect(() => void unsent.set(place, text), [place, text]);
  const send = async () => {
    if (text.trim() === '' || command.busy) return;
    const outcome = await command.run({ number, to: to === '' ? null : to, text });
    if (outcome.ok) setText('');
  };
  useKeys('Answer', [
    {
      key: 'Mod+Enter',
      label: 'Send the answer',
      run: () => void send(),
      inFields: true,
      off: text.trim() === '',
    },
  ]);
  return (
    <div className="write-answer">
      <SelectField
        label="To"
        value={to}
        options={[{ value: '', label: 'All' }, ...aliases.map((alias) => ({ value: alias, label: alias }))]}
        onChange={setTo}
      />
      <TextArea
        label="Your answer"
        help="Read under your alias by everybody whose review of this submission is in, and by the organizers. It stays as it is sent."
        rows={3}
        maxLength={10000}
        value={text}
        onChange={setText}
      />
      {command.failure ? <FailureNote failure={command.failure} title="The answer was not sent" /> : null}
      <Button k="Mod+Enter" why={text.trim() === '' ? 'Write something first.' : null} onClick={() => void send()}>
        {command.busy ? 'Sending' : 'Send the answer'}
      </Button>
    </div>
  );
}
