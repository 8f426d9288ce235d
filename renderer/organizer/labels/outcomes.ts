import type { Output } from '../../../shared/contract/contract.ts';
import type { Status } from '../../pieces/status.tsx';

type Verdict = Output<'labels.verdict'>;

export const outcomes: Record<Verdict['outcome'], { status: Status; word: string }> = {
  'not-dealt': { status: 'todo', word: 'Not dealt' },
  'under-way': { status: 'now', word: 'Under way' },
  passed: { status: 'passed', word: 'Passed' },
  failed: { status: 'error', word: 'Failed' },
};

export const verdicts: Record<Verdict['disputed'][number]['verdict'], { status: Status; word: string }> = {
  right: { status: 'passed', word: 'Right' },
  wrong: { status: 'error', word: 'Wrong label' },
  undecided: { status: 'undecided', word: 'Undecided' },
  open: { status: 'now', word: 'Waits for votes' },
  'left-out': { status: 'ineligible', word: 'Left out' },
};
