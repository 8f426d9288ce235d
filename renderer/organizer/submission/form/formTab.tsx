import type { Output } from '../../../../shared/contract/contract.ts';
import type { SubmissionDetail } from '../../../../shared/contract/submission.ts';
import {
  changedFields,
  type FormField,
  type TextField as FormText,
  fieldLabel,
  fieldText,
  formFields,
  isTextField,
  missingFields,
} from '../../../../shared/submission/form/fields.ts';
import { METRICS } from '../../../../shared/submission/metric.ts';
import { engine } from '../../../engine/connection.ts';
import { useAsk, useCommand } from '../../../engine/hooks.ts';
import { useKeys } from '../../../frame/keys.ts';
import { offerUndo } from '../../../frame/undo.tsx';
import { Button } from '../../../pieces/controls.tsx';
import { SelectField, TextArea, TextField } from '../../../pieces/field.tsx';
import { fullTime, plural } from '../../../pieces/format.ts';
import { Icon } from '../../../pieces/icons.tsx';
import { Section } from '../../../pieces/section.tsx';
import { FailureNote, LoadingRows } from '../../../pieces/states.tsx';
import { StatusIcon } from '../../../pieces/status.tsx';
import { AuthorRows } from './authorRows.tsx';
import { type FormContent, useFormDraft } from './formDraft.ts';
import { PlotField } from './plotField.tsx';
import { StandingRail } from './standingRail.tsx';
import './form.css';

type Asked = Output<'submission.form'>;

/** The submission's form: typed here or as it came, kept as it is typed, a version when it is saved. */
export function FormTab({ submission }: { submission: SubmissionDetail }) {
  const asked = useAsk('submission.form', { id: submission.id });
  if (asked.error) {
    return <FailureNote failure={asked.error} action={<Button onClick={asked.retry}>Try again</Button>} />;
  }
  if (!asked.data) return <LoadingRows rows={8} label="Reading the form" />;
  return <Editor key={`${submission.id} ${asked.data.number}`} submission={submission} asked={asked.data} />;
}

