import { useRef, useState } from 'react';
import type { Failure } from '../../../../shared/contract/failure.ts';
import { MOST_PLOT_BYTES } from '../../../../shared/submission/plot/plot.ts';
import { engine } from '../../../engine/connection.ts';
import { useAsk } from '../../../engine/hooks.ts';
import { AuthorsPlot, PlotRemarks } from '../../../pieces/authorsPlot.tsx';
import { Button } from '../../../pieces/controls.tsx';
import { FailureNote } from '../../../pieces/states.tsx';

/** The authors' plot: chosen, shown, taken away; what its metadata say stands below it for organizers alone. */
export function PlotField(props: { hash: string | null; onChange: (hash: string | null) => void }) {
  const { hash, onChange } = props;
  const chooser = useRef<HTMLInputElement>(null);
  const [failure, setFailure] = useState<Failure | null>(null);
  const [busy, setBusy] = useState(false);

  async function take(file: File) {
    if (file.size > MOST_PLOT_BYTES) {
      setFailure({
        code: 'refused',
        message: `${file.name} has more than ${MOST_PLOT_BYTES / 1e6} MB. Export it smaller.`,
      });
      return;
    }
    setBusy(true);
    setFailure(null);
    const outcome = await engine.call('submission.keepPlot', {
      content: inBase64(new Uint8Array(await file.arrayBuffer())),
    });
    setBusy(false);
    if (outcome.ok) onChange(outcome.value.hash);
    else setFailure(outcome.error);
  }

  return (
    <div className="field" id="form-plot" tabIndex={-1}>
      <span className="field-label">Plot</span>
      {hash ? (
        <Kept hash={hash} />
      ) : (
        <p className="field-help">Loss against model size over ada, babbage, curie and davinci, as PNG or SVG.</p>
      )}
      <input
        ref={chooser}
        type="file"
        className="vh"
        tabIndex={-1}
        aria-label="Plot file"
        accept=".png,.svg,image/png,image/svg+xml"
        onChange={(event) => {
          const file = event.target.files?.[0];
          event.target.value = '';
          if (file) void take(file);
        }}
      />
      <div className="row plot-do">
        <Button icon="file" why={busy ? 'Reading it' : null} onClick={() => chooser.current?.click()}>
          {hash ? 'Choose another' : 'Choose a plot'}
        </Button>
        {hash ? (
          <Button bare onClick={() => onChange(null)}>
            Remove it
          </Button>
        ) : null}
      </div>
      {failure ? <FailureNote failure={failure} title="The plot was not taken" /> : null}
    </div>
  );
}

function Kept({ hash }: { hash: string }) {
  const asked = useAsk('submission.plot', { hash });
  if (asked.error) return <FailureNote failure={asked.error} />;
  if (!asked.data) return null;
  const { told, ...picture } = asked.data;
  return (
    <>
      <AuthorsPlot {...picture} />
      {told.metadata.length > 0 ? (
        <details className="plot-told">
          <summary>
            {told.metadata.length === 1 ? 'One remark' : `${told.metadata.length} remarks`} inside the file; reviewers
            get the picture without, but for what you show under Masking
          </summary>
          <PlotRemarks remarks={distinct(told.metadata)} />
        </details>
      ) : null}
    </>
  );
}

/** The same remark twice is one. */
function distinct(remarks: readonly { readonly name: string; readonly text: string }[]) {
  return [...new Map(remarks.map((remark) => [JSON.stringify([remark.name, remark.text]), remark])).values()];
}

function inBase64(bytes: Uint8Array): string {
  let text = '';
  // in pieces: a call takes only so many arguments
  for (let at = 0; at < bytes.length; at += 0x8000) text += String.fromCharCode(...bytes.subarray(at, at + 0x8000));
  return btoa(text);
}
