import { useMemo, useRef, useState } from 'react';
import type { AdjudicationCase } from '../../../shared/contract/adjudication.ts';
import { go } from '../../app/router.ts';
import { Passage } from '../../contractor/passage.tsx';
import { wordDifference } from '../../contractor/wordDifference.ts';
import { useAsk, useCommand } from '../../engine/hooks.ts';
import { useKeys } from '../../frame/keys.ts';
import { offerUndo } from '../../frame/undo.tsx';
import { Button, Kbd } from '../../pieces/controls.tsx';
import { count } from '../../pieces/format.ts';
import { FailureNote, LoadingRows } from '../../pieces/states.tsx';
import { StatusIcon } from '../../pieces/status.tsx';
import { WhiteSpaceText } from '../../pieces/whiteSpaceText.tsx';
import { AnswerTable } from './answerTable.tsx';
import {
  activeQuestion,
  choose,
  type Draft,
  draftInWords,
  draftOf,
  optionKey,
  type QueueKey,
  settlementOf,
} from './settling.ts';
import { VoteList } from './voteList.tsx';

interface PaneProps {
  readonly item: QueueKey;
  readonly place: number;
  readonly of: number;
  readonly onSettled: () => void;
  readonly onUndone: (key: QueueKey) => void;
  readonly onLater: () => void;
}

/** One example with everything that was said of it. */
export function CasePane(props: PaneProps) {
  const asked = useAsk('labels.case', { submission: props.item.submission, row: props.item.row });
  if (asked.error && !asked.data) {
    return (
      <section className="adj-work adj-nothing">
        <FailureNote failure={asked.error} />
      </section>
    );
  }
  if (!asked.data) {
    return (
      <section className="adj-work adj-nothing">
        <LoadingRows rows={6} label="Reading the example" />
      </section>
    );
  }
  return <Case {...props} found={asked.data} />;
}

/** The last thing that was settled in this window, for U. */
let lastUndo: (() => Promise<string | null>) | null = null;

