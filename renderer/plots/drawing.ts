import { cssColor } from './marks.ts';
import type { Ink, Measure } from './scalingFigure.ts';

/** What a figure takes from the page: its colours and the widths of its texts. */

/**
 * Tokens as colours that Plotly can read: the browser resolves light-dark() and mixes the names' ink. A scheme other
 * than the page's may be asked for: an exported figure lies on white paper whatever the window looks like.
 */
export function inkOf(scheme: 'as the page' | 'light'): Ink {
  const probe = document.createElement('span');
  probe.hidden = true;
  if (scheme === 'light') probe.style.colorScheme = 'light';
  document.body.append(probe);
  const seen = new Map<string, string>();
  const read = (token: string) => {
    // read at once or not at all: the probe is only there while the figure is made
    if (!probe.isConnected) document.body.append(probe);
    probe.style.color = cssColor(token);
    const color = plainColor(getComputedStyle(probe).color);
    queueMicrotask(() => probe.remove());
    return color;
  };
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

let canvas: CanvasRenderingContext2D | null = null;

/** In the interface's own face, as it is loaded. */
export const measureText: Measure = (text, size, weight) => {
  canvas ??= document.createElement('canvas').getContext('2d');
  if (!canvas) return estimatedWidth(text, size);
  canvas.font = `${weight} ${size}px Inter, sans-serif`;
  return canvas.measureText(text).width;
};

/** Where there is no page to measure on. */
export function estimatedWidth(text: string, size: number): number {
  return text.length * size * 0.58;
}
