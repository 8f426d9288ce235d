import { describe, expect, it } from 'vitest';
import { answerProbabilities, questionTable, type SignedExample } from '../../../shared/labels/consensus.ts';
import { dealAgreement, saysRight, votesTable } from '../../../shared/labels/dealAgreement.ts';

const said = (contractor: string, choice: number | 'several' | 'none' | null) => ({
  contractor,
  answer:
    choice === null ? ({ kind: 'skip' } as const) : ({ kind: 'classification', answer: { choice } as never } as const),
  flag: null,
});

function examples(
  rows: readonly (readonly [classes: string[], ...votes: Parameters<typeof said>[1][]])[],
): SignedExample[] {
  return rows.map(([classes, ...votes], row) => ({
    row,
    answerIndex: 0,
    classes,
    votes: votes.map((choice, place) => said(`c${place}`, choice)),
    expected: votes.length,
  }));
}

describe('votes as a table', () => {
  it('names a label by its class where all examples have the same, in whatever order', () => {
    const table = questionTable(
      'answer',
      examples([
        [['Yes', 'No'], 0, 0],
        [['No', 'Yes'], 1, 'none'],
      ]),
    );
    expect(table.labels).toEqual(['=No', '=Yes', ' several', ' none']);
    expect([...table.label].map((label) => table.labels[label])).toEqual(['=Yes', '=Yes', '=Yes', ' none']);
  });

  it('takes places where classes differ', () => {
    const table = questionTable(
      'answer',
      examples([
        [['Yes', 'No'], 0, 1],
        [['4', '5', '6'], 2, 'several'],
      ]),
    );
    expect(table.labels).toEqual(['0', '1', '2', 'several', 'none']);
  });

  it('agrees on a log-odds example only where both answers are the same', () => {
    const says = (contractor: string, first: number, matters: 'yes' | 'no') => ({
      contractor,
      answer: { kind: 'logodds', first: { choice: first }, second: { choice: 0 }, matters } as const,
      flag: null,
    });
    const one = (row: number, ...votes: ReturnType<typeof says>[]) => ({
      ...{ row, answerIndex: 0, classes: ['a', 'b'], votes, expected: 2 },
    });
    const some = [one(0, says('x', 0, 'no'), says('y', 0, 'yes')), one(1, says('x', 1, 'no'), says('y', 1, 'no'))];
    expect(dealAgreement('logodds', some, 's').percentAgreement.figure.value).toBe(0.5);
    expect(dealAgreement('absolute_logodds', some, 's').percentAgreement.figure.value).toBe(0.5);
    expect(votesTable('logodds', some).labels).toContain('=a / yes');
    expect(some[0]!.votes.map((vote) => saysRight('logodds', vote, 0))).toEqual([true, false]);
  });
});

describe('the probabilities of answers', () => {
  it('follow the class, not its place, and are clear from 0.9 on', () => {
    const flipped = examples(
      Array.from({ length: 40 }, (_, row) => {
        const classes = row % 2 === 0 ? ['Yes', 'No'] : ['No', 'Yes'];
        // c0 and c1 find the truth, c2 always says Yes, wherever it stands
        const truth = row % 4 < 2 ? 'Yes' : 'No';
        const at = classes.indexOf(truth);
        return [classes, at, at, classes.indexOf('Yes')] as const;
      }).map(([classes, ...votes]) => [[...classes], ...votes] as const),
    );
    const probabilities = answerProbabilities('classification', flipped)!;
    for (const example of flipped) {
      const truth = example.classes!.indexOf(example.row % 4 < 2 ? 'Yes' : 'No');
      expect(probabilities.clear('answer', example)).toBe(String(truth));
      expect(probabilities.of('answer', example, 'none')).toBe(0);
    }
  });

  it('are null for an example that everybody skipped', () => {
    const some = examples([
      [['a', 'b'], null, null],
      [['a', 'b'], 0, 0],
    ]);
    const probabilities = answerProbabilities('classification', some)!;
    expect(probabilities.of('answer', some[0]!, '0')).toBeNull();
    expect(probabilities.clear('answer', some[0]!)).toBeNull();
  });
});
