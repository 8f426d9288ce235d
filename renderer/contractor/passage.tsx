import { Fragment, useMemo } from 'react';
import { whiteSpaceSentence } from '../pieces/whiteSpace.ts';
import { WhiteSpaceText } from '../pieces/whiteSpaceText.tsx';
import { type MarkedPiece, markedPieces, markedRuns } from './markedText.ts';
import type { Stretch } from './wordDifference.ts';

/** An author's text in the reading face. With stretches, what differs from the other prompt is underlined. */
export function Passage(props: { text: string; stretches?: readonly Stretch[] | undefined; label: string }) {
  return (
    <article className="passage" aria-label={props.label}>
      {props.stretches ? (
        <MarkedText text={props.text} stretches={props.stretches} />
      ) : (
        <WhiteSpaceText text={props.text} />
      )}
    </article>
  );
}

function MarkedText(props: { text: string; stretches: readonly Stretch[] }) {
  const runs = useMemo(() => markedRuns(markedPieces(props.stretches)), [props.stretches]);
  const sentence = whiteSpaceSentence(props.text);
  return (
    <span className="wst" dir="auto">
      {runs.map((run, index) => {
        const content = run.map((piece, place) => <Piece piece={piece} key={String(place)} />);
        const key = String(index);
        // A mark, not ins or del: neither of the two prompts is the earlier one.
        return run[0]?.differs ? <mark key={key}>{content}</mark> : <Fragment key={key}>{content}</Fragment>;
      })}
      {sentence ? <span className="vh"> ({sentence})</span> : null}
    </span>
  );
}

/** As in pieces/whiteSpaceText.tsx; the marks are drawn by the style sheet. */
function Piece({ piece }: { piece: MarkedPiece }) {
  if (piece.kind === 'words') return piece.text;
  if (piece.kind === 'break') return <span className="br">{'\n'}</span>;
  return [...piece.text].map((space, place) => (
    // biome-ignore lint/suspicious/noArrayIndexKey: the place is the identity
    <span key={place} className={piece.kind === 'tab' ? 'sp tab' : 'sp'}>
      {space}
    </span>
  ));
}
