/** Pages that stand by themselves: no script, no request, real text, legible on paper and in the dark. */

/** Text for HTML and for attributes in double or single quotes. */
export function escapeHtml(text: string): string {
  return text.replace(/[&<>"']/g, (character) => `&#${character.charCodeAt(0)};`);
}

/** A text of several paragraphs, as it was written. */
export function paragraphs(text: string): string {
  return text
    .split(/\n\s*\n/)
    .map((part) => part.trim())
    .filter((part) => part !== '')
    .map((part) => `<p>${escapeHtml(part).replaceAll('\n', '<br>')}</p>`)
    .join('');
}

/** `body` is HTML already. A `dense` page is printed small: it is to be looked things up in, not to be read through. */
export function htmlPage(page: { readonly title: string; readonly body: string; readonly dense?: boolean }): string {
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'; img-src data:">
<meta name="viewport" content="width=device-width">
<title>${escapeHtml(page.title)}</title>
<style>${REPORT_STYLE}</style>
</head>
<body${page.dense ? ' class="dense"' : ''}>
${page.body}
</body>
</html>
`;
}

/**
 * The one style sheet of every report. No element has a style of its own: where reports are shown inside the app, its
 * policy lets in exactly this text, by its hash.
 */
export const REPORT_STYLE = `
:root { color-scheme: light dark; --rule: color-mix(in srgb, currentColor 18%, transparent); --soft: color-mix(in srgb, currentColor 68%, transparent); }
body { font: 15px/1.55 Inter, system-ui, sans-serif; max-width: 60rem; margin: 2.5rem auto; padding: 0 1.5rem; }
h1 { font-size: 1.6rem; line-height: 1.25; letter-spacing: -.014em; margin: 0 0 .3rem; }
h2 { font-size: 1.05rem; margin: 2.2rem 0 .4rem; padding-bottom: .3rem; border-bottom: 1px solid var(--rule); break-after: avoid; }
h3 { font-size: .95rem; margin: 1.2rem 0 .2rem; break-after: avoid; }
p { margin: .4rem 0; overflow-wrap: anywhere; orphans: 3; widows: 3; }
.lead, .small { color: var(--soft); }
.small, small { font-size: .82rem; }
small { font-weight: 400; }
code, .mono { font: .85em "JetBrains Mono", ui-monospace, monospace; }
table { border-collapse: collapse; width: 100%; font-variant-numeric: tabular-nums; margin: .6rem 0; }
caption { text-align: left; color: var(--soft); font-size: .82rem; padding-bottom: .2rem; }
th, td { text-align: left; padding: .35rem .5rem; border-top: 1px solid var(--rule); font-weight: 400; vertical-align: top; }
thead th { border-top: 0; font-size: .8rem; color: var(--soft); }
th[scope=row] { font-weight: 600; }
.n { text-align: right; }
.l { text-align: center; }
.l2 { font-weight: 700; }
.l0 { text-decoration: underline dashed; }
.inner td { border-top: 0; padding-top: 0; font-size: .87rem; }
ul { margin: .2rem 0; padding-left: 1.2rem; }
tr, figure, li { break-inside: avoid; }
figure { margin: 1rem 0; }
figcaption { font-size: .82rem; color: var(--soft); }
svg { max-width: 100%; height: auto; }
svg text { fill: currentColor; font: 12px Inter, system-ui, sans-serif; }
.fam.gpt2 { --fam: light-dark(#7a4fae, #a684dd); }
.fam.gpt3 { --fam: light-dark(#123f7c, #a9cdff); }
.fam.opt { --fam: light-dark(#d3651a, #e98a41); }
.fam.neo { --fam: light-dark(#3d8350, #7fc48b); }
.fam.pythia { --fam: light-dark(#8f2458, #f4aecf); }
.fam.other { --fam: light-dark(#5d6567, #9aa3a5); }
.fam.private { --fam: currentColor; }
svg text.fam { fill: var(--fam); }
.said { white-space: pre-wrap; overflow-wrap: anywhere; }
@media print {
:root { color-scheme: light; }
body { margin: 0; padding: 0; max-width: none; font-size: 10.5pt; }
a { color: inherit; text-decoration: none; }
details { display: none; }
h2 { break-inside: avoid; }
.dense { font-size: 9pt; line-height: 1.4; }
.dense h2 { margin-top: 1.4rem; }
.dense td, .dense th { padding: .15rem .4rem; }
.dense p, .dense ul { margin-block: .15rem; }
.dense figure { margin: .4rem 0; }
.dense .figures { display: grid; grid-template-columns: repeat(2, minmax(0, 1fr)); gap: 0 1rem; }
.dense .figures svg { overflow: visible; }
.dense .figures svg text { font-size: 14px; }
.dense .inner td { padding-bottom: .5rem; }
.dense :is(.inner td, caption, figcaption, .small) { font-size: 8.5pt; }
.dense .inner p { display: inline; margin-right: .6em; }
.dense tr:has(+ .inner) { break-after: avoid; }
}
`.trim();
