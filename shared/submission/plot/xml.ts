/** As much of XML as an SVG needs: elements, attributes, text, comments. No DTD, no entities but the five. */

export interface XmlNode {
  readonly name: string;
  readonly attributes: readonly (readonly [string, string])[];
  readonly children: readonly (XmlNode | string)[];
}

export type ReadXml =
  | { readonly ok: true; readonly root: XmlNode; readonly comments: readonly string[] }
  | { readonly ok: false; readonly why: string };

/** A document whose type declaration holds anything beyond its name (entities) is refused: nothing is ever expanded. */
export function readXml(text: string, limits: { mostElements: number; mostDepth: number }): ReadXml {
  const comments: string[] = [];
  const stack: { name: string; attributes: (readonly [string, string])[]; children: (XmlNode | string)[] }[] = [];
  let root: XmlNode | null = null;
  let elements = 0;
  let at = text.startsWith('\uFEFF') ? 1 : 0;
  const no = (why: string): ReadXml => ({ ok: false, why });

  while (at < text.length) {
    if (text[at] !== '<') {
      const end = text.indexOf('<', at);
      const raw = text.slice(at, end < 0 ? text.length : end);
      const open = stack.at(-1);
      if (open) {
        const said = spelledOut(raw);
        if (said === null) return no('it uses an entity that is not one of the five of XML');
        open.children.push(said);
      } else if (raw.trim() !== '') return no('there is text outside of it');
      at = end < 0 ? text.length : end;
      continue;
    }
    if (text.startsWith('<!--', at)) {
      const end = text.indexOf('-->', at + 4);
      if (end < 0) return no('a comment does not end');
      comments.push(text.slice(at + 4, end).trim());
      at = end + 3;
      continue;
    }
    if (text.startsWith('<![CDATA[', at)) {
      const end = text.indexOf(']]>', at + 9);
      const open = stack.at(-1);
      if (end < 0 || !open) return no('a CDATA section does not end');
      open.children.push(text.slice(at + 9, end));
      at = end + 3;
      continue;
    }
    if (text.startsWith('<?', at)) {
      const end = text.indexOf('?>', at + 2);
      if (end < 0) return no('an instruction does not end');
      if (/^<\?xml-stylesheet/.test(text.slice(at, at + 20))) return no('it loads a style sheet');
      at = end + 2;
      continue;
    }
    if (text.startsWith('<!', at)) {
      const end = text.indexOf('>', at);
      if (end < 0 || root || stack.length > 0) return no('a declaration stands where none may');
      const declaration = text.slice(at, end + 1);
      if (declaration.includes('[')) return no('it declares entities of its own');
      at = end + 1;
      continue;
    }
    if (text[at + 1] === '/') {
      const end = text.indexOf('>', at);
      const open = stack.pop();
      if (end < 0 || !open || text.slice(at + 2, end).trim() !== open.name)
        return no('its elements are not nested rightly');
      if (stack.length === 0) root = open;
      at = end + 1;
      continue;
    }
    const tag = readTag(text, at);
    if (typeof tag === 'string') return no(tag);
    if (root) return no('there is more than one element at its top');
    if (++elements > limits.mostElements) return no(`it has more than ${limits.mostElements} elements`);
    if (stack.length >= limits.mostDepth) return no('it is nested too deeply');
    const node = { name: tag.name, attributes: tag.attributes, children: [] };
    stack.at(-1)?.children.push(node);
    if (!tag.closed) stack.push(node);
    else if (stack.length === 0) root = node;
    at = tag.end;
  }
  if (stack.length > 0 || !root) return no('it ends in the middle');
  return { ok: true, root, comments };
}

const NAME = /[A-Za-z_][\w.:-]*/y;
const ATTRIBUTE = /\s+([A-Za-z_][\w.:-]*)\s*=\s*(?:"([^"<]*)"|'([^'<]*)')/y;
const END = /\s*(\/?)>/y;

function readTag(
  text: string,
  start: number,
): { name: string; attributes: (readonly [string, string])[]; closed: boolean; end: number } | string {
  NAME.lastIndex = start + 1;
  const name = NAME.exec(text)?.[0];
  if (name === undefined) return 'a tag has no name';
  const attributes: (readonly [string, string])[] = [];
  const seen = new Set<string>();
  let at = NAME.lastIndex;
  for (;;) {
    ATTRIBUTE.lastIndex = at;
    const found = ATTRIBUTE.exec(text);
    if (!found) break;
    const [, attribute = '', double, single] = found;
    const value = spelledOut(double ?? single ?? '');
    if (value === null) return 'it uses an entity that is not one of the five of XML';
    if (seen.has(attribute)) return `<${name.slice(0, 40)}> has one attribute twice`;
    seen.add(attribute);
    attributes.push([attribute, value]);
    at = ATTRIBUTE.lastIndex;
  }
  END.lastIndex = at;
  const end = END.exec(text);
  if (!end) return `the tag <${name.slice(0, 40)}> does not end`;
  return { name, attributes, closed: end[1] === '/', end: END.lastIndex };
}

const FIVE: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'" };

/** Null: an entity that is not known. */
function spelledOut(text: string): string | null {
  if (!text.includes('&')) return text;
  let known = true;
  const said = text.replaceAll(/&(#x[0-9a-f]+|#\d+|[A-Za-z][\w.-]*);?/gi, (whole, entity: string) => {
    if (!whole.endsWith(';')) known = false;
    if (entity.startsWith('#')) {
      const code =
        entity[1] === 'x' || entity[1] === 'X' ? Number.parseInt(entity.slice(2), 16) : Number(entity.slice(1));
      if (code > 0x10ffff || (code >= 0xd800 && code < 0xe000) || (code < 32 && ![9, 10, 13].includes(code))) {
        known = false;
        return '';
      }
      return String.fromCodePoint(code);
    }
    const char = FIVE[entity];
    if (char === undefined) known = false;
    return char ?? '';
  });
  return known ? said : null;
}
