import { AxeBuilder } from '@axe-core/playwright';
import type { Page } from 'playwright';
import { settled } from './screens.ts';

/** What axe finds on the page once it has come to rest, each finding as `screen: rule elements`. */
export async function axeFindings(page: Page, screen: string): Promise<string[]> {
  await settled(page);
  const { violations } = await new AxeBuilder({ page }).setLegacyMode(true).analyze();
  return violations.map(({ id, nodes }) => `${screen}: ${id} ${nodes.map((node) => node.html).join(' ')}`);
}
