import { useId } from 'react';
import { Kbd } from '../../pieces/controls.tsx';
import { fixed } from '../../pieces/format.ts';
import { Icon } from '../../pieces/icons.tsx';
import { WhiteSpaceText } from '../../pieces/whiteSpaceText.tsx';
import { type CaseQuestion, optionKey } from './settling.ts';

/** What could be said to one question: who said it, whether the submission says it, how likely it is right. */
export function AnswerTable(props: {
  question: CaseQuestion;
  /** The example has more than one question. */
  several: boolean;
  active: boolean;
  chosen: string | null;
  onChoose: (value: string) => void;
}) {
  const { question, active, chosen } = props;
  const name = useId();
  return (
    <div className={active ? 'adj-answers' : 'adj-answers is-waiting'}>
      {props.several ? <h3>{question.text}</h3> : null}
      <table>
        <thead>
          <tr>
            <th scope="col">
              <span className="vh">Key</span>
            </th>
            <th scope="col">Answer</th>
            <th scope="col">Submitted label</th>
            <th scope="col">Votes</th>
            <th scope="col" className="adj-prob">
              Probability it is right
            </th>
          </tr>
        </thead>
        <tbody>
          {question.options.map((option, index) => {
            const key = optionKey(question, index);
            const on = option.value === chosen;
            const id = `${name} ${option.value}`;
            return (
              <tr key={option.value} className={on ? 'on' : undefined}>
                <td>
                  <input
                    type="radio"
                    className="vh"
                    id={id}
                    name={name}
                    checked={on}
                    onChange={() => props.onChoose(option.value)}
                    aria-keyshortcuts={active && key ? key : undefined}
                  />
                  {key && active ? <Kbd k={key} /> : null}
                </td>
                <td className={option.isClass ? 'adj-class' : undefined}>
                  <label htmlFor={id}>{option.isClass ? <WhiteSpaceText text={option.text} /> : option.text}</label>
                </td>
                <td>
                  {option.submitted ? (
                    <span className="adj-submitted">
                      <Icon name="file" /> as submitted
                    </span>
                  ) : null}
                </td>
                <td className="adj-who">
                  {option.voters.length === 0 ? null : `${option.voters.length} · ${option.voters.join(', ')}`}
                </td>
                <td className="adj-prob">
                  {option.probability === null ? (
                    <span className="ink3">–</span>
                  ) : (
                    <>
                      <span className="adj-bar" aria-hidden="true">
                        <i style={{ width: `${100 * option.probability}%` }} />
                      </span>
                      {fixed(option.probability, 2)}
                    </>
                  )}
                </td>
              </tr>
            );
          })}
        </tbody>
      </table>
    </div>
  );
}
