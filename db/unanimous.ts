import type { Answer } from '../shared/contract/labels.ts';
import { sameAnswer } from '../shared/labels/sameAnswer.ts';
import { exampleVerdict } from '../shared/labels/verdict.ts';
import type { Metric } from '../shared/submission/metric.ts';
import { all, type Connection } from './connection.ts';

/** Sampled examples with two votes or more that all say the same, and with it that nothing is wrong; unflagged ones only. */
export function unanimousRows(
  db: Connection,
  deal: string,
  version: number,
  metric: Metric,
): { row: number; answer: Answer }[] {
  const votes = all<{ row: number; answer: string; flag: string | null; answerIndex: number | null }>(
    db,
    `SELECT s.row AS row, v.answer AS answer, v.flag AS flag, e.answer_index AS answerIndex
     FROM label_share s
     JOIN current_vote v ON v.deal = s.deal AND v.contractor = s.contractor AND v.position = s.position
     JOIN example e ON e.key = ? * 4294967296 + s.row
     WHERE s.deal = ? AND s.kind = 'sample' ORDER BY s.row`,
    version,
    deal,
  );
  const byRow = new Map<number, typeof votes>();
  for (const vote of votes) byRow.set(vote.row, [...(byRow.get(vote.row) ?? []), vote]);
  return [...byRow].flatMap(([row, lines]) => {
    const said = lines.map((line) => ({ answer: JSON.parse(line.answer) as Answer, flag: line.flag }));
    const first = said[0]!.answer;
    const agreed = said.length > 1 && said.every((vote) => vote.flag === null && sameAnswer(vote.answer, first));
    const { answerIndex } = lines[0]!;
    const verdict = exampleVerdict(metric, { row, answerIndex, votes: said, expected: said.length });
    return agreed && verdict === 'right' ? [{ row, answer: first }] : [];
  });
}
