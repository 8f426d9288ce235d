import { Fragment, useState } from 'react';
import type { Output } from '../../../shared/contract/contract.ts';
import type { Rubric } from '../../../shared/contract/review.ts';
import { go } from '../../app/router.ts';
import { useAsk } from '../../engine/hooks.ts';
import { useKeys } from '../../frame/keys.ts';
import { Screen } from '../../frame/shell.tsx';
import { Button } from '../../pieces/controls.tsx';
import { count, countInWords } from '../../pieces/format.ts';
import { Icon } from '../../pieces/icons.tsx';
import { EmptyState, FailureNote, LoadingRows } from '../../pieces/states.tsx';
import { LevelSquare, StatusIcon, TierMark, tierWords } from '../../pieces/status.tsx';
import { SeatsRail } from './seatsRail.tsx';
import { type Block, blocks, type Decided, standingSentence } from './standing.ts';
import './decision.css';

type Current = Output<'decision.current'>;

/** The ranking as it stands, and for each line why it stands there. */
export function DecisionScreen() {
  const asked = useAsk('decision.current', {});
  const rubric = useAsk('review.rubric', {});
  const { data } = asked;
  const error = asked.error ?? rubric.error;
  const decisions = data?.ranking.decisions ?? [];
  return (
    <Screen
      flush
      crumbs={[{ label: 'Decision' }]}
      titled={Boolean(rubric.data && decisions.length > 0)}
      remark={
        data
          ? `Rules version ${data.rules.version}, ${consensusWords(data.rules.consensus)}. The same reviews give the same ranking`
          : null
      }
    >
      {error && !data ? (
        <div className="subs-other">
          <FailureNote failure={error} />
        </div>
      ) : null}
      {asked.isPending ? (
        <div className="subs-other">
          <LoadingRows rows={10} label="Working out the ranking" />
        </div>
      ) : null}
      {data && decisions.length === 0 ? (
        <div className="subs-other">
          <EmptyState
            icon="rank"
            title="Nothing to rank yet"
            action={
              <Button main onClick={() => go({ page: 'review' })}>
                See the reviews
              </Button>
            }
          >
            The ranking appears with the first submitted review and changes with each further one.
          </EmptyState>
        </div>
      ) : null}
      {data && rubric.data && decisions.length > 0 ? <Ranking current={data} rubric={rubric.data} /> : null}
    </Screen>
  );
}

function Ranking({ current, rubric }: { current: Current; rubric: Rubric }) {
  const parts = blocks(current.ranking.decisions);
  const rows = parts.flatMap((part) => (part.kind === 'one' ? [part.row] : part.rows));
  const [at, setAt] = useState(0);
  const [open, setOpen] = useState<ReadonlySet<string>>(new Set());
  const toggle = (id: string) =>
    setOpen((now) => {
      const next = new Set(now);
      if (!next.delete(id)) next.add(id);
      return next;
    });
  function move(to: number) {
    const index = Math.max(0, Math.min(rows.length - 1, to));
    setAt(index);
    document.getElementById(`decided-${rows[index]?.submission}`)?.focus();
  }
  useKeys('Decision', [
    { key: 'ArrowUp', label: 'move', run: () => move(at - 1), foot: true, unlisted: true },
    { key: 'ArrowDown', label: 'move', run: () => move(at + 1), foot: true, unlisted: true },
    { key: 'Enter', label: 'why', run: () => rows[at] && toggle(rows[at].submission), foot: true, unlisted: true },
    {
      key: 'S',
      label: 'open the submission',
      run: () => rows[at] && go({ page: 'submission', id: rows[at].submission, tab: 'reviews' }),
      foot: true,
    },
  ]);
  const line = (row: Decided) => (
    <Line
      key={row.submission}
      row={row}
      current={current}
      rubric={rubric}
      open={open.has(row.submission)}
      onToggle={() => {
        setAt(rows.indexOf(row));
        toggle(row.submission);
      }}
    />
  );
  return (
    <div className="two">
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a pane that scrolls has a place in the tab order */}
      <section className="two-main" tabIndex={0} aria-label="Ranking">
        <h1 className="title">{standingSentence(current.ranking.decisions)}</h1>
        <div className="rank-head" aria-hidden="true">
          <span>#</span>
          <span>Submission</span>
          <span className="levels">
            {rubric.criteria.map((criterion) => (
              <span key={criterion.key} title={criterion.name}>
                {criterion.name.slice(0, 3)}
              </span>
            ))}
          </span>
          <span className="num">At 2</span>
          <span>Outcome</span>
        </div>
        <ol>
          {parts.map((part) =>
            part.kind === 'one' ? (
              line(part.row)
            ) : (
              <Undecided key={part.rows[0]?.submission} part={part} current={current} line={line} />
            ),
          )}
        </ol>
      </section>
      <SeatsRail current={current} />
    </div>
  );
}

