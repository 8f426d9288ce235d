import type { Answer } from '../shared/contract/labels.ts';
import type { SignedExample, SignedVote } from '../shared/labels/consensus.ts';
import { type Connection, one, statement } from './connection.ts';
import type { DealRow } from './labelDeal.ts';

/** Every vote of a deal, read for its verdict. For organizers. */

export interface DealVote extends SignedVote {
  readonly note: string;
  readonly seconds: number;
  readonly at: string;
}

/** A drawn example with its current votes. */
export interface DealExample extends SignedExample {
  /** In the order of the draw. */
  readonly place: number;
  /** By contractor. */
  readonly votes: readonly DealVote[];
}

type Deal = Pick<DealRow, 'id' | 'version'>;

/**
 * Every drawn example of a deal with its current votes, in the order of the draw, or those up to a place of it. All shares
 * are read in the order in which they lie; a part of them is looked up example by example.
 */
export function dealExamples(db: Connection, deal: Deal, below: number = Number.MAX_SAFE_INTEGER): DealExample[] {
  const examples = drawnExamples(db, deal, below);
  const byRow = new Map(examples.map((example) => [example.row, example]));
  const take = voteTaker();
  if (below < Number.MAX_SAFE_INTEGER) {
    const lines = statement(db, linesOf('INDEXED BY share_of_an_example', 'AND s.row = ?')).raw();
    for (const example of examples) {
      for (const line of lines.iterate(deal.id, example.row)) take(example, line as Line);
    }
    return examples;
  }
  const watch = watches.get(db);
  const of = watch ? expectedVotes(db, deal.id) : 0;
  let read = 0;
  for (const line of statement(db, linesOf('', '')).raw().iterate(deal.id) as Iterable<Line>) {
    read += 1;
    if (watch && read % STEP === 0) watch({ step: 'reading', votes: read, of });
    const example = byRow.get(line[0]);
    if (example) take(example, line);
  }
  return examples;
}

type Line = [
  row: number,
  contractor: string,
  /** Null where there is no vote, 1 for the first. */
  revision: number | null,
  answer: string | null,
  flag: string | null,
  note: string | null,
  seconds: number | null,
  at: string | null,
];

/** Each version of each vote, one after the other: to ask for the latest alone takes three times as long. */
function linesOf(how: string, rest: string): string {
  return `SELECT s.row, s.contractor, v.revision, v.answer, v.flag, v.note, v.seconds, v.cast_at
    FROM label_share s ${how}
    LEFT JOIN vote v ON v.deal = s.deal AND v.contractor = s.contractor AND v.position = s.position
    WHERE s.deal = ? AND s.kind = 'sample' AND s.state <> 'moved' ${rest}
    ORDER BY s.contractor, s.position, v.revision`;
}

interface Filling extends Omit<DealExample, 'votes' | 'expected'> {
  expected: number;
  votes: DealVote[];
}

function drawnExamples(db: Connection, deal: Deal, below: number): Filling[] {
  const classLists = new Map<string, readonly string[]>();
  const listOf = (text: string | null): readonly string[] | null => {
    if (text === null) return null;
    const known = classLists.get(text) ?? (JSON.parse(text) as string[]);
    classLists.set(text, known);
    return known;
  };
  const lines = statement(
    db,
    `SELECT d.row, d.place, e.answer_index, e.classes FROM label_sample d
     JOIN example e ON e.key = @version * 4294967296 + d.row
     WHERE d.deal = @deal AND d.place < @below ORDER BY d.place`,
  )
    .raw()
    .iterate({ deal: deal.id, version: deal.version, below }) as Iterable<
    [number, number, number | null, string | null]
  >;
  const examples: Filling[] = [];
  for (const [row, place, answerIndex, classes] of lines) {
    examples.push({ row, place, answerIndex, classes: listOf(classes), votes: [], expected: 0 });
  }
  return examples;
}

/** The latest version of a vote stands. Answers and names are few: each is kept once. */
function voteTaker(): (example: Filling, line: Line) => void {
  const names = new Map<string, string>();
  const answers = new Map<string, Answer>();
  return (example, line) => {
    const [, contractor, revision, text, flag, note, seconds, at] = line;
    if (revision === null || revision === 1) example.expected += 1;
    else if (example.votes.at(-1)?.contractor === contractor) example.votes.pop();
    if (text === null) return;
    const name = names.get(contractor) ?? contractor;
    names.set(name, name);
    const answer = answers.get(text) ?? (JSON.parse(text) as Answer);
    answers.set(text, answer);
    example.votes.push({ contractor: name, answer, flag, note: note ?? '', seconds: seconds ?? 0, at: at ?? '' });
  };
}

/** Votes of a deal in force when all are cast, those on mixed-in known answers among them. */
function expectedVotes(db: Connection, deal: string): number {
  return one<{ n: number }>(db, 'SELECT coalesce(sum(dealt), 0) AS n FROM label_progress WHERE deal = ?', deal)!.n;
}

/** How far a verdict is. Whoever is told may throw, and then nothing comes of it. */
export type JudgingStep =
  | { readonly step: 'reading'; readonly votes: number; readonly of: number }
  | { readonly step: 'weighing'; readonly round: number };

const watches = new WeakMap<Connection, (step: JudgingStep) => void>();

/** Who wants to know how far the verdicts over this connection are. */
export function watchJudging(db: Connection, watch: (step: JudgingStep) => void): void {
  watches.set(db, watch);
}

/** So many votes are read between two steps. */
const STEP = 20_000;

export function watchOf(db: Connection): ((step: JudgingStep) => void) | undefined {
  return watches.get(db);
}
