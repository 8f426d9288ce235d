import { useState } from 'react';
import { go } from '../../app/router.ts';
import { useCommand } from '../../engine/hooks.ts';
import { useKeys } from '../../frame/keys.ts';
import { Button } from '../../pieces/controls.tsx';
import { TextField } from '../../pieces/field.tsx';
import { FailureNote } from '../../pieces/states.tsx';
import { closeImport } from './importFlow.ts';

/** A submission that begins with its form: a title is enough, the data come later. */
export function BeginForm() {
  const begin = useCommand('submission.begin');
  const [title, setTitle] = useState('');
  useKeys('A form', [], { modal: true });
  async function start() {
    const outcome = await begin.run({ title });
    if (!outcome.ok) return;
    closeImport();
    go({ page: 'submission', id: outcome.value.id, tab: 'form' });
  }
  const why = title.trim() === '' ? 'A submission needs a title' : begin.busy ? 'Beginning it' : null;
  return (
    <form
      className="stack"
      onSubmit={(event) => {
        event.preventDefault();
        if (why === null) void start();
      }}
    >
      <TextField
        label="Title"
        maxLength={200}
        value={title}
        onChange={setTitle}
        help="The form opens next; its data can come later."
      />
      <div className="row">
        <Button main large submit k="Enter" why={why}>
          Begin
        </Button>
        <Button large bare onClick={closeImport}>
          Cancel
        </Button>
      </div>
      {begin.failure ? <FailureNote failure={begin.failure} /> : null}
    </form>
  );
}
