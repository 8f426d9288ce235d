import { memo, useMemo } from 'react';
import { type MiniAxes, type MiniPart, type MiniSize, miniFigure } from './miniFigure.ts';
import { type FigureContent, figureInWords } from './scalingFigure.ts';
import './plots.css';

/** One of many small plots. Its words are read out instead of its marks. */
export const MiniPlot = memo(function MiniPlot(props: { content: FigureContent; size: MiniSize; axes: MiniAxes }) {
  const { content, size, axes } = props;
  const parts = useMemo(() => miniFigure(content, size, axes), [content, size, axes]);
  const words = useMemo(() => figureInWords(content), [content]);
  return (
    <svg
      className="mini"
      width={size.width}
      height={size.height}
      viewBox={`0 0 ${size.width} ${size.height}`}
      role="img"
      aria-label={words}
    >
      {parts.map((part, i) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: a drawing's parts have nothing but their place
        <Part key={i} part={part} />
      ))}
    </svg>
  );
});

function Part({ part }: { part: MiniPart }) {
  switch (part.kind) {
    case 'path':
      return (
        <path
          d={part.d}
          fill="none"
          stroke={`var(${part.stroke})`}
          strokeWidth={part.width}
          strokeDasharray={part.dash}
        />
      );
    case 'marker':
      return (
        <path
          d={part.d}
          transform={`translate(${part.x - 3.5} ${part.y - 3.5}) scale(0.5)`}
          fill={part.hollow ? 'var(--ground)' : `var(${part.color})`}
          stroke={part.hollow ? `var(${part.color})` : 'var(--ground)'}
          strokeWidth={part.hollow ? 2.4 : 1.2}
        />
      );
    case 'text':
      return (
        <text x={part.x} y={part.y} textAnchor={part.anchor} fill={`var(${part.color})`}>
          {part.text}
        </text>
      );
    default:
      return part satisfies never;
  }
}
