import type { Plotly } from 'plotly.js-cartesian-dist-min';
import styleSheet from './plotly.css?url&no-inline';

let loading: Promise<Plotly> | null = null;

/**
 * Plotly, loaded when the first plot is drawn. Its rules come first, as a file, under the id and class that Plotly looks
 * for: the `<style>` it would otherwise write is refused by the content policy, and its layers would lie anywhere.
 */
export function loadPlotly(): Promise<Plotly> {
  loading ??= loadStyle().then(async () => (await import('plotly.js-cartesian-dist-min')).default);
  return loading;
}

/** No request to anywhere, no tool bar, no drag: the plot is read, not edited. */
export const plotlyConfig = {
  displayModeBar: false,
  showSendToCloud: false,
  plotlyServerURL: '',
  showTips: false,
  doubleClick: false,
  scrollZoom: false,
} as const;

function loadStyle(): Promise<void> {
  return new Promise((done) => {
    const link = document.createElement('link');
    link.id = 'plotly.js-style-global';
    link.className = 'no-inline-styles';
    link.rel = 'stylesheet';
    link.href = styleSheet;
    link.onload = () => done();
    link.onerror = () => done();
    document.head.append(link);
  });
}
