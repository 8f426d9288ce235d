import { useEffect, useId, useRef, useState } from 'react';
import type { SavedKind } from '../../shared/contract/bridge.ts';
import type { Failure } from '../../shared/contract/failure.ts';
import { useKeys } from '../frame/keys.ts';
import { sayQuietly } from '../frame/undo.tsx';
import { Button } from '../pieces/controls.tsx';
import { copyText } from '../pieces/copyText.ts';
import { Dialog } from '../pieces/dialog.tsx';
import { TextArea } from '../pieces/field.tsx';
import { assay } from '../pieces/platform.ts';
import { FailureNote } from '../pieces/states.tsx';
import { figureFile, pngOf } from './exportFigure.ts';
import type { Caption, Piece } from './svgText.ts';

/** What may be saved of a figure: the picture, drawn when the dialog opens, its caption, and its numbers. */
export interface Saveable {
  /** Suggested as the file's name. */
  readonly name: string;
  readonly caption: Caption;
  readonly draw: () => Promise<Piece>;
  readonly csv: () => string;
}

/** Milliseconds without a letter after which the picture follows the caption. */
const PAUSE = 250;

/** The figure as it will be saved, with its caption, which may be changed; SVG, PNG, the clipboard, or the numbers. */
export function SaveFigure(props: { figure: Saveable; onClose: () => void }) {
  const { figure, onClose } = props;
  const [piece, setPiece] = useState<Piece | null>(null);
  const [words, setWords] = useState(figure.caption.sentences.join('\n'));
  const [picture, setPicture] = useState<{ address: string; bytes: Uint8Array; words: string } | null>(null);
  const [failure, setFailure] = useState<Failure | null>(null);
  const [said, setSaid] = useState('');
  const shown = useRef<HTMLImageElement>(null);
  const first = useRef(true);
  const preview = useId();
  const { title } = figure.caption;
  const { draw } = figure;

  useEffect(() => {
    let gone = false;
    draw().then(
      (drawn) => !gone && setPiece(drawn),
      () => !gone && setFailure(undrawn),
    );
    return () => {
      gone = true;
    };
  }, [draw]);

  // The picture follows the caption; what came too late is thrown away.
  useEffect(() => {
    if (!piece) return;
    let gone = false;
    let address: string | null = null;
    const draw = () =>
      pngOf(piece, captionOf(title, words)).then(
        (bytes) => {
          if (gone) return;
          address = URL.createObjectURL(new Blob([new Uint8Array(bytes)], { type: 'image/png' }));
          setPicture({ address, bytes, words });
        },
        () => !gone && setFailure(undrawn),
      );
    // a picture of hundreds of plots takes seconds: not one for each letter
    const asked = setTimeout(draw, first.current ? 0 : PAUSE);
    first.current = false;
    return () => {
      gone = true;
      clearTimeout(asked);
      if (address) URL.revokeObjectURL(address);
    };
  }, [piece, title, words]);

  async function save(kind: SavedKind, content: string | Uint8Array) {
    setFailure(null);
    const outcome = await assay()?.saveFile(kind, `${figure.name}.${kind}`, content);
    if (!outcome) return;
    if (!outcome.ok) setFailure(outcome.error);
    else if (outcome.value) {
      sayQuietly(`Saved as ${outcome.value.name}`);
      onClose();
    }
  }
  const saveSvg = () => piece && void save('svg', figureFile(piece, captionOf(title, words)).svg);
  const savePng = () => picture && void save('png', picture.bytes);
  function copyPicture() {
    const place = shown.current?.getBoundingClientRect();
    if (!place) return;
    assay()?.copyPictureAt(Math.round(place.left + place.width / 2), Math.round(place.top + place.height / 2));
    setSaid('The picture is on the clipboard.');
  }
  const copyTable = () =>
    setSaid(copyText(figure.csv()) ? 'The numbers are on the clipboard, as CSV.' : 'The system refused the copy.');
  useKeys('Save the figure', [], { modal: true });
  const wait = (ready: boolean) => (ready ? null : failure ? 'It could not be drawn' : 'It is being drawn');
  // with another caption it is another picture
  const current = picture?.words === words;

  return (
    <Dialog
      title="Save the figure"
      wide
      onClose={onClose}
      foot={
        <>
          <span className="grow ink2 xs" role="status">
            {said}
          </span>
          <Button bare onClick={copyTable}>
            Copy numbers
          </Button>
          <Button onClick={() => void save('csv', figure.csv())}>Save CSV</Button>
          <Button onClick={copyPicture} why={wait(current)}>
            Copy picture
          </Button>
          <Button onClick={saveSvg} why={wait(piece !== null)}>
            Save SVG
          </Button>
          <Button main onClick={savePng} why={wait(current)}>
            Save PNG
          </Button>
        </>
      }
    >
      {failure ? <FailureNote failure={failure} title="The figure was not saved" /> : null}
      <div className="save-figure" aria-busy={!current && failure === null}>
        {picture ? (
          <img ref={shown} id={preview} src={picture.address} alt={`${title}, as it will be saved`} />
        ) : failure ? null : (
          <p className="ink2 xs">The picture is being drawn.</p>
        )}
      </div>
      <TextArea
        label="Caption"
        help="Each line becomes one of the caption."
        rows={3}
        value={words}
        onChange={setWords}
      />
    </Dialog>
  );
}

const undrawn: Failure = {
  code: 'defect',
  message: 'The figure could not be drawn. Its numbers can still be saved as CSV.',
};

function captionOf(title: string, words: string): Caption {
  return { title, sentences: words.split('\n').filter((line) => line.trim() !== '') };
}
