import { Segments } from '../../pieces/controls.tsx';
import { CheckBox, TextArea, TextField } from '../../pieces/field.tsx';
import { count } from '../../pieces/format.ts';
import type { DraftField, SettingsDraft } from './settingsDraft.ts';

/** The fields of a deal's settings: for one submission, or what every deal begins with. */
export function SettingsFields(props: {
  draft: SettingsDraft;
  errors: Partial<Record<DraftField, string>>;
  /** How many examples there are; null where it is not about one submission. */
  examples: number | null;
  onChange: (part: Partial<SettingsDraft>) => void;
}) {
  const { draft, errors, onChange } = props;
  const field = (name: Exclude<DraftField, 'sampling' | 'choicesAsWritten'>) => ({
    value: draft[name],
    error: errors[name] ?? null,
    onChange: (value: string) => onChange({ [name]: value }),
  });
  const number = (name: Parameters<typeof field>[0]) => ({ ...field(name), inputMode: 'decimal' as const });
  return (
    <>
      <fieldset className="stack-tight">
        <legend className="field-label">Sample</legend>
        <Segments
          label="Sample"
          value={draft.sampling}
          options={[
            { value: 'number', label: 'A number' },
            { value: 'all', label: 'All' },
            { value: 'sequential', label: 'Until the evidence is in' },
          ]}
          onChange={(sampling) => onChange({ sampling })}
        />
        <div className="deal-numbers">
          {draft.sampling === 'all' ? null : (
            <TextField
              label={draft.sampling === 'sequential' ? 'At most' : 'Examples'}
              help={props.examples === null ? 'Drawn at random' : `Drawn at random from ${count(props.examples)}`}
              {...number('examples')}
            />
          )}
          {draft.sampling === 'sequential' ? (
            <>
              <TextField label="Acceptable error rate, %" help="p₀ of Wald’s test" {...number('acceptable')} />
              <TextField label="Unacceptable, %" help="p₁" {...number('unacceptable')} />
              <TextField label="Risk of failing good labels, %" help="α" {...number('alpha')} />
              <TextField label="Risk of passing bad ones, %" help="β" {...number('beta')} />
            </>
          ) : null}
        </div>
        {draft.sampling === 'sequential' ? (
          <p className="field-help">
            Dealing stops by itself as soon as the settled examples show that the labels are acceptable, or that they
            are not.
          </p>
        ) : null}
      </fieldset>
      <div className="deal-numbers">
        <TextField label="Contractors an example" help="Three settle most by majority" {...number('overlap')} />
        <TextField label="Wrong labels that pass, %" help="At most, of the settled ones" {...number('threshold')} />
        <TextField label="Practice examples" help="With known answers, before the work" {...number('practice')} />
        <TextField label="Known answers mixed in, %" help="Of what a contractor sees" {...number('knownRate')} />
        <TextField label="Languages needed" help="Such as hebrew, french" {...field('languages')} />
        <TextField label="Expertise needed" help="Such as law, medicine" {...field('expertise')} />
      </div>
      <CheckBox
        label="The order of the answers matters: show them as they are written"
        checked={draft.choicesAsWritten}
        onChange={(choicesAsWritten) => onChange({ choicesAsWritten })}
      />
      <TextArea
        label="Instructions"
        help="Shown above the first example, and on the key I. Say what counts as right, not which answer is."
        className="read"
        rows={4}
        maxLength={20_000}
        {...field('instructions')}
      />
    </>
  );
}
