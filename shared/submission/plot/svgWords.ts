/**
 * What a piece of an SVG says in words, for people: no elements, not even one that the piece begins or ends in, and no
 * style sheets. Of the source as `readSvg` writes it, where `<` and `>` are nothing but the borders of elements.
 */
export function svgWords(source: string): string {
  return source
    .replace(/^[^<>]*>/, '')
    .replaceAll(/<style[^>]*>[^<]*(?:<\/style>|$)/g, ' ')
    .replaceAll(/<[^>]*(?:>|$)/g, ' ')
    .replaceAll(/&(amp|lt|gt|quot);/g, (_, name: keyof typeof SIGNS) => SIGNS[name])
    .replaceAll(/\s+/g, ' ');
}

const SIGNS = { amp: '&', lt: '<', gt: '>', quot: '"' } as const;
