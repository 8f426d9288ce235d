import { type FormEvent, useState } from 'react';
import { labelSettingsSchema, type Tag } from '../../../shared/contract/labelSettings.ts';
import { useCommand } from '../../engine/hooks.ts';
import { useKeys } from '../../frame/keys.ts';
import { Button } from '../../pieces/controls.tsx';
import { Dialog } from '../../pieces/dialog.tsx';
import { TextField } from '../../pieces/field.tsx';
import { FailureNote } from '../../pieces/states.tsx';
import { tagLine, tagsOfLine } from '../submission/settingsDraft.ts';

/** Languages and expertise of a contractor, which a deal may ask for. */
export function TagsDialog(props: { id: string; alias: string; tags: readonly Tag[]; onClose: () => void }) {
  const { onClose } = props;
  const save = useCommand('participants.setTags');
  const [languages, setLanguages] = useState(tagLine(props.tags, 'language'));
  const [expertise, setExpertise] = useState(tagLine(props.tags, 'expertise'));
  useKeys('What for', [], { modal: true });
  const tags = [...tagsOfLine('language', languages), ...tagsOfLine('expertise', expertise)];
  const why = labelSettingsSchema.shape.needs.safeParse(tags).success ? null : 'At most 20, of up to 40 letters each';
  async function submit(event: FormEvent) {
    event.preventDefault();
    if (why) return;
    const outcome = await save.run({ id: props.id, tags });
    if (outcome.ok) onClose();
  }
  return (
    <Dialog title={`What ${props.alias} can judge`} onClose={onClose}>
      <form className="stack" onSubmit={(event) => void submit(event)}>
        <p className="ink2">A deal that needs a language or expertise goes only to contractors who are noted for it.</p>
        <TextField label="Languages" help="Such as hebrew, french" value={languages} onChange={setLanguages} />
        <TextField label="Expertise" help="Such as law, medicine" value={expertise} onChange={setExpertise} />
        <div className="row">
          <Button main large submit k="Enter" why={why}>
            Save
          </Button>
          <Button large bare onClick={onClose}>
            Cancel
          </Button>
        </div>
        {save.failure ? <FailureNote failure={save.failure} /> : null}
      </form>
    </Dialog>
  );
}
