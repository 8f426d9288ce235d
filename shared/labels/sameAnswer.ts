import type { Answer, Choice } from '../contract/labels.ts';

/** Whether two answers say the same about an example. A skipped example says nothing, so it is never the same. */
export function sameAnswer(one: Answer, other: Answer): boolean {
  switch (one.kind) {
    case 'skip':
      return false;
    case 'classification':
      return other.kind === 'classification' && sameChoice(one.answer, other.answer);
    case 'sequence_prob':
      return other.kind === 'sequence_prob' && one.right === other.right && one.others === other.others;
    case 'logodds':
      return (
        other.kind === 'logodds' &&
        sameChoice(one.first, other.first) &&
        sameChoice(one.second, other.second) &&
        one.matters === other.matters
      );
  }
}

function sameChoice(one: Choice, other: Choice): boolean {
  return one.choice === other.choice;
}
