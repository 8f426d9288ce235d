import { useEffect, useState } from 'react';
import type { PickedFile } from '../../../shared/contract/bridge.ts';
import type { Output } from '../../../shared/contract/contract.ts';
import type { LabelFormat } from '../../../shared/contract/labelFiles.ts';
import { engine } from '../../engine/connection.ts';
import { useJob } from '../../engine/jobs.ts';
import { useKeys } from '../../frame/keys.ts';
import { sayQuietly } from '../../frame/undo.tsx';
import { Button } from '../../pieces/controls.tsx';
import { Dialog } from '../../pieces/dialog.tsx';
import { count, plural } from '../../pieces/format.ts';
import { JobProgress } from '../../pieces/jobLine.tsx';
import { assay } from '../../pieces/platform.ts';
import { Section } from '../../pieces/section.tsx';
import { FailureNote } from '../../pieces/states.tsx';
import { StatusIcon } from '../../pieces/status.tsx';

type Import = Output<'labels.import'>;

interface Export {
  readonly format: LabelFormat;
  readonly votes?: false;
  readonly name: string;
  readonly about: string;
}

const exports: readonly Export[] = [
  { format: 'corrections', name: 'Wrong labels', about: 'CSV for the author: row, what is wrong, and why' },
  { format: 'votes', name: 'Votes', about: 'CSV: example, contractor, label, and what else is known of each vote' },
  { format: 'label-studio', name: 'Votes for Label Studio', about: 'JSON: tasks with their annotations' },
  { format: 'label-studio', votes: false, name: 'Tasks for Label Studio', about: 'JSON: tasks to be labelled there' },
];

/** Labels that were made elsewhere come in here, and those made here go out. */
export function LabelFiles({ submission, dealt }: { submission: string; dealt: boolean }) {
  const [file, setFile] = useState<PickedFile | null>(null);
  const [failed, setFailed] = useState<string | null>(null);
  const pick = async () => setFile((await assay()?.pick('labels')) ?? null);
  const save = async ({ format, votes }: Export) => {
    const made = await engine.call('labels.export', {
      ...{ submission, format },
      ...(votes === undefined ? {} : { votes }),
    });
    if (!made.ok) return setFailed(made.error.message);
    const saved = await assay()?.saveFile(made.value.ending, made.value.name, made.value.content);
    setFailed(saved?.ok === false ? saved.error.message : null);
    if (saved?.ok && saved.value) {
      sayQuietly(`${saved.value.name} written, ${plural(made.value.examples, 'example')}`);
    }
  };
  return (
    <Section title="Labels in files" className="mt label-files">
      <p className="ink2">
        Labels collected elsewhere count as votes of contractors from outside: a CSV with the columns example (the row,
        from 0), contractor and label, or what Label Studio exports. Labels that came with the submission itself are
        what is verified, and never count.
      </p>
      <div className="row deal-acts">
        <Button icon="import" onClick={() => void pick()}>
          Bring labels in
        </Button>
        {dealt
          ? exports.map((one) => (
              <Button key={one.name} icon="export" onClick={() => void save(one)} title={one.about}>
                {one.name}
              </Button>
            ))
          : null}
      </div>
      {failed === null ? null : (
        <p className="field-error" role="alert">
          {failed}
        </p>
      )}
      {file ? <BringIn key={file.token} submission={submission} file={file} onClose={() => setFile(null)} /> : null}
    </Section>
  );
}

/** First what would come in, then, with a second Enter, that. */
function BringIn(props: { submission: string; file: PickedFile; onClose: () => void }) {
  const { submission, file, onClose } = props;
  const looking = useJob('labels.import');
  const storing = useJob('labels.import');
  const look = looking.start;
  useEffect(() => {
    void look({ token: file.token, submission, preview: true }, `Reading ${file.name}`);
  }, [look, file, submission]);
  const running = storing.running ?? looking.running;
  const found = looking.outcome?.ok ? looking.outcome.value : null;
  const failure = [storing.outcome, looking.outcome].flatMap((one) => (one?.ok === false ? [one.error] : []))[0];
  const why = running ? 'Storing' : found?.stored === 0 ? 'There is nothing new in it' : null;
  useKeys(
    'Bring labels in',
    [{ key: 'Enter', label: 'Bring them in', run: () => void store(), off: !found || why !== null }],
    { modal: true },
  );
  async function store() {
    const outcome = await storing.start({ token: file.token, submission }, `Bringing in ${file.name}`);
    if (!outcome.ok) return;
    sayQuietly(`${plural(outcome.value.stored, 'label')} of ${file.name} brought in`);
    onClose();
  }
  function close() {
    running?.cancel();
    onClose();
  }
  return (
    <Dialog
      title="Bring labels in"
      onClose={close}
      foot={
        <>
          <Button onClick={close}>{running ? 'Cancel' : found ? 'Leave it' : 'Close'}</Button>
          {found ? (
            <Button main k="Enter" onClick={() => void store()} why={why}>
              Bring {plural(found.stored, 'label')} in
            </Button>
          ) : null}
        </>
      }
    >
      {running ? <JobProgress running={running} /> : null}
      {failure ? <FailureNote failure={failure} title={`${file.name} was not brought in`} /> : null}
      {failure ? <Findings findings={failure.findings ?? []} /> : null}
      {found && !failure ? <WhatComes found={found} file={file.name} /> : null}
    </Dialog>
  );
}

function WhatComes({ found, file }: { found: Import; file: string }) {
  return (
    <>
      <p>
        {file} has {plural(found.labels, 'label')} by {plural(found.contractors.length, 'contractor')}
        {found.unchanged > 0 ? `; ${count(found.unchanged)} of them are here already` : ''}.{' '}
        {found.dealt
          ? 'Nothing is dealt yet, so a deal is made of just these examples.'
          : 'They join the deal that is under way.'}
      </p>
      <table className="table">
        <thead>
          <tr>
            <th>In the file</th>
            <th>Here</th>
            <th className="num">Labels</th>
          </tr>
        </thead>
        <tbody>
          {found.contractors.map((one) => (
            <tr key={one.name}>
              <td>{one.name}</td>
              <td>{one.alias}</td>
              <td className="num">{count(one.labels)}</td>
            </tr>
          ))}
        </tbody>
      </table>
      <Findings findings={found.findings} />
      <p className="xs ink3">Votes are never thrown away: once in, they can be outvoted or settled, not taken out.</p>
    </>
  );
}

/** So many are shown; the first ones say what is the matter. */
const MOST_SHOWN = 30;

function Findings({ findings }: { findings: Import['findings'] }) {
  if (findings.length === 0) return null;
  return (
    <ul className="label-findings">
      {findings.slice(0, MOST_SHOWN).map(({ level, message }) => (
        <li key={message}>
          <StatusIcon status={level === 'error' ? 'error' : level === 'warning' ? 'warning' : 'note'} label={level} />{' '}
          {message}
        </li>
      ))}
      {findings.length > MOST_SHOWN ? (
        <li className="ink3">and {count(findings.length - MOST_SHOWN)} more of the kind</li>
      ) : null}
    </ul>
  );
}
