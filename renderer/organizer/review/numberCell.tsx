import { useEffect, useState } from 'react';

/**
 * A whole number edited in its place: Enter or leaving the field saves, Escape puts back. Empty means none, where that is
 * allowed. What cannot be saved says so and stays.
 */
export function NumberCell(props: {
  label: string;
  value: number | null;
  least: number;
  most: number;
  /** Shown while empty; makes empty a value. */
  otherwise?: string;
  onSave: (value: number | null) => void;
}) {
  const shown = props.value === null ? '' : String(props.value);
  const [text, setText] = useState(shown);
  useEffect(() => setText(shown), [shown]);
  const value = text.trim() === '' ? null : Number(text);
  const fits =
    value === null
      ? props.otherwise !== undefined
      : Number.isInteger(value) && value >= props.least && value <= props.most;
  function save() {
    if (fits && value !== props.value) props.onSave(value);
  }
  return (
    <span className="number-cell">
      <input
        className="input num"
        inputMode="numeric"
        aria-label={props.label}
        aria-invalid={!fits}
        placeholder={props.otherwise}
        value={text}
        onChange={(event) => setText(event.target.value)}
        onBlur={save}
        onKeyDown={(event) => {
          if (event.key === 'Enter') {
            event.preventDefault();
            save();
          }
          if (event.key === 'Escape') setText(shown);
        }}
      />
      {fits ? null : (
        <span className="field-error" role="alert">
          {props.least} to {props.most}
        </span>
      )}
    </span>
  );
}
