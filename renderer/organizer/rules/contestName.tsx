import { type FormEvent, useState } from 'react';
import { engine } from '../../engine/connection.ts';
import { useAsk, useCommand } from '../../engine/hooks.ts';
import { offerUndo } from '../../frame/undo.tsx';
import { Button } from '../../pieces/controls.tsx';
import { TextField } from '../../pieces/field.tsx';
import { Section } from '../../pieces/section.tsx';

/** The contest's name, which participants see; the file keeps its own. */
export function ContestName() {
  const session = useAsk('session.current', {});
  const rename = useCommand('contest.rename');
  const now = session.data?.contest?.name ?? '';
  const [typed, setTyped] = useState<string | null>(null);
  const name = typed ?? now;
  async function submit(event: FormEvent) {
    event.preventDefault();
    const outcome = await rename.run({ name });
    if (!outcome.ok) return;
    setTyped(null);
    offerUndo('The contest is renamed', async () => {
      const undone = await engine.call('contest.rename', { name: now });
      return undone.ok ? null : undone.error.message;
    });
  }
  const why = name.trim() === '' ? 'A contest needs a name' : name === now ? 'Nothing is changed' : null;
  return (
    <Section title="Name" className="mt">
      <form className="contest-name" onSubmit={(event) => void submit(event)}>
        <TextField
          label="Name of the contest"
          help="Participants see it. The file keeps its own name."
          maxLength={120}
          error={rename.failure?.message}
          value={name}
          onChange={setTyped}
        />
        <Button submit why={why}>
          Rename
        </Button>
      </form>
    </Section>
  );
}
