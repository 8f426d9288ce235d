import { useState } from 'react';
import type { RefusedFile } from '../../../shared/contract/results.ts';
import { go } from '../../app/router.ts';
import { Segments } from '../../pieces/controls.tsx';
import { shortTime } from '../../pieces/format.ts';
import { EmptyState } from '../../pieces/states.tsx';
import { StatusIcon } from '../../pieces/status.tsx';
import { dataSetName } from './runListing.ts';

/** Files that were refused: those that still wait for somebody, or all that ever were. */
export function RefusedTab({ files }: { files: readonly RefusedFile[] }) {
  const [show, setShow] = useState<'open' | 'all'>('open');
  const shown = files.filter((file) => show === 'all' || file.open);
  if (files.length === 0) {
    return (
      <div className="subs-other">
        <EmptyState icon="chart" title="No file was refused">
          A file that breaks a rule is listed here with the reason, until a run of its model comes in.
        </EmptyState>
      </div>
    );
  }
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a pane that scrolls has a place in the tab order
    <section className="results-pane" tabIndex={0} aria-label="Refused files">
      <div className="row results-row">
        <Segments
          label="Which files"
          value={show}
          options={[
            { value: 'open', label: 'To settle' },
            { value: 'all', label: 'Every one' },
          ]}
          onChange={setShow}
        />
        <span className="ink3 xs">
          Settled by a run of the model on the same data set, or waived on the submission’s page.
        </span>
      </div>
      {shown.length === 0 ? <p className="ink2">Every refused file is settled.</p> : null}
      {shown.length > 0 ? (
        <table className="table">
          <thead>
            <tr>
              <th className="refused-where">Submission</th>
              <th>Model</th>
              <th>What it is, what to do</th>
              <th>File</th>
              <th className="num">Came in</th>
            </tr>
          </thead>
          <tbody>
            {shown.map((file) => (
              <tr key={file.id} className={file.open ? undefined : 'ink3'}>
                <td>
                  <button
                    type="button"
                    className="link"
                    onClick={() => go({ page: 'submission', id: file.submission })}
                  >
                    {file.title}
                  </button>
                  <span className="ink3 xs refused-of">{dataSetName(file)}</span>
                </td>
                <td className="mono nowrap">{file.model}</td>
                <td className="findings-what">
                  <StatusIcon
                    status={file.open ? 'error' : 'waiting'}
                    label={file.open ? 'To settle' : 'Nothing waits for it'}
                  />{' '}
                  {file.message}
                </td>
                <td className="mono">{file.fileName}</td>
                <td className="num nowrap">{shortTime(file.refusedAt)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      ) : null}
    </section>
  );
}
