import { useEffect, useState } from 'react';
import { create } from 'zustand';
import type { PickedFile } from '../../../shared/contract/bridge.ts';
import type { Output } from '../../../shared/contract/contract.ts';
import type { Failure } from '../../../shared/contract/failure.ts';
import type { SheetMapping } from '../../../shared/contract/submissionForms.ts';
import { mappingProblem, sheetFields } from '../../../shared/submission/sheet/mapping.ts';
import { go } from '../../app/router.ts';
import { useJob } from '../../engine/jobs.ts';
import { useKeys } from '../../frame/keys.ts';
import { Button, Progress } from '../../pieces/controls.tsx';
import { Dialog } from '../../pieces/dialog.tsx';
import { count, plural } from '../../pieces/format.ts';
import { assay } from '../../pieces/platform.ts';
import { FailureNote } from '../../pieces/states.tsx';
import { StatusIcon } from '../../pieces/status.tsx';

type Opened = Output<'submission.openSheet'>;
type Tried = Output<'submission.trySheet'>['rows'];
type Imported = Output<'submission.importSheet'>['rows'];

const useSheet = create<{ readonly file: PickedFile | null }>(() => ({ file: null }));

export async function pickSheet(): Promise<void> {
  const file = await assay()?.pick('sheet');
  if (file) openSheetDialog(file);
}

export function openSheetDialog(file: PickedFile): void {
  useSheet.setState({ file });
}

/** A spreadsheet of forms: which column is what, what would come of it, and what did. */
export function SheetDialog() {
  const { file } = useSheet();
  return file ? <SheetSteps key={file.token} file={file} onClose={() => useSheet.setState({ file: null })} /> : null;
}

function SheetSteps({ file, onClose }: { file: PickedFile; onClose: () => void }) {
  const { token } = file;
  const opening = useJob('submission.openSheet');
  const trying = useJob('submission.trySheet');
  const importing = useJob('submission.importSheet');
  const [opened, setOpened] = useState<Opened | null>(null);
  const [mapping, setMapping] = useState<SheetMapping>({});
  const [tried, setTried] = useState<Tried | null>(null);
  const [report, setReport] = useState<Imported | null>(null);
  const [failure, setFailure] = useState<Failure | null>(null);
  const { start } = opening;
  useEffect(() => {
    void start({ token }, `Reading ${file.name}`).then((outcome) => {
      if (!outcome.ok) return setFailure(outcome.error);
      setOpened(outcome.value);
      setMapping(outcome.value.mapping);
    });
  }, [token, file.name, start]);

  async function tryIt() {
    setFailure(null);
    const outcome = await trying.start({ token, mapping }, `Trying ${file.name}`);
    if (outcome.ok) setTried(outcome.value.rows);
    else setFailure(outcome.error);
  }
  async function take() {
    setFailure(null);
    const outcome = await importing.start({ token, mapping }, `Importing ${file.name}`);
    if (outcome.ok) setReport(outcome.value.rows);
    else setFailure(outcome.error);
  }

  const running = trying.running ?? importing.running;
  const problem = opened
    ? mappingProblem(
        opened.heads.map(({ name }) => name),
        mapping,
      )
    : 'Reading the spreadsheet';
  const importable = tried?.filter(({ problems }) => !problems.some(({ level }) => level === 'error')).length ?? 0;
  const why = running ? 'Working' : tried ? (importable === 0 ? 'No row can be imported' : null) : problem;
  const main = () => (report ? finish() : why === null ? void (tried ? take() : tryIt()) : undefined);
  function finish() {
    onClose();
    go({ page: 'submissions' });
  }
  useKeys('Spreadsheet of forms', [{ key: 'Mod+Enter', label: 'Go on', run: main, inFields: true }], { modal: true });

  return (
    <Dialog
      title={report ? 'Imported' : tried ? 'What would be imported' : 'Which column is what?'}
      wide
      onClose={onClose}
      foot={
        <>
          {running ? <Button onClick={() => running.cancel()}>Cancel</Button> : null}
          {tried && !report && !running ? (
            <Button bare onClick={() => setTried(null)}>
              Back to the columns
            </Button>
          ) : null}
          <Button
            main
            k="Mod+Enter"
            ref={tried || report ? takeFocus : undefined}
            why={report ? null : why}
            onClick={main}
          >
            {report ? 'Done' : tried ? `Import ${plural(importable, 'submission')}` : 'Try it'}
          </Button>
        </>
      }
    >
      <div className="stack">
        {failure ? <FailureNote failure={failure} title={`${file.name} was not imported`} /> : null}
        {running ? (
          <>
            <Progress share={running.progress?.share ?? null} label={running.title} />
            <p className="ink2 xs" role="status">
              {running.progress?.text ?? 'Beginning'}
            </p>
          </>
        ) : null}
        {report ? (
          <Report rows={report} />
        ) : tried ? (
          <Trial rows={tried} />
        ) : opened ? (
          <Columns opened={opened} mapping={mapping} problem={problem} onChange={setMapping} />
        ) : null}
      </div>
    </Dialog>
  );
}

/** The dialog opens before there is anything to answer: each step takes the focus to where it is answered. */
function takeFocus(control: HTMLElement | null) {
  control?.focus();
}

