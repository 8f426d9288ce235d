import { cssColor, HALO, type Mark } from './marks.ts';

/** Marks as elements of an `svg`, in the colours of the page. */
export function Marks({ marks }: { marks: readonly Mark[] }) {
  return marks.map((mark, i) => (
    // biome-ignore lint/suspicious/noArrayIndexKey: a drawing's marks have nothing but their place
    <MarkElement key={i} mark={mark} />
  ));
}

function MarkElement({ mark }: { mark: Mark }) {
  switch (mark.kind) {
    case 'path':
      return (
        <path
          d={mark.d}
          fill={mark.fill ? cssColor(mark.fill) : 'none'}
          stroke={mark.stroke ? cssColor(mark.stroke) : undefined}
          strokeWidth={mark.width}
          strokeDasharray={mark.dash}
        />
      );
    case 'marker':
      return (
        <path
          d={mark.d}
          transform={`translate(${mark.x - 3.5} ${mark.y - 3.5}) scale(0.5)`}
          fill={cssColor(mark.hollow ? '--ground' : mark.color)}
          stroke={cssColor(mark.hollow ? mark.color : '--ground')}
          strokeWidth={mark.hollow ? 2.4 : 1.2}
        />
      );
    case 'text':
      return (
        <text
          x={mark.x}
          y={mark.y}
          textAnchor={mark.anchor}
          fill={cssColor(mark.color)}
          fontSize={mark.size}
          fontWeight={mark.weight}
          {...(mark.halo ? { stroke: cssColor('--ground'), strokeWidth: HALO, paintOrder: 'stroke' } : {})}
          transform={mark.upwards ? `rotate(-90 ${mark.x} ${mark.y})` : undefined}
        >
          {mark.text}
        </text>
      );
    default:
      return mark satisfies never;
  }
}
