import { type FormEvent, useEffect, useLayoutEffect, useMemo, useRef, useState } from 'react';
import type { LabelTask } from '../../shared/contract/labels.ts';
import { useKeys } from '../frame/keys.ts';
import { Button } from '../pieces/controls.tsx';
import { count } from '../pieces/format.ts';
import { FailureNote } from '../pieces/states.tsx';
import { AllDone } from './allDone.tsx';
import { answerKeys, focusAfter, scrollKeys } from './answerKeys.ts';
import { BreakScreen } from './breakScreen.tsx';
import { CastFailure } from './castFailure.tsx';
import { Go, Marks } from './confirmLine.tsx';
import { DeskFoot, DeskHead, Instructions } from './deskParts.tsx';
import {
  activate,
  nextGroup,
  pick,
  pickByKey,
  pickingByKey,
  positionAfter,
  positionBefore,
  setFlag,
  setNote,
} from './deskState.ts';
import { ExampleView, hasShots, type Reading } from './exampleView.tsx';
import { FlagMenu } from './flagMenu.tsx';
import { HistoryDialog } from './historyDialog.tsx';
import { digitsAt, questionsOf } from './questions.ts';
import type { useDesk } from './useDesk.ts';
import { minutesUntilBreak, useWorkday, workday } from './workday.ts';

