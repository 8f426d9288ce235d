import { type RefObject, useLayoutEffect, useState } from 'react';

/**
 * What scrolls the list, and how far below its top the list begins: the main column, or in a narrow window the column
 * and the rail under it together.
 */
export function useScrollPane(
  pane: RefObject<HTMLElement | null>,
  list: RefObject<HTMLElement | null>,
  framed: boolean,
): { readonly scroller: HTMLElement | null; readonly margin: number } {
  const [place, setPlace] = useState<{ scroller: HTMLElement | null; margin: number }>({ scroller: null, margin: 0 });
  // biome-ignore lint/correctness/useExhaustiveDependencies: a frame above the list moves it
  useLayoutEffect(() => {
    const measure = () => {
      const main = pane.current;
      if (!main || !list.current) return;
      const scroller = getComputedStyle(main).overflowY === 'visible' ? main.parentElement : main;
      if (!scroller) return;
      const margin =
        list.current.getBoundingClientRect().top - scroller.getBoundingClientRect().top + scroller.scrollTop;
      setPlace((now) => (now.scroller === scroller && Math.abs(now.margin - margin) < 1 ? now : { scroller, margin }));
    };
    measure();
    const observer = new ResizeObserver(measure);
    if (pane.current) {
      observer.observe(pane.current);
      for (const child of pane.current.children) if (child !== list.current) observer.observe(child);
    }
    return () => observer.disconnect();
  }, [framed]);
  return place;
}
