import { Fragment, type ReactNode } from 'react';
import type { Rubric } from '../../shared/contract/review.ts';
import type { SuggestionView } from '../../shared/contract/scaling.ts';
import { Icon } from '../pieces/icons.tsx';
import { LevelSquare } from '../pieces/status.tsx';
import './plots.css';

/**
 * What the evidence suggests, criterion by criterion in the rubric's order. It stands with the evidence and never in the
 * form: the reviewer decides.
 */
export function Suggestions(props: {
  suggestions: readonly SuggestionView[];
  rubric: Pick<Rubric, 'levelNames' | 'criteria'> | undefined;
  /** A link after a criterion's sentence, where there is something to look at. */
  linkOf: (suggestion: SuggestionView) => ReactNode;
}) {
  const { rubric } = props;
  return (
    <ul className="sug">
      {inRubricOrder(props.suggestions, rubric).map((suggestion) => (
        <li key={suggestion.criterion}>
          <div className="sug-head">
            <b>{criterionName(suggestion.criterion, rubric)}</b>
            <span className={suggestion.level === null ? 'ink3' : 'sug-word'}>
              {levelWord(suggestion.level, rubric)}
            </span>
            <LevelSquare level={suggestion.level} />
          </div>
          <p>
            {suggestion.why} {props.linkOf(suggestion)}
          </p>
          <Conditions suggestion={suggestion} rubric={rubric} />
        </li>
      ))}
    </ul>
  );
}

/** The conditions of the level above, of which one failed; all of them on demand. */
export function Conditions(props: { suggestion: SuggestionView; rubric: Pick<Rubric, 'levelNames'> | undefined }) {
  const { levels, level, remarks } = props.suggestion;
  if (level === null) return remarks.length > 0 ? <Remarks remarks={remarks} /> : null;
  const telling = levels.find((one) => one.level === Math.min(2, level + 1));
  const others = levels.filter((one) => one !== telling && one.conditions.length > 0);
  return (
    <>
      {telling ? <LevelConditions of={telling} rubric={props.rubric} /> : null}
      <Remarks remarks={remarks} />
      {others.length > 0 ? (
        <details className="sug-more">
          <summary>Conditions of the other levels</summary>
          {others.map((one) => (
            <LevelConditions key={one.level} of={one} rubric={props.rubric} />
          ))}
        </details>
      ) : null}
    </>
  );
}

function LevelConditions(props: {
  of: SuggestionView['levels'][number];
  rubric: Pick<Rubric, 'levelNames'> | undefined;
}) {
  const { of } = props;
  return (
    <>
      <p className="sug-need">
        {levelWord(of.level, props.rubric)} {of.met ? 'asks for' : 'needs'}
      </p>
      <ul className="sug-tests">
        {of.conditions.map((condition) => (
          <li key={condition.text} className={condition.met === false ? 'is-miss' : undefined}>
            {condition.met === true ? <Icon name="tick" className="s-good" label="Met" /> : null}
            {condition.met === false ? <Dash label="Not met" className="s-miss" /> : null}
            {condition.met === null ? <Dash label="Cannot be said" className="s-todo" /> : null}
            <span>
              {condition.text}
              {condition.figures ? `: ${condition.figures}` : null}
            </span>
          </li>
        ))}
      </ul>
    </>
  );
}

function Dash(props: { label: string; className: string }) {
  return (
    <svg className={`i ${props.className}`} viewBox="0 0 16 16" role="img" aria-label={props.label}>
      <path d="M3 8h10" />
    </svg>
  );
}

function Remarks({ remarks }: { remarks: readonly string[] }) {
  return (
    <>
      {remarks.map((remark) => (
        <Fragment key={remark}>
          <p className="ink3">{remark}</p>
        </Fragment>
      ))}
    </>
  );
}

/** Criteria of which the figures say nothing are not in the list; those that the rubric dropped come last. */
export function inRubricOrder(
  suggestions: readonly SuggestionView[],
  rubric: Pick<Rubric, 'criteria'> | undefined,
): readonly SuggestionView[] {
  const order = rubric?.criteria.map((criterion) => criterion.key) ?? [];
  const place = (criterion: string) => {
    const at = order.indexOf(criterion);
    return at < 0 ? order.length : at;
  };
  return [...suggestions].sort((a, b) => place(a.criterion) - place(b.criterion));
}

export function criterionName(
  criterion: SuggestionView['criterion'],
  rubric: Pick<Rubric, 'criteria'> | undefined,
): string {
  const name = rubric?.criteria.find((one) => one.key === criterion)?.name;
  return name ?? criterion.charAt(0).toUpperCase() + criterion.slice(1);
}

/** `Accepted`, or that there is too little to say, which is no suggestion. */
export function levelWord(level: SuggestionView['level'], rubric: Pick<Rubric, 'levelNames'> | undefined): string {
  if (level === null) return 'Too little to say';
  return (rubric?.levelNames ?? ['No prize', 'Accepted', 'Grand'])[level] ?? String(level);
}
