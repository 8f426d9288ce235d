import { MOST_METADATA, type PlotTools, type ReadPlot } from './plot.ts';
import { readXml, type XmlNode } from './xml.ts';

/**
 * SVG, written anew from a short list of what plots are drawn with. Not on the list and harmless: left out. Not on the
 * list and able to act or load: the plot is refused.
 */

const DRAWN = new Set(
  `svg g defs symbol use path rect circle ellipse line polyline polygon text tspan textPath clipPath mask pattern marker
   linearGradient radialGradient stop style image`.split(/\s+/),
);

/** Said about the picture, not drawn: kept for organizers, left out of what blind roles get. */
const SAID = new Set(['title', 'desc', 'metadata']);

const REFUSED = new Set(
  `script foreignObject iframe object embed audio video animate animateMotion animateTransform set handler a link
   discard canvas html body`.split(/\s+/),
);

const ATTRIBUTES = new Set(
  `id class style transform viewBox width height x y x1 y1 x2 y2 cx cy r rx ry fx fy d points pathLength
   preserveAspectRatio version baseProfile overflow display visibility opacity color
   fill fill-opacity fill-rule stroke stroke-width stroke-opacity stroke-dasharray stroke-dashoffset stroke-linecap
   stroke-linejoin stroke-miterlimit clip-path clip-rule clipPathUnits mask maskUnits maskContentUnits
   patternUnits patternContentUnits patternTransform gradientUnits gradientTransform spreadMethod offset
   stop-color stop-opacity marker-start marker-mid marker-end markerWidth markerHeight markerUnits orient refX refY
   font-family font-size font-style font-weight font-variant font-stretch letter-spacing word-spacing
   text-anchor text-decoration dominant-baseline alignment-baseline baseline-shift writing-mode
   dx dy rotate textLength lengthAdjust startOffset shape-rendering text-rendering image-rendering vector-effect
   paint-order href`.split(/\s+/),
);

const MOST_ELEMENTS = 100_000;
/** Deeper nesting than any plot has; also keeps our own walk off the end of the stack. */
const MOST_DEPTH = 100;
/** `use` of a group of `use`s multiplies what is drawn. */
const MOST_DRAWN = 500_000;

export function readSvg(bytes: Uint8Array, tools: PlotTools): ReadPlot {
  const text = tools.decode(bytes);
  if (text === null || !/<svg[\s>]/.test(text)) {
    return { ok: false, message: 'The plot is neither a PNG nor an SVG. Export it as one of these.' };
  }
  const read = readXml(text, { mostElements: MOST_ELEMENTS, mostDepth: MOST_DEPTH });
  if (!read.ok) return { ok: false, message: `The plot cannot be read as SVG: ${read.why}. Export it again.` };
  if (read.root.name !== 'svg') return { ok: false, message: 'The plot is XML, but no SVG. Export it again.' };

  const metadata = read.comments.map((comment) => ({ name: 'comment', text: cut(comment) }));
  const out: string[] = [];
  const why =
    write(read.root, true, { out, metadata }) ??
    (drawnCount(read.root) > MOST_DRAWN ? 'draws its parts too many times over' : null);
  if (why !== null) {
    return { ok: false, message: `The plot is refused: it ${why}. Export it as a plain picture, such as PNG.` };
  }
  const { width, height } = sizeOf(read.root);
  return {
    ok: true,
    mediaType: 'image/svg+xml',
    told: { width, height, metadata: metadata.filter((one) => one.text.trim() !== '') },
    blind: tools.encode(out.join('')),
  };
}

interface Writing {
  readonly out: string[];
  readonly metadata: { name: string; text: string }[];
}

