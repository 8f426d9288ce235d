import { inkOf, measureText } from './drawing.ts';
import { loadPlotly, plotlyConfig } from './plotly.ts';
import { type FigureContent, scalingFigure } from './scalingFigure.ts';
import { type Caption, captioned, marksSvg, type Piece } from './svgText.ts';

/** Width of an exported plot; two of them fill a page. */
const WIDTH = 760;
/** Pixels of a PNG to one of the figure: sharp in print at column width. */
const SCALE = 3;
/** Of a side of a PNG: beyond it Chromium's canvas stays empty. Of all of it: more takes a canvas too long to fill. */
const LONGEST = 16_000;
const MOST = 36_000_000;

/** The plot as Plotly writes it, on white whatever the window looks like, and without what only a pointer needs. */
export async function plotPiece(content: FigureContent, fitted: boolean): Promise<Piece> {
  const plotly = await loadPlotly();
  const ink = inkOf('light');
  const figure = scalingFigure({ ...content, fitted, width: WIDTH, plotHeight: 320, ink, measure: measureText });
  const { data, layout, marks, height } = figure;
  const svg = await plotly.toImage(
    { data, layout, config: plotlyConfig },
    { format: 'svg', width: WIDTH, height, imageDataOnly: true },
  );
  return { width: WIDTH, height, svg: svg + marksSvg(marks, ink) };
}

/** Figure and caption as the text of an SVG file. */
export function figureFile(piece: Piece, caption: Caption): Piece {
  return captioned(piece, caption, { ink: inkOf('light'), width: measureText });
}

/** Pixels of a PNG to one of a figure of this size. */
export function pngScale({ width, height }: { readonly width: number; readonly height: number }): number {
  return Math.min(SCALE, LONGEST / Math.max(width, height), Math.sqrt(MOST / (width * height)));
}

/** The same as a PNG. The file of an SVG names fonts; a picture must have them, so they are put into it here. */
export async function pngOf(piece: Piece, caption: Caption): Promise<Uint8Array> {
  const { default: font } = await import('@fontsource-variable/inter/files/inter-latin-opsz-normal.woff2?inline');
  const styles = `@font-face{font-family:Inter;font-weight:100 900;src:url(${font}) format("woff2")}`;
  const file = captioned(piece, caption, { ink: inkOf('light'), width: measureText, styles });
  const address = URL.createObjectURL(new Blob([file.svg], { type: 'image/svg+xml' }));
  try {
    const image = new Image();
    image.src = address;
    await image.decode();
    const canvas = document.createElement('canvas');
    const scale = pngScale(file);
    canvas.width = Math.round(file.width * scale);
    canvas.height = Math.round(file.height * scale);
    const context = canvas.getContext('2d');
    if (!context) throw new Error('there is no canvas to draw on');
    context.drawImage(image, 0, 0, canvas.width, canvas.height);
    const blob = await new Promise<Blob | null>((done) => canvas.toBlob(done, 'image/png'));
    if (!blob) throw new Error('the picture is too large to be written');
    return new Uint8Array(await blob.arrayBuffer());
  } finally {
    URL.revokeObjectURL(address);
  }
}
