import { type FormEvent, useEffect, useMemo, useRef, useState } from 'react';
import type { LabelTask } from '../../shared/contract/labels.ts';
import { isField, type KeyBinding, useKeys } from '../frame/keys.ts';
import { Button } from '../pieces/controls.tsx';
import { count } from '../pieces/format.ts';
import { FailureNote } from '../pieces/states.tsx';
import { AllDone } from './allDone.tsx';
import { CastFailure } from './castFailure.tsx';
import { Go, Marks } from './confirmLine.tsx';
import { DeskFoot, DeskHead, Instructions } from './deskParts.tsx';
import { activate, type Draft, pick, pickByKey, positionAfter, positionBefore, setFlag, setNote } from './deskState.ts';
import { ExampleView } from './exampleView.tsx';
import { FlagMenu } from './flagMenu.tsx';
import { optionElementId } from './questionGroup.tsx';
import {
  type OptionId,
  openQuestions,
  optionForKey,
  type Question,
  type QuestionId,
  questionsOf,
} from './questions.ts';
import { useDesk } from './useDesk.ts';

/** One task, one example after the other. */
export function DeskScreen(props: { task: LabelTask; alias: string; onLeave: () => void }) {
  const { task, onLeave } = props;
  const work = useDesk({ id: task.task, total: task.total }, props.alias);
  const { desk, phase, failed, edit, confirm } = work;
  const [menu, setMenu] = useState(false);
  const [noteOpen, setNoteOpen] = useState(false);
  const [instructions, setInstructions] = useState(task.done === 0);
  const shown = useRef<number | null>(null);
  const stage = useRef<HTMLElement>(null);
  const example = desk?.example ?? null;
  const draft = desk?.draft ?? null;
  const questions = useMemo(() => (example ? questionsOf(example) : []), [example]);
  const position = example?.position ?? null;
  const ready = phase === 'ready' && example !== null && draft !== null;

  useEffect(() => {
    setMenu(false);
    setNoteOpen(false);
    // Read once, they need not stand over every example.
    if (shown.current !== null) setInstructions(false);
    shown.current = position;
    stage.current?.scrollTo(0, 0);
    stage.current?.focus({ preventScroll: true });
  }, [position]);

  function choose(question: QuestionId, option: OptionId) {
    edit((at) => pick(at, question, option));
  }

  function chooseByKey(key: string) {
    if (!ready || !draft) return;
    const found = optionForKey(questions, draft.active, key);
    edit((at) => pickByKey(at, key));
    // While a note is written the focus stays in it.
    if (found && !isField(document.activeElement))
      focusAfter(questions, { ...draft.picked, [found.question]: found.option }, found);
  }

  function toggleInstructions() {
    if (!instructions) stage.current?.scrollTo(0, 0);
    setInstructions(!instructions);
  }

  function leaveNote() {
    stage.current?.focus({ preventScroll: true });
    if (!draft?.note.trim()) setNoteOpen(false);
  }

  useKeys('This example', [
    ...answerKeys(questions, draft, chooseByKey),
    { key: 'Enter', label: 'Confirm and go on', run: confirm, off: !ready },
    { key: 'Mod+Enter', label: 'The same while writing', run: confirm, off: !ready, unlisted: true },
    {
      key: 'ArrowLeft',
      label: 'Back to the example before',
      run: work.back,
      off: !desk || positionBefore(desk) === null,
    },
    { key: 'ArrowRight', label: 'On to the next one', run: work.forward, off: !desk || positionAfter(desk) === null },
    { key: 'U', label: 'Undo the last vote', run: work.undo, off: !desk || desk.cast.length === 0 },
    { key: 'S', label: 'Skip this example', run: work.skip, off: !ready },
    { key: 'F', label: 'Flag this example', run: () => setMenu(true), off: !ready },
    { key: 'N', label: 'Write a note', run: openNote, off: !ready },
    { key: 'I', label: 'Instructions', run: toggleInstructions, off: !example },
    { key: 'Escape', label: 'To the list of tasks', run: onLeave },
  ]);

  function openNote() {
    setNoteOpen(true);
    // After the field is there.
    requestAnimationFrame(() => document.getElementById('desk-note')?.focus());
  }

  return (
    <div className="desk contractor">
      <DeskHead
        done={desk?.done ?? task.done}
        total={desk?.total ?? task.total}
        pace={example?.pace ?? null}
        instructionsOpen={instructions && example !== null}
        onInstructions={toggleInstructions}
        onLeave={onLeave}
      />
      <main
        className="stage"
        ref={stage}
        // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls has a place in the tab order
        tabIndex={0}
        aria-label={example ? `Example ${count(example.position + 1)} of ${count(example.total)}` : 'Labels'}
      >
        <p className="vh" aria-live="polite">
          {work.said}
        </p>
        {example && draft ? (
          <form
            key={example.position}
            onSubmit={(event: FormEvent) => {
              event.preventDefault();
              confirm();
            }}
          >
            {instructions ? <Instructions example={example} /> : null}
            <h1 className="vh">
              Example {count(example.position + 1)} of {count(example.total)}
            </h1>
            <ExampleView
              example={example}
              questions={questions}
              draft={draft}
              onPick={choose}
              onActivate={(question) => edit((at) => (at.draft?.active === question ? at : activate(at, question)))}
            >
              <Marks
                draft={draft}
                noteOpen={noteOpen}
                onNote={(note) => edit((at) => setNote(at, note))}
                onLeaveNote={leaveNote}
                onFlag={() => setMenu(true)}
              />
              {failed ? <CastFailure failed={failed} /> : null}
              <Go example={example} draft={draft} saving={phase === 'saving'} said={work.said} />
            </ExampleView>
          </form>
        ) : null}
        {desk && !example ? (
          <AllDone desk={desk} task={task} failed={failed} onLeave={onLeave} onBack={work.back} />
        ) : null}
        {!desk && failed ? (
          <FailureNote
            failure={failed.failure}
            title="The task could not be opened"
            action={<Button onClick={() => void work.open()}>Try again</Button>}
          />
        ) : null}
      </main>
      <footer className="foot-place">
        {menu && draft ? (
          <FlagMenu
            flag={draft.flag}
            onChoose={(flag) => {
              edit((at) => setFlag(at, flag));
              setMenu(false);
              stage.current?.focus({ preventScroll: true });
            }}
            onClose={() => {
              setMenu(false);
              stage.current?.focus({ preventScroll: true });
            }}
          />
        ) : null}
        <DeskFoot
          onBack={desk && positionBefore(desk) !== null ? work.back : null}
          onForward={desk && positionAfter(desk) !== null ? work.forward : null}
          onUndo={desk && desk.cast.length > 0 ? work.undo : null}
          onSkip={example ? work.skip : null}
          onFlag={example ? () => setMenu(true) : null}
          onNote={example ? openNote : null}
          flagged={draft?.flag != null}
          noted={Boolean(draft?.note.trim())}
        />
      </footer>
    </div>
  );
}

