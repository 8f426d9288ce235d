import type { SubmissionScaling, SuggestionView } from '../../shared/contract/scaling.ts';
import type { Shown } from './evidenceView.tsx';
import { notInverse } from './views.ts';

/** From a suggestion to what it is about: the subcategories that are not inverse, the reproduction beside the original. */
export function SuggestionLink(props: {
  suggestion: SuggestionView;
  scaling: SubmissionScaling;
  onShow: (shown: Shown) => void;
}) {
  const { suggestion, scaling, onShow } = props;
  const to = (words: string, shown: Shown) => (
    <button type="button" className="link" onClick={() => onShow(shown)}>
      {words}
    </button>
  );
  if (suggestion.criterion === 'coverage' && suggestion.level !== null) {
    const odd = notInverse(scaling);
    const [only] = odd;
    if (only === undefined) return null;
    return odd.length === 1
      ? to('Which one is not?', { view: 'subcategories', subcategory: only, marked: odd, led: true })
      : to('Which are not?', { view: 'subcategories', subcategory: null, marked: odd, led: true });
  }
  if (suggestion.criterion === 'reproducibility' && scaling.evidence?.reproduction) {
    return to('Compare them', { view: 'reproduction', subcategory: null, marked: [], led: true });
  }
  return null;
}