/** One example after the other. */
export function Labelling(props: {
  task: LabelTask;
  work: ReturnType<typeof useDesk>;
  reading: Reading;
  onReading: (reading: Reading) => void;
  onLeave: () => void;
}) {
  const { task, work, reading, onReading, onLeave } = props;
  const { desk, phase, failed, edit, confirm } = work;
  const [over, setOver] = useState<'flag' | 'history' | null>(null);
  const [noteOpen, setNoteOpen] = useState(false);
  const [instructions, setInstructions] = useState(task.done === 0);
  const day = useWorkday();
  const resting = day.restingSince !== null;
  const shown = useRef<number | null>(null);
  const stage = useRef<HTMLElement>(null);
  const example = desk?.example ?? null;
  const draft = desk?.draft ?? null;
  const group = draft?.group ?? 0;
  const questions = useMemo(() => (example ? digitsAt(questionsOf(example), group) : []), [example, group]);
  const position = example?.position ?? null;
  const ready = phase === 'ready' && example !== null && draft !== null;
  const undos = desk?.cast.length ?? 0;

  useEffect(() => {
    setOver(null);
    setNoteOpen(false);
    // Read once, they need not stand over every example.
    if (shown.current !== null) setInstructions(false);
    shown.current = position;
    stage.current?.scrollTo(0, 0);
    stage.current?.focus({ preventScroll: true });
  }, [position]);

  const votes = useRef(undos);
  useEffect(() => {
    if (undos > votes.current) workday.voted();
    votes.current = undos;
  }, [undos]);

  useEffect(() => {
    work.rest(resting);
  }, [resting, work.rest]);

  function chooseByKey(key: string) {
    if (!ready) return;
    const next = pickingByKey(example, draft, key);
    edit((at) => pickByKey(at, key));
    if (next !== draft) focusAfter(questions, next);
  }

  function toggleInstructions() {
    if (!instructions) stage.current?.scrollTo(0, 0);
    setInstructions(!instructions);
  }

  function toStage() {
    stage.current?.focus({ preventScroll: true });
  }

  function close() {
    setOver(null);
    toStage();
  }

  function leaveNote() {
    toStage();
    if (!draft?.note.trim()) setNoteOpen(false);
  }

  function openNote() {
    setNoteOpen(true);
    toNote();
  }

  // in the same turn in which the field appears: what is typed right after N belongs into it
  useLayoutEffect(() => {
    if (noteOpen) toNote();
  }, [noteOpen]);

  const unfold = () => onReading({ ...reading, shotsOpen: !reading.shotsOpen });
  const difference = () => onReading({ ...reading, onlyDifference: !reading.onlyDifference });
  const moreChoices = () =>
    edit((at) => (at.example && at.draft ? { ...at, draft: nextGroup(at.example, at.draft) } : at));
  const canBack = desk !== null && (positionBefore(desk) !== null || (!example && desk.progress.done > 0));
  const canForward = desk !== null && positionAfter(desk) !== null;

  // what is saving is guarded where it is changed: keys that went off and on would be lost in the frame between
  useKeys('This example', [
    ...answerKeys(questions, draft, chooseByKey),
    { key: 'Enter', label: 'Confirm and go on', run: confirm, off: !example },
    { key: 'Mod+Enter', label: 'The same while writing', run: confirm, off: !example, unlisted: true },
    { key: 'ArrowLeft', label: 'Back to the example before', run: work.back, off: !canBack },
    { key: 'ArrowRight', label: 'On to the next one', run: work.forward, off: !canForward },
    { key: 'U', label: 'Undo the last vote', run: work.undo, off: undos === 0 },
    { key: 'S', label: 'Skip this example', run: work.skip, off: !example },
    { key: 'F', label: 'Flag this example', run: () => setOver('flag'), off: !example },
    { key: 'N', label: 'Write a note', run: openNote, off: !example },
    {
      key: 'G',
      label: 'Digits to the next nine choices',
      run: moreChoices,
      off: !ready || nextGroup(example, draft) === draft,
    },
  ]);
  useKeys('The task', [
    { key: 'I', label: 'Instructions', run: toggleInstructions, off: !example },
    { key: 'E', label: 'Worked examples', run: unfold, off: !example || !hasShots(example) },
    { key: 'D', label: 'Only the difference', run: difference, off: example?.otherPrompt == null },
    { key: 'H', label: 'Earlier examples', run: () => setOver('history'), off: !desk },
    { key: 'B', label: 'Take a break', run: workday.takeBreak, off: !example },
    ...scrollKeys(stage),
    { key: 'Escape', label: 'To the list of tasks', run: onLeave },
  ]);

  return (
    <div className="desk contractor">
      <DeskHead
        done={desk?.progress.done ?? task.done}
        total={desk?.progress.total ?? task.total}
        pace={desk?.progress.pace ?? null}
        untilBreak={minutesUntilBreak(day)}
        instructionsOpen={instructions && example !== null}
        onInstructions={toggleInstructions}
        onLeave={onLeave}
      />
      <main
        className="stage"
        ref={stage}
        // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls has a place in the tab order
        tabIndex={0}
        aria-label={example ? nameOf(example.position, desk?.progress.total ?? 0) : 'Labels'}
      >
        <p className="vh" aria-live="polite">
          {work.said}
        </p>
        {resting ? <BreakScreen day={day} onBack={workday.comeBack} onLeave={onLeave} /> : null}
        {example && draft && !resting ? (
          <form
            key={example.position}
            onSubmit={(event: FormEvent) => {
              event.preventDefault();
              confirm();
            }}
          >
            {instructions ? <Instructions metric={example.metric} text={work.instructions} /> : null}
            <h1 className="vh">{nameOf(example.position, desk?.progress.total ?? 0)}</h1>
            <ExampleView
              example={example}
              questions={questions}
              draft={draft}
              reading={reading}
              onPick={(question, option) => edit((at) => pick(at, question, option))}
              onActivate={(question) => edit((at) => (at.draft?.active === question ? at : activate(at, question)))}
              onShots={unfold}
              onOnlyDifference={difference}
              onMoreChoices={moreChoices}
            >
              <Marks
                draft={draft}
                noteOpen={noteOpen}
                onNote={(note) => edit((at) => setNote(at, note))}
                onLeaveNote={leaveNote}
                onFlag={() => setOver('flag')}
              />
              {failed ? <CastFailure failed={failed} /> : null}
              <Go example={example} draft={draft} saving={phase === 'saving'} said={work.said} />
            </ExampleView>
          </form>
        ) : null}
        {desk && !example && !resting ? (
          <AllDone
            desk={desk}
            task={task}
            stopped={work.stopped}
            failed={failed}
            onLeave={onLeave}
            onBack={canBack ? work.back : null}
          />
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
        {over === 'flag' && draft ? (
          <FlagMenu
            flag={draft.flag}
            onChoose={(flag) => {
              edit((at) => setFlag(at, flag));
              close();
            }}
            onClose={close}
          />
        ) : null}
        <DeskFoot
          onBack={canBack ? work.back : null}
          onForward={canForward ? work.forward : null}
          onUndo={undos > 0 ? work.undo : null}
          onSkip={example ? work.skip : null}
          onHistory={desk ? () => setOver('history') : null}
          onBreak={example ? workday.takeBreak : null}
          onOnlyDifference={example?.otherPrompt == null ? null : difference}
          onlyDifference={reading.onlyDifference}
          onFlag={example ? () => setOver('flag') : null}
          onNote={example ? openNote : null}
          flagged={draft?.flag != null}
          noted={Boolean(draft?.note.trim())}
        />
      </footer>
      {over === 'history' ? (
        <HistoryDialog
          task={task.task}
          onOpen={(at) => {
            close();
            work.goTo(at);
          }}
          onClose={close}
        />
      ) : null}
    </div>
  );
}

function toNote() {
  document.getElementById('desk-note')?.focus();
}

/** Dealing again may leave gaps in the numbers, and then a number says nothing of the whole. */
function nameOf(position: number, total: number): string {
  return position < total ? `Example ${count(position + 1)} of ${count(total)}` : `Example ${count(position + 1)}`;
}
