import { memo, useMemo } from 'react';
import { figureInWords } from './figureWords.ts';
import { Marks } from './markElement.tsx';
import { type MiniAxes, type MiniSize, miniFigure } from './miniFigure.ts';
import type { FigureContent } from './scalingFigure.ts';
import './plots.css';

/** One of many small plots. Its words are read out instead of its marks. */
export const MiniPlot = memo(function MiniPlot(props: { content: FigureContent; size: MiniSize; axes: MiniAxes }) {
  const { content, size, axes } = props;
  const marks = useMemo(() => miniFigure(content, size, axes), [content, size, axes]);
  const words = useMemo(() => figureInWords(content), [content]);
  return (
    <svg
      className="marks mini"
      width={size.width}
      height={size.height}
      viewBox={`0 0 ${size.width} ${size.height}`}
      role="img"
      aria-label={words}
    >
      <Marks marks={marks} />
    </svg>
  );
});
