import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { sharedExamples, workedExamples } from '../../../../renderer/contractor/workedExamples.ts';

describe('worked examples', () => {
  it('are told from the one that is asked by their answers', () => {
    const shots = 'Question: Is ice cold?\nAnswer: Yes\n\nQuestion: Is fire cold?\nAnswer: No\n\n';
    const rest = 'Question: Is snow cold?\nAnswer:';
    expect(workedExamples(shots + rest)).toEqual({ shots, rest, count: 2 });
  });

  it('need no blank line where each begins with the same word', () => {
    const shots = 'Q: 1 + 1?\nA: 2\nQ: 2 + 2?\nA: 4\n';
    expect(workedExamples(`${shots}Q: 3 + 3?\nA:`)).toEqual({ shots, rest: 'Q: 3 + 3?\nA:', count: 2 });
  });

  it('take their instructions with them, and leave a passage of several lines whole', () => {
    const shots = 'Say whether it follows.\n\nAll men are mortal.\nAnswer: yes\n\n';
    const rest = 'The room closes at six.\nNobody asked.\n\nDid it close?\nAnswer: ';
    expect(workedExamples(shots + rest)).toEqual({ shots, rest, count: 1 });
  });

  it.each([
    ['a single question', 'Question: Is ice cold?\nAnswer:'],
    ['a dialogue', 'Ann: Hello.\nBob: Hello.\nAnn: Are you well?\nBob:'],
    ['a dialogue of A and B', 'A: Hello.\n\nB: Are you well?\n\nA:'],
    ['a prompt that ends in its answer', 'Answer: yes\n\nIs it so?\nAnswer: no'],
    ['a last question that cannot be told from what is before', 'Is it?\nAnswer: yes\nIs it not?\nAnswer:'],
    ['a question that would stay in the fold', 'Q: a\nAnswer: yes\nIs it not?\n\nAnswer:'],
    ['text', 'Once upon a time'],
    ['nothing', ''],
  ])('are not seen in %s', (_, prompt) => {
    expect(workedExamples(prompt)).toBeNull();
  });

  it('lose nothing of the prompt, whatever it is', () => {
    const line = fc.constantFrom('Question: a\n', 'Answer: b\n', 'Answer:\n', '\n', 'text\n', 'Answer:', 'Q: x');
    fc.assert(
      fc.property(fc.array(line, { maxLength: 12 }), (lines) => {
        const prompt = lines.join('');
        const folded = workedExamples(prompt);
        if (!folded) return;
        expect(folded.shots + folded.rest).toBe(prompt);
        expect(folded.rest.trim()).not.toBe('');
        expect(folded.rest.trimEnd().split('\n').length).toBeGreaterThan(1);
      }),
    );
  });
});

describe('worked examples of two prompts', () => {
  const shots = 'Q: 1 + 1?\nA: 2\n\n';
  it('fold where both have the same, and stay open where they differ', () => {
    expect(sharedExamples(`${shots}Q: a?\nA:`, `${shots}Q: b?\nA:`)?.[0].shots).toBe(shots);
    expect(sharedExamples(`${shots}Q: a?\nA:`, `Q: 1 + 1?\nA: 3\n\nQ: a?\nA:`)).toBeNull();
  });
});
