import { useAsk } from '../../engine/hooks.ts';
import { Section } from '../../pieces/section.tsx';
import type { Shown } from '../../plots/evidenceView.tsx';
import { SuggestionLink } from '../../plots/suggestionLink.tsx';
import { Suggestions } from '../../plots/suggestions.tsx';
import type { Evidence } from '../../plots/useEvidence.ts';

/** What the evidence suggests, beside the plot, with links into it. */
export function EvidenceRail(props: { evidence: Evidence; onShow: (shown: Shown) => void }) {
  const { scaling, computing } = props.evidence;
  const rubric = useAsk('review.rubric', {}).data;
  const suggestions = scaling?.evidence?.suggestions;
  return (
    <Section title="What the evidence suggests" end="the reviewer decides" className="rail-suggests">
      {suggestions && scaling ? (
        <Suggestions
          suggestions={suggestions}
          rubric={rubric}
          linkOf={(suggestion) => <SuggestionLink suggestion={suggestion} scaling={scaling} onShow={props.onShow} />}
        />
      ) : (
        <p className="ink2 none">
          {scaling?.state === 'nothing'
            ? 'Nothing yet: no model has been run on it.'
            : computing
              ? 'Comes with the resampling.'
              : scaling
                ? 'Nothing yet: steps and slopes are not computed.'
                : ''}
        </p>
      )}
    </Section>
  );
}
