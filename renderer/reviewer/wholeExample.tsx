import type { MetricName } from '../../shared/contract/parts.ts';
import { useAsk } from '../engine/hooks.ts';
import { useKeys } from '../frame/keys.ts';
import { Button } from '../pieces/controls.tsx';
import { Dialog } from '../pieces/dialog.tsx';
import { count } from '../pieces/format.ts';
import { ExampleText } from './exampleText.tsx';

/** Examples are asked for so many at a time; the table and the whole view share what was read. */
export const PAGE = 100;

/** A data set that came in several files says which of them a row is from. */
function titleOf({ row, part }: { readonly row: number; readonly part: number | null }): string {
  return `Example ${count(row + 1)}${part === null ? '' : `, part ${part}`}`;
}

/** One example of the table to be read whole, with the way to its neighbours. */
export function WholeExample(props: {
  index: number;
  total: number;
  number: number;
  search: string;
  metric: MetricName;
  onMove: (index: number) => void;
  onClose: () => void;
}) {
  const { index, total, number, search } = props;
  const page = Math.floor(index / PAGE);
  const asked = useAsk(
    'review.examples',
    { number, offset: page * PAGE, limit: PAGE, ...(search ? { search } : {}) },
    { keep: true },
  );
  const example = asked.isStale ? undefined : asked.data?.examples[index % PAGE];
  const before = index > 0 ? () => props.onMove(index - 1) : null;
  const after = index < total - 1 ? () => props.onMove(index + 1) : null;
  useKeys(
    'Example',
    [
      { key: 'ArrowUp', label: 'The one before', run: () => before?.(), off: !before },
      { key: 'ArrowDown', label: 'The next one', run: () => after?.(), off: !after },
    ],
    { modal: true },
  );
  return (
    <Dialog
      wide
      title={example ? titleOf(example) : 'Example'}
      onClose={props.onClose}
      foot={
        <>
          <Button k="ArrowUp" why={before ? null : 'This is the first one.'} onClick={before ?? undefined}>
            Before
          </Button>
          <Button k="ArrowDown" why={after ? null : 'This is the last one.'} onClick={after ?? undefined}>
            Next
          </Button>
        </>
      }
    >
      {example ? <ExampleText example={example} metric={props.metric} /> : null}
    </Dialog>
  );
}
