import { Fragment, useState } from 'react';
import type { Rubric } from '../../../shared/contract/review.ts';
import { useCommand } from '../../engine/hooks.ts';
import { Button } from '../../pieces/controls.tsx';
import { fullTime } from '../../pieces/format.ts';
import { Section } from '../../pieces/section.tsx';
import { FailureNote } from '../../pieces/states.tsx';
import { LevelSquare, StatusIcon } from '../../pieces/status.tsx';
import { type PanelReview, reviewStates } from './names.ts';
import { ReviewReading } from './reading.tsx';
import './review.css';

/** The panel of one submission: levels side by side, each review openable to its words. */
export function Panel(props: { submission: string; reviews: readonly PanelReview[]; rubric: Rubric }) {
  const { rubric } = props;
  const [open, setOpen] = useState<string | null>(null);
  const unassign = useCommand('review.unassign');
  return (
    <Section title="Panel" n={props.reviews.length} end={`rubric version ${rubric.version}`}>
      <table className="table panel-table">
        <thead>
          <tr>
            <th>Reviewer</th>
            <th>State</th>
            {rubric.criteria.map((criterion) => (
              <th key={criterion.key} className="panel-level" title={criterion.name}>
                <span aria-hidden="true">{criterion.name.slice(0, 3)}</span>
                <span className="vh">{criterion.name}</span>
              </th>
            ))}
            <th className="num">Confidence</th>
            <th>
              <span className="vh">Actions</span>
            </th>
          </tr>
        </thead>
        <tbody>
          {props.reviews.map((review) => (
            <Fragment key={review.reviewer}>
              <tr>
                <td>{review.alias ?? <span className="ink2">not signed in yet</span>}</td>
                <td className="nowrap" title={review.submittedAt ? fullTime(review.submittedAt) : undefined}>
                  <StatusIcon status={reviewStates[review.state].status} label={null} />{' '}
                  {reviewStates[review.state].word}
                  {review.revision > 1 ? <span className="ink3"> version {review.revision}</span> : null}
                </td>
                {rubric.criteria.map((criterion) => (
                  <td key={criterion.key} className="panel-level">
                    {review.state === 'submitted' ? (
                      <LevelSquare level={review.levels[criterion.key] ?? null} />
                    ) : (
                      <span className="ink3">–</span>
                    )}
                  </td>
                ))}
                <td className="num">{review.confidence ?? <span className="ink3">–</span>}</td>
                <td className="num nowrap">
                  {review.state === 'submitted' ? (
                    <button
                      type="button"
                      className="link"
                      aria-expanded={open === review.reviewer}
                      onClick={() => setOpen(open === review.reviewer ? null : review.reviewer)}
                    >
                      {open === review.reviewer ? 'Close' : 'Read'}
                    </button>
                  ) : (
                    <Button
                      bare
                      onClick={() => void unassign.run({ submission: props.submission, reviewer: review.reviewer })}
                    >
                      Take back
                    </Button>
                  )}
                </td>
              </tr>
              {open === review.reviewer ? (
                <tr>
                  <td colSpan={rubric.criteria.length + 4} className="panel-words">
                    <ReviewReading submission={props.submission} reviewer={review.reviewer} />
                  </td>
                </tr>
              ) : null}
            </Fragment>
          ))}
        </tbody>
      </table>
      {unassign.failure ? <FailureNote failure={unassign.failure} /> : null}
    </Section>
  );
}
