import { useMemo } from 'react';
import { whiteSpacePieces, whiteSpaceSentence } from './whiteSpace.ts';

/**
 * Text by an author with its white space visible: a dot for each leading, trailing or double space, ↵ at a line break.
 * The marks are drawn by the style sheet, so they are neither selected, copied nor read out; a sentence says them.
 */
export function WhiteSpaceText(props: {
  text: string;
  className?: string;
  /** A stretch to be found, in UTF-16 code units. */
  mark?: { readonly start: number; readonly end: number } | undefined;
}) {
  const { text } = props;
  const pieces = useMemo(() => whiteSpacePieces(text), [text]);
  const sentence = whiteSpaceSentence(text);
  let at = 0;
  return (
    <span className={props.className ? `wst ${props.className}` : 'wst'} dir="auto">
      {pieces.map((piece) => {
        const key = at;
        at += piece.text.length;
        if (piece.kind === 'words') return <Words key={key} text={piece.text} at={key} mark={props.mark} />;
        if (piece.kind === 'break') {
          return (
            <span key={key} className="br">
              {'\n'}
            </span>
          );
        }
        return [...piece.text].map((space, place) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: the place is the identity
          <span key={`${key}.${place}`} className={piece.kind === 'tab' ? 'sp tab' : 'sp'}>
            {space}
          </span>
        ));
      })}
      {sentence ? <span className="vh"> ({sentence})</span> : null}
    </span>
  );
}

function Words(props: {
  text: string;
  at: number;
  mark: { readonly start: number; readonly end: number } | undefined;
}) {
  const { text, at, mark } = props;
  const start = Math.max(0, (mark?.start ?? 0) - at);
  const end = Math.min(text.length, (mark?.end ?? 0) - at);
  if (start >= end) return text;
  return (
    <>
      {text.slice(0, start)}
      <mark className="found-stretch">{text.slice(start, end)}</mark>
      {text.slice(end)}
    </>
  );
}
