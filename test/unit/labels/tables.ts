import fc from 'fast-check';
import { type NamedVote, type VoteTable, voteTable } from '../../../shared/labels/voteTable.ts';

/** A reliability table as it is printed: a line an observer, a value a unit, a dot where there is none. */
export function byObservers(lines: Readonly<Record<string, string>>): VoteTable {
  return voteTable(
    Object.entries(lines).flatMap(([contractor, values]) =>
      values.split(' ').map((value, unit) => ({
        example: `unit ${unit}`,
        contractor,
        label: value === '.' ? null : value,
      })),
    ),
  );
}

/** Up to eight examples, five contractors, four labels; a contractor labels an example once at most, or skips it. */
export const someVotes: fc.Arbitrary<readonly NamedVote[]> = fc.uniqueArray(
  fc.record({
    example: fc.constantFrom('e1', 'e2', 'e3', 'e4', 'e5', 'e6', 'e7', 'e8'),
    contractor: fc.constantFrom('ada', 'bo', 'cy', 'di', 'ed'),
    label: fc.option(fc.constantFrom('yes', 'no', 'several', 'none'), { freq: 6 }),
  }),
  { selector: ({ example, contractor }) => `${example} ${contractor}`, maxLength: 40 },
);
