import { type ComponentProps, type ReactNode, useId } from 'react';
import { StatusIcon } from './status.tsx';

interface Shared {
  label: ReactNode;
  help?: ReactNode;
  /** What is wrong and what to do; null or absent when nothing is. */
  error?: string | null | undefined;
}

/** Label, control, help and error, tied together by ids. The control is made by `children` from the props it is given. */
export function Field(
  props: Shared & {
    children: (control: { id: string; 'aria-describedby': string | undefined; 'aria-invalid': boolean }) => ReactNode;
  },
) {
  const id = useId();
  const described = [props.help ? `${id}-help` : null, props.error ? `${id}-error` : null].filter(Boolean).join(' ');
  return (
    <div className="field">
      <label className="field-label" htmlFor={id}>
        {props.label}
      </label>
      {props.children({ id, 'aria-describedby': described || undefined, 'aria-invalid': Boolean(props.error) })}
      {props.help ? (
        <p className="field-help" id={`${id}-help`}>
          {props.help}
        </p>
      ) : null}
      {props.error ? (
        <p className="field-error" id={`${id}-error`} role="alert">
          <StatusIcon status="error" label={null} />
          {props.error}
        </p>
      ) : null}
    </div>
  );
}

export function TextField({
  label,
  help,
  error,
  className,
  onChange,
  ...input
}: Shared & Omit<ComponentProps<'input'>, 'onChange'> & { onChange: (value: string) => void }) {
  return (
    <Field label={label} help={help} error={error}>
      {(control) => (
        <input
          {...input}
          {...control}
          className={className ? `input ${className}` : 'input'}
          onChange={(event) => onChange(event.target.value)}
        />
      )}
    </Field>
  );
}

export function TextArea({
  label,
  help,
  error,
  className,
  onChange,
  ...input
}: Shared & Omit<ComponentProps<'textarea'>, 'onChange'> & { onChange: (value: string) => void }) {
  return (
    <Field label={label} help={help} error={error}>
      {(control) => (
        <textarea
          {...input}
          {...control}
          className={className ? `input ${className}` : 'input'}
          onChange={(event) => onChange(event.target.value)}
        />
      )}
    </Field>
  );
}

export function SelectField<T extends string>({
  label,
  help,
  error,
  value,
  options,
  onChange,
}: Shared & { value: T; options: readonly { value: T; label: string }[]; onChange: (value: T) => void }) {
  return (
    <Field label={label} help={help} error={error}>
      {(control) => (
        <select {...control} className="input" value={value} onChange={(event) => onChange(event.target.value as T)}>
          {options.map((option) => (
            <option key={option.value} value={option.value}>
              {option.label}
            </option>
          ))}
        </select>
      )}
    </Field>
  );
}

export function CheckBox(props: { label: ReactNode; checked: boolean; onChange: (checked: boolean) => void }) {
  return (
    <label className="check">
      <input type="checkbox" checked={props.checked} onChange={(event) => props.onChange(event.target.checked)} />
      {props.label}
    </label>
  );
}