function Columns(props: {
  opened: Opened;
  mapping: SheetMapping;
  problem: string | null;
  onChange: (mapping: SheetMapping) => void;
}) {
  const { opened, mapping, problem } = props;
  const fieldOf = (head: string) => sheetFields.find(({ field }) => mapping[field]?.includes(head))?.field ?? '';
  function put(head: string, field: string) {
    const rest = Object.entries(mapping).flatMap(([own, heads]) => {
      const left = heads.filter((one) => one !== head);
      return left.length > 0 ? [[own, left] as const] : [];
    });
    const next: SheetMapping = Object.fromEntries(rest.map(([own, heads]) => [own, [...heads]]));
    if (field !== '') {
      const several = sheetFields.find((one) => one.field === field)?.several ?? false;
      // a field of one column is taken over from the column that had it
      next[field] = several ? [...(next[field] ?? []), head] : [head];
    }
    props.onChange(next);
  }
  return (
    <>
      <p className="ink2">
        {plural(opened.rows, 'row')}, one a submission.{' '}
        {opened.remembered
          ? 'The columns are mapped as they were for these heads before.'
          : 'The columns are mapped by how their heads sound; look them over.'}
      </p>
      {problem ? (
        <p className="row" role="alert">
          <StatusIcon status="warning" label={null} /> <span>{problem}</span>
        </p>
      ) : null}
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a pane that scrolls has a place in the tab order */}
      <section className="sheet" tabIndex={0} aria-label="Columns">
        <table className="table sheet-columns">
          <thead>
            <tr>
              <th>Column</th>
              <th>Is</th>
              <th>Holds, for example</th>
            </tr>
          </thead>
          <tbody>
            {opened.heads.map(({ name, samples }, place) =>
              name === '' ? null : (
                <tr key={name}>
                  <td>{name}</td>
                  <td>
                    <select
                      className="input"
                      aria-label={`${name} is`}
                      ref={place === 0 ? takeFocus : undefined}
                      value={fieldOf(name)}
                      onChange={(event) => put(name, event.target.value)}
                    >
                      <option value="">Left out</option>
                      {sheetFields.map(({ field, label }) => (
                        <option key={field} value={field}>
                          {label}
                        </option>
                      ))}
                    </select>
                  </td>
                  <td className="is-sample" title={samples.join('\n')}>
                    {samples.slice(0, 2).join(' · ') || '–'}
                  </td>
                </tr>
              ),
            )}
          </tbody>
        </table>
      </section>
    </>
  );
}

function Trial({ rows }: { rows: Tried }) {
  const broken = rows.filter(({ problems }) => problems.some(({ level }) => level === 'error')).length;
  return (
    <>
      <p role="status">
        {broken === 0
          ? `Every one of the ${plural(rows.length, 'row')} can be imported. Nothing is stored yet.`
          : `${plural(broken, 'row')} cannot be imported as ${broken === 1 ? 'it is, and keeps' : 'they are, and keep'} none of the others out. Nothing is stored yet.`}
      </p>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a pane that scrolls has a place in the tab order */}
      <section className="sheet" tabIndex={0} aria-label="Rows">
        <table className="table">
          <thead>
            <tr>
              <th className="num">Row</th>
              <th>Title</th>
              <th>File</th>
              <th>Metric</th>
              <th className="num">Authors</th>
              <th className="num">Examples</th>
            </tr>
          </thead>
          <tbody>
            {rows.map((row) => (
              <tr key={row.line}>
                <td className="num">{row.line}</td>
                <td>
                  {row.title || <span className="ink3">the file’s name</span>}
                  {row.into ? <span className="ink3"> · next version of {row.into}</span> : null}
                  {row.problems.map(({ level, column, message }) => (
                    <span className="sheet-problem" key={`${column} ${message}`}>
                      <StatusIcon status={level} /> {column ? <b>{column}: </b> : null}
                      {message}
                    </span>
                  ))}
                </td>
                <td className="mono">{row.file}</td>
                <td>{row.metric ?? '–'}</td>
                <td className="num">{count(row.authors)}</td>
                <td className="num">{row.examples === null ? '–' : count(row.examples)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </section>
    </>
  );
}

function Report({ rows }: { rows: Imported }) {
  const stored = rows.filter(({ status }) => status === 'stored').length;
  return (
    <>
      <p role="status">
        {plural(stored, 'submission')} stored{stored < rows.length ? `, ${count(rows.length - stored)} refused` : ''}.
        Each row is whole or not there at all.
      </p>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a pane that scrolls has a place in the tab order */}
      <section className="sheet" tabIndex={0} aria-label="Report">
        <table className="table">
          <thead>
            <tr>
              <th className="num">Row</th>
              <th>Title</th>
              <th>Outcome</th>
              <th className="num">Examples</th>
            </tr>
          </thead>
          <tbody>
            {rows.map((row) => (
              <tr key={row.line}>
                <td className="num">{row.line}</td>
                <td>{row.title}</td>
                <td>
                  <StatusIcon status={row.status === 'stored' ? 'done' : 'error'} label={null} />{' '}
                  {row.status === 'stored' ? (
                    <>
                      <span className="mono">{row.id}</span>, version {row.version}
                    </>
                  ) : (
                    row.message
                  )}
                </td>
                <td className="num">{row.rows > 0 ? count(row.rows) : '–'}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </section>
    </>
  );
}
