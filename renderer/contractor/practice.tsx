import { type FormEvent, useCallback, useEffect, useMemo, useRef, useState } from 'react';
import type { Answer, PracticeExample } from '../../shared/contract/labels.ts';
import { engine } from '../engine/connection.ts';
import { useKeys } from '../frame/keys.ts';
import { openOverlay } from '../frame/overlays.ts';
import { Button } from '../pieces/controls.tsx';
import { plural, sentenceCount } from '../pieces/format.ts';
import { StatusIcon } from '../pieces/status.tsx';
import { answerKeys, focusAfter, GO_ID, scrollKeys } from './answerKeys.ts';
import { CastFailure } from './castFailure.tsx';
import { DeskHead, FootButton, Instructions } from './deskParts.tsx';
import { type Draft, nextGroup, picking, pickingByKey } from './deskState.ts';
import { isLookedAt } from './exampleTimes.ts';
import { ExampleView, hasShots, type Reading } from './exampleView.tsx';
import { answerOf, digitsAt, openQuestions, pickedOf, questionsOf } from './questions.ts';
import { leave, measured, readingAllowance, startWatch } from './stopwatch.ts';
import type { DeskFailure } from './useDesk.ts';

interface Feedback {
  readonly right: boolean;
  readonly known: Answer;
  readonly why: string;
  readonly next: PracticeExample | null;
}

type PracticeDraft = Pick<Draft, 'picked' | 'active' | 'group'>;

/** Examples with known answers, each answer shown once the contractor's own is given. Nothing of it counts. */
export function PracticeScreen(props: {
  task: string;
  first: PracticeExample;
  total: number;
  instructions: string;
  reading: Reading;
  onReading: (reading: Reading) => void;
  onDone: () => void;
  onLeave: () => void;
}) {
  const { task, total, reading, onReading, onDone, onLeave } = props;
  const [example, setExample] = useState(props.first);
  const [draft, setDraft] = useState(() => begin(props.first));
  const [feedback, setFeedback] = useState<Feedback | null>(null);
  const [score, setScore] = useState({ right: 0, answered: 0 });
  const [over, setOver] = useState(false);
  const [failed, setFailed] = useState<DeskFailure | null>(null);
  const [instructions, setInstructions] = useState(props.first.place === 0);
  const busy = useRef(false);
  const watch = useRef(startWatch(performance.now(), true, 0));
  const stage = useRef<HTMLElement>(null);
  const questions = useMemo(() => digitsAt(questionsOf(example), draft.group), [example, draft.group]);
  const known = useMemo(() => (feedback ? pickedOf(feedback.known) : null), [feedback]);
  const open = openQuestions(questions, draft.picked).length;

  useEffect(() => {
    watch.current = startWatch(performance.now(), isLookedAt(), readingAllowance(example.prompt.length));
    stage.current?.scrollTo(0, 0);
    stage.current?.focus({ preventScroll: true });
  }, [example]);

  const answer = useCallback(
    async (said: Answer) => {
      if (busy.current) return;
      busy.current = true;
      const { seconds } = measured(leave(watch.current, performance.now()), performance.now());
      const got = await engine.call('labels.practise', { task, place: example.place, answer: said, seconds });
      busy.current = false;
      if (!got.ok) return setFailed({ doing: 'vote', failure: got.error });
      setFailed(null);
      setFeedback(got.value);
      setScore((so) => ({ right: so.right + (got.value.right ? 1 : 0), answered: so.answered + 1 }));
    },
    [task, example],
  );

  function goOn() {
    if (over) return onDone();
    if (feedback) {
      if (feedback.next === null) return setOver(true);
      setExample(feedback.next);
      setDraft(begin(feedback.next));
      setFeedback(null);
      setInstructions(false);
      return;
    }
    const said = answerOf(example, draft.picked);
    if (said) void answer(said);
  }

  function chooseByKey(key: string) {
    if (feedback) return;
    const next = pickingByKey(example, draft, key);
    if (next === draft) return;
    setDraft(next);
    focusAfter(questions, next);
  }

  const idle = feedback === null && !over;
  const unfold = () => onReading({ ...reading, shotsOpen: !reading.shotsOpen });
  const difference = () => onReading({ ...reading, onlyDifference: !reading.onlyDifference });
  useKeys('Practice', [
    ...(idle ? answerKeys(questions, draft, chooseByKey) : []),
    { key: 'Enter', label: feedback || over ? 'Go on' : 'See the known answer', run: goOn },
    {
      key: 'S',
      label: 'See the answer without one of your own',
      run: () => void answer({ kind: 'skip' }),
      off: !idle,
    },
    { key: 'E', label: 'Worked examples', run: unfold, off: over || !hasShots(example) },
    { key: 'D', label: 'Only the difference', run: difference, off: over || example.otherPrompt === null },
    {
      key: 'G',
      label: 'Digits to the next nine choices',
      run: () => setDraft(nextGroup(example, draft)),
      off: !idle || nextGroup(example, draft) === draft,
    },
    { key: 'I', label: 'Instructions', run: () => setInstructions(!instructions) },
    ...scrollKeys(stage),
    { key: 'Escape', label: 'To the list of tasks', run: onLeave },
  ]);

  return (
    <div className="desk contractor">
      <DeskHead
        name="Practice"
        done={example.place + (feedback ? 1 : 0)}
        total={total}
        pace={null}
        untilBreak={null}
        instructionsOpen={instructions}
        onInstructions={() => setInstructions(!instructions)}
        onLeave={onLeave}
      />
      <main
        className="stage"
        ref={stage}
        // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls has a place in the tab order
        tabIndex={0}
        aria-label={over ? 'Practice' : `Practice example ${example.place + 1} of ${total}`}
      >
        {over ? (
          <Over score={score} onDone={onDone} />
        ) : (
          <form
            key={example.place}
            onSubmit={(event: FormEvent) => {
              event.preventDefault();
              goOn();
            }}
          >
            {instructions ? <Instructions metric={example.metric} text={props.instructions} /> : null}
            <h1 className="vh">
              Practice example {example.place + 1} of {total}
            </h1>
            <ExampleView
              example={example}
              questions={questions}
              draft={draft}
              reading={reading}
              known={known}
              onPick={(question, option) => setDraft(picking(example, draft, question, option))}
              onActivate={(question) => setDraft((at) => (at.active === question ? at : { ...at, active: question }))}
              onShots={unfold}
              onOnlyDifference={difference}
              onMoreChoices={() => setDraft(nextGroup(example, draft))}
            >
              {failed ? <CastFailure failed={failed} /> : null}
              {feedback ? <Said feedback={feedback} skipped={open > 0} /> : null}
              <div className="go" id={GO_ID}>
                <Button
                  main
                  large
                  submit
                  k="Enter"
                  why={
                    feedback || open === 0 ? null : open === 1 ? 'One question is open' : `${open} questions are open`
                  }
                >
                  {feedback ? 'Go on' : 'See the known answer'}
                </Button>
                <span className="xs ink3">
                  {feedback ? null : 'Practice: it does not count, and you see the answer afterwards.'}
                </span>
              </div>
            </ExampleView>
          </form>
        )}
      </main>
      <footer className="desk-foot">
        <FootButton k="S" label="show me the answer" run={idle ? () => void answer({ kind: 'skip' }) : null} />
        <span className="grow" />
        <FootButton k="?" label="all keys" run={() => openOverlay('keys')} />
      </footer>
    </div>
  );
}

