import { useKeys } from '../../../frame/keys.ts';
import { sayQuietly } from '../../../frame/undo.tsx';
import { Button } from '../../../pieces/controls.tsx';
import { copyText } from '../../../pieces/copyText.ts';
import { Dialog } from '../../../pieces/dialog.tsx';
import { assay } from '../../../pieces/platform.ts';

/** The letter to a submission's author as it will be sent: Markdown, to be copied into a mail or saved. */
export function LetterDialog(props: { submission: string; letter: string; onClose: () => void }) {
  const { submission, letter, onClose } = props;
  const copy = () => {
    if (copyText(letter)) sayQuietly('The letter is copied');
  };
  async function save() {
    const saved = await assay()?.saveFile('md', `${submission}-letter`, letter);
    if (saved?.ok && saved.value) sayQuietly(`${saved.value.name} is saved`);
  }
  useKeys(
    'Letter',
    [
      { key: 'C', label: 'Copy', run: copy },
      { key: 'S', label: 'Save', run: () => void save() },
    ],
    { modal: true },
  );
  return (
    <Dialog
      title="Letter to the author"
      wide
      onClose={onClose}
      foot={
        <>
          <Button icon="export" k="S" onClick={() => void save()}>
            Save as Markdown
          </Button>
          <Button main k="C" onClick={copy}>
            Copy
          </Button>
        </>
      }
    >
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a pane that scrolls has a place in the tab order */}
      <pre className="letter" tabIndex={0} dir="auto">
        {letter}
      </pre>
    </Dialog>
  );
}