/** Keys of the answers, named by what they choose, for the list of keys. */
function answerKeys(
  questions: readonly Question[],
  draft: Draft | null,
  run: (key: string) => void,
): readonly KeyBinding[] {
  if (!draft) return [];
  return ['1', '2', '3', '4', '5', '6', '7', '8', '9', '0', 'M'].flatMap((key) => {
    const found = optionForKey(questions, draft.active, key);
    const question = questions.find((one) => one.id === found?.question);
    const option = [...(question?.options ?? []), ...(question?.beside ?? [])].find((one) => one.id === found?.option);
    if (!question || !option) return [];
    const place = question.place === 'both' || questions.length < 3 ? '' : `${question.place} prompt: `;
    const text = option.text.trim();
    const label = `${place}${text.length > 48 ? `${text.slice(0, 47)}…` : text}`;
    return [{ key, label, run: () => run(key), unlisted: true }];
  });
}

/** The focus goes where the eye goes: to the next open question, else it stays on what was chosen. */
function focusAfter(
  questions: readonly Question[],
  picked: Draft['picked'],
  chosen: { readonly question: QuestionId; readonly option: OptionId },
) {
  const at = questions.findIndex((question) => question.id === chosen.question);
  const open = openQuestions(questions, picked);
  const next = open.find((question) => questions.indexOf(question) > at) ?? open[0];
  const target = next
    ? optionElementId(next.id, next.options[0]?.id ?? '')
    : optionElementId(chosen.question, chosen.option);
  document.getElementById(target)?.focus();
}
