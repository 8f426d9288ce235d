import DOMPurify from 'dompurify';
import { useMemo } from 'react';

interface Picture {
  readonly mediaType: 'image/png' | 'image/svg+xml';
  /** Base 64. */
  readonly content: string;
}

/**
 * A plot as its authors drew it. Only ever an `<img>` of a data URL: there a picture runs nothing and loads nothing. An
 * SVG is cleaned once more on this side, so that not even that has to be relied on.
 */
export function AuthorsPlot({ mediaType, content }: Picture) {
  const source = useMemo(() => sourceOf({ mediaType, content }), [mediaType, content]);
  return source === null ? (
    <p className="ink2">The plot cannot be shown safely. Ask its authors for a PNG.</p>
  ) : (
    <img className="authors-plot" src={source} alt="The authors’ plot of loss against model size" />
  );
}

/** What a plot's file says besides what it shows, for readers of the picture. */
export function PlotRemarks({ remarks }: { remarks: readonly { readonly name: string; readonly text: string }[] }) {
  return (
    <dl className="plot-remarks">
      {remarks.map(({ name, text }) => (
        <div key={JSON.stringify([name, text])}>
          <dt className="mono">{name}</dt>
          <dd dir="auto">{text}</dd>
        </div>
      ))}
    </dl>
  );
}

function sourceOf({ mediaType, content }: Picture): string | null {
  if (mediaType === 'image/png') return `data:image/png;base64,${content}`;
  const bytes = Uint8Array.from(atob(content), (char) => char.charCodeAt(0));
  const clean = DOMPurify.sanitize(new TextDecoder().decode(bytes).replace(/^\uFEFF?<\?xml[^>]*\?>/, ''), {
    USE_PROFILES: { svg: true },
    ADD_TAGS: ['use'],
    FORBID_TAGS: ['a', 'animate', 'animateMotion', 'animateTransform', 'foreignObject', 'script', 'set'],
    NAMESPACE: 'http://www.w3.org/2000/svg',
    PARSER_MEDIA_TYPE: 'application/xhtml+xml',
  });
  if (!clean.includes('<svg')) return null;
  const named = clean.includes('xmlns=') ? clean : clean.replace('<svg', '<svg xmlns="http://www.w3.org/2000/svg"');
  return `data:image/svg+xml;charset=utf-8,${encodeURIComponent(named)}`;
}
