/** So many rem in px: rows are measured in rem, so that larger text has larger rows. */
export function rem(size: number): number {
  return size * Number.parseFloat(getComputedStyle(document.documentElement).fontSize);
}