function Editor({ submission, asked }: { submission: SubmissionDetail; asked: Asked }) {
  const { id } = submission;
  const saved: FormContent = { form: asked.form, authors: asked.authors };
  const draft = useFormDraft(id, asked.draft ?? saved, asked.draft?.savedAt ?? null);
  const save = useCommand('submission.saveForm');
  const drop = useCommand('submission.dropFormDraft');
  const { content } = draft;
  const { form, authors } = content;
  const changed = changedFields(saved, content);
  const missing = missingFields(form, authors);
  const set = (part: Partial<FormContent['form']>) => draft.change({ ...content, form: { ...form, ...part } });
  const why =
    form.title.trim() === ''
      ? 'A submission needs a title'
      : changed.length === 0
        ? 'Nothing was changed'
        : save.busy
          ? 'Saving'
          : null;

  async function store() {
    if (why !== null || !(await draft.flush())) return;
    const outcome = await save.run(sendable(id, content));
    if (!outcome.ok) return;
    offerUndo(`Version ${outcome.value.number} of the form is saved`, async () => {
      const undone = await engine.call('submission.saveForm', sendable(id, saved));
      return undone.ok ? null : undone.error.message;
    });
  }
  async function giveUp() {
    const typed = content;
    draft.change(saved);
    await draft.flush();
    await drop.run({ id });
    offerUndo('The form is as it was saved', async () => {
      draft.change(typed);
      return (await draft.flush()) ? null : 'It could not be stored.';
    });
  }
  useKeys('Form', [{ key: 'Mod+Enter', label: 'Save the form', run: () => void store(), inFields: true, foot: true }]);

  const text = (field: FormText) => {
    const { label, help, max } = fieldText(field);
    const shared = { label, help, maxLength: max, value: form[field], dir: 'auto' as const };
    const onChange = (value: string) => set({ [field]: value });
    return (
      <div key={field} id={`form-${field}`}>
        {max <= 500 ? (
          <TextField {...shared} onChange={onChange} />
        ) : (
          <TextArea {...shared} rows={3} className="read form-text" onChange={onChange} />
        )}
      </div>
    );
  };
  const control = (field: FormField) => {
    if (isTextField(field)) return text(field);
    switch (field) {
      case 'metric':
        return (
          <Choice
            key={field}
            field={field}
            value={form.metric}
            options={metrics}
            onChange={(metric) => set({ metric })}
          />
        );
      case 'shots':
        return (
          <Choice
            key={field}
            field={field}
            value={form.shots}
            options={shots}
            onChange={(value) => set({ shots: value })}
          />
        );
      case 'instructions':
        return (
          <Choice
            key={field}
            field={field}
            value={form.instructions}
            options={instructions}
            onChange={(value) => set({ instructions: value })}
          />
        );
      case 'round':
        return (
          <Choice
            key={field}
            field={field}
            value={form.round === null ? null : (String(form.round) as '1' | '2')}
            options={rounds}
            onChange={(round) => set({ round: round === null ? null : round === '1' ? 1 : 2 })}
          />
        );
      case 'plot':
        return <PlotField key={field} hash={form.plot} onChange={(plot) => set({ plot })} />;
      case 'authors':
        return (
          <AuthorRows key={field} authors={authors} onChange={(next) => draft.change({ ...content, authors: next })} />
        );
      default:
        return null;
    }
  };
  const fieldsFor = (reader: 'reviewers' | 'organizers') => formFields.filter(({ readBy }) => readBy === reader);

  return (
    <div className="two">
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a pane that scrolls has a place in the tab order */}
      <section className="two-main form-main" tabIndex={0} aria-label="Form">
        <div className="form-head">
          <span className="grow" role="status">
            {draft.failure ? (
              <>
                <StatusIcon status="error" label={null} /> Not kept: {draft.failure.message}
              </>
            ) : changed.length === 0 ? (
              <span className="ink2">
                {asked.savedAt
                  ? `Version ${asked.number}, saved ${fullTime(asked.savedAt)}`
                  : 'Nothing was filled in yet'}
              </span>
            ) : (
              <>
                <StatusIcon status="now" label={null} /> {plural(changed.length, 'field')} changed
                <span className="ink3">
                  {draft.kept && draft.savedAt ? ` · kept, ${fullTime(draft.savedAt)}` : ' · is being kept'}
                </span>
              </>
            )}
          </span>
          {changed.length > 0 && asked.number > 0 ? (
            <Button bare onClick={() => void giveUp()}>
              Go back to version {asked.number}
            </Button>
          ) : null}
          <Button main k="Mod+Enter" why={why} onClick={() => void store()}>
            Save
          </Button>
        </div>
        {save.failure ? <FailureNote failure={save.failure} title="The form was not saved" /> : null}
        <Section title="Reviewers read this" end="leave out anything that names the authors">
          <div className="form-fields">{fieldsFor('reviewers').map(({ field }) => control(field))}</div>
        </Section>
        <Section
          title="Only organizers read this"
          end={
            <>
              <Icon name="blind" /> never shown to reviewers or contractors
            </>
          }
          className="form-private"
        >
          <div className="form-fields">
            {fieldsFor('organizers').map(({ field }) => control(field))}
            {Object.entries(form.other).map(([name, said]) => (
              <TextArea
                key={name}
                label={name}
                rows={2}
                className="form-text"
                maxLength={20_000}
                value={said}
                onChange={(value) => set({ other: { ...form.other, [name]: value } })}
              />
            ))}
          </div>
        </Section>
      </section>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a pane that scrolls has a place in the tab order */}
      <aside className="two-rail" tabIndex={0} aria-label="Completeness and standing">
        <Section title="Still to fill in" n={missing.length}>
          {missing.length === 0 ? (
            <p className="none">
              <StatusIcon status="passed" label={null} /> Everything that is needed is there.
            </p>
          ) : (
            <ul className="rows">
              {missing.map((field) => (
                <li key={field}>
                  <button type="button" className="link" onClick={() => focusField(field)}>
                    {fieldLabel(field)}
                  </button>
                </li>
              ))}
            </ul>
          )}
        </Section>
        <StandingRail submission={submission} />
      </aside>
    </div>
  );
}

function Choice<T extends string>(props: {
  field: FormField;
  value: T | null;
  options: readonly { value: T; label: string }[];
  onChange: (value: T | null) => void;
}) {
  const { label, help } = fieldText(props.field);
  return (
    <div id={`form-${props.field}`} tabIndex={-1}>
      <SelectField
        label={label}
        help={help}
        value={props.value ?? ''}
        options={[{ value: '', label: 'Not said' }, ...props.options]}
        onChange={(value) => props.onChange(value === '' ? null : (value as T))}
      />
    </div>
  );
}

const metrics = METRICS.map((value) => ({ value, label: value }));
const rounds = [
  { value: '1', label: 'Round 1' },
  { value: '2', label: 'Round 2' },
] as const;
const shots = [
  { value: 'zero-shot', label: 'None (zero-shot)' },
  { value: 'few-shot', label: 'Yes (few-shot)' },
  { value: 'both', label: 'In some' },
] as const;
const instructions = [
  { value: 'with', label: 'Yes' },
  { value: 'without', label: 'No' },
  { value: 'both', label: 'In some' },
] as const;

function focusField(field: FormField) {
  const place = document.getElementById(`form-${field}`);
  (place?.querySelector<HTMLElement>('input:not(.vh), select, textarea, button') ?? place)?.focus();
}

function sendable(id: string, { form, authors }: FormContent) {
  return { id, form: { ...form, other: { ...form.other } }, authors: authors.map((author) => ({ ...author })) };
}
