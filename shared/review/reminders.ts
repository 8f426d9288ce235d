import { groupBy } from '../groupBy.ts';

export interface Waiting {
  readonly reviewer: string;
  readonly title: string;
  readonly draft: 0 | 1;
}

/** One text a reviewer with something to do, to be copied into a letter. It names submissions and nobody. */
export function remindersOf(contest: string, waiting: readonly Waiting[]): { reviewer: string; text: string }[] {
  return [...groupBy(waiting, ({ reviewer }) => reviewer)].map(([reviewer, own]) => {
    const lines = own.map(({ title, draft }) => `  – ${title}${draft === 1 ? ' (your draft is saved)' : ''}`);
    const count = own.length === 1 ? 'One review is' : `${own.length} reviews are`;
    return {
      reviewer,
      text: [
        `${count} still waiting for you in ${contest}:`,
        ...lines,
        'Open Assay and sign in with your access code; what you have written is as you left it. If you cannot review one of these, decline it there and somebody else will be asked.',
      ].join('\n'),
    };
  });
}
