import { create } from 'zustand';
import { Button, IconButton } from '../pieces/controls.tsx';
import { StatusIcon } from '../pieces/status.tsx';
import { useKeys } from './keys.ts';

/*
 * Instead of "are you sure": after a command that can be taken back, `offerUndo('Ferry timetables withdrawn', undo)`
 * puts a quiet line with Undo (Ctrl/⌘ Z) above the foot bar. It stays until it is used, closed or replaced. `undo`
 * answers with a sentence when it failed, else null.
 */
interface Offer {
  readonly text: string;
  /** Null when there is nothing to take back and the line only says that something is done. */
  readonly undo: (() => Promise<string | null>) | null;
}

const useUndo = create<{ readonly offer: Offer | null; readonly failed: string | null; readonly busy: boolean }>(
  () => ({
    offer: null,
    failed: null,
    busy: false,
  }),
);

export function offerUndo(text: string, undo: () => Promise<string | null>): void {
  useUndo.setState({ offer: { text, undo }, failed: null, busy: false });
}

/** A quiet line about something that is done, for what need not be read: `sayQuietly('Backup written, 3.2 MB')`. */
export function sayQuietly(text: string): void {
  useUndo.setState({ offer: { text, undo: null }, failed: null, busy: false });
}

export function forgetUndo(): void {
  useUndo.setState({ offer: null, failed: null, busy: false });
}

async function undoNow(): Promise<void> {
  const { offer, busy } = useUndo.getState();
  if (!offer?.undo || busy) return;
  useUndo.setState({ busy: true });
  const failed = await offer.undo();
  // Another offer may have come meanwhile; it stays.
  if (useUndo.getState().offer !== offer) return;
  if (failed === null) forgetUndo();
  else useUndo.setState({ failed, busy: false });
}

export function UndoBar() {
  const { offer, failed } = useUndo();
  useKeys('This window', [
    { key: 'Mod+Z', label: 'Undo the last change', run: () => void undoNow(), off: !offer?.undo },
  ]);
  return (
    <div className="undo-place" role="status">
      {offer ? (
        <div className="undo">
          <StatusIcon status={failed ? 'error' : 'done'} label={null} />
          <span className="grow">{failed ? `It could not be undone. ${failed}` : `${offer.text}.`}</span>
          {failed || !offer.undo ? null : (
            <Button k="Mod+Z" onClick={() => void undoNow()}>
              Undo
            </Button>
          )}
          <IconButton icon="close" label="Close this line" onClick={forgetUndo} />
        </div>
      ) : null}
    </div>
  );
}
