import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { AxeBuilder } from '@axe-core/playwright';
import type { Page } from 'playwright';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { forEachScreen, type Scheme, schemes } from './screens.ts';

/** What was found on one screen in one theme: rules of axe with the elements that break them. */
interface Finding {
  readonly screen: string;
  readonly rule: string;
  readonly elements: readonly string[];
}

describe('every screen, in light and dark', () => {
  const scratch = mkdtempSync(path.join(tmpdir(), 'assay-axe-'));
  const seen: string[] = [];
  const findings: Finding[] = [];
  const said: string[] = [];
  let refused: unknown;

  beforeAll(async () => {
    await forEachScreen(
      { scratch, size: { width: 1280, height: 800 } },
      async ({ name, page, inScheme }) => {
        for (const scheme of schemes) {
          await inScheme(scheme);
          findings.push(...(await look(page, name, scheme)));
        }
        seen.push(name);
        refused = await page.evaluate('window.refusedByPolicy');
      },
      async (page) => {
        page.on('console', (message) => {
          if (message.type() === 'error' || message.type() === 'warning') said.push(message.text());
        });
        page.on('pageerror', (error) => said.push(String(error)));
        // as text, because this file is also read where there is no page
        await page.evaluate(`window.refusedByPolicy = [];
          document.addEventListener('securitypolicyviolation', (event) =>
            window.refusedByPolicy.push(event.violatedDirective + ' ' + event.blockedURI + ' ' + event.sample));`);
      },
    );
    // longer than every other hook: it walks through the whole app and looks at each screen twice
  }, 1_500_000);
  afterAll(() => rmSync(scratch, { recursive: true, force: true }));

  it('is one of a new contest, an organizer, a contractor or a reviewer', () => {
    expect(seen).toEqual(expect.arrayContaining(['first-run', 'new-overview', 'decision', 'contractor', 'reviewer']));
    expect(seen.length).toBeGreaterThan(30);
  });

  it('breaks no rule of axe', () => {
    expect(findings).toEqual([]);
  });

  it('asks for nothing that the content policy refuses', () => {
    expect(refused).toEqual([]);
  });

  it('writes no error and no warning to the console', () => {
    expect(said).toEqual([]);
  });
});

/** All rules in light; in dark the colours, which are all that differs. */
async function look(page: Page, screen: string, scheme: Scheme): Promise<readonly Finding[]> {
  const axe = new AxeBuilder({ page }).setLegacyMode(true);
  const result = await (scheme === 'light' ? axe : axe.withRules(['color-contrast', 'link-in-text-block'])).analyze();
  return result.violations.map((violation) => ({
    screen: `${screen}.${scheme}`,
    rule: `${violation.id}: ${violation.help}`,
    elements: violation.nodes.map((node) => node.html),
  }));
}
