import type { SubmissionRow } from '../../../shared/contract/submission.ts';

/** What stands in the table, top to bottom: a state's heading or a submission. */
export type Line =
  | { readonly kind: 'group'; readonly state: SubmissionRow['state']; readonly n: number }
  | { readonly kind: 'row'; readonly row: SubmissionRow };

export type SortKey = 'title' | 'metric' | 'examples' | 'findings' | 'runs' | 'labelErrors' | 'reviews' | 'waitsFor';

export interface Listing {
  readonly search: string;
  readonly metric: NonNullable<SubmissionRow['metric']> | 'all';
  readonly grouped: boolean;
  readonly sort: { readonly key: SortKey; readonly down: boolean } | null;
}

/** In the order in which somebody has to act. */
const order: readonly SubmissionRow['state'][] = [
  'stuck',
  'draft',
  'revise',
  'results',
  'labels',
  'review',
  'ready',
  'decided',
  'withdrawn',
];

/** Rows that fit the search and filter, sorted, under the headings of their states. Pure. */
export function lines(rows: readonly SubmissionRow[], listing: Listing): readonly Line[] {
  const words = listing.search.toLowerCase().split(/\s+/).filter(Boolean);
  const fitting = rows.filter(
    (row) =>
      (listing.metric === 'all' || row.metric === listing.metric) &&
      words.every((word) =>
        `${row.title} ${row.id} ${row.metric ?? ''} ${row.standing} ${row.waitsFor}`.toLowerCase().includes(word),
      ),
  );
  const sorted = listing.sort ? [...fitting].sort(comparison(listing.sort.key, listing.sort.down)) : fitting;
  if (!listing.grouped) return sorted.map((row) => ({ kind: 'row', row }));
  return order.flatMap((state) => {
    const group = sorted.filter((row) => row.state === state);
    if (group.length === 0) return [];
    return [{ kind: 'group', state, n: group.length } as const, ...group.map((row) => ({ kind: 'row', row }) as const)];
  });
}

/** What is not there sorts last, whichever way. Equal ones by title. */
function comparison(key: SortKey, down: boolean) {
  const of = sortValues[key];
  return (a: SubmissionRow, b: SubmissionRow): number => {
    const [x, y] = [of(a), of(b)];
    if (x === null || y === null) return x === y ? a.title.localeCompare(b.title) : x === null ? 1 : -1;
    const ascending = typeof x === 'string' ? x.localeCompare(String(y)) : x - Number(y);
    return (down ? -ascending : ascending) || a.title.localeCompare(b.title);
  };
}

const sortValues: Record<SortKey, (row: SubmissionRow) => number | string | null> = {
  title: (row) => row.title,
  metric: (row) => row.metric,
  examples: (row) => row.examples,
  findings: (row) => row.findings.ineligible * 1e6 + row.findings.warning * 1e3 + row.findings.note || null,
  runs: (row) => row.runs || null,
  labelErrors: (row) => row.labelErrors?.rate ?? null,
  reviews: (row) => (row.reviews.assigned > 0 ? row.reviews.submitted / row.reviews.assigned : null),
  waitsFor: (row) => row.waitsFor,
};
