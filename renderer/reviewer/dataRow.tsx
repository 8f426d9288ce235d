import { memo } from 'react';
import type { MetricName } from '../../shared/contract/parts.ts';
import { count } from '../pieces/format.ts';
import type { BlindExample } from './exampleText.tsx';

/** Rows are all of one height, so that a table of a million scrolls like one of ten. */
export const ROW_PX = 30;

/** One line of the data table. Kept as it is drawn while other rows, or the letters of a search, come and go. */
export const DataRow = memo(function DataRow(props: {
  index: number;
  top: number;
  example: BlindExample | undefined;
  metric: MetricName;
  at: boolean;
  onOpen: (index: number) => void;
}) {
  const { example, metric } = props;
  return (
    // biome-ignore lint/a11y/useFocusableInteractive: the grid has the focus and names its active row
    // biome-ignore lint/a11y/useKeyWithClickEvents: the grid takes the keys
    // biome-ignore lint/a11y/useSemanticElements: see the grid
    <div
      id={`data-row-${props.index}`}
      role="row"
      aria-rowindex={props.index + 1}
      aria-selected={props.at}
      className={`data-row data-${metric}${props.at ? ' at' : ''}`}
      style={{ transform: `translateY(${props.top}px)`, height: ROW_PX }}
      onClick={() => props.onOpen(props.index)}
    >
      {/* biome-ignore lint/a11y/useSemanticElements: see the grid */}
      {/* biome-ignore lint/a11y/useFocusableInteractive: see the row */}
      <span className="num" role="gridcell">
        {example ? count(example.row + 1) : ''}
      </span>
      {columnsOf(metric).map((column) => (
        // biome-ignore lint/a11y/useSemanticElements: see the grid
        // biome-ignore lint/a11y/useFocusableInteractive: see the row
        <span key={column.name} role="gridcell" className="clip" dir="auto">
          {example ? column.of(example) : ''}
        </span>
      ))}
    </div>
  );
});

interface Column {
  readonly name: string;
  readonly of: (example: BlindExample) => string;
}

/** One line of a text, with its breaks as marks, cut before it costs anything to draw. */
function oneLine(text: string): string {
  return text.slice(0, 400).replaceAll(/\r\n|[\r\n]/g, '↵ ');
}

const prompt: Column = { name: 'Prompt', of: (example) => oneLine(example.prompt) };
const subcategory: Column = { name: 'Subcategory', of: (example) => example.subcategory ?? '' };
const submitted: Column = {
  name: 'Submitted answer',
  of: ({ classes, answerIndex }) => (answerIndex === null ? '' : oneLine(classes?.[answerIndex] ?? '')),
};
const columns: Record<MetricName, readonly Column[]> = {
  classification: [prompt, submitted, subcategory],
  sequence_prob: [prompt, { name: 'Completion', of: (example) => oneLine(example.completion ?? '') }, subcategory],
  logodds: [
    prompt,
    { name: 'Second prompt', of: (example) => oneLine(example.otherPrompt ?? '') },
    submitted,
    subcategory,
  ],
  absolute_logodds: [
    prompt,
    { name: 'Second prompt', of: (example) => oneLine(example.otherPrompt ?? '') },
    submitted,
    subcategory,
  ],
};

export function columnsOf(metric: MetricName): readonly Column[] {
  return columns[metric];
}
