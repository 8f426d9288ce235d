import type { ReactNode } from 'react';
import type { ExampleView, SubmissionDetail } from '../../../shared/contract/submission.ts';
import type { DataPlace } from '../../app/router.ts';
import { WhiteSpaceText } from '../../pieces/whiteSpaceText.tsx';

/** A column of the table of examples. */
export interface Column {
  readonly name: string;
  readonly text: (example: ExampleView) => string | null;
  /** Drawn in place of the text, with the stretch that is meant. */
  readonly marks?: (example: ExampleView, span: DataPlace['span']) => ReactNode;
  /** Whether what a finding names stands in this column. */
  readonly holds: (at: DataPlace) => boolean;
}

const named =
  (...names: readonly string[]) =>
  ({ column }: DataPlace) =>
    names.some((name) => name === column);

/** The metric's own columns, `subcategory`, and the one that a finding leads to where it is another. */
export function columnsOf(submission: SubmissionDetail, at: DataPlace | null): readonly Column[] {
  const { metric } = submission;
  const columns: Column[] = [{ name: 'prompt', text: (example) => example.prompt, holds: named('prompt') }];
  if (metric === 'logodds' || metric === 'absolute_logodds') {
    columns.push({
      name: 'other_prompt',
      text: (example) => example.otherPrompt,
      holds: named('other_prompt', 'biased_prompt'),
    });
  }
  if (metric === 'sequence_prob') {
    columns.push({ name: 'completion', text: (example) => example.completion, holds: named('completion') });
  } else columns.push(classes);
  if (submission.columns.some((column) => column === 'subcategory' || column === 'topic')) {
    columns.push({
      name: 'subcategory',
      text: (example) => example.subcategory,
      holds: named('subcategory', 'topic'),
    });
  }
  const asked = at?.column;
  if (at && asked && !columns.some((column) => column.holds(at))) {
    columns.push({ name: asked, text: (example) => example.other?.[asked] ?? null, holds: named(asked) });
  }
  return columns;
}

const classes: Column = {
  name: 'classes',
  text: (example) =>
    example.classes?.map((one, i) => `${i === example.answerIndex ? '→ ' : '   '}${one}`).join('\n') ?? null,
  marks: (example, span) => (
    <span className="classes">
      {example.classes?.map((one, i) => (
        <span key={one} className={i === example.answerIndex ? 'class is-answer' : 'class'}>
          <WhiteSpaceText text={one} mark={span?.place === `classes/${i}` ? span : undefined} />
          {i === example.answerIndex ? <span className="vh"> (the submitted answer)</span> : null}
        </span>
      ))}
    </span>
  ),
  holds: named('classes', 'answer_index'),
};
