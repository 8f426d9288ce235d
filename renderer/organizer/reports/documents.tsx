import { useRef, useState } from 'react';
import type { SavedKind, SaveOutcome } from '../../../shared/contract/bridge.ts';
import type { Failure } from '../../../shared/contract/failure.ts';
import type { ReportList } from '../../../shared/contract/reports.ts';
import { engine } from '../../engine/connection.ts';
import { useAsk } from '../../engine/hooks.ts';
import { useKeys } from '../../frame/keys.ts';
import { sayQuietly } from '../../frame/undo.tsx';
import { Button } from '../../pieces/controls.tsx';
import { FilterSearch } from '../../pieces/filterSearch.tsx';
import { assay } from '../../pieces/platform.ts';
import { FailureNote, LoadingRows } from '../../pieces/states.tsx';

type Shown =
  | { readonly kind: 'ranking' }
  | { readonly kind: 'public' }
  | { readonly kind: 'letter'; readonly submission: string };

interface Document {
  readonly key: string;
  readonly title: string;
  readonly remark: string;
  /** Suggested as the file's name. */
  readonly file: string;
  readonly shown: Shown;
}

/** Every report of a decision, each as the page that it will be; saved one by one. */
export function Documents(props: { list: ReportList; decision: string | null }) {
  const { list, decision } = props;
  const [filter, setFilter] = useState('');
  const [chosen, setChosen] = useState('ranking');
  const pane = useRef<HTMLElement>(null);
  const all = documentsOf(list);
  const wanted = filter.trim().toLowerCase();
  const documents = all.filter(({ title, remark }) => `${title} ${remark}`.toLowerCase().includes(wanted));
  const shown = all.find(({ key }) => key === chosen) ?? all[0];
  function move(step: number) {
    const at = documents.findIndex(({ key }) => key === shown?.key);
    const next = documents[Math.max(0, Math.min(documents.length - 1, at + step))];
    if (!next) return;
    setChosen(next.key);
    document.getElementById(`report-${next.key}`)?.focus();
  }
  useKeys('Reports', [
    { key: 'ArrowUp', label: 'another report', run: () => move(-1), foot: true, unlisted: true },
    { key: 'ArrowDown', label: 'another report', run: () => move(1), unlisted: true },
  ]);
  return (
    <div className="reports-two">
      <nav className="reports-list" aria-label="Reports" tabIndex={-1} ref={pane}>
        {list.letters.length > 12 ? (
          <FilterSearch placeholder="Find a letter" value={filter} onChange={setFilter} ref={null} list={pane} />
        ) : null}
        <ul>
          {documents.map((one) => (
            <li key={one.key}>
              <button
                type="button"
                id={`report-${one.key}`}
                aria-current={one.key === shown?.key ? 'true' : undefined}
                onClick={() => setChosen(one.key)}
              >
                <span className="clip" title={one.title}>
                  {one.title}
                </span>
                <small className="ink3 clip">{one.remark}</small>
              </button>
            </li>
          ))}
        </ul>
        {documents.length === 0 ? <p className="ink2 none">No letter is called that.</p> : null}
      </nav>
      {shown ? <Preview key={`${decision} ${shown.key}`} decision={decision} report={shown} /> : null}
    </div>
  );
}

function documentsOf({ letters, round }: ReportList): readonly Document[] {
  return [
    {
      key: 'ranking',
      title: 'The ranking',
      remark: 'For organizers: names reviewers by alias',
      file: `Ranking, round ${round}`,
      shown: { kind: 'ranking' },
    },
    {
      key: 'public',
      title: 'The public page',
      remark: 'For everybody: no review texts',
      file: `Prizes, round ${round}`,
      shown: { kind: 'public' },
    },
    ...letters.map(
      ({ submission, title, outcome }): Document => ({
        key: `letter-${submission}`,
        title,
        remark: `Letter: ${outcome}`,
        file: `Letter ${submission}, round ${round}`,
        shown: { kind: 'letter', submission },
      }),
    ),
  ];
}

function Preview({ decision, report }: { decision: string | null; report: Document }) {
  const { data, error, isPending, retry } = useAsk('report.preview', { decision, what: report.shown });
  const [failure, setFailure] = useState<Failure | null>(null);
  const [busy, setBusy] = useState(false);
  async function save(write: () => Promise<SaveOutcome> | undefined) {
    setFailure(null);
    setBusy(true);
    const outcome = await Promise.resolve(write()).catch((): SaveOutcome => ({ ok: false, error: unprinted }));
    setBusy(false);
    if (outcome && !outcome.ok) setFailure(outcome.error);
    else if (outcome?.value) sayQuietly(`Saved as ${outcome.value.name}`);
  }
  const saveText = (kind: SavedKind, text: string) =>
    save(() => assay()?.saveFile(kind, `${report.file}.${kind}`, text));
  async function saveTable(format: 'csv' | 'json') {
    const table = await engine.call('report.table', { decision, format });
    if (table.ok) await saveText(format, table.value.text);
    else setFailure(table.error);
  }
  const wait = data ? (busy ? 'It is being saved' : null) : 'It is being made';
  const savePdf = () => void (data && !busy && save(() => assay()?.savePdf(`${report.file}.pdf`, data.html)));
  useKeys('This report', [{ key: 'P', label: 'save as PDF', run: savePdf, foot: true }]);
  return (
    <section className="reports-preview" aria-label={`${report.title}, as it will be`} aria-busy={isPending}>
      <div className="reports-do">
        <span className="grow" />
        {report.shown.kind === 'ranking' ? (
          <>
            <Button bare why={wait} onClick={() => void saveTable('csv')}>
              Save CSV
            </Button>
            <Button bare why={wait} onClick={() => void saveTable('json')}>
              Save JSON
            </Button>
          </>
        ) : null}
        <Button why={wait} onClick={() => data && void saveText('html', data.html)}>
          Save HTML
        </Button>
        <Button k="P" why={wait} onClick={savePdf}>
          Save PDF
        </Button>
      </div>
      {failure ? (
        <div className="reports-note">
          <FailureNote failure={failure} title="The report was not saved" />
        </div>
      ) : null}
      {error ? (
        <div className="reports-note">
          <FailureNote failure={error} action={<Button onClick={retry}>Try again</Button>} />
        </div>
      ) : null}
      {isPending ? (
        <div className="reports-note">
          <LoadingRows label="Making the report" />
        </div>
      ) : null}
      {/* without any right: what submissions and reviews say can run nothing and ask for nothing */}
      {data ? <iframe sandbox="" title={data.title} srcDoc={data.html} /> : null}
    </section>
  );
}

const unprinted: Failure = {
  code: 'defect',
  message: 'The page could not be printed. It can be saved as HTML and printed from a browser.',
};
