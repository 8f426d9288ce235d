import { type FamilyKind, familyKind } from '../../shared/results/familyName.ts';

/** Model families: name, colour, marker and lightness, as look/README tables them. Private families have hollow markers. */
export interface FamilyStyle {
  /** A custom property of tokens.css. */
  readonly token: string;
  readonly symbol: MarkerSymbol;
}

/** Plotly's names of the markers. The last five are for families that only one contest knows. */
export type MarkerSymbol =
  | 'circle'
  | 'triangle-down'
  | 'diamond'
  | 'triangle-up'
  | 'square'
  | 'cross'
  | 'x'
  | 'star'
  | 'hexagon'
  | 'bowtie'
  | 'hourglass';

const symbols: Readonly<Record<FamilyKind, MarkerSymbol>> = {
  gpt3: 'circle',
  pythia: 'triangle-down',
  gpt2: 'diamond',
  neo: 'triangle-up',
  opt: 'square',
  other: 'cross',
};

export function familyStyle(family: string, isPublic: boolean): FamilyStyle {
  const kind = familyKind(family);
  const style: FamilyStyle = { token: `--fam-${kind}`, symbol: symbols[kind] };
  return isPublic ? style : { ...style, token: '--fam-private' };
}

/** Outlines in a box of 14 × 14, for tables and small plots. */
export const markerPaths: Readonly<Record<MarkerSymbol, string>> = {
  circle: 'M7 2a5 5 0 1 1 0 10A5 5 0 0 1 7 2z',
  'triangle-down': 'M2 3h10L7 12.5z',
  diamond: 'M7 1.3 12.7 7 7 12.7 1.3 7z',
  'triangle-up': 'M7 1.5 12 11H2z',
  square: 'M2.5 2.5h9v9h-9z',
  cross: 'M5.3 2h3.4v3.3H12v3.4H8.7V12H5.3V8.7H2V5.3h3.3z',
  x: 'M4 1.7 7 4.7l3-3L12.3 4l-3 3 3 3-2.3 2.3-3-3-3 3L1.7 10l3-3-3-3z',
  star: 'M7 1l1.8 4h4L9.6 7.7l1.2 4.3L7 9.5 3.2 12l1.2-4.3L1.2 5h4z',
  hexagon: 'M7 1.5 12 4.2v5.6L7 12.5 2 9.8V4.2z',
  bowtie: 'M2 2.5l5 3.2 5-3.2v9L7 8.3l-5 3.2z',
  hourglass: 'M2.5 2h9L8.3 7l3.2 5h-9l3.2-5z',
};

/** A family's marker beside its name. */
export function FamilyMark(props: { style: FamilyStyle; hollow: boolean }) {
  return (
    <svg
      className={props.hollow ? 'fam-mark hollow' : 'fam-mark'}
      style={{ '--c': `var(${props.style.token})` } as React.CSSProperties}
      viewBox="0 0 14 14"
      aria-hidden="true"
    >
      <path d={markerPaths[props.style.symbol]} />
    </svg>
  );
}
