/** Many models are named after their size. */
export function guessParams(name: string): string {
  return /(?:^|[-_])([0-9]+(?:\.[0-9]+)?[mb])(?:$|[-_])/i.exec(name)?.[1]?.toUpperCase() ?? '';
}
