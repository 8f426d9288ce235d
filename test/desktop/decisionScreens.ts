import type { Page } from 'playwright';

type At = (name: string) => Promise<void>;

/**
 * What opens over the decision room and the reports of the example contest: from an undecided group to a frozen
 * decision. In the end the rulings are withdrawn; that it was frozen stays.
 */
export async function decisionScreens(page: Page, at: At): Promise<void> {
  await page.keyboard.press('c');
  await page.getByLabel('Third, at most in both rounds').waitFor();
  await at('decision-caps');
  await closeDialog(page);
  await page.keyboard.press('Home');
  await page.keyboard.press('h');
  const frame = page.getByRole('region', { name: 'What if' });
  await frame.waitFor();
  await page.locator('.turn').first().press('0');
  await frame.getByText(/would change\./).waitFor();
  await at('decision-what-if');
  await page.keyboard.press('Escape');
  await frame.waitFor({ state: 'detached' });
  await page.keyboard.press('End');
  await page.locator('.rank-row').filter({ hasText: 'Ineligible' }).last().press('Enter');
  await page.getByRole('button', { name: 'Waive with a reason' }).first().click();
  await page.getByRole('dialog').waitFor();
  await at('decision-waive');
  await closeDialog(page);

  const undecided = page.getByRole('heading', { level: 1, name: /undecided/ });
  let ruled = 0;
  for (; await undecided.isVisible(); ruled++) {
    const before = (await undecided.textContent()) ?? '';
    await page.keyboard.press('y');
    await page.getByLabel('Reason').fill('Drawn by lot before witnesses.');
    if (ruled === 0) await at('decision-decide');
    await page.getByRole('button', { name: 'Record the decision' }).press('Enter');
    await page.getByRole('dialog').waitFor({ state: 'detached' });
    await page.getByRole('heading', { level: 1, name: before, exact: true }).waitFor({ state: 'detached' });
  }
  await at('decision-ruled');
  await page.getByRole('button', { name: 'Freeze', exact: true }).press('Enter');
  const dialog = page.getByRole('dialog');
  await dialog.waitFor();
  await at('decision-freeze');
  await dialog.getByRole('button', { name: 'Freeze', exact: true }).press('Enter');
  await page.getByText(/^Frozen [0-9a-f]{8}$/).waitFor();
  await at('decision-frozen');

  await page.keyboard.press('g');
  await page.keyboard.press('t');
  await page.getByRole('button', { name: 'Announce', exact: true }).press('Enter');
  await dialog.waitFor();
  await at('reports-announce');
  await closeDialog(page);
  await page.getByRole('tab', { name: /^Benchmark data/ }).click();
  await at('reports-data');
  await page.getByRole('tab', { name: /^Frozen decisions/ }).click();
  await page.getByText(/the same, to the last place/).waitFor();
  await at('reports-frozen');

  await page.keyboard.press('g');
  await page.keyboard.press('d');
  const withdraw = page.getByRole('button', { name: /^Withdraw/ });
  for (; ruled > 0; ruled--) {
    await withdraw.first().press('Enter');
    await withdraw.nth(ruled - 1).waitFor({ state: 'detached' });
  }
  await undecided.waitFor();
}

async function closeDialog(page: Page): Promise<void> {
  await page.keyboard.press('Escape');
  await page.getByRole('dialog').waitFor({ state: 'detached' });
}
