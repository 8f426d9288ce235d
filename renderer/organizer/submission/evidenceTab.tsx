import { useCallback, useState } from 'react';
import type { SubmissionDetail } from '../../../shared/contract/submission.ts';
import { Button } from '../../pieces/controls.tsx';
import { EmptyState, FailureNote, LoadingRows } from '../../pieces/states.tsx';
import { EvidenceView, firstShown, type Shown } from '../../plots/evidenceView.tsx';
import { useSubmissionEvidence } from '../../plots/useEvidence.ts';
import { openImport } from '../import/importFlow.ts';
import { EvidenceRail } from './evidenceRail.tsx';
import { FindingsRail } from './findings/findingsRail.tsx';

/** The plot, the same figures as a table, and beside them what they suggest, what was found and what the authors say. */
export function EvidenceTab({ submission }: { submission: SubmissionDetail }) {
  const { id, title } = submission;
  const evidence = useSubmissionEvidence(id, title);
  const [shown, setShown] = useState<Shown>(firstShown);
  const { scaling } = evidence;
  const warnings = useCallback((run: RunOf) => warningsOf(submission, run), [submission]);
  return (
    <div className="two">
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a pane that scrolls has a place in the tab order */}
      <section className="two-main" tabIndex={0} aria-label="Evidence">
        {evidence.error && !scaling ? (
          <FailureNote
            failure={evidence.error}
            title="The evidence could not be read"
            action={<Button onClick={evidence.retry}>Try again</Button>}
          />
        ) : !scaling ? (
          <LoadingRows rows={8} label="Reading the evidence" />
        ) : scaling.runs.length === 0 ? (
          <EmptyState
            icon="chart"
            title="No model results yet"
            action={
              <Button main icon="import" k="M" onClick={() => openImport({ what: 'results', submission: id })}>
                Import results
              </Button>
            }
          >
            Choose the folder that the pipeline wrote: one CSV a model. The plot and the table appear here.
          </EmptyState>
        ) : (
          <EvidenceView
            evidence={{ ...evidence, scaling }}
            title={title}
            shown={shown}
            onShow={setShown}
            warningsOf={warnings}
            noReproduction={
              <EmptyState
                icon="chart"
                title="No reproduction yet"
                action={
                  <Button icon="import" onClick={() => openImport({ what: 'results', submission: id })}>
                    Import results
                  </Button>
                }
              >
                A reproduction is the set rebuilt from its description by somebody else. Import its data.csv with its
                runs as results of a reproduction; both are then shown together.
              </EmptyState>
            }
          />
        )}
      </section>
      <FindingsRail submission={submission}>
        <EvidenceRail evidence={evidence} onShow={setShown} />
      </FindingsRail>
    </div>
  );
}

interface RunOf {
  readonly model: string;
  readonly reproduction: boolean;
}

function warningsOf(submission: SubmissionDetail, of: RunOf): readonly string[] {
  const run = submission.runList.find((one) => one.model === of.model && one.reproduction === of.reproduction);
  return (run?.warnings ?? []).map((warning) =>
    warning.row === null ? warning.message : `Row ${warning.row}: ${warning.message}`,
  );
}
