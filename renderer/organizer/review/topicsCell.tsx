import { useEffect, useState } from 'react';
import { topicsIn } from './topics.ts';

/** Topics in their place, apart by commas: Enter or leaving the field saves, Escape puts back. */
export function TopicsCell(props: { label: string; topics: readonly string[]; onSave: (topics: string[]) => void }) {
  const shown = props.topics.join(', ');
  const [text, setText] = useState(shown);
  useEffect(() => setText(shown), [shown]);
  const topics = topicsIn(text);
  const long = topics.find((topic) => topic.length > 80);
  const misfit = long ? 'A topic has at most 80 characters.' : topics.length > 20 ? 'At most 20 topics.' : null;
  function save() {
    if (misfit === null && topics.join('\n') !== [...props.topics].join('\n')) props.onSave(topics);
    else if (misfit === null) setText(shown);
  }
  return (
    <>
      <input
        className="input"
        aria-label={props.label}
        aria-invalid={misfit !== null}
        placeholder="none"
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
      {misfit ? (
        <span className="field-error" role="alert">
          {misfit}
        </span>
      ) : null}
    </>
  );
}
