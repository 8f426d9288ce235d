import type { ReactNode } from 'react';

/** A table below a plot, behind a summary where the plot is what is looked at first. */
export function Foldable(props: { folded: boolean; children: ReactNode }) {
  if (!props.folded) return props.children;
  return (
    <details className="figures">
      <summary>The same as a table</summary>
      {props.children}
    </details>
  );
}
