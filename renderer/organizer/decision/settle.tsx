import type { DecisionRoom } from '../../../shared/contract/decisionRoom.ts';
import { engine } from '../../engine/connection.ts';
import { useCommand } from '../../engine/hooks.ts';
import { offerUndo } from '../../frame/undo.tsx';
import { Button } from '../../pieces/controls.tsx';
import { countInWords, plural, sentenceCount } from '../../pieces/format.ts';
import { FailureNote } from '../../pieces/states.tsx';
import { StatusIcon, tierWords } from '../../pieces/status.tsx';
import { inWords, type Question } from './roomLines.ts';

/** Opening a ranking task for exactly the submissions in question: one click, taken back by closing it. */
export function useRankingTask(room: DecisionRoom) {
  const command = useCommand('ranking.open');
  async function open(question: Question) {
    if (question.task !== null || command.busy) return;
    const names = namesIn(room, question);
    const outcome = await command.run({
      submissions: question.submissions,
      reason: `The panel leaves ${inWords(names)} open between ${betweenWords(question)}.`,
    });
    if (!outcome.ok) return;
    const { task } = outcome.value;
    offerUndo(`Ranking task opened for ${inWords(names)}`, async () => {
      const undone = await engine.call('ranking.close', { task });
      return undone.ok ? null : undone.error.message;
    });
  }
  return { open, busy: command.busy, failure: command.failure };
}

function namesIn(room: DecisionRoom, question: Question): readonly string[] {
  const titles = new Map(room.outcomes.map(({ submission, title }) => [submission, title]));
  return question.submissions.map((id) => titles.get(id) ?? id);
}

function betweenWords({ between }: Question): string {
  return between.map((tier) => tierWords[tier]).join(' and ');
}

/** Under an undecided group: what would settle it. */
export function Settle(props: {
  room: DecisionRoom;
  question: Question;
  task: ReturnType<typeof useRankingTask>;
  onDecide: () => void;
}) {
  const { room, question, task } = props;
  const { submissions, couldRank, ranked } = question;
  const n = submissions.length;
  return (
    <>
      <div className="settle">
        <StatusIcon status="undecided" label={null} />
        <p>
          <b>
            {n === 1
              ? 'What the panel said leaves two outcomes open.'
              : ranked === 0
                ? `Nobody has ranked the ${n === 2 ? 'two' : countInWords(n)} against each other.`
                : `${sentenceCount(ranked)} ${ranked === 1 ? 'reviewer has' : 'reviewers have'} ranked some of them, which leaves ${betweenWords(question)} open.`}
          </b>{' '}
          {question.task !== null
            ? 'A ranking task for exactly these is open; the ranking changes with each order that comes in. '
            : couldRank === 0
              ? 'Nobody has read two of them, so a ranking task waits until somebody has. '
              : `A ranking task for the ${couldRank === 1 ? 'one reviewer who has' : `${countInWords(couldRank)} who have`} read ${n === 2 ? 'both' : 'two or more'} can settle it, or your decision with a reason. `}
          The seats below stay the same either way.
        </p>
        <div className="row settle-do">
          <Button k="Y" onClick={props.onDecide}>
            Decide
          </Button>
          {question.task !== null ? (
            <span className="ink2 nowrap">{plural(ranked, 'order')} in</span>
          ) : (
            <Button
              main={room.questions[0] === question}
              k="T"
              why={n < 2 ? 'An order needs two submissions at least' : task.busy ? 'Opening it' : null}
              onClick={() => void task.open(question)}
            >
              Open a ranking task
            </Button>
          )}
        </div>
      </div>
      {task.failure ? <FailureNote failure={task.failure} /> : null}
    </>
  );
}
