import { MOST_METADATA, type PlotTold, type PlotTools, type ReadPlot } from './plot.ts';

/** PNG, third edition: https://www.w3.org/TR/png-3/ */

const SIGNATURE = [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a];

/** Chunks that decide what is seen. Everything else (texts, Exif, time, whatever a program adds) is left out for blind roles. */
const SEEN = new Set(['IHDR', 'PLTE', 'tRNS', 'gAMA', 'sRGB', 'pHYs', 'IDAT', 'IEND']);

const MOST_PIXELS = 40_000_000;
const MOST_SIDE = 20_000;

export function isPng(bytes: Uint8Array): boolean {
  return SIGNATURE.every((byte, place) => bytes[place] === byte);
}

export function readPng(bytes: Uint8Array, tools: PlotTools): ReadPlot {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const kept: Uint8Array[] = [bytes.subarray(0, 8)];
  const metadata: { name: string; text: string }[] = [];
  let size: { width: number; height: number } | null = null;
  let at = 8;
  let ended = false;
  let data = false;
  while (!ended) {
    if (at + 12 > bytes.length) return broken('it ends in the middle');
    const length = view.getUint32(at);
    const end = at + 12 + length;
    if (end > bytes.length) return broken('it ends in the middle');
    const type = latin1(bytes.subarray(at + 4, at + 8));
    if (crc(bytes.subarray(at + 4, end - 4)) !== view.getUint32(end - 4)) return broken(`its part ${type} is damaged`);
    const content = bytes.subarray(at + 8, end - 4);
    if (size === null && type !== 'IHDR') return broken('it does not begin with its size');
    if (type === 'IHDR') {
      if (length !== 13 || size !== null) return broken('it does not say its size');
      size = { width: view.getUint32(at + 8), height: view.getUint32(at + 12) };
      const { width, height } = size;
      if (width === 0 || height === 0) return broken('it has no pixels');
      if (width > MOST_SIDE || height > MOST_SIDE || width * height > MOST_PIXELS) {
        return {
          ok: false,
          message: `The plot has ${width} × ${height} pixels; at most ${MOST_PIXELS / 1e6} million fit. Export it smaller.`,
        };
      }
    }
    if (type === 'acTL') return { ok: false, message: 'The plot is an animation. Export it as a still picture.' };
    data ||= type === 'IDAT';
    ended = type === 'IEND';
    if (SEEN.has(type)) kept.push(bytes.subarray(at, end));
    else if (type.charCodeAt(0) < 0x61) return broken(`it needs the part ${type}, which is not known`);
    else metadata.push(textOf(type, content, tools));
    at = end;
  }
  if (!data || size === null) return broken('it has no picture in it');
  if (at < bytes.length) metadata.push({ name: 'after the picture', text: `${bytes.length - at} bytes` });
  const told: PlotTold = { ...size, metadata };
  return { ok: true, mediaType: 'image/png', told, blind: joined(kept) };
}

function broken(why: string): ReadPlot {
  return { ok: false, message: `The plot cannot be read as PNG: ${why}. Export it again.` };
}

/** `tEXt`, `zTXt` and `iTXt` as keyword and text; of other chunks how long they are. */
function textOf(type: string, content: Uint8Array, tools: PlotTools): { name: string; text: string } {
  const utf8 = (bytes: Uint8Array) => tools.decode(bytes) ?? latin1(bytes);
  const nul = content.indexOf(0);
  if ((type === 'tEXt' || type === 'zTXt' || type === 'iTXt') && nul > 0) {
    const name = latin1(content.subarray(0, nul));
    if (type === 'tEXt') return { name, text: cut(latin1(content.subarray(nul + 1))) };
    if (type === 'zTXt') return { name, text: packed(content.subarray(nul + 2), tools, latin1) };
    const compressed = content[nul + 1] === 1;
    const language = content.indexOf(0, nul + 3);
    const translated = language < 0 ? -1 : content.indexOf(0, language + 1);
    if (translated >= 0) {
      const text = content.subarray(translated + 1);
      return { name, text: compressed ? packed(text, tools, utf8) : cut(utf8(text)) };
    }
  }
  if (type === 'eXIf') {
    // camera, artist, copyright: the readable runs of it are enough to see a name
    const runs = latin1(content).match(/[\x20-\x7e]{4,}/g) ?? [];
    return { name: 'Exif', text: cut(runs.join(' · ') || `${content.length} bytes`) };
  }
  return { name: type, text: `${content.length} bytes` };
}

function packed(data: Uint8Array, tools: PlotTools, decode: (bytes: Uint8Array) => string): string {
  const text = tools.inflate(data);
  return text === null ? `${data.length} bytes that cannot be unpacked` : cut(decode(text));
}

function cut(text: string): string {
  return text.length > MOST_METADATA ? `${text.slice(0, MOST_METADATA)}…` : text;
}

function latin1(bytes: Uint8Array): string {
  let text = '';
  for (const byte of bytes) text += String.fromCharCode(byte);
  return text;
}

function joined(parts: readonly Uint8Array[]): Uint8Array {
  const whole = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0));
  let at = 0;
  for (const part of parts) {
    whole.set(part, at);
    at += part.length;
  }
  return whole;
}

const crcTable = Uint32Array.from({ length: 256 }, (_, n) => {
  let c = n;
  for (let bit = 0; bit < 8; bit++) c = c & 1 ? 0xedb88320 ^ (c >>> 1) : c >>> 1;
  return c >>> 0;
});

/** CRC-32 as PNG's annex D computes it. */
export function crc(bytes: Uint8Array): number {
  let c = 0xffffffff;
  for (const byte of bytes) c = (crcTable[(c ^ byte) & 0xff] as number) ^ (c >>> 8);
  return (c ^ 0xffffffff) >>> 0;
}
