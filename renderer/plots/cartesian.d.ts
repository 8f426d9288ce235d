/** The part of Plotly that is used; the package has no types of its own. */
declare module 'plotly.js-cartesian-dist-min' {
  type Part = import('./plotlyParts.ts').Part;
  interface Plotly {
    /** Without a configuration it keeps the one it was first drawn with. */
    react(place: HTMLElement, data: readonly Part[], layout: Part, config?: Part): Promise<unknown>;
    purge(place: HTMLElement): void;
    toImage(
      figure: { readonly data: readonly Part[]; readonly layout: Part; readonly config: Part },
      options: {
        readonly format: 'svg';
        readonly width: number;
        readonly height: number;
        readonly imageDataOnly: true;
      },
    ): Promise<string>;
  }
  const plotly: Plotly;
  export default plotly;
  export type { Plotly };
}