/** Null, or why the picture is refused. */
function write(node: XmlNode, isRoot: boolean, writing: Writing): string | null {
  const { out, metadata } = writing;
  const local = node.name.replace(/^svg:/, '');
  if (REFUSED.has(local)) return `holds <${local}>`;
  if (SAID.has(local)) {
    metadata.push({ name: local, text: cut(allText(node)) });
    return null;
  }
  if (!DRAWN.has(local)) {
    // an editor's own elements (sodipodi:namedview): what they say may name somebody
    metadata.push({ name: node.name.slice(0, 60), text: cut(allText(node) || attributesText(node)) });
    return lookInside(node);
  }
  out.push(`<${local}`);
  if (isRoot) out.push(' xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink"');
  for (const [given, value] of node.attributes) {
    if (/^on/i.test(given)) return `holds the script ${given.slice(0, 40)}`;
    const name = given.replace(/^xlink:/, '');
    if (name === 'href') {
      if (!isOwn(local, value)) return 'loads something from elsewhere';
      out.push(` xlink:href="${escapeXml(value)}"`);
    } else if (ATTRIBUTES.has(name) && name === given) {
      if (loads(value)) return 'loads something from elsewhere';
      out.push(` ${name}="${escapeXml(value)}"`);
    } else if (!/^(?:xmlns|xml:)/.test(given)) metadata.push({ name: given.slice(0, 60), text: cut(value) });
  }
  if (local === 'image' && !node.attributes.some(([name]) => name.replace(/^xlink:/, '') === 'href')) {
    out.push('/>');
    return null;
  }
  if (node.children.length === 0) {
    out.push('/>');
    return null;
  }
  out.push('>');
  for (const child of node.children) {
    if (typeof child !== 'string') {
      const why = write(child, false, writing);
      if (why !== null) return why;
    } else if (local === 'style') {
      if (loads(child) || /@import|expression|behavior|javascript/i.test(child)) return 'loads styles from elsewhere';
      // comments of a style sheet are words too
      out.push(escapeXml(child.replaceAll(/\/\*[\s\S]*?\*\//g, '')));
    } else if (child.trim() !== '' || local === 'text' || local === 'tspan' || local === 'textPath')
      out.push(escapeXml(child));
  }
  out.push(`</${local}>`);
  return null;
}

/** What an editor's own element may not hide. */
function lookInside(node: XmlNode | string): string | null {
  if (typeof node === 'string') return null;
  const foreign = /^(?:rdf|cc|dc|sodipodi|inkscape):/.test(node.name);
  if (!foreign && REFUSED.has(node.name.replace(/^.*:/, ''))) return `holds <${node.name.slice(0, 40)}>`;
  return node.children.reduce<string | null>((why, child) => why ?? lookInside(child), null);
}

/** A place in the same picture; of an `image` also the bitmap that lies in it. */
function isOwn(element: string, value: string): boolean {
  const target = value.trim();
  if (target.startsWith('#')) return element !== 'image';
  return element === 'image' && /^data:image\/(?:png|jpeg);base64,[A-Za-z0-9+/=\s]*$/.test(target);
}

/** Whether a value names something outside the picture; escapes are refused with it, because they hide such names. */
function loads(value: string): boolean {
  if (/\\/.test(value) && /u\\?r|\\[0-9a-f]/i.test(value)) return true;
  if (/image-set|\bsrc\s*\(/i.test(value)) return true;
  return [...value.matchAll(/url\s*\(\s*(['"]?)/gi)].some(({ index, 0: found }) => value[index + found.length] !== '#');
}

function sizeOf(root: XmlNode): { width: number | null; height: number | null } {
  const said = new Map(root.attributes);
  const box = (said.get('viewBox') ?? '')
    .trim()
    .split(/[\s,]+/)
    .map(Number);
  const length = (text: string | undefined, boxed: number | undefined): number | null => {
    const match = /^([\d.]+)(px|pt|in|mm|cm)?$/.exec(text?.trim() ?? '');
    const unit = { px: 1, pt: 4 / 3, in: 96, mm: 96 / 25.4, cm: 96 / 2.54 }[match?.[2] ?? 'px'] ?? 1;
    const value = match ? Number(match[1]) * unit : boxed;
    return value !== undefined && Number.isFinite(value) && value > 0 ? Math.round(value) : null;
  };
  return { width: length(said.get('width'), box[2]), height: length(said.get('height'), box[3]) };
}

/** How many elements are drawn once every `use` is followed. */
function drawnCount(root: XmlNode): number {
  const byId = new Map<string, XmlNode>();
  const collect = (node: XmlNode) => {
    const id = node.attributes.find(([name]) => name === 'id')?.[1];
    if (id !== undefined && !byId.has(id)) byId.set(id, node);
    for (const child of node.children) if (typeof child !== 'string') collect(child);
  };
  collect(root);
  const known = new Map<XmlNode, number>();
  const count = (node: XmlNode, depth: number): number => {
    const done = known.get(node);
    if (done !== undefined) return done;
    // a circle of `use`s draws nothing and has no end
    if (depth > MOST_DEPTH) return Number.POSITIVE_INFINITY;
    known.set(node, Number.POSITIVE_INFINITY);
    let sum = 1;
    for (const child of node.children) if (typeof child !== 'string') sum += count(child, depth + 1);
    if (node.name.replace(/^svg:/, '') === 'use') {
      const target = node.attributes
        .find(([name]) => name.replace(/^xlink:/, '') === 'href')?.[1]
        .trim()
        .slice(1);
      const used = target === undefined ? undefined : byId.get(target);
      if (used) sum += count(used, depth + 1);
    }
    known.set(node, sum);
    return sum;
  };
  return count(root, 0);
}

function allText(node: XmlNode): string {
  const parts: string[] = [];
  const walk = (one: XmlNode) => {
    parts.push(...one.attributes.filter(([name]) => !name.startsWith('xmlns')).map(([, value]) => value));
    for (const child of one.children) {
      if (typeof child === 'string') parts.push(child);
      else walk(child);
    }
  };
  walk(node);
  return parts
    .map((part) => part.replaceAll(/\s+/g, ' ').trim())
    .filter(Boolean)
    .join(' · ');
}

function attributesText(node: XmlNode): string {
  return node.attributes.map(([name, value]) => `${name}=${value}`).join(' ');
}

function cut(text: string): string {
  return text.length > MOST_METADATA ? `${text.slice(0, MOST_METADATA)}…` : text;
}

function escapeXml(text: string): string {
  return text.replaceAll(
    /[&<>"]/g,
    (char) => ({ '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' })[char] ?? char,
  );
}
