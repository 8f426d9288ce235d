import { type RefObject, useEffect, useId, useRef, useState } from 'react';
import { flushSync } from 'react-dom';
import { inkOf, measureText } from './drawing.ts';
import { figureInWords } from './figureWords.ts';
import { Marks } from './markElement.tsx';
import { loadPlotly, plotlyConfig } from './plotly.ts';
import { type FigureContent, type ScalingFigure, scalingFigure } from './scalingFigure.ts';
import './plots.css';

type Drawn = Pick<ScalingFigure, 'marks' | 'height'>;

/** The scaling plot, for organizers and, with blind runs, for reviewers. The same figures stand in a table below it. */
export function ScalingPlot(props: { content: FigureContent; fitted: boolean; plotHeight?: number }) {
  const place = useRef<HTMLDivElement>(null);
  const configured = useRef(false);
  const words = useId();
  const scheme = useColorScheme();
  const width = useWidth(place);
  const [drawn, setDrawn] = useState<Drawn>({ marks: [], height: 0 });
  const [failed, setFailed] = useState(false);
  const { content, fitted, plotHeight = 250 } = props;

  useEffect(() => {
    const element = place.current;
    if (!element || width === 0) return;
    // the colours are those of `scheme`: read again when it changes
    const wanted = { ...content, fitted, plotHeight, width, scheme };
    let gone = false;
    loadPlotly().then(
      (plotly) => {
        if (gone) return;
        const figure = scalingFigure({ ...wanted, ink: inkOf('as the page'), measure: measureText });
        // told again, Plotly would build its configuration anew and compare the two: a fifth of what drawing takes
        const config = configured.current ? undefined : plotlyConfig;
        configured.current = true;
        void plotly.react(element, figure.data, figure.layout, config);
        // in the same frame as the lines that they belong to
        flushSync(() => setDrawn(figure));
      },
      () => setFailed(true),
    );
    return () => {
      gone = true;
    };
  }, [content, fitted, plotHeight, width, scheme]);
  usePurge(place, configured);

  return (
    <figure className="plot" aria-labelledby={words} style={{ minHeight: drawn.height || plotHeight }}>
      <div ref={place} className="plot-place" aria-hidden="true" />
      <svg className="marks plot-marks" width={width} height={drawn.height} aria-hidden="true">
        <Marks marks={drawn.marks} />
      </svg>
      {failed ? <p className="ink2">The plot could not be drawn. Its figures are in the table below.</p> : null}
      <figcaption id={words} className="vh">
        {figureInWords(content)}
      </figcaption>
    </figure>
  );
}

/** Purged, a plot has to be configured again. */
function usePurge(place: RefObject<HTMLDivElement | null>, configured: RefObject<boolean>): void {
  useEffect(() => {
    const element = place.current;
    return () => {
      configured.current = false;
      if (element) void loadPlotly().then((plotly) => plotly.purge(element));
    };
  }, [place, configured]);
}

/** In whole pixels, followed while the window or a pane changes its size. */
function useWidth(place: RefObject<HTMLDivElement | null>): number {
  const [width, setWidth] = useState(0);
  useEffect(() => {
    const element = place.current?.parentElement;
    if (!element) return;
    const look = () => setWidth(Math.floor(element.clientWidth));
    look();
    const observer = new ResizeObserver(look);
    observer.observe(element);
    return () => observer.disconnect();
  }, [place]);
  return width;
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
