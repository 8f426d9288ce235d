import type { Output } from '../../../../shared/contract/contract.ts';
import type { DeskExample, LabelProgress, VoteView } from '../../../../shared/contract/labels.ts';

/** An example as the engine gives it, two choices unless said otherwise. */
export function example(part: Partial<DeskExample> = {}): DeskExample {
  const position = part.position ?? 0;
  return {
    metric: 'classification',
    position,
    before: position > 0 ? position - 1 : null,
    after: position < 4 ? position + 1 : null,
    prompt: 'Is the gate open? Answer:',
    otherPrompt: null,
    completion: null,
    choices: [' Yes', ' No'],
    shuffled: true,
    vote: null,
    ...part,
  };
}

export function pairExample(part: Partial<DeskExample> = {}): DeskExample {
  return example({ metric: 'logodds', otherPrompt: 'Is the gate shut? Answer:', ...part });
}

export function progress(done = 0, total = 5): LabelProgress {
  return { done, total, pace: null, instructions: 'i1' };
}

/** What the engine gives of a task of five examples at this one; nothing is loaded ahead unless said otherwise. */
export function opened(at: DeskExample | null, ahead: DeskExample | null = null) {
  return { example: at, ahead, progress: progress(at?.position ?? 5) };
}

/** What the engine answers to a vote at a position, of a task of five examples, none of which was at hand. */
export function votedAt(position: number, revision = 1): Output<'labels.vote'> {
  const next = position + 1 < 5 ? position + 1 : null;
  const loaded = [position + 1, position + 2].filter((at) => at < 5).map((at) => example({ position: at }));
  return { revision, progress: progress(position + 1), next, loaded };
}

export const yes: VoteView = { answer: { kind: 'classification', answer: { choice: 0 } }, flag: null, note: '' };