function Undecided(props: {
  part: Extract<Block, { kind: 'undecided' }>;
  current: Current;
  line: (row: Decided) => React.ReactNode;
}) {
  const { rows } = props.part;
  const names = rows.map((row) => props.current.titles[row.submission] ?? row.submission);
  return (
    <li className="pair">
      <ol>{rows.map(props.line)}</ol>
      <div className="settle">
        <StatusIcon status="undecided" label={null} />
        <p>
          <b>
            {rows.length === 1
              ? `${names[0]} is undecided.`
              : `${names.slice(0, -1).join(', ')} and ${names.at(-1)} are level.`}
          </b>{' '}
          {rows.length === 1
            ? 'What the panel said leaves two outcomes open.'
            : `The panel’s order of ${rows.length === 2 ? 'the two' : `these ${countInWords(rows.length)}`} leaves both outcomes open.`}{' '}
          A reviewer’s order of them would settle it. The seats below stay the same either way.
        </p>
      </div>
    </li>
  );
}

function Line(props: { row: Decided; current: Current; rubric: Rubric; open: boolean; onToggle: () => void }) {
  const { row, current, rubric, open } = props;
  const title = current.titles[row.submission] ?? row.submission;
  const why = `why-${row.submission}`;
  return (
    <li className={open ? 'decided is-open' : 'decided'}>
      <button
        type="button"
        id={`decided-${row.submission}`}
        className="rank-row"
        aria-expanded={open}
        aria-controls={open ? why : undefined}
        onClick={props.onToggle}
      >
        <span className="ink3">
          <span className="vh">{row.rank ? 'Place ' : 'Not ranked'}</span>
          {placeOf(row)}
        </span>
        <span className="rank-title">
          <Icon name={open ? 'down' : 'right'} />
          <span className="clip" title={title}>
            {title}
          </span>
        </span>
        <span className="levels">
          {rubric.criteria.map((criterion) => (
            <LevelSquare key={criterion.key} level={row.consensus[criterion.key] ?? null} label={criterion.name} />
          ))}
        </span>
        <span className="num ink2">
          {row.grand_criteria}
          <span className="vh"> criteria at 2,</span>
        </span>
        <span className="outcome">
          <TierMark tier={row.status} couldBe={row.could_be} />
          {row.status === 'undecided' && row.could_be
            ? `${tierWords[row.could_be[0]]} or ${tierWords[row.could_be[1]]}`
            : tierWords[row.status]}
        </span>
      </button>
      {open ? (
        <div className="why" id={why}>
          <div className="why-said">
            {(current.levels[row.submission] ?? []).map((one) => (
              <div className="said" key={one.alias}>
                <span>{one.alias}</span>
                <span className="levels">
                  {rubric.criteria.map((criterion) => {
                    const level = one.levels[criterion.key];
                    const apart = level !== undefined && level !== row.consensus[criterion.key];
                    return (
                      <Fragment key={criterion.key}>
                        <i
                          className={apart ? 'differs' : undefined}
                          title={apart ? 'differs from the consensus' : undefined}
                        >
                          <span className="vh">{criterion.name}: </span>
                          {level ?? '–'}
                          {apart ? <span className="vh"> (differs from the consensus)</span> : null}
                        </i>
                      </Fragment>
                    );
                  })}
                </span>
              </div>
            ))}
            <p className="said-do">
              <button
                type="button"
                className="link"
                onClick={() => go({ page: 'submission', id: row.submission, tab: 'reviews' })}
              >
                Read the reviews
              </button>
            </p>
          </div>
          <ol className="why-lines">
            {row.why.map((sentence) => (
              <li key={sentence}>{sentence}</li>
            ))}
          </ol>
        </div>
      ) : null}
    </li>
  );
}

function placeOf(row: Decided): string {
  if (!row.rank) return '–';
  const [first, last] = row.rank;
  return first === last ? count(first) : `${count(first)}–${count(last)}`;
}

/** How the consensus of levels is called in a sentence. */
export function consensusWords(rule: string): string {
  const words: Record<string, string> = {
    lower_median: 'lower median of the levels',
    two_thirds: 'the level that two thirds gave',
    minimum: 'the lowest level given',
    mean: 'mean of the levels',
  };
  return words[rule] ?? rule;
}
