import type { AdjudicationCase } from '../../../shared/contract/adjudication.ts';
import { go } from '../../app/router.ts';
import { percent, plural } from '../../pieces/format.ts';
import { Icon } from '../../pieces/icons.tsx';
import { Section } from '../../pieces/section.tsx';
import { StatusIcon } from '../../pieces/status.tsx';

type Vote = AdjudicationCase['votes'][number];

/** Below this share of known answers a contractor's word needs a second look. */
const LOW_SCORE = 0.8;
/** Below this share of the usual time an answer was quick. */
const QUICK = 1 / 3;

/** Every vote with flag, note, time and how reliable its contractor is. */
export function VoteList({ votes, open }: { votes: readonly Vote[]; open: number }) {
  return (
    <Section
      title="What they said"
      n={votes.length}
      end={open > 0 ? `${plural(open, 'vote')} still to come` : null}
      className="adj-said"
    >
      <table className="table">
        <thead>
          <tr>
            <th>Contractor</th>
            <th>Answer</th>
            <th className="num">Time</th>
            <th>Flag</th>
            <th>Known answers</th>
            <th>Note</th>
          </tr>
        </thead>
        <tbody>
          {votes.map((vote) => (
            <tr key={vote.contractor}>
              <td>
                <button
                  type="button"
                  className="row-link"
                  onClick={() => go({ page: 'contractor', id: vote.contractor })}
                >
                  {vote.alias}
                </button>
              </td>
              <td>{vote.answer}</td>
              <td className="num">{vote.usualSeconds === null ? '–' : `${Math.round(vote.seconds)} s`}</td>
              <td className="nowrap">
                {vote.flag ? (
                  <>
                    <Icon name="flag" className="s-warn" /> {flagInWords[vote.flag]}
                  </>
                ) : null}
              </td>
              <td className="nowrap">
                <Score vote={vote} />
              </td>
              <td>
                {vote.note === '' ? null : <span className="adj-note">“{vote.note}” </span>}
                <Quick vote={vote} />
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </Section>
  );
}

export const flagInWords: Record<NonNullable<Vote['flag']>, string> = {
  ambiguous: 'ambiguous',
  malformed: 'malformed',
  offensive: 'offensive',
  expertise: 'needs expertise',
  'worked-example': 'worked example is wrong',
  other: 'other',
};

function Score({ vote: { known } }: { vote: Vote }) {
  if (!known || known.n === 0) return <span className="ink3">–</span>;
  const share = known.right / known.n;
  return (
    <>
      {share < LOW_SCORE ? <StatusIcon status="warning" label="Low" /> : null} {percent(share)}
      <span className="ink3 xs"> of {known.n}</span>
    </>
  );
}

function Quick({ vote: { seconds, usualSeconds } }: { vote: Vote }) {
  if (usualSeconds === null || usualSeconds < 1 || seconds >= QUICK * usualSeconds) return null;
  return <span className="ink3">usually takes {Math.round(usualSeconds)} s</span>;
}
