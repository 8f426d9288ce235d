import { useEffect, useRef, useState } from 'react';
import type { SubmissionDetail } from '../../../shared/contract/submission.ts';
import type { DataPlace } from '../../app/router.ts';
import { useAsk } from '../../engine/hooks.ts';
import { useKeys } from '../../frame/keys.ts';
import { Dialog } from '../../pieces/dialog.tsx';
import { count, plural } from '../../pieces/format.ts';
import { Icon } from '../../pieces/icons.tsx';
import { FailureNote } from '../../pieces/states.tsx';
import { whiteSpaceSentence } from '../../pieces/whiteSpace.ts';
import { WhiteSpaceText } from '../../pieces/whiteSpaceText.tsx';
import { ExampleGrid, type OpenCell } from './exampleGrid.tsx';

/** The examples as a table of any length; any cell can be opened whole, with its white space visible. */
export function DataTab(props: { submission: SubmissionDetail; at: DataPlace | null }) {
  const { submission } = props;
  const [typed, setTyped] = useState('');
  const search = useSettled(typed, 180);
  const [open, setOpen] = useState<OpenCell | null>(null);
  const input = useRef<HTMLInputElement>(null);
  const first = useAsk(
    'submission.examples',
    { id: submission.id, offset: 0, limit: 1, ...(search ? { search } : {}) },
    { keep: true },
  );
  useKeys('Data', [{ key: '/', label: 'find in the data', run: () => input.current?.focus(), foot: true }]);
  const total = first.data?.total ?? null;
  return (
    <div className="data">
      <div className="data-head">
        <label className="filter-search">
          <span className="vh">Find in the data</span>
          <Icon name="search" />
          <input
            ref={input}
            type="search"
            placeholder="Find in prompts and choices"
            maxLength={200}
            value={typed}
            onChange={(event) => setTyped(event.target.value)}
          />
        </label>
        <span className="ink3 xs" role="status">
          {total === null
            ? null
            : search
              ? `${count(total)} of ${count(submission.examples)} rows have it`
              : `${count(total)} rows, counted from 0`}
        </span>
      </div>
      {first.error ? (
        <div className="subs-other">
          <FailureNote failure={first.error} />
        </div>
      ) : null}
      {total === 0 ? <p className="subs-none">No row has “{search}”. White space counts too.</p> : null}
      {total !== null && total > 0 ? (
        <ExampleGrid
          key={search}
          submission={submission}
          search={search}
          total={total}
          at={search ? null : props.at}
          onOpen={setOpen}
        />
      ) : null}
      {open ? <Cell open={open} onClose={() => setOpen(null)} /> : null}
    </div>
  );
}

function Cell(props: { open: OpenCell; onClose: () => void }) {
  const { example, column, text, span } = props.open;
  useKeys('Cell', [], { modal: true });
  return (
    <Dialog title={`Row ${count(example.row)}, ${column}`} wide onClose={props.onClose}>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a pane that scrolls has a place in the tab order */}
      <p className="read cell-text" tabIndex={0}>
        <WhiteSpaceText text={text} mark={span} />
      </p>
      <p className="ink3 xs">
        {plural([...text].length, 'character')}.
        {whiteSpaceSentence(text) || text.includes('\n')
          ? ' A dot is a space at an edge or one of several, ↵ is a line break.'
          : null}
      </p>
    </Dialog>
  );
}

/** A value once it has stayed the same for so many milliseconds. */
function useSettled(value: string, milliseconds: number): string {
  const [settled, setSettled] = useState(value);
  useEffect(() => {
    const timer = setTimeout(() => setSettled(value), milliseconds);
    return () => clearTimeout(timer);
  }, [value, milliseconds]);
  return settled;
}
