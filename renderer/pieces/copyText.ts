/**
 * Copies text on a person's click. The window grants no permission, the clipboard's own interface among them, so the
 * older way through a selection is taken; false where the system refused.
 */
export function copyText(text: string): boolean {
  const focused = document.activeElement;
  const area = document.createElement('textarea');
  area.value = text;
  area.setAttribute('aria-hidden', 'true');
  area.className = 'vh';
  // inside an open dialog, or the dialog would take the focus back before the copy
  (document.querySelector('dialog[open], [role="dialog"]') ?? document.body).append(area);
  area.select();
  try {
    return document.execCommand('copy');
  } finally {
    area.remove();
    if (focused instanceof HTMLElement) focused.focus();
  }
}
