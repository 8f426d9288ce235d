import type { DeskExample } from '../../../../shared/contract/labels.ts';

/** An example as the engine gives it, two choices unless said otherwise. */
export function example(part: Partial<DeskExample> = {}): DeskExample {
  return {
    task: 'task-1',
    number: 417,
    metric: 'classification',
    position: 0,
    total: 5,
    done: 0,
    instructions: '',
    prompt: 'Is the gate open? Answer:',
    otherPrompt: null,
    completion: null,
    choices: [
      { index: 1, text: ' Yes' },
      { index: 0, text: ' No' },
    ],
    shuffled: true,
    vote: null,
    pace: null,
    ...part,
  };
}

export function pairExample(part: Partial<DeskExample> = {}): DeskExample {
  return example({ metric: 'logodds', otherPrompt: 'Is the gate shut? Answer:', ...part });
}
