import { useState } from 'react';
import type { SubmissionDetail } from '../../../shared/contract/submission.ts';
import { Button, Segments } from '../../pieces/controls.tsx';
import { EmptyState } from '../../pieces/states.tsx';
import { RunTable } from '../../plots/runTable.tsx';
import { ScalingPlot } from '../../plots/scalingPlot.tsx';
import type { View } from '../../plots/series.ts';
import { openImport } from '../import/importFlow.ts';
import { FindingsRail } from './findingsRail.tsx';

type Metric = NonNullable<SubmissionDetail['metric']>;

/** What one example's value means, by metric; higher is worse in every one. */
const units: Record<Metric, { title: string; axis: string; log: boolean }> = {
  classification: { title: 'Loss by model size', axis: 'Mean loss, nats (higher is worse)', log: true },
  sequence_prob: { title: 'Loss by model size', axis: 'Mean loss, nats (higher is worse)', log: true },
  logodds: { title: 'Log-odds by model size', axis: 'Mean log-odds difference (higher is worse)', log: false },
  absolute_logodds: { title: 'Log-odds by model size', axis: 'Mean absolute difference (higher is worse)', log: false },
};

/** The plot, the same figures as a table, and beside them what was found and what the authors say. */
export function EvidenceTab({ submission }: { submission: SubmissionDetail }) {
  const [view, setView] = useState<View>('loss');
  const { metric, runList, baseline } = submission;
  const unit = units[metric ?? 'classification'];
  const hasAccuracy = runList.some((run) => run.accuracy.value !== null);
  const base = view === 'loss' ? baseline.loss : baseline.accuracy;
  return (
    <div className="two">
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a pane that scrolls has a place in the tab order */}
      <section className="two-main" tabIndex={0} aria-label="Evidence">
        {runList.length === 0 ? (
          <EmptyState
            icon="chart"
            title="No model results yet"
            action={
              <Button
                main
                icon="import"
                k="M"
                onClick={() => openImport({ what: 'results', submission: submission.id })}
              >
                Import results
              </Button>
            }
          >
            Choose the folder that the pipeline wrote: one CSV a model. The plot and the table appear here.
          </EmptyState>
        ) : (
          <>
            <div className="plot-head">
              <h2>{view === 'loss' ? unit.title : 'Accuracy by model size'}</h2>
              <span className="ink3 xs">mean of each run, bars of one SEM</span>
              <span className="grow" />
              {hasAccuracy ? (
                <Segments
                  label="What is plotted"
                  value={view}
                  options={[
                    { value: 'loss', label: unit.log ? 'Loss' : 'Log-odds' },
                    { value: 'accuracy', label: 'Accuracy' },
                  ]}
                  onChange={setView}
                />
              ) : null}
            </div>
            <ScalingPlot
              runs={runList}
              view={view}
              logLoss={unit.log}
              baseline={base.value}
              baselineName={view === 'loss' ? 'Equal odds' : 'By chance'}
              yTitle={view === 'loss' ? unit.axis : 'Share answered right'}
            />
            {base.value === null && base.why ? <p className="ink3 xs">No baseline: {base.why}</p> : null}
            <RunTable
              runs={runList}
              warningsOf={(run) =>
                run.warnings.map((warning) =>
                  warning.row === null ? warning.message : `Row ${warning.row}: ${warning.message}`,
                )
              }
            />
          </>
        )}
      </section>
      <FindingsRail submission={submission} />
    </div>
  );
}
