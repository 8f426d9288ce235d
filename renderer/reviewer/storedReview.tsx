import type { ReviewForm, Rubric } from '../../shared/contract/review.ts';
import { trimmedForm } from '../../shared/review/form.ts';
import { LevelSquare } from '../pieces/status.tsx';

/** A review as it is stored, word for word: before submitting to look over, after it to read. */
export function StoredReview(props: {
  form: ReviewForm;
  rubric: Rubric;
  /** Somebody else's: what is for the organizers only is not in it. */
  others?: boolean;
}) {
  const { rubric } = props;
  const form = trimmedForm(props.form, rubric);
  const texts = [
    ['Strengths', form.strengths],
    ['Weaknesses', form.weaknesses],
    ...(props.others ? [] : [['For the organizers only', form.organizersOnly] as const]),
  ] as const;
  return (
    <div className="stored">
      <dl>
        {rubric.criteria.map(({ key, name, levels }) => {
          const level = form.levels[key] ?? null;
          return (
            <div key={key}>
              <dt>
                <LevelSquare level={level} label={name} /> <b>{name}</b>
              </dt>
              <dd>
                <p className="ink2">{level === null ? 'no level' : `${rubric.levelNames[level]}: ${levels[level]}`}</p>
                {form.reasons[key]?.trim() ? (
                  <p className="written" dir="auto">
                    {form.reasons[key]}
                  </p>
                ) : null}
              </dd>
            </div>
          );
        })}
        <div>
          <dt>
            <b>Confidence</b>
          </dt>
          <dd>{form.confidence === null ? 'not given' : `${form.confidence} of 5`}</dd>
        </div>
        {texts.map(([name, text]) => (
          <div key={name}>
            <dt>
              <b>{name}</b>
            </dt>
            <dd className={text.trim() ? 'written' : 'ink3'} dir="auto">
              {text.trim() ? text : 'nothing written'}
            </dd>
          </div>
        ))}
      </dl>
    </div>
  );
}
