import { type TextPiece, whiteSpacePieces } from '../pieces/whiteSpace.ts';
import type { Stretch } from './wordDifference.ts';

/** A piece of text as WhiteSpaceText shows it, and whether it stands in a stretch that differs. */
export interface MarkedPiece {
  readonly kind: TextPiece['kind'];
  readonly text: string;
  readonly differs: boolean;
}

/** Lays the white-space pieces of a whole text over its stretches, cutting pieces where a difference begins or ends. */
export function markedPieces(stretches: readonly Stretch[]): readonly MarkedPiece[] {
  const pieces = whiteSpacePieces(stretches.map((stretch) => stretch.text).join(''));
  const marked: MarkedPiece[] = [];
  let stretch = 0;
  let used = 0;
  for (const piece of pieces) {
    let rest = piece.text;
    while (rest !== '') {
      const now = stretches[stretch]!;
      const text = rest.slice(0, now.text.length - used);
      marked.push({ kind: piece.kind, text, differs: now.differs });
      rest = rest.slice(text.length);
      used += text.length;
      if (used === now.text.length) {
        stretch += 1;
        used = 0;
      }
    }
  }
  return marked;
}

/** Neighbours that differ alike, put together, so that one underline runs through. */
export function markedRuns(pieces: readonly MarkedPiece[]): readonly (readonly MarkedPiece[])[] {
  const runs: MarkedPiece[][] = [];
  for (const piece of pieces) {
    const last = runs.at(-1);
    if (last?.[0]?.differs === piece.differs) last.push(piece);
    else runs.push([piece]);
  }
  return runs;
}
