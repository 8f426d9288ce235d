import { useEffect, useState } from 'react';
import type { SubmissionDetail } from '../../../../shared/contract/submission.ts';
import type { VersionDifference } from '../../../../shared/contract/submissionForms.ts';
import { changedFields, type FormField, fieldLabel } from '../../../../shared/submission/form/fields.ts';
import { wordDifference } from '../../../contractor/wordDifference.ts';
import { useAsk } from '../../../engine/hooks.ts';
import { useJob } from '../../../engine/jobs.ts';
import { Progress } from '../../../pieces/controls.tsx';
import { SelectField } from '../../../pieces/field.tsx';
import { count, plural, shortDay } from '../../../pieces/format.ts';
import { Section } from '../../../pieces/section.tsx';
import { EmptyState, FailureNote } from '../../../pieces/states.tsx';
import type { FormContent } from './formDraft.ts';
import './form.css';

/** What changed from one version to another, of the data and of the form. */
export function VersionsTab({ submission }: { submission: SubmissionDetail }) {
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a pane that scrolls has a place in the tab order
    <section className="versions" tabIndex={0} aria-label="Versions">
      <DataVersions submission={submission} />
      <FormVersions id={submission.id} />
    </section>
  );
}

function DataVersions({ submission }: { submission: SubmissionDetail }) {
  const { id, versions } = submission;
  const newest = versions[0]?.number ?? 0;
  const [pair, setPair] = useState({ from: Math.max(1, newest - 1), to: newest });
  const job = useJob('submission.compare');
  const { start } = job;
  const { from, to } = pair;
  useEffect(() => {
    if (from >= 1 && to >= 1 && from !== to) void start({ id, from, to }, `Comparing versions ${from} and ${to}`);
  }, [id, from, to, start]);
  if (versions.length < 2) {
    return (
      <EmptyState icon="file" title={versions.length === 0 ? 'No data yet' : 'One version of the data'}>
        {versions.length === 0
          ? 'The submission has a form and no data. Import its data; versions are compared here once there are two.'
          : 'A new version may come in until the round closes. What it changes is shown here, and the earlier one stays.'}
      </EmptyState>
    );
  }
  const options = versions.map(({ number, examples, importedAt }) => ({
    value: String(number),
    label: `Version ${number}, ${plural(examples, 'example')}, ${shortDay(new Date(importedAt))}`,
  }));
  return (
    <Section title="Data" end={`${plural(versions.length, 'version')}, each still there`}>
      <div className="versions-pick">
        <SelectField
          label="From"
          value={String(from)}
          options={options}
          onChange={(value) => setPair({ ...pair, from: Number(value) })}
        />
        <SelectField
          label="To"
          value={String(to)}
          options={options}
          onChange={(value) => setPair({ ...pair, to: Number(value) })}
        />
      </div>
      {from === to ? <p className="ink2">Choose two different versions.</p> : null}
      {job.running ? <Progress share={job.running.progress?.share ?? null} label="Comparing" /> : null}
      {job.outcome && !job.outcome.ok ? <FailureNote failure={job.outcome.error} /> : null}
      {job.outcome?.ok && from !== to ? <Difference difference={job.outcome.value} /> : null}
    </Section>
  );
}

function Difference({ difference }: { difference: VersionDifference }) {
  const { same, moved, added, removed, changed, columnsAdded, columnsRemoved, from, to } = difference;
  const metric = from.metric === to.metric ? null : `The metric was ${from.metric} and is ${to.metric}. `;
  const columns = [
    ...columnsAdded.map((column) => `The column ${column} was added. `),
    ...columnsRemoved.map((column) => `The column ${column} was removed. `),
  ];
  return (
    <>
      <p className="none" role="status">
        {count(changed.count)} changed, {count(added.count)} added, {count(removed.count)} removed, {count(same)} as
        they were{moved > 0 ? ` (${count(moved)} in another place)` : ''}. {metric}
        {columns}
      </p>
      {changed.count > 0 ? (
        <Section title="Changed" n={changed.count} level={3} end={rest(changed)}>
          {changed.rows.map((row) => (
            <div className="version-row" key={row.to}>
              <span className="ink2">
                row {count(row.from)}
                {row.from === row.to ? '' : ` → ${count(row.to)}`}
              </span>
              <dl>
                {row.columns.map((column) => (
                  <Changed
                    key={column}
                    name={column}
                    before={row.before.cells[column] ?? ''}
                    after={row.after.cells[column] ?? ''}
                  />
                ))}
              </dl>
            </div>
          ))}
        </Section>
      ) : null}
      {[
        { title: 'Added', part: added },
        { title: 'Removed', part: removed },
      ].map(({ title, part }) =>
        part.count === 0 ? null : (
          <Section key={title} title={title} n={part.count} level={3} end={rest(part)} className="mt">
            {part.rows.map(({ row, cells }) => (
              <div className="version-row" key={row}>
                <span className="ink2">row {count(row)}</span>
                <dl>
                  {Object.entries(cells).map(([column, cell]) => (
                    <div key={column}>
                      <dt>{column}</dt>
                      <dd dir="auto">{cell}</dd>
                    </div>
                  ))}
                </dl>
              </div>
            ))}
          </Section>
        ),
      )}
    </>
  );
}

