import type { PanelFigures } from '../../../shared/contract/panel.ts';
import { count } from '../../pieces/format.ts';
import { Icon } from '../../pieces/icons.tsx';
import { LevelSquare } from '../../pieces/status.tsx';
import { useGridKeys } from './gridKeys.ts';

type Row = PanelFigures['submissions'][number];
type Review = Row['reviews'][number];

/** A square of the map: one level, or nothing where the reviewer was not asked or has not said. */
interface Square {
  readonly review: Review;
  readonly criterion: string;
}

/**
 * Submissions × reviewers × criteria. Over all criteria each column is a criterion and holds a square for each reviewer,
 * always in the same order; for one criterion the columns are the reviewers. An outlier has a triangle beside it.
 */
export function HeatMap(props: {
  figures: PanelFigures;
  /** `all`, or the key of one. */
  criterion: string;
  /** The reviewer whose squares are ringed. */
  marked: string | null;
  onOpen: (submission: Row, reviewer: string | null) => void;
}) {
  const { figures, criterion } = props;
  const all = criterion === 'all';
  const columns = all
    ? figures.rubric.criteria.map(({ key, name }) => ({ key, name }))
    : figures.reviewers.map(({ id, alias }) => ({ key: id, name: alias }));
  const squaresOf = (row: Row, column: string): readonly Square[] =>
    all
      ? row.reviews.map((review) => ({ review, criterion: column }))
      : row.reviews.filter(({ reviewer }) => reviewer === column).map((review) => ({ review, criterion }));
  const widest = (column: string) => Math.max(1, ...figures.submissions.map((row) => squaresOf(row, column).length));
  const starts: number[] = [];
  /** Of each place across: its column, and the how manieth square in it. */
  const across: { column: string; place: number }[] = [];
  for (const { key } of columns) {
    starts.push(across.length);
    for (let place = 0; place < widest(key); place++) across.push({ column: key, place });
  }
  const grid = useGridKeys(
    { rows: figures.submissions.length, columns: across.length },
    {
      has: (cell) => {
        const [row, there] = [figures.submissions[cell.row], across[cell.column]];
        return row !== undefined && there !== undefined && there.place < squaresOf(row, there.column).length;
      },
    },
  );
  const names = new Map(figures.rubric.criteria.map(({ key, name }) => [key, name]));
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a pane that scrolls has a place in the tab order
    <section className="heat-pane" aria-label="Map of levels" tabIndex={0}>
      <table className="table heat" onKeyDown={grid.onKeyDown}>
        <thead>
          <tr>
            <th>Submission</th>
            {columns.map(({ key, name }) => (
              <th key={key}>{name}</th>
            ))}
            <th className="num">To come</th>
          </tr>
        </thead>
        <tbody>
          {figures.submissions.map((row, at) => (
            <tr key={row.id}>
              <th scope="row" className="review-title">
                <button type="button" className="row-link" onClick={() => props.onOpen(row, null)}>
                  {row.title}
                </button>
              </th>
              {columns.map(({ key }, column) => (
                <td key={key}>
                  <span className="heat-cell">
                    {squaresOf(row, key).map((square, place) => (
                      <LevelButton
                        key={square.review.reviewer}
                        square={square}
                        label={`${square.review.alias}, ${names.get(square.criterion) ?? square.criterion}`}
                        marked={square.review.reviewer === props.marked}
                        cell={grid.of(at, (starts[column] ?? 0) + place)}
                        onOpen={() => props.onOpen(row, square.review.reviewer)}
                      />
                    ))}
                  </span>
                </td>
              ))}
              <td className="num">{row.waiting === 0 ? <span className="ink3">–</span> : count(row.waiting)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}

function LevelButton(props: {
  square: Square;
  label: string;
  marked: boolean;
  cell: ReturnType<ReturnType<typeof useGridKeys>['of']>;
  onOpen: () => void;
}) {
  const { review, criterion } = props.square;
  const level = review.levels[criterion] ?? null;
  const before = review.own[criterion] ?? null;
  const outlier = review.outliers.includes(criterion);
  const words = [
    props.label,
    level === null ? 'no level under this rubric' : `level ${level}`,
    ...(before !== null && level !== null && before !== level ? [`was ${before} before others were read`] : []),
    ...(outlier ? ['two steps from all others'] : []),
  ].join(', ');
  return (
    <button
      type="button"
      className={props.marked ? 'heat-level heat-marked' : 'heat-level'}
      aria-label={words}
      title={words}
      onClick={props.onOpen}
      {...props.cell}
    >
      <LevelSquare level={level} />
      {outlier ? <Icon name="warn" className="s-warn heat-out" /> : null}
    </button>
  );
}
