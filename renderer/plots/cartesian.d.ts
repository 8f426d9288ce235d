/** The part of Plotly that is used; the package has no types of its own. */
declare module 'plotly.js-cartesian-dist-min' {
  type Json = string | number | boolean | null | readonly Json[] | { readonly [key: string]: Json };
  interface Plotly {
    react(
      place: HTMLElement,
      data: readonly { readonly [key: string]: Json }[],
      layout: { readonly [key: string]: Json },
      config: { readonly [key: string]: Json },
    ): Promise<unknown>;
    purge(place: HTMLElement): void;
    Plots: { resize(place: HTMLElement): void };
  }
  const plotly: Plotly;
  export default plotly;
  export type { Json, Plotly };
}
