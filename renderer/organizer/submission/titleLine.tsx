import { useState } from 'react';
import type { SubmissionDetail } from '../../../shared/contract/submission.ts';
import { engine } from '../../engine/connection.ts';
import { useCommand } from '../../engine/hooks.ts';
import { useKeys } from '../../frame/keys.ts';
import { offerUndo } from '../../frame/undo.tsx';
import { Button, IconButton } from '../../pieces/controls.tsx';
import { Dialog } from '../../pieces/dialog.tsx';
import { TextArea, TextField } from '../../pieces/field.tsx';
import { FailureNote } from '../../pieces/states.tsx';

/** The title, and the way to change it and the description. */
export function TitleLine({ submission }: { submission: SubmissionDetail }) {
  const [editing, setEditing] = useState(false);
  return (
    <div className="title-line">
      <h1 className="title" title={submission.title}>
        {submission.title}
      </h1>
      <IconButton icon="pen" label="Change title and description" onClick={() => setEditing(true)} />
      {editing ? <Describe submission={submission} onClose={() => setEditing(false)} /> : null}
    </div>
  );
}

function Describe({ submission, onClose }: { submission: SubmissionDetail; onClose: () => void }) {
  const { id } = submission;
  const describe = useCommand('submission.describe');
  const [title, setTitle] = useState(submission.title);
  const [description, setDescription] = useState(submission.description);
  useKeys('Title and description', [{ key: 'Mod+Enter', label: 'Save', run: () => void save(), inFields: true }], {
    modal: true,
  });
  async function save() {
    const before = { id, title: submission.title, description: submission.description };
    const outcome = await describe.run({ id, title, description });
    if (!outcome.ok) return;
    offerUndo('Title and description saved', async () => {
      const undone = await engine.call('submission.describe', before);
      return undone.ok ? null : undone.error.message;
    });
    onClose();
  }
  const why = title.trim() === '' ? 'A submission needs a title' : describe.busy ? 'Saving' : null;
  return (
    <Dialog
      title="Title and description"
      wide
      onClose={onClose}
      foot={
        <>
          <Button onClick={onClose}>Cancel</Button>
          <Button main k="Mod+Enter" why={why} onClick={() => void save()}>
            Save
          </Button>
        </>
      }
    >
      <div className="stack">
        <TextField label="Title" maxLength={200} value={title} onChange={setTitle} />
        <TextArea
          label="Description"
          help="Reviewers read this. Leave out anything that names the authors."
          className="read describe-text"
          maxLength={20_000}
          rows={10}
          value={description}
          onChange={setDescription}
        />
        {describe.failure ? <FailureNote failure={describe.failure} /> : null}
      </div>
    </Dialog>
  );
}
