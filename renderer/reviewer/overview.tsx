import { useState } from 'react';
import { useAsk } from '../engine/hooks.ts';
import { useKeys } from '../frame/keys.ts';
import { Button } from '../pieces/controls.tsx';
import { count } from '../pieces/format.ts';
import { FailureNote } from '../pieces/states.tsx';
import type { BlindSubmission } from './evidence.tsx';
import { ExampleText } from './exampleText.tsx';
import { ScalingEvidence } from './scalingEvidence.tsx';

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
      <ScalingEvidence submission={submission} />
      <RandomExample submission={submission} />
    </>
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
