import { type RefObject, useEffect, useId, useRef, useState } from 'react';
import { loadPlotly, plotlyConfig } from './plotly.ts';
import { type Ink, type ScalingFigure, scalingFigure } from './scalingFigure.ts';
import type { PlotRun, View } from './series.ts';
import './plots.css';

/**
 * The scaling plot, for organizers and, with blind runs, for reviewers. The same data stands in a RunTable below it.
 *
 *   <ScalingPlot runs={runs} view="loss" logLoss baseline={0.693} baselineName="Equal odds" yTitle="Mean loss, nats" />
 */
export function ScalingPlot(props: {
  runs: readonly PlotRun[];
  view: View;
  logLoss: boolean;
  baseline: number | null;
  baselineName: string;
  yTitle: string;
  height?: number;
}) {
  const place = useRef<HTMLDivElement>(null);
  const words = useId();
  const scheme = useColorScheme();
  const [sentence, setSentence] = useState('');
  const [failed, setFailed] = useState(false);
  const { runs, view, logLoss, baseline, baselineName, yTitle, height = 340 } = props;

  useEffect(() => {
    const element = place.current;
    if (!element) return;
    // The colours below are those of `scheme`: read again when it changes.
    const drawn = { runs, view, logLoss, baseline, baselineName, yTitle, height, scheme };
    const figure = scalingFigure({ ...drawn, ink: inkOf(element) });
    setSentence(figure.sentence);
    let gone = false;
    loadPlotly().then(
      (plotly) => {
        if (!gone) void plotly.react(element, figure.data, figure.layout, plotlyConfig);
      },
      () => setFailed(true),
    );
    return () => {
      gone = true;
    };
  }, [runs, view, logLoss, baseline, baselineName, yTitle, height, scheme]);
  usePurge(place);

  return (
    <figure className="plot" aria-labelledby={words} style={{ minHeight: height }}>
      <div ref={place} className="plot-place" aria-hidden="true" />
      {failed ? <p className="ink2">The plot could not be drawn. Its figures are in the table below.</p> : null}
      <figcaption id={words} className="vh">
        {sentence}
      </figcaption>
    </figure>
  );
}

export type { ScalingFigure };

function usePurge(place: RefObject<HTMLDivElement | null>): void {
  useEffect(() => {
    const element = place.current;
    return () => {
      if (element) void loadPlotly().then((plotly) => plotly.purge(element));
    };
  }, [place]);
}

/** Tokens as colours that Plotly can read: the browser resolves light-dark() and mixes the names' ink. */
function inkOf(near: HTMLElement): Ink {
  const probe = document.createElement('span');
  probe.hidden = true;
  near.parentElement?.append(probe);
  const seen = new Map<string, string>();
  const read = (token: string) => {
    probe.style.color = token.startsWith('name:')
      ? `color-mix(in srgb, var(${token.slice(5)}) 70%, var(--ink))`
      : `var(${token})`;
    return plainColor(getComputedStyle(probe).color);
  };
  // The probe is only there while the figure is made, which is at once.
  queueMicrotask(() => probe.remove());
  return (token) => {
    const color = seen.get(token) ?? read(token);
    seen.set(token, color);
    return color;
  };
}

/** `color(srgb 0.5 0.5 0.5)`, as mixes are given, to the `rgb()` that Plotly knows. */
function plainColor(color: string): string {
  const parts = /^color\(srgb ([\d.e-]+) ([\d.e-]+) ([\d.e-]+)/.exec(color);
  return parts
    ? `rgb(${parts
        .slice(1, 4)
        .map((part) => Math.round(Number(part) * 255))
        .join(', ')})`
    : color;
}

function useColorScheme(): 'light' | 'dark' {
  const dark = '(prefers-color-scheme: dark)';
  const [scheme, setScheme] = useState<'light' | 'dark'>(() => (matchMedia(dark).matches ? 'dark' : 'light'));
  useEffect(() => {
    const media = matchMedia(dark);
    // After the attribute on <html> that the tokens follow has changed too.
    const look = () => setTimeout(() => setScheme(media.matches ? 'dark' : 'light'));
    media.addEventListener('change', look);
    return () => media.removeEventListener('change', look);
  }, []);
  return scheme;
}
