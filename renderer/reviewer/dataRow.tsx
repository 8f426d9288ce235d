import { memo } from 'react';
import type { MetricName } from '../../shared/contract/parts.ts';
import { count } from '../pieces/format.ts';
import type { BlindExample } from './exampleText.tsx';
import { type RowLine, rowLine, sharedBeginning } from './rowLine.ts';

/** Rows are all of one height, so that a table of a million scrolls like one of ten. */
export const ROW_PX = 30;

/** One line of the data table. Kept as it is drawn while other rows, or the letters of a search, come and go. */
export const DataRow = memo(function DataRow(props: {
  index: number;
  top: number;
  example: BlindExample | undefined;
  columns: readonly Column[];
  search: string;
  at: boolean;
  onOpen: (index: number) => void;
}) {
  const { example, columns, search } = props;
  return (
    // biome-ignore lint/a11y/useFocusableInteractive: the grid has the focus and names its active row
    // biome-ignore lint/a11y/useKeyWithClickEvents: the grid takes the keys
    // biome-ignore lint/a11y/useSemanticElements: see the grid
    <div
      id={`data-row-${props.index}`}
      role="row"
      aria-rowindex={props.index + 1}
      aria-selected={props.at}
      className={`data-row${props.at ? ' at' : ''}`}
      style={{ transform: `translateY(${props.top}px)`, height: ROW_PX }}
      onClick={() => props.onOpen(props.index)}
    >
      {/* biome-ignore lint/a11y/useSemanticElements: see the grid */}
      {/* biome-ignore lint/a11y/useFocusableInteractive: see the row */}
      <span className="num" role="gridcell">
        {example ? count(example.row + 1) : ''}
      </span>
      {columns.map((column) => (
        // biome-ignore lint/a11y/useSemanticElements: see the grid
        // biome-ignore lint/a11y/useFocusableInteractive: see the row
        <span key={column.name} role="gridcell" className="clip" dir="auto">
          {example ? <Line line={rowLine(column.of(example), column.shared, search)} /> : ''}
        </span>
      ))}
    </div>
  );
});

function Line({ line }: { line: RowLine }) {
  return (
    <>
      {line.cut ? <span className="ink3">… </span> : null}
      {line.before}
      {line.found ? <mark className="found-stretch">{line.found}</mark> : null}
      {line.after}
    </>
  );
}

export interface Column {
  readonly name: string;
  readonly of: (example: BlindExample) => string;
  /** Of the width of a row. */
  readonly share: number;
  /** Length of what all of the texts in it begin with, which says nothing in a list. */
  readonly shared: number;
}

/** For the examples in view. Subcategories that no example has take no room. */
export function columnsOf(
  metric: MetricName,
  examples: readonly BlindExample[],
  hasSubcategories: boolean,
): readonly Column[] {
  const columns = [prompt, ...besides[metric], ...(hasSubcategories ? [subcategory] : [])];
  return columns.map((column) => ({ ...column, shared: sharedBeginning(examples.map(column.of)) }));
}

type Said = Omit<Column, 'shared'>;

const prompt: Said = { name: 'Prompt', share: 2, of: (example) => example.prompt };
const subcategory: Said = { name: 'Subcategory', share: 0.8, of: (example) => example.subcategory ?? '' };
const submitted: Said = {
  name: 'Submitted answer',
  share: 0.8,
  of: ({ classes, answerIndex }) => (answerIndex === null ? '' : (classes?.[answerIndex] ?? '')),
};
const second: Said = { name: 'Second prompt', share: 2, of: (example) => example.otherPrompt ?? '' };
const besides: Record<MetricName, readonly Said[]> = {
  classification: [submitted],
  sequence_prob: [{ name: 'Completion', share: 1, of: (example) => example.completion ?? '' }],
  logodds: [second, submitted],
  absolute_logodds: [second, submitted],
};
