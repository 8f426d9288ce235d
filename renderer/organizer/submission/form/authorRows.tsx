import type { Author } from '../../../../shared/submission/form/fields.ts';
import { Button, IconButton } from '../../../pieces/controls.tsx';

const nobody: Author = { name: '', affiliation: '', email: '' };
const parts = [
  ['name', 'Name'],
  ['affiliation', 'Affiliation'],
  ['email', 'E-mail'],
] as const;

/** The authors, a row each; Enter in the last one begins another. */
export function AuthorRows(props: { authors: readonly Author[]; onChange: (authors: readonly Author[]) => void }) {
  const rows = props.authors.length > 0 ? props.authors : [nobody];
  const add = () => {
    props.onChange([...rows, nobody]);
    requestAnimationFrame(() => document.getElementById(`author-${rows.length}-name`)?.focus());
  };
  return (
    <fieldset className="authors" id="form-authors" tabIndex={-1}>
      <legend className="field-label">Authors</legend>
      {rows.map((author, place) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: an author has no name of its own while it is typed
        <div className="author" key={place}>
          {parts.map(([part, label]) => (
            <input
              key={part}
              id={`author-${place}-${part}`}
              className="input"
              aria-label={`Author ${place + 1}, ${label}`}
              placeholder={label}
              maxLength={300}
              value={author[part]}
              onChange={(event) => props.onChange(rows.with(place, { ...author, [part]: event.target.value }))}
              onKeyDown={(event) => {
                if (event.key !== 'Enter' || event.ctrlKey || event.metaKey || place !== rows.length - 1) return;
                event.preventDefault();
                add();
              }}
            />
          ))}
          <IconButton
            icon="close"
            label={`Remove author ${place + 1}`}
            onClick={() => props.onChange(rows.filter((_, other) => other !== place))}
          />
        </div>
      ))}
      <Button icon="plus" onClick={add}>
        Add an author
      </Button>
    </fieldset>
  );
}
