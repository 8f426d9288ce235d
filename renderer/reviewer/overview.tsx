import { useState } from 'react';
import { useAsk } from '../engine/hooks.ts';
import { useKeys } from '../frame/keys.ts';
import { Button, Segments } from '../pieces/controls.tsx';
import { count } from '../pieces/format.ts';
import { FailureNote } from '../pieces/states.tsx';
import { RunTable } from '../plots/runTable.tsx';
import { ScalingPlot } from '../plots/scalingPlot.tsx';
import type { View } from '../plots/series.ts';
import { type BlindSubmission, LabelVerdict } from './evidence.tsx';
import { ExampleText } from './exampleText.tsx';

/** What a reviewer sees first: what it claims, how models do, whether the labels hold, what an example looks like. */
export function Overview(props: { submission: BlindSubmission; onReadOn: () => void }) {
  const { submission } = props;
  return (
    <>
      {submission.description.trim() ? (
        <>
          <p className="read opening-lines" dir="auto">
            {submission.description}
          </p>
          <button type="button" className="link xs" onClick={props.onReadOn}>
            Read on
          </button>
        </>
      ) : (
        <p className="ink2">There is no description.</p>
      )}
      <Scaling submission={submission} />
      <dl className="facts">
        <dt>Labels</dt>
        <dd>
          <LabelVerdict labels={submission.labels} />
        </dd>
      </dl>
      <RandomExample submission={submission} />
    </>
  );
}

function Scaling(props: { submission: BlindSubmission }) {
  const { runs, metric, baseline } = props.submission;
  const [view, setView] = useState<View>('loss');
  const withAccuracy = runs.some((run) => run.accuracy.value !== null);
  const logLoss = metric === 'classification' || metric === 'sequence_prob';
  const shown = withAccuracy ? view : 'loss';
  return (
    <section aria-labelledby="scaling-title">
      <div className="evidence-sec">
        <h2 id="scaling-title">{shown === 'loss' ? 'Loss by model size' : 'Accuracy by model size'}</h2>
        <span className="grow" />
        {withAccuracy ? (
          <Segments<View>
            label="View"
            value={shown}
            options={[
              { value: 'loss', label: 'Loss' },
              { value: 'accuracy', label: 'Accuracy' },
            ]}
            onChange={setView}
          />
        ) : null}
      </div>
      {runs.length === 0 ? (
        <p className="ink2">No models have been run on it yet.</p>
      ) : (
        <>
          <ScalingPlot
            runs={runs}
            view={shown}
            logLoss={logLoss}
            baseline={shown === 'loss' ? baseline.loss.value : baseline.accuracy.value}
            baselineName="Equal odds"
            yTitle={shown === 'accuracy' ? 'Accuracy' : logLoss ? 'Mean loss, nats (higher is worse)' : 'Mean log odds'}
            height={320}
          />
          <details className="figures">
            <summary>The same as a table</summary>
            <RunTable runs={runs} />
          </details>
        </>
      )}
    </section>
  );
}

function RandomExample(props: { submission: BlindSubmission }) {
  const { number, examples, metric } = props.submission;
  const [row, setRow] = useState(() => drawn(examples, -1));
  const asked = useAsk('review.examples', { number, offset: row, limit: 1 }, { enabled: examples > 0, keep: true });
  const another = () => setRow(drawn(examples, row));
  useKeys('Overview', [{ key: 'E', label: 'Another example', run: another, off: examples < 2 }]);
  const example = asked.data?.examples[0];
  if (examples === 0) return null;
  return (
    <section aria-labelledby="example-title">
      <div className="evidence-sec">
        <h2 id="example-title">Example {example ? count(example.row + 1) : ''}</h2>
        <span className="ink3 xs">of {count(examples)}, drawn at random</span>
        <span className="grow" />
        {examples > 1 ? (
          <Button bare k="E" onClick={another}>
            Another
          </Button>
        ) : null}
      </div>
      {asked.error ? <FailureNote failure={asked.error} /> : null}
      {example ? <ExampleText example={example} metric={metric} /> : null}
    </section>
  );
}

/** A row at random, and not the one that is there. */
function drawn(examples: number, not: number): number {
  if (examples < 2) return 0;
  const row = Math.floor(Math.random() * (not < 0 ? examples : examples - 1));
  return not >= 0 && row >= not ? row + 1 : row;
}
