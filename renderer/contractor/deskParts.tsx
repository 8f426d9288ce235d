import { useEffect, useState } from 'react';
import type { DeskExample, LabelTask } from '../../shared/contract/labels.ts';
import { isField } from '../frame/keys.ts';
import { openOverlay } from '../frame/overlays.ts';
import { Button, Kbd } from '../pieces/controls.tsx';
import { count } from '../pieces/format.ts';
import { Icon } from '../pieces/icons.tsx';
import { breakWords, leftWords, paceWords } from './pace.ts';

/** The line at the top: how much is done, how fast, about how long it still takes; instructions unfold under it. */
export function DeskHead(props: {
  /** `Practice` while it lasts. */
  name?: string;
  done: number;
  total: number;
  pace: number | null;
  /** Minutes of work until a break is due; null where nothing is to be said. */
  untilBreak: number | null;
  instructionsOpen: boolean;
  onInstructions: () => void;
  onLeave: () => void;
}) {
  const { done, total } = props;
  const pace = paceWords(props.pace);
  const left = leftWords(props.pace, total - done);
  return (
    <header className="desk-head">
      <div
        className="hairline"
        role="progressbar"
        tabIndex={-1}
        aria-label={props.name ? `${props.name}, examples answered` : 'Examples labelled'}
        aria-valuemin={0}
        aria-valuenow={done}
        aria-valuemax={total}
      >
        <i style={{ width: `${total === 0 ? 0 : (100 * done) / total}%` }} />
      </div>
      <Button bare aria-expanded={props.instructionsOpen} onClick={props.onInstructions} k="I">
        <Icon name={props.instructionsOpen ? 'down' : 'right'} />
        Instructions
      </Button>
      <Button bare onClick={props.onLeave} k="Escape">
        Tasks
      </Button>
      <span className="grow" />
      <span>
        {props.name ? `${props.name} ` : ''}
        <b>{count(done)}</b> of {count(total)}
      </span>
      {pace ? <span className="desk-pace">{pace}</span> : null}
      {left ? <span>{left}</span> : null}
      {props.untilBreak === null ? null : (
        <span className={props.untilBreak <= 0 ? 'desk-break due' : 'desk-break'}>{breakWords(props.untilBreak)}</span>
      )}
    </header>
  );
}

const ways: Record<LabelTask['metric'], string> = {
  classification:
    'Read the example and choose the answer that is right. If more than one is right, or none, say so: those are answers too.',
  sequence_prob:
    'Read the text to the end of its completion, which is underlined. Say whether the completion is right, and whether another word could have stood there as well.',
  logodds:
    'Read both prompts; what differs is underlined. Choose the right answer for each, then say whether the difference should change it.',
  absolute_logodds:
    'Read both prompts; what differs is underlined. Choose the right answer for each, then say whether the difference should change it.',
};

/** What the organizers wrote for this task, and what is asked in any case. */
export function Instructions(props: { metric: DeskExample['metric']; text: string }) {
  const written = props.text.trim();
  return (
    <section className="instructions" aria-label="Instructions">
      {written ? (
        <p className="instructions-text" dir="auto">
          {written}
        </p>
      ) : null}
      <p>{ways[props.metric]}</p>
      <p>
        White space that matters is marked, and belongs to the text. Flag an example that is itself broken; skip one
        that you cannot judge.
      </p>
    </section>
  );
}

type Act = (() => void) | null;

/** What acts on every example, with its keys. While a field has the focus the keys need Alt, and the caps say so. */
export function DeskFoot(props: {
  onBack: Act;
  onForward: Act;
  onUndo: Act;
  onSkip: Act;
  onHistory: Act;
  onBreak: Act;
  onOnlyDifference: Act;
  onlyDifference: boolean;
  onFlag: Act;
  onNote: Act;
  flagged: boolean;
  noted: boolean;
}) {
  const typing = useTyping();
  const cap = (key: string) => (typing ? `Alt+${key}` : key);
  return (
    <div className="desk-foot">
      <FootButton k={cap('ArrowLeft')} label="back" run={props.onBack} />
      {props.onForward ? <FootButton k={cap('ArrowRight')} label="on" run={props.onForward} /> : null}
      <FootButton k={cap('U')} label="undo" run={props.onUndo} />
      <FootButton k={cap('S')} label="skip" run={props.onSkip} />
      <FootButton k={cap('H')} label="earlier ones" run={props.onHistory} />
      <span className="grow" />
      {props.onOnlyDifference ? (
        <FootButton
          k={cap('D')}
          label={props.onlyDifference ? 'show all' : 'show only the difference'}
          run={props.onOnlyDifference}
        />
      ) : null}
      {props.onFlag ? (
        <FootButton k={cap('F')} label={props.flagged ? 'change flag' : 'flag'} run={props.onFlag} />
      ) : null}
      {props.onNote ? (
        <FootButton k={cap('N')} label={props.noted ? 'change note' : 'note'} run={props.onNote} />
      ) : null}
      <FootButton k={cap('B')} label="break" run={props.onBreak} />
      <FootButton k={cap('?')} label="all keys" run={() => openOverlay('keys')} />
    </div>
  );
}

export function FootButton(props: { k: string; label: string; run: Act }) {
  return (
    <button
      type="button"
      className="foot-button"
      aria-disabled={props.run === null || undefined}
      aria-keyshortcuts={props.k}
      onClick={props.run ?? undefined}
    >
      <Kbd k={props.k} /> {props.label}
    </button>
  );
}

/** Whether a field has the focus. */
export function useTyping(): boolean {
  const [typing, setTyping] = useState(false);
  useEffect(() => {
    const look = () => setTyping(isField(document.activeElement));
    document.addEventListener('focusin', look);
    document.addEventListener('focusout', look);
    return () => {
      document.removeEventListener('focusin', look);
      document.removeEventListener('focusout', look);
    };
  }, []);
  return typing;
}
