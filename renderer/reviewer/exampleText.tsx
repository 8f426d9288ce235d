import { Fragment } from 'react';
import type { Output } from '../../shared/contract/contract.ts';
import type { MetricName } from '../../shared/contract/parts.ts';
import { Icon } from '../pieces/icons.tsx';
import { WhiteSpaceText } from '../pieces/whiteSpaceText.tsx';

export type BlindExample = Output<'review.examples'>['examples'][number];

/** One example whole: its prompts, its choices with the submitted answer marked, or its completion. */
export function ExampleText(props: { example: BlindExample; metric: MetricName }) {
  const { example } = props;
  const parts: readonly (readonly [string, string])[] =
    example.otherPrompt === null
      ? [['Prompt', example.prompt]]
      : [
          ['First prompt', example.prompt],
          ['Second prompt', example.otherPrompt],
        ];
  return (
    <div className="example-text">
      {parts.map(([name, text]) => (
        <Fragment key={name}>
          {parts.length > 1 ? <h3>{name}</h3> : null}
          <p className="read">
            <WhiteSpaceText text={text} />
          </p>
        </Fragment>
      ))}
      {example.classes ? (
        <ul className="example-classes" aria-label="Choices">
          {example.classes.map((text, index) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: the index is what a class is called by
            <li key={index} className={index === example.answerIndex ? 'on' : undefined}>
              <span className="mark-place">{index === example.answerIndex ? <Icon name="tick" /> : null}</span>
              <span className="read">
                <WhiteSpaceText text={text} />
              </span>
              {index === example.answerIndex ? <small>submitted answer</small> : null}
            </li>
          ))}
        </ul>
      ) : null}
      {example.completion === null ? null : (
        <>
          <h3>Completion</h3>
          <p className="read">
            <WhiteSpaceText text={example.completion} />
          </p>
        </>
      )}
      {example.subcategory ? <p className="xs ink3">Subcategory: {example.subcategory}</p> : null}
    </div>
  );
}
