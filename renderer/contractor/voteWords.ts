import type { Answer, Choice } from '../../shared/contract/labels.ts';

/** What somebody said, in a few words, with the choices as that person sees them. */
export function voteWords(answer: Answer, choices: readonly string[] | null): string {
  const name = (choice: Choice) => {
    if (choice.choice === 'several') return 'more than one';
    if (choice.choice === 'none') return 'none';
    return choices?.[choice.choice]?.trim() || `choice ${choice.choice + 1}`;
  };
  switch (answer.kind) {
    case 'skip':
      return 'skipped';
    case 'classification':
      return name(answer.answer);
    case 'sequence_prob':
      return `${answer.right ? 'right' : 'not right'}, ${answer.others ? 'others as well' : 'no other word'}`;
    case 'logodds': {
      const matters = { yes: 'it should matter', no: 'beside the point', 'cannot-say': 'cannot say' }[answer.matters];
      return `${name(answer.first)} / ${name(answer.second)}, ${matters}`;
    }
  }
}
