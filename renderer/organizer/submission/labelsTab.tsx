import type { SubmissionDetail } from '../../../shared/contract/submission.ts';
import { useCommand, useSlowAsk } from '../../engine/hooks.ts';
import { Button } from '../../pieces/controls.tsx';
import { SlowAnswer } from '../../pieces/slowAnswer.tsx';
import { FailureNote } from '../../pieces/states.tsx';
import { LabelFiles } from '../labels/labelFiles.tsx';
import { type Verdict, VerdictView } from '../labels/verdict.tsx';
import { DealForm } from './dealForm.tsx';
import { DealtTo } from './dealtTo.tsx';
import { KnownAnswers } from './knownAnswers.tsx';

/** Deal, progress, verdict, and the examples on which labels and votes differ. */
export function LabelsTab({ submission }: { submission: SubmissionDetail }) {
  const asked = useSlowAsk('labels.verdict', { submission: submission.id });
  const { data } = asked;
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a pane that scrolls has a place in the tab order
    <section className="pane" tabIndex={0} aria-label="Labels">
      {asked.error && !data ? <FailureNote failure={asked.error} /> : null}
      <SlowAnswer asked={asked} doing="Weighing the votes" label="Reading the labels" />
      {data && !data.dealt ? <DealForm submission={submission} /> : null}
      {data?.dealt ? <Dealt submission={submission.id} verdict={data} /> : null}
      {data?.dealt ? <DealtTo submission={submission.id} /> : null}
      {data ? <LabelFiles submission={submission.id} dealt={data.dealt} /> : null}
      {data ? <KnownAnswers submission={submission.id} /> : null}
    </section>
  );
}

function Dealt({ submission, verdict }: { submission: string; verdict: Verdict }) {
  const undeal = useCommand('labels.undeal');
  return (
    <div className="stack">
      <VerdictView submission={submission} verdict={verdict} />
      {verdict.votes === 0 ? (
        <div className="row">
          <Button onClick={() => void undeal.run({ submission })}>Take the deal back</Button>
          <span className="ink3 xs">Nobody has voted yet.</span>
        </div>
      ) : null}
      {undeal.failure ? <FailureNote failure={undeal.failure} /> : null}
    </div>
  );
}
