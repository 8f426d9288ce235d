/**
 * Scrolls the pane that an element lies in so that the element stands at its top or in its middle. The page itself stays:
 * `scrollIntoView` would move the whole frame of the window too.
 */
export function scrollPane(element: HTMLElement, to: 'top' | 'middle'): void {
  const pane = paneOf(element);
  if (!pane) return;
  const [inner, outer] = [element.getBoundingClientRect(), pane.getBoundingClientRect()];
  const above = to === 'top' ? MARGIN : Math.max(MARGIN, (outer.height - inner.height) / 2);
  pane.scrollTop += inner.top - outer.top - above;
}

const MARGIN = 16;

function paneOf(element: HTMLElement): HTMLElement | null {
  for (let pane = element.parentElement; pane !== null; pane = pane.parentElement) {
    if (/auto|scroll/.test(getComputedStyle(pane).overflowY) && pane.scrollHeight > pane.clientHeight) return pane;
  }
  return null;
}
