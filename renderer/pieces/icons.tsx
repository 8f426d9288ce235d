import type { ReactNode } from 'react';

/**
 * Assay's own icons, 16 × 16, stroked in the current colour. `<Icon name="import" />` is decoration (hidden from screen
 * readers); with `label` it is read out. For status use StatusIcon, which knows shape, colour and word.
 */
const drawings = {
  overview: <path d="M2.5 12.5V9m3.7 3.5V3.5m3.7 9V7m3.6 5.5V5" />,
  table: <path d="M2.5 4h11M2.5 8h11M2.5 12h11" />,
  chart: <path d="M2.5 2.5v11h11M5 10.5 8 8l2 .8 3.5-5" />,
  multiples: <path d="M2.5 2.5H7V7H2.5zM9 2.5h4.5V7H9zM2.5 9H7v4.5H2.5zM9 9h4.5v4.5H9z" />,
  label: (
    <>
      <path d="M8.7 2.5H13.5v4.8L7.6 13.2a1 1 0 0 1-1.4 0L2.8 9.8a1 1 0 0 1 0-1.4z" />
      <circle cx="11" cy="5" r=".6" className="f" />
    </>
  ),
  scales: <path d="M8 2.5v11M5 13.5h6M3 4.5h10M3 4.5l-1.7 5h3.4zM13 4.5l-1.7 5h3.4z" />,
  review: <path d="M3 13l.7-2.8 7-7 2.1 2.1-7 7zM9.5 13.5h4" />,
  rank: <path d="M2.5 13.5v-4h3.6v4M6.2 13.5v-9h3.6v9M9.9 13.5V7.5h3.6v6" />,
  people: (
    <path d="M5.7 7.4a2.2 2.2 0 1 0 0-4.4 2.2 2.2 0 0 0 0 4.4zM1.8 13.2c.3-2.4 1.8-3.6 3.9-3.6s3.6 1.2 3.9 3.6M10.3 3.3a2.1 2.1 0 0 1 0 4M11.3 9.8c1.7.3 2.7 1.5 2.9 3.4" />
  ),
  person: (
    <>
      <circle cx="8" cy="5.5" r="2.5" />
      <path d="M3 13.5c.5-2.7 2.4-4 5-4s4.5 1.3 5 4" />
    </>
  ),
  record: (
    <path d="M6.6 9.4 9.4 6.6M7 4.6l1.2-1.2a2.7 2.7 0 0 1 3.9 0l.5.5a2.7 2.7 0 0 1 0 3.9L11.4 9M9 11.4l-1.2 1.2a2.7 2.7 0 0 1-3.9 0l-.5-.5a2.7 2.7 0 0 1 0-3.9L4.6 7" />
  ),
  rules: (
    <>
      <path d="M2.5 5h6M11.5 5h2M2.5 11h2M7.5 11h6" />
      <circle cx="10" cy="5" r="1.5" />
      <circle cx="6" cy="11" r="1.5" />
    </>
  ),
  report: <path d="M3.5 2.5h9v11h-9zM6 6h4M6 8.5h4M6 11h2.5" />,
  search: (
    <>
      <circle cx="7" cy="7" r="4" />
      <path d="m10 10 3.5 3.5" />
    </>
  ),
  import: <path d="M8 2.5V10m-3-3 3 3 3-3M3 10v3.5h10V10" />,
  export: <path d="M8 10V2.5m-3 3 3-3 3 3M3 10v3.5h10V10" />,
  file: <path d="M4 2.5h5l3 3v8H4zM9 2.5v3h3" />,
  folder: <path d="M2 4h4l1.5 1.5H14V13H2z" />,
  plus: <path d="M8 3v10M3 8h10" />,
  close: <path d="m4 4 8 8m0-8-8 8" />,
  right: <path d="m6 3.5 4.5 4.5L6 12.5" />,
  down: <path d="m3.5 6 4.5 4.5L12.5 6" />,
  up: <path d="M8 13V3M4 7l4-4 4 4" />,
  undo: <path d="M5.5 3 2.5 6l3 3M2.8 6h6.7a3.7 3.7 0 0 1 0 7.4H6" />,
  pen: <path d="M3 13l.7-2.8 7-7 2.1 2.1-7 7z" />,
  flag: <path d="M3.5 14V2.5h8l-1.5 3 1.5 3h-8" />,
  blind: <path d="M2 8s2.3-4 6-4c1 0 1.9.3 2.7.7M14 8s-2.3 4-6 4c-1 0-1.9-.3-2.7-.7M3 13 13 3" />,
  clock: (
    <>
      <circle cx="8" cy="8" r="6" />
      <path d="M8 4.5V8l2.3 1.5" />
    </>
  ),
  lock: <path d="M3.5 7.5h9v6h-9zM5.5 7.5V5a2.5 2.5 0 0 1 5 0v2.5" />,
  key: (
    <>
      <circle cx="5.2" cy="10.8" r="2.7" />
      <path d="m7.2 8.8 6.3-6.3m-2.5 2.5 1.8 1.8m-3.6 0 1.2 1.2" />
    </>
  ),
  // Status shapes: octagon, barred circle, triangle, ringed i, broken ring, dashed ring, half disc, disc with tick, tick.
  stop: <path d="M5.4 1.8h5.2l3.6 3.6v5.2l-3.6 3.6H5.4l-3.6-3.6V5.4zM6 6l4 4m0-4-4 4" />,
  bar: (
    <>
      <circle cx="8" cy="8" r="6" />
      <path d="m3.9 12.1 8.2-8.2" />
    </>
  ),
  warn: (
    <>
      <path d="M8 2.2 14.3 13.3H1.7zM8 6.5v3" />
      <circle cx="8" cy="11.4" r=".8" className="f" />
    </>
  ),
  note: (
    <>
      <circle cx="8" cy="8" r="6" />
      <path d="M8 7.5v3.5" />
      <circle cx="8" cy="5.2" r=".8" className="f" />
    </>
  ),
  undecided: (
    <>
      <circle cx="8" cy="8" r="6" strokeDasharray="3 1.7" />
      <path d="M6.3 6.4a1.7 1.7 0 1 1 2.5 1.5c-.6.3-.8.6-.8 1.2" />
      <circle cx="8" cy="11.1" r=".8" className="f" />
    </>
  ),
  open: <circle cx="8" cy="8" r="5.75" strokeDasharray="2.1 1.91" />,
  half: (
    <>
      <circle cx="8" cy="8" r="5.75" />
      <path d="M8 4.5a3.5 3.5 0 0 1 0 7z" className="f" />
    </>
  ),
  done: (
    <>
      <circle cx="8" cy="8" r="6.5" className="f" />
      <path d="m5.2 8.2 2 2 3.7-4.2" className="g" />
    </>
  ),
  tick: <path d="m3.5 8.5 3 3 6-7" />,
} as const satisfies Record<string, ReactNode>;

export type IconName = keyof typeof drawings;

export function Icon(props: { name: IconName; className?: string; label?: string }) {
  const className = props.className ? `i ${props.className}` : 'i';
  return props.label ? (
    <svg className={className} viewBox="0 0 16 16" role="img" aria-label={props.label}>
      {drawings[props.name]}
    </svg>
  ) : (
    <svg className={className} viewBox="0 0 16 16" aria-hidden="true">
      {drawings[props.name]}
    </svg>
  );
}

/** The mark of Assay: a beam between two weights. */
export function Mark(props: { className?: string }) {
  return (
    <svg className={props.className ?? 'mark'} viewBox="0 0 20 20" aria-hidden="true">
      <path d="M3 16.5 17 3.5" stroke="var(--accent)" strokeWidth="2.5" strokeLinecap="round" fill="none" />
      <circle cx="3.5" cy="4.5" r="1.7" fill="var(--ink-3)" />
      <circle cx="16" cy="15.5" r="1.7" fill="var(--ink-3)" />
    </svg>
  );
}
