import { useState } from 'react';
import { go } from '../../app/router.ts';
import { count } from '../../pieces/format.ts';
import { Section } from '../../pieces/section.tsx';
import { StatusIcon } from '../../pieces/status.tsx';
import { WhiteSpaceText } from '../../pieces/whiteSpaceText.tsx';
import { verdicts } from './outcomes.ts';
import type { Verdict } from './verdict.tsx';

/** Examples on which label and votes differ, or that an organizer settled. */
export function Disputed({ submission, verdict }: { submission: string; verdict: Verdict }) {
  const [open, setOpen] = useState<number | null>(null);
  const { disputed, disputedInAll } = verdict;
  return (
    <Section title="Where label and votes differ" n={disputedInAll}>
      {disputedInAll === 0 ? <p className="ink2 none">Nowhere so far.</p> : null}
      <ul>
        {disputed.map((one) => (
          <li key={one.row} className="disputed">
            <StatusIcon status={verdicts[one.verdict].status} label={verdicts[one.verdict].word} />
            <div>
              <button
                type="button"
                className={open === one.row ? 'disputed-prompt' : 'disputed-prompt is-short'}
                aria-expanded={open === one.row}
                onClick={() => setOpen(open === one.row ? null : one.row)}
              >
                <WhiteSpaceText text={one.prompt} />
              </button>
              <p className="disputed-votes">
                <span>
                  Submitted{' '}
                  <b>
                    <WhiteSpaceText text={one.submitted} />
                  </b>
                </span>
                {one.votes.map((vote) => (
                  <span key={vote.alias} title={[vote.flag, vote.note].filter(Boolean).join(': ') || undefined}>
                    {vote.alias}{' '}
                    <b>
                      <WhiteSpaceText text={vote.answer} />
                    </b>
                    {vote.flag ? <span className="ink3"> {vote.flag}</span> : null}
                  </span>
                ))}
              </p>
              {one.reason === null ? null : (
                <p className="ink2 xs">
                  Settled as {verdicts[one.verdict].word.toLowerCase()}: “{one.reason}”
                </p>
              )}
              {open === one.row
                ? one.votes
                    .filter((vote) => vote.note !== '')
                    .map((vote) => (
                      <p className="ink2 xs" key={vote.alias}>
                        {vote.alias}: {vote.note}
                      </p>
                    ))
                : null}
            </div>
            <button
              type="button"
              className="link xs"
              onClick={() => go({ page: 'submission', id: submission, tab: 'data', row: one.row })}
            >
              row {count(one.row)}
            </button>
          </li>
        ))}
      </ul>
      {disputedInAll > disputed.length ? (
        <p className="ink2 xs">
          The first {count(disputed.length)} of {count(disputedInAll)}; the list of wrong labels has them all.
        </p>
      ) : null}
    </Section>
  );
}