function Case({ found, item, place, of, onSettled, onUndone, onLater }: PaneProps & { found: AdjudicationCase }) {
  const [draft, setDraft] = useState<Draft>(() => draftOf(found));
  const [reason, setReason] = useState(found.settlement?.reason ?? '');
  const [asking, setAsking] = useState<number | null>(null);
  const field = useRef<HTMLInputElement>(null);
  const settle = useCommand('labels.settle');
  const unsettle = useCommand('labels.unsettle');
  const active = asking ?? activeQuestion(found, draft);
  const settlement = settlementOf(found, draft);
  const words = draftInWords(found, draft);

  const take = (question: string, value: string) => {
    const next = choose(draft, question, value);
    setDraft(next);
    setAsking(null);
    // the last answer leads on to the reason
    if (settlementOf(found, next)) field.current?.focus();
  };
  const leaveOut = () => {
    setDraft({ ...draft, leaveOut: !draft.leaveOut });
    if (!draft.leaveOut) field.current?.focus();
  };
  const undo = async (): Promise<string | null> => {
    const failed = await (lastUndo?.() ?? null);
    if (failed === null) lastUndo = null;
    return failed;
  };
  const submit = async () => {
    if (!settlement || reason.trim() === '' || settle.busy) return field.current?.focus();
    const outcome = await settle.run({ ...key, settlement, reason });
    if (!outcome.ok) return;
    const { before } = outcome.value;
    lastUndo = async () => {
      const undone = before ? await settle.run({ ...key, ...before }) : await unsettle.run(key);
      if (undone.ok) onUndone(key);
      return undone.ok ? null : undone.error.message;
    };
    offerUndo(`Settled example ${count(item.row)} as ${words}`, undo);
    field.current?.blur();
    onSettled();
  };
  const key = { submission: item.submission, row: item.row };
  const question = found.questions[active]!;

  useKeys('This example', [
    ...question.options.flatMap(({ value }, index) => {
      const cap = optionKey(question, index);
      return cap === null ? [] : [{ key: cap, label: 'choose', foot: true, run: () => take(question.question, value) }];
    }),
    {
      key: 'Q',
      label: 'Answer the other question',
      run: () => setAsking((active + 1) % found.questions.length),
      off: found.questions.length < 2,
    },
    { key: 'B', label: 'leave out as bad example', foot: true, run: leaveOut },
    {
      key: 'W',
      label: 'a worked example is wrong',
      run: () => setDraft({ ...draft, leaveOut: false, workedExample: !draft.workedExample }),
    },
    { key: 'S', label: 'later', foot: true, run: onLater },
    { key: 'U', label: 'undo the last', foot: true, run: () => void undo(), off: lastUndo === null },
    { key: 'Enter', label: 'Settle and go on', run: () => void submit() },
    { key: 'Escape', label: 'Leave the reason', run: () => field.current?.blur(), inFields: true, unlisted: true },
  ]);
  return (
    <section className="adj-work" aria-label={`Example ${item.row} of ${found.title}`}>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a pane that scrolls has a place in the tab order */}
      <section className="adj-in" tabIndex={0} aria-label="Example and votes">
        <p className="adj-cap">
          <button
            type="button"
            className="quiet-link"
            onClick={() => go({ page: 'submission', id: found.submission, tab: 'labels' })}
          >
            <b>{found.title}</b>
          </button>
          <span>example {count(found.row)}</span>
          <span className="grow" />
          <span>
            {count(place)} of {count(of)}
          </span>
          <span className="keys">
            <span>
              <Kbd k="K" />
              <Kbd k="J" />
            </span>
          </span>
        </p>
        <Prompts found={found} />
        {found.questions.map((one, index) => (
          <AnswerTable
            key={one.question}
            question={one}
            several={found.questions.length > 1}
            active={index === active}
            chosen={draft.leaveOut ? null : (draft.answers[one.question] ?? null)}
            onChoose={(value) => take(one.question, value)}
          />
        ))}
        <VoteList votes={found.votes} open={found.open} />
        {found.settlement ? (
          <p className="adj-before ink2">
            <StatusIcon status="done" label={null} /> Settled before: “{found.settlement.reason}”. Settling it again
            adds a new word; the earlier one stays in the record.
            <Button
              bare
              onClick={() =>
                void unsettle.run(key).then((outcome) => {
                  if (outcome.ok) onSettled();
                })
              }
            >
              Take it back
            </Button>
          </p>
        ) : null}
      </section>
      <form
        className="adj-settle"
        onSubmit={(event) => {
          event.preventDefault();
          void submit();
        }}
      >
        <div className="adj-say">
          <label className="nowrap ink2" htmlFor="adj-reason">
            {words === null ? 'Choose an answer' : 'Settle as '}
            <b>{words}</b>
          </label>
          <input
            id="adj-reason"
            ref={field}
            className="input adj-reason"
            placeholder="Why?"
            aria-label="Reason"
            autoComplete="off"
            maxLength={2000}
            value={reason}
            onChange={(event) => setReason(event.target.value)}
          />
          <Button
            main
            large
            submit
            k="Enter"
            why={
              !settlement ? 'Choose an answer first.' : reason.trim() === '' ? 'Say why: a few words will do.' : null
            }
          >
            Settle and go on
          </Button>
        </div>
        <p className="adj-more-ways">
          <label className="adj-check">
            <input
              type="checkbox"
              checked={draft.workedExample}
              onChange={(event) => setDraft({ ...draft, leaveOut: false, workedExample: event.target.checked })}
            />
            a worked example in it is wrong <Kbd k="W" />
          </label>
          <label className="adj-check">
            <input type="checkbox" checked={draft.leaveOut} onChange={leaveOut} />
            leave out as bad example <Kbd k="B" />
          </label>
        </p>
        {settle.failure ? <FailureNote failure={settle.failure} /> : null}
      </form>
    </section>
  );
}

function Prompts({ found }: { found: AdjudicationCase }) {
  const { prompt, otherPrompt, completion } = found;
  const differing = useMemo(
    () => (otherPrompt === null ? null : wordDifference(prompt, otherPrompt)),
    [prompt, otherPrompt],
  );
  if (differing && otherPrompt !== null) {
    return (
      <div className="adj-pair">
        <div>
          <h3>First prompt</h3>
          <Passage text={prompt} stretches={differing[0].stretches} label="First prompt" />
        </div>
        <div>
          <h3>Second prompt</h3>
          <Passage text={otherPrompt} stretches={differing[1].stretches} label="Second prompt" />
        </div>
      </div>
    );
  }
  return (
    <>
      <Passage text={prompt} label="Prompt" />
      {completion === null ? null : (
        <p className="adj-completion">
          <span className="ink3 xs">Submitted completion</span> <WhiteSpaceText text={completion} />
        </p>
      )}
    </>
  );
}
