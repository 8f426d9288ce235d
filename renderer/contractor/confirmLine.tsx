import type { DeskExample } from '../../shared/contract/labels.ts';
import { Button } from '../pieces/controls.tsx';
import { sentenceCount } from '../pieces/format.ts';
import { useLate } from '../pieces/states.tsx';
import { GO_ID } from './answerKeys.ts';
import { confirmation, type Draft } from './deskState.ts';
import { flagWords } from './flagMenu.tsx';
import { questionsOf } from './questions.ts';

/** Flag and note, where there are any. */
export function Marks(props: {
  draft: Draft;
  noteOpen: boolean;
  onNote: (note: string) => void;
  onLeaveNote: () => void;
  onFlag: () => void;
}) {
  const { draft } = props;
  return (
    <div className="marks">
      {draft.flag ? (
        <p className="marked-flag">
          Flagged: {flagWords[draft.flag].toLowerCase()}.{' '}
          <button type="button" className="link" onClick={props.onFlag}>
            Change
          </button>
        </p>
      ) : null}
      {props.noteOpen || draft.note !== '' ? (
        <label className="note">
          <span>
            Note <span className="ink3">for the organizers</span>
          </span>
          <textarea
            id="desk-note"
            className="input"
            dir="auto"
            rows={2}
            maxLength={2000}
            value={draft.note}
            onChange={(event) => props.onNote(event.target.value)}
            onKeyDown={(event) => {
              if (event.key !== 'Escape') return;
              event.preventDefault();
              props.onLeaveNote();
            }}
          />
        </label>
      ) : null}
    </div>
  );
}

/** The main button, and beside it what is still open or when it is saved. */
export function Go(props: { example: DeskExample; draft: Draft; saving: boolean; said: string }) {
  const next = confirmation(props.example, props.draft);
  const why = next.kind === 'open' ? stillOpen(next.questions, questionsOf(props.example).length) : null;
  return (
    <div className="go" id={GO_ID}>
      <Button main large submit k="Enter" why={why}>
        {next.kind === 'unchanged'
          ? 'Go on'
          : props.example.vote
            ? 'Confirm the change and go on'
            : 'Confirm and go on'}
      </Button>
      <span className="xs ink3">
        {props.saving ? <SavingSlowly /> : (why ?? remarkOn(next.kind, props.example, props.said))}
      </span>
    </div>
  );
}

function SavingSlowly() {
  return useLate() ? 'Saving.' : 'Saved when the next example shows.';
}

function remarkOn(kind: 'vote' | 'unchanged' | 'open', example: DeskExample, said: string): string {
  if (kind === 'unchanged') {
    return example.vote?.answer.kind === 'skip'
      ? 'You skipped this one. Choose an answer to change that.'
      : 'This is what you said. Choose another answer to change it.';
  }
  return said.startsWith('Taken back') ? said : 'Saved when the next example shows.';
}

function stillOpen(open: number, all: number): string {
  if (all === 1) return 'Choose an answer, or skip.';
  return open === 1 ? 'One question is still open.' : `${sentenceCount(open)} questions are still open.`;
}
