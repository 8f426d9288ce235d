import { type ReactNode, useMemo } from 'react';
import type { DeskExample } from '../../shared/contract/labels.ts';
import { plural } from '../pieces/format.ts';
import type { Draft } from './deskState.ts';
import { Passage } from './passage.tsx';
import { QuestionGroup } from './questionGroup.tsx';
import type { OptionId, Question, QuestionId } from './questions.ts';
import { wordDifference } from './wordDifference.ts';

interface ViewProps {
  readonly example: DeskExample;
  readonly questions: readonly Question[];
  readonly draft: Draft;
  readonly onPick: (question: QuestionId, option: OptionId) => void;
  readonly onActivate: (question: QuestionId) => void;
  /** Flag, note, failure and the main button, at the end. */
  readonly children: ReactNode;
}

/** The example with its questions, as its metric wants it. */
export function ExampleView(props: ViewProps) {
  return props.example.otherPrompt === null ? <OnePrompt {...props} /> : <TwoPrompts {...props} />;
}

function OnePrompt(props: ViewProps) {
  const { prompt, completion } = props.example;
  const stretches = useMemo(
    () =>
      completion === null
        ? undefined
        : [
            { text: prompt, differs: false },
            { text: completion, differs: true },
          ],
    [prompt, completion],
  );
  return (
    <div className="one">
      <Passage
        text={prompt + (completion ?? '')}
        stretches={stretches}
        label={completion === null ? 'Prompt' : 'Prompt with its completion'}
      />
      {props.questions.map((question) => (
        <Asked key={question.id} {...props} question={question} />
      ))}
      {props.children}
    </div>
  );
}

function TwoPrompts(props: ViewProps) {
  const { prompt } = props.example;
  const other = props.example.otherPrompt ?? '';
  const [first, second] = useMemo(() => wordDifference(prompt, other), [prompt, other]);
  const at = (place: Question['place']) => props.questions.filter((question) => question.place === place);
  return (
    <div className="two">
      <div className="pair">
        {(
          [
            ['First prompt', 'first', prompt, first],
            ['Second prompt', 'second', other, second],
          ] as const
        ).map(([title, place, text, side]) => (
          <section className="of-pair" key={place} aria-label={title}>
            <h2>
              {title}
              <span>
                {side.words === 0
                  ? 'nothing left out or added'
                  : `${plural(side.words, 'word')} differ${side.words === 1 ? 's' : ''}`}
              </span>
            </h2>
            <Passage text={text} stretches={side.stretches} label={title} />
            {at(place).map((question) => (
              <Asked key={question.id} {...props} question={question} about={title.toLowerCase()} />
            ))}
          </section>
        ))}
      </div>
      {at('both').map((question) => (
        <div className="both" key={question.id}>
          <Asked {...props} question={question} />
        </div>
      ))}
      {props.children}
    </div>
  );
}

function Asked(props: ViewProps & { question: Question; about?: string }) {
  const { question, questions, draft } = props;
  const digits = questions.flatMap((one) => one.options.flatMap((option) => option.key ?? []));
  const shared = new Set(digits).size < digits.length;
  const active = draft.active === question.id;
  return (
    <QuestionGroup
      question={question}
      picked={draft.picked[question.id]}
      active={active}
      several={questions.length > 1}
      capsShown={!shared || active}
      about={props.about ?? null}
      onPick={(option) => props.onPick(question.id, option)}
      onActivate={() => props.onActivate(question.id)}
    />
  );
}
