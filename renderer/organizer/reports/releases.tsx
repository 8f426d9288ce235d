import { useState } from 'react';
import type { ReportList } from '../../../shared/contract/reports.ts';
import { go } from '../../app/router.ts';
import { engine } from '../../engine/connection.ts';
import { useCommand } from '../../engine/hooks.ts';
import { useKeys } from '../../frame/keys.ts';
import { offerUndo } from '../../frame/undo.tsx';
import { Button } from '../../pieces/controls.tsx';
import { copyText } from '../../pieces/copyText.ts';
import { Dialog } from '../../pieces/dialog.tsx';
import { TextArea } from '../../pieces/field.tsx';
import { EmptyState, FailureNote } from '../../pieces/states.tsx';
import { StatusIcon } from '../../pieces/status.tsx';

type Release = ReportList['releases'][number];

/** Which accepted data goes into the benchmark package, why, and what the authors of the rest are asked. */
export function Releases({ releases }: { releases: readonly Release[] }) {
  const [deciding, setDeciding] = useState<Release | null>(null);
  const back = useCommand('report.release');
  if (releases.length === 0) {
    return (
      <EmptyState
        icon="file"
        title="No accepted data yet"
        action={
          <Button main onClick={() => go({ page: 'decision' })}>
            See the decision
          </Button>
        }
      >
        The benchmark package holds the data of accepted submissions whose licence lets them be passed on.
      </EmptyState>
    );
  }
  async function byLicence(release: Release) {
    const outcome = await back.run({ submission: release.submission, allowed: null, reason: 'Goes by its licence.' });
    if (outcome.ok) offerUndo(`${release.title} goes by its licence again`, () => sayAgain(release));
  }
  return (
    <>
      {back.failure ? <FailureNote failure={back.failure} /> : null}
      <table className="reports-table">
        <thead>
          <tr>
            <th scope="col">Submission</th>
            <th scope="col">Licence</th>
            <th scope="col">In the package</th>
            <th scope="col">
              <span className="vh">What to do</span>
            </th>
          </tr>
        </thead>
        <tbody>
          {releases.map((release) => (
            <tr key={release.submission}>
              <th scope="row">
                <button
                  type="button"
                  className="link"
                  onClick={() => go({ page: 'submission', id: release.submission, tab: 'form' })}
                >
                  {release.title}
                </button>
              </th>
              <td>{release.licence.trim() === '' ? <span className="ink3">none named</span> : release.licence}</td>
              <td>
                <span className="row">
                  <StatusIcon status={release.allowed ? 'passed' : 'waiting'} label={null} />
                  {release.allowed ? 'Released' : 'Stays back'}
                </span>
                <p className="ink2 xs">
                  {release.decided ? 'Decided: ' : ''}
                  {release.why}
                </p>
              </td>
              <td className="releases-do">
                {release.request ? <CopyRequest text={release.request} /> : null}
                {release.decided ? (
                  <Button bare onClick={() => void byLicence(release)}>
                    By its licence
                  </Button>
                ) : null}
                <Button bare onClick={() => setDeciding(release)}>
                  {release.allowed ? 'Hold back' : 'Release'}
                </Button>
              </td>
            </tr>
          ))}
        </tbody>
      </table>
      {deciding ? <DecideRelease release={deciding} onClose={() => setDeciding(null)} /> : null}
    </>
  );
}

/** Puts back what an organizer had said. */
async function sayAgain({ submission, allowed, why, decided }: Release): Promise<string | null> {
  const undone = await engine.call(
    'report.release',
    decided ? { submission, allowed, reason: why } : { submission, allowed: null, reason: 'Taken back.' },
  );
  return undone.ok ? null : undone.error.message;
}

function CopyRequest({ text }: { text: string }) {
  const [said, setSaid] = useState('Copy the request');
  return (
    <Button bare onClick={() => setSaid(copyText(text) ? 'Copied' : 'The system refused')}>
      <span role="status">{said}</span>
    </Button>
  );
}

function DecideRelease({ release, onClose }: { release: Release; onClose: () => void }) {
  const decide = useCommand('report.release');
  const [reason, setReason] = useState('');
  useKeys('Release', [], { modal: true });
  const allowed = !release.allowed;
  async function save() {
    const outcome = await decide.run({ submission: release.submission, allowed, reason });
    if (!outcome.ok) return;
    offerUndo(`${release.title} ${allowed ? 'goes into the package' : 'stays back'}`, () => sayAgain(release));
    onClose();
  }
  const verb = allowed ? 'Release' : 'Hold back';
  return (
    <Dialog
      title={`${verb} “${release.title}”`}
      onClose={onClose}
      foot={
        <>
          <span className="grow" />
          <Button onClick={onClose}>Cancel</Button>
          <Button main why={reason.trim() === '' ? 'A reason is needed' : null} onClick={() => void save()}>
            {verb}
          </Button>
        </>
      }
    >
      <div className="stack">
        <p className="ink2">
          {allowed
            ? 'Its data, datasheet and corrections go into the benchmark package, whatever the licence seems to say.'
            : 'Only a request for a version that may be passed on is written for it.'}
        </p>
        <TextArea
          label="Why"
          help="Goes into the record; where data stays back, its authors and readers of the package read it too."
          rows={3}
          value={reason}
          onChange={setReason}
        />
        {decide.failure ? <FailureNote failure={decide.failure} /> : null}
      </div>
    </Dialog>
  );
}
