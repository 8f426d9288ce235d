import { useId } from 'react';
import { Button, Kbd } from '../pieces/controls.tsx';
import { Icon } from '../pieces/icons.tsx';
import { WhiteSpaceText } from '../pieces/whiteSpaceText.tsx';
import { choiceRemarks } from './choiceRemarks.ts';
import type { Option, OptionId, Question } from './questions.ts';

/** Id of an option's radio button, so that the desk can put the focus there. */
export function optionElementId(question: string, option: string): string {
  return `option-${question}-${option}`;
}

/** One question and its answers, as a radio group. Keycaps that do nothing now are not shown. */
export function QuestionGroup(props: {
  question: Question;
  picked: OptionId | undefined;
  active: boolean;
  /** Whether there is more than one question, so that the active one has to be told from the others. */
  several: boolean;
  /** False while digits belong to the active question and this one is not it. */
  capsShown: boolean;
  /** Named for who does not see where the question stands. */
  about: string | null;
  /** What is known to be right: the question is answered, and only looked at. */
  known: OptionId | null;
  /** Moves the digits on to the next nine options; null where nine are enough. */
  onMore: (() => void) | null;
  onPick: (option: OptionId) => void;
  onActivate: () => void;
}) {
  const { question } = props;
  const hint = useId();
  const remarks = choiceRemarks(question.options.map((option) => (option.by === 'author' ? option.text : '')));
  const marked = props.several && props.active;
  return (
    <fieldset
      className={['ask', `ask-${question.options[0]?.by ?? 'us'}`, marked && 'ask-active'].filter(Boolean).join(' ')}
      onFocus={props.onActivate}
      aria-describedby={question.hint ? hint : undefined}
    >
      <legend className="vh">
        {question.text}
        {props.about ? `, ${props.about}` : ''}
      </legend>
      <div className="ask-line">
        <span className="ask-text" aria-hidden="true">
          {question.text}
        </span>
        {question.hint ? (
          <span className="ask-hint" id={hint}>
            {question.hint}
          </span>
        ) : null}
      </div>
      <div className={`choices choices-${Math.min(question.options.length, 4)}`}>
        {question.options.map((option, index) => (
          <Choice
            key={option.id}
            question={question}
            option={option}
            remark={feedback(props, option) ?? remarks[index] ?? option.remark}
            on={props.picked === option.id}
            right={props.known === option.id}
            fixed={props.known !== null}
            cap={props.capsShown && props.known === null ? option.key : null}
            onPick={() => props.onPick(option.id)}
          />
        ))}
      </div>
      {props.onMore ? (
        <Button bare k="G" className="more-choices" onClick={props.onMore}>
          Digits to the next nine
        </Button>
      ) : null}
      {question.beside.length > 0 ? (
        <div className="beside">
          {question.beside.map((option) => (
            <Choice
              key={option.id}
              question={question}
              option={option}
              remark={feedback(props, option)}
              on={props.picked === option.id}
              right={props.known === option.id}
              fixed={props.known !== null}
              cap={props.active && props.known === null ? option.key : null}
              onPick={() => props.onPick(option.id)}
            />
          ))}
        </div>
      ) : null}
    </fieldset>
  );
}

/** In the practice round. */
function feedback(props: { known: OptionId | null; picked: OptionId | undefined }, option: Option): string | null {
  if (props.known === null) return null;
  const chosen = props.picked === option.id;
  if (option.id === props.known) return chosen ? 'your answer, and right' : 'the known answer';
  return chosen ? 'your answer' : null;
}

function Choice(props: {
  question: Question;
  option: Option;
  remark: string | null;
  on: boolean;
  right: boolean;
  fixed: boolean;
  cap: string | null;
  onPick: () => void;
}) {
  const { option, question } = props;
  return (
    <label className={['choice', props.on && 'on', props.right && 'known'].filter(Boolean).join(' ')}>
      <input
        className="vh"
        type="radio"
        id={optionElementId(question.id, option.id)}
        name={question.id}
        checked={props.on}
        disabled={props.fixed}
        onChange={props.onPick}
        aria-keyshortcuts={props.cap ?? undefined}
      />
      {props.cap ? <Kbd k={props.cap} /> : <span className="no-cap" />}
      <span className="choice-text">
        {option.by === 'author' ? <WhiteSpaceText text={option.text} /> : option.text}
        {props.remark ? <small>{props.remark}</small> : null}
      </span>
      {props.right || (props.on && !props.fixed) ? <Icon name="tick" /> : props.on ? <Icon name="close" /> : null}
    </label>
  );
}
