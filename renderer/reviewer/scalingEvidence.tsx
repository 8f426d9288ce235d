import { useState } from 'react';
import { useAsk } from '../engine/hooks.ts';
import { Button } from '../pieces/controls.tsx';
import { FailureNote, LoadingRows } from '../pieces/states.tsx';
import { EvidenceView, firstShown, type Shown } from '../plots/evidenceView.tsx';
import { SuggestionLink } from '../plots/suggestionLink.tsx';
import { Conditions, criterionName, inRubricOrder } from '../plots/suggestions.tsx';
import { useAssignedEvidence } from '../plots/useEvidence.ts';
import { type BlindSubmission, LabelVerdict } from './evidence.tsx';

/**
 * How models do on it, private ones under their aliases, and under the plot what that points to, in the order of the
 * criteria. It stands in the middle; the form beside it knows nothing of it.
 */
export function ScalingEvidence({ submission }: { submission: BlindSubmission }) {
  const { number, title } = submission;
  const evidence = useAssignedEvidence(number, title);
  const [shown, setShown] = useState<Shown>(firstShown);
  const rubric = useAsk('review.rubric', {}).data;
  const { scaling } = evidence;
  const suggestions = scaling?.evidence?.suggestions ?? [];
  return (
    <>
      {evidence.error && !scaling ? (
        <FailureNote
          failure={evidence.error}
          title="The evidence could not be read"
          action={<Button onClick={evidence.retry}>Try again</Button>}
        />
      ) : !scaling ? (
        <LoadingRows rows={8} label="Reading the evidence" />
      ) : scaling.runs.length === 0 ? (
        <p className="ink2">No models have been run on it yet.</p>
      ) : (
        <EvidenceView
          evidence={{ ...evidence, scaling }}
          title={title}
          shown={shown}
          onShow={setShown}
          plotHeight={220}
          folded
          noReproduction={<p className="ink2 none">Nobody has rebuilt the set from its description yet.</p>}
        />
      )}
      <dl className="points-to">
        {inRubricOrder(suggestions, rubric).map((suggestion) => (
          <div key={suggestion.criterion} className="points-to-row">
            <dt>{criterionName(suggestion.criterion, rubric)}</dt>
            <dd>
              <b>{suggestion.level === null ? 'Too little to say.' : `Points to ${suggestion.level}.`}</b>{' '}
              {suggestion.why}{' '}
              {scaling ? <SuggestionLink suggestion={suggestion} scaling={scaling} onShow={setShown} /> : null}
              {suggestion.levels.length > 0 || suggestion.remarks.length > 0 ? (
                <details className="fact-why">
                  <summary>Why</summary>
                  <div className="sug">
                    <Conditions suggestion={suggestion} rubric={rubric} />
                  </div>
                </details>
              ) : null}
            </dd>
          </div>
        ))}
        <div className="points-to-row">
          <dt>Labels</dt>
          <dd>
            <LabelVerdict labels={submission.labels} />
          </dd>
        </div>
      </dl>
    </>
  );
}
