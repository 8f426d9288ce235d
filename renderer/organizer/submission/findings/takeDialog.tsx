import type { ReactNode } from 'react';
import type { SavedKind } from '../../../../shared/contract/bridge.ts';
import { useKeys } from '../../../frame/keys.ts';
import { sayQuietly } from '../../../frame/undo.tsx';
import { Button } from '../../../pieces/controls.tsx';
import { copyText } from '../../../pieces/copyText.ts';
import { Dialog } from '../../../pieces/dialog.tsx';
import { assay } from '../../../pieces/platform.ts';

/** A text to be looked over, copied or saved. */
export function TakeDialog(props: {
  title: string;
  /** `The letter is`: how it is said to be copied. */
  called: string;
  copied: string;
  file: { readonly kind: SavedKind; readonly name: string; readonly content: string };
  save: string;
  onClose: () => void;
  children: ReactNode;
}) {
  const { called, file } = props;
  const copy = () => {
    if (copyText(props.copied)) sayQuietly(`${called} copied`);
  };
  async function save() {
    const saved = await assay()?.saveFile(file.kind, file.name, file.content);
    if (saved?.ok && saved.value) sayQuietly(`${saved.value.name} is saved`);
  }
  useKeys(
    props.title,
    [
      { key: 'C', label: 'Copy', run: copy },
      { key: 'S', label: 'Save', run: () => void save() },
    ],
    { modal: true },
  );
  return (
    <Dialog
      title={props.title}
      wide
      onClose={props.onClose}
      foot={
        <>
          <Button icon="export" k="S" onClick={() => void save()}>
            {props.save}
          </Button>
          <Button main k="C" onClick={copy}>
            Copy
          </Button>
        </>
      }
    >
      {props.children}
    </Dialog>
  );
}