function rest(part: { readonly count: number; readonly rows: readonly unknown[] }): string | null {
  return part.count > part.rows.length ? `the first ${part.rows.length} are shown` : null;
}

/** One text before and after: words taken out are struck through, words put in are underlined. */
function Changed({ name, before, after }: { name: string; before: string; after: string }) {
  const [was, is] = wordDifference(before, after);
  return (
    <div>
      <dt>{name}</dt>
      <dd dir="auto">
        <span className="vh">Before: </span>
        {was.stretches.map(({ text, differs }, place) =>
          // biome-ignore lint/suspicious/noArrayIndexKey: stretches have no name but their place
          differs ? <del key={place}>{text}</del> : <span key={place}>{text}</span>,
        )}
      </dd>
      <dd dir="auto">
        <span className="vh">After: </span>
        {is.stretches.map(({ text, differs }, place) =>
          // biome-ignore lint/suspicious/noArrayIndexKey: stretches have no name but their place
          differs ? <ins key={place}>{text}</ins> : <span key={place}>{text}</span>,
        )}
      </dd>
    </div>
  );
}

function FormVersions({ id }: { id: string }) {
  const newest = useAsk('submission.form', { id });
  const versions = newest.data?.versions ?? [];
  const [chosen, setChosen] = useState<number | null>(null);
  const earlier = chosen ?? versions[1]?.number ?? null;
  const before = useAsk('submission.form', { id, number: earlier ?? 0 }, { enabled: earlier !== null, keep: true });
  if (!newest.data) return newest.error ? <FailureNote failure={newest.error} /> : null;
  const fields = before.data && earlier !== null ? changedFields(before.data, newest.data) : [];
  return (
    <Section title="Form" end={plural(versions.length, 'version')} className="mt">
      {earlier === null ? (
        <p className="ink2">
          The form was saved {versions.length === 0 ? 'never' : 'once'}; there is nothing to compare.
        </p>
      ) : (
        <>
          <div className="versions-pick">
            <SelectField
              label="From"
              value={String(earlier)}
              options={versions.slice(1).map(({ number, savedAt }) => ({
                value: String(number),
                label: `Version ${number}, ${shortDay(new Date(savedAt))}`,
              }))}
              onChange={(value) => setChosen(Number(value))}
            />
            <span className="ink2">to version {newest.data.number}, the newest</span>
          </div>
          {before.data
            ? fields.map((field) => (
                <div className="version-row" key={field}>
                  <span className="ink2">{fieldLabel(field)}</span>
                  <dl>
                    <Changed name="" before={wordsOf(before.data!, field)} after={wordsOf(newest.data!, field)} />
                  </dl>
                </div>
              ))
            : null}
          {before.data && fields.length === 0 ? <p className="ink2">They say the same.</p> : null}
        </>
      )}
    </Section>
  );
}

function wordsOf({ form, authors }: FormContent, field: FormField): string {
  if (field === 'authors') {
    return authors
      .map(({ name, affiliation, email }) => [name, affiliation, email].filter(Boolean).join(', '))
      .join('\n');
  }
  if (field === 'other')
    return Object.entries(form.other)
      .map(([name, said]) => `${name}: ${said}`)
      .join('\n');
  if (field === 'plot') return form.plot === null ? '' : `picture ${form.plot.slice(0, 8)}`;
  return String(form[field] ?? '');
}
