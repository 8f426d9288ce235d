import { type KeyboardEvent, useState } from 'react';

export interface Cell {
  readonly row: number;
  readonly column: number;
}

/**
 * One place in the tab order for a whole grid: arrows, Home, End and the page keys move within it. Cells carry
 * `data-cell="row column"`; `reveal` brings a row into view that may not be drawn yet.
 */
export function useGridKeys(
  size: GridSize,
  options: {
    readonly reveal?: (row: number) => void;
    /** Where not every place has a cell: keys pass over the empty ones. */
    readonly has?: (cell: Cell) => boolean;
  } = {},
) {
  const { reveal, has = () => true } = options;
  const [cell, setCell] = useState<Cell>({ row: 0, column: 0 });
  const within = {
    row: Math.max(0, Math.min(cell.row, size.rows - 1)),
    column: Math.max(0, Math.min(cell.column, size.columns - 1)),
  };
  const at = has(within) ? within : (firstCell(size, has) ?? within);
  function onKeyDown(event: KeyboardEvent<HTMLElement>) {
    if (event.altKey || event.ctrlKey || event.metaKey) return;
    const next = movedTo(at, event.key, size, has);
    if (!next) return;
    event.preventDefault();
    const grid = event.currentTarget;
    setCell(next);
    reveal?.(next.row);
    // drawn by the next frame, where it was not yet
    requestAnimationFrame(() =>
      grid.querySelector<HTMLElement>(`[data-cell="${next.row} ${next.column}"]`)?.focus({ preventScroll: false }),
    );
  }
  const of = (row: number, column: number) => ({
    'data-cell': `${row} ${column}`,
    tabIndex: row === at.row && column === at.column ? 0 : -1,
    onFocus: () => setCell({ row, column }),
  });
  return { at, onKeyDown, of };
}

export interface GridSize {
  readonly rows: number;
  readonly columns: number;
}

/** Where a key leads when places without a cell are passed over; where there is no further cell, it stays. Null: no such key. */
export function movedTo(at: Cell, key: string, size: GridSize, has: (cell: Cell) => boolean): Cell | null {
  let from = at;
  for (;;) {
    const next = moved(from, key, size);
    if (!next) return null;
    if (has(next)) return next;
    if (next.row === from.row && next.column === from.column) return at;
    from = next;
  }
}

function firstCell(size: GridSize, has: (cell: Cell) => boolean): Cell | null {
  for (let row = 0; row < size.rows; row++) {
    for (let column = 0; column < size.columns; column++) if (has({ row, column })) return { row, column };
  }
  return null;
}

const PAGE = 10;

/** Where a key leads, or null where it is none that moves. */
function moved(at: Cell, key: string, size: GridSize): Cell | null {
  const steps: Readonly<Record<string, Cell>> = {
    ArrowUp: { row: at.row - 1, column: at.column },
    ArrowDown: { row: at.row + 1, column: at.column },
    ArrowLeft: { row: at.row, column: at.column - 1 },
    ArrowRight: { row: at.row, column: at.column + 1 },
    Home: { row: at.row, column: 0 },
    End: { row: at.row, column: size.columns - 1 },
    PageUp: { row: at.row - PAGE, column: at.column },
    PageDown: { row: at.row + PAGE, column: at.column },
  };
  const to = Object.hasOwn(steps, key) ? steps[key] : undefined;
  if (!to) return null;
  return {
    row: Math.max(0, Math.min(to.row, size.rows - 1)),
    column: Math.max(0, Math.min(to.column, size.columns - 1)),
  };
}
