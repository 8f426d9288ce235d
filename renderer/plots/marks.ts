/**
 * What we draw ourselves, in pixels, as plain data: small multiples, and what stands around the lines of a large plot. The
 * window draws it as elements, an export writes it as text, a test reads it. Colours are tokens; `name:` before one mixes
 * it with ink, so that a name in a family's colour can be read.
 */
export type Mark =
  | {
      readonly kind: 'path';
      readonly d: string;
      readonly stroke?: string;
      readonly fill?: string;
      readonly width: number;
      readonly dash?: string;
    }
  | {
      readonly kind: 'marker';
      readonly x: number;
      readonly y: number;
      /** In a box of 14 × 14 around its middle. */
      readonly d: string;
      readonly color: string;
      readonly hollow: boolean;
    }
  | {
      readonly kind: 'text';
      readonly x: number;
      /** Of the line that the letters stand on. */
      readonly y: number;
      readonly text: string;
      readonly anchor: 'start' | 'middle' | 'end';
      readonly color: string;
      readonly size: number;
      readonly weight?: number;
      /** Read from below, around (x, y). */
      readonly upwards?: boolean;
      /** An edge of ground, so that a line that passes behind it does not pass through its letters. */
      readonly halo?: boolean;
    };

/** From the middle of a text to the line that its letters stand on, as a share of its size. */
export const ON_LINE = 0.35;

/** A token as CSS. */
export function cssColor(token: string): string {
  return token.startsWith('name:') ? `color-mix(in srgb, var(${token.slice(5)}) 70%, var(--ink))` : `var(${token})`;
}

/** Of a halo, half of which lies under the letters. */
export const HALO = 4;

/** To a tenth of a pixel: finer than the eye, shorter than a double. */
export function tenth(pixels: number): number {
  return Math.round(pixels * 10) / 10;
}
