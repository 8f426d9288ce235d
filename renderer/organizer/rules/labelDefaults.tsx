import { type FormEvent, useState } from 'react';
import type { LabelSettings } from '../../../shared/contract/labelSettings.ts';
import { useAsk, useCommand } from '../../engine/hooks.ts';
import { sayQuietly } from '../../frame/undo.tsx';
import { Button } from '../../pieces/controls.tsx';
import { Section } from '../../pieces/section.tsx';
import { FailureNote } from '../../pieces/states.tsx';
import { draftOfSettings, settingsOfDraft } from '../submission/settingsDraft.ts';
import { SettingsFields } from '../submission/settingsFields.tsx';

/** What the form of every new deal of labels begins with. Deals under way stay as they are. */
export function LabelDefaults() {
  const asked = useAsk('labels.defaults', {});
  if (asked.error && !asked.data) return <FailureNote failure={asked.error} />;
  if (!asked.data) return null;
  return <Filled key={JSON.stringify(asked.data.settings)} settings={asked.data.settings} />;
}

function Filled({ settings }: { settings: LabelSettings }) {
  const save = useCommand('labels.setDefaults');
  const [draft, setDraft] = useState(() => draftOfSettings(settings));
  const read = settingsOfDraft(draft, null);
  const changed = JSON.stringify(draft) !== JSON.stringify(draftOfSettings(settings));
  async function submit(event: FormEvent) {
    event.preventDefault();
    if (!read.ok) return;
    const outcome = await save.run({ settings: read.settings });
    if (outcome.ok) sayQuietly('Every new deal of labels begins with this');
  }
  return (
    <Section title="What a deal of labels begins with" end="each can be changed when it is dealt" className="mt">
      <form className="stack deal" onSubmit={(event) => void submit(event)}>
        <SettingsFields
          draft={draft}
          errors={read.ok ? {} : read.errors}
          examples={null}
          onChange={(part) => setDraft((so) => ({ ...so, ...part }))}
        />
        <div className="row">
          <Button submit why={!read.ok ? 'Something above does not fit' : changed ? null : 'Nothing is changed yet'}>
            Save
          </Button>
        </div>
        {save.failure ? <FailureNote failure={save.failure} /> : null}
      </form>
    </Section>
  );
}