function begin(example: PracticeExample): PracticeDraft {
  return { picked: {}, active: questionsOf(example)[0]!.id, group: 0 };
}

function Said(props: { feedback: Feedback; skipped: boolean }) {
  const { right, why } = props.feedback;
  const line = useRef<HTMLDivElement>(null);
  useEffect(() => line.current?.scrollIntoView({ block: 'nearest' }), []);
  const sentence = right
    ? 'Right.'
    : props.skipped
      ? 'The known answer is marked.'
      : 'The known answer is another one: it is marked.';
  return (
    <div className={right ? 'said said-right' : 'said'} role="status" ref={line}>
      <p>
        <StatusIcon status={right ? 'passed' : 'note'} label={null} /> <b>{sentence}</b>
      </p>
      {why ? (
        <p className="said-why" dir="auto">
          {why}
        </p>
      ) : null}
    </div>
  );
}

function Over(props: { score: { right: number; answered: number }; onDone: () => void }) {
  const title = useRef<HTMLHeadingElement>(null);
  useEffect(() => title.current?.focus(), []);
  const { right, answered } = props.score;
  return (
    <div className="one all-done">
      <h1 ref={title} tabIndex={-1}>
        <StatusIcon status="done" label={null} />
        Practice is over
      </h1>
      <p>
        {sentenceCount(right)} of {plural(answered, 'answer')} {right === 1 ? 'was' : 'were'} as known.{' '}
        {right * 2 < answered
          ? 'Read the instructions once more before you begin; they stay behind the key I.'
          : 'From here on your answers count, and no known ones are shown.'}
      </p>
      <div className="go">
        <Button main large k="Enter" onClick={props.onDone}>
          Begin
        </Button>
      </div>
    </div>
  );
}
