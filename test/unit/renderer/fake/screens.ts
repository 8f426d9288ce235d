import type { Page } from 'playwright';

/** Every screen to look at: how the made-up contest is, and what a hand does to get there. */
export const screens: Record<string, { address?: string; go?: (page: Page) => Promise<void>; wait?: number }> = {
  first: { address: 'as=nobody&contest=0' },
  signin: { address: 'as=nobody' },
  signinWrong: {
    address: 'as=nobody',
    go: async (page) => {
      await page.fill('input', 'abcd-efgh-jkmn-pqrs');
      await page.keyboard.press('Enter');
    },
  },
  overview: {},
  overviewNoPlan: { address: 'plan=0' },
  overviewEmpty: { address: 'empty=1' },
  submissions: { go: (page) => letters(page, 'g', 's') },
  submissionsEmpty: { address: 'empty=1', go: (page) => letters(page, 'g', 's') },
  submissionsSlow: { address: 'slow=3000', wait: 4200, go: (page) => letters(page, 'g', 's') },
  submissionsFailed: { address: 'failing=submission.list', go: (page) => letters(page, 'g', 's') },
  evidence: { go: (page) => submission(page), wait: 1500 },
  evidenceHover: {
    go: async (page) => {
      await submission(page);
      await page.waitForTimeout(1200);
      const box = await page.locator('.plot .main-svg').first().boundingBox();
      if (box) await page.mouse.move(box.x + box.width * 0.52, box.y + 120);
    },
    wait: 600,
  },
  evidenceFitted: {
    go: async (page) => {
      await submission(page);
      await page.getByLabel('Fitted line').check();
    },
    wait: 1200,
  },
  evidenceError: { go: (page) => evidence(page, 'Error'), wait: 900 },
  evidenceSubcategories: { go: (page) => evidence(page, 'Subcategories'), wait: 900 },
  evidenceReproduction: { go: (page) => evidence(page, 'Reproduction'), wait: 900 },
  evidenceSave: {
    go: async (page) => {
      await submission(page);
      await page.waitForTimeout(900);
      await page.getByRole('button', { name: 'Save the figure' }).click();
    },
    wait: 1800,
  },
  evidenceSaveMultiples: {
    go: async (page) => {
      await evidence(page, 'Subcategories');
      await page.waitForTimeout(400);
      await page.getByRole('button', { name: 'Save the figure' }).click();
    },
    wait: 1800,
  },
  wall: { go: (page) => letters(page, 'g', 'w'), wait: 700 },
  wallMany: { address: 'many=1', go: (page) => letters(page, 'g', 'w'), wait: 900 },
  wallEmpty: { address: 'empty=1', go: (page) => letters(page, 'g', 'w') },
  data: { go: (page) => submission(page, 'Data') },
  cell: {
    go: async (page) => {
      await submission(page, 'Data');
      await page.locator('.cells-text').nth(8).click();
    },
  },
  labelsTab: { go: (page) => submission(page, 'Labels') },
  reviewsTab: { go: (page) => submission(page, 'Reviews') },
  recordTab: { go: (page) => submission(page, 'Record') },
  results: { go: (page) => letters(page, 'g', 'e') },
  resultsEmpty: { address: 'empty=1', go: (page) => letters(page, 'g', 'e') },
  resultsFailed: { address: 'failing=results.list', go: (page) => letters(page, 'g', 'e') },
  resultsRun: {
    go: async (page) => {
      await letters(page, 'g', 'e');
      await page.getByRole('gridcell').getByRole('button').nth(1).click();
    },
  },
  resultsRefused: {
    go: async (page) => {
      await letters(page, 'g', 'e');
      await page.getByRole('tab', { name: /^Refused/ }).click();
    },
  },
  resultsModels: {
    go: async (page) => {
      await letters(page, 'g', 'e');
      await page.getByRole('tab', { name: /^Models/ }).click();
      await letters(page, 'a');
    },
  },
  labels: { go: (page) => letters(page, 'g', 'l') },
  review: { go: (page) => letters(page, 'g', 'v') },
  decision: { go: (page) => letters(page, 'g', 'd') },
  decisionWhy: {
    go: async (page) => {
      await letters(page, 'g', 'd');
      await letters(page, 'ArrowDown', 'ArrowDown', 'ArrowDown', 'Enter');
    },
  },
  decisionEmpty: { address: 'empty=1', go: (page) => letters(page, 'g', 'd') },
  people: { go: (page) => letters(page, 'g', 'p') },
  peopleEmpty: { address: 'empty=1', go: (page) => letters(page, 'g', 'p') },
  invited: {
    go: async (page) => {
      await letters(page, 'g', 'p', 'i');
      await page.getByRole('button', { name: 'Make the slips' }).click();
    },
  },
  record: { go: (page) => letters(page, 'g', 'c') },
  rules: { go: (page) => letters(page, 'g', 'r') },
  keys: { go: (page) => letters(page, '?') },
  find: {
    go: async (page) => {
      await page.keyboard.press('Control+k');
      await page.keyboard.type('two');
    },
  },
  import: { go: (page) => letters(page, 'i') },
  importing: {
    go: async (page) => {
      await letters(page, 'i');
      await page.keyboard.press('Enter');
    },
    wait: 900,
  },
  importMetric: {
    go: async (page) => {
      await letters(page, 'i');
      await page.keyboard.press('Enter');
    },
    wait: 2600,
  },
  importRefused: {
    go: async (page) => {
      await letters(page, 'i');
      await page.keyboard.press('Enter');
      await page.waitForTimeout(2500);
      await page.getByRole('button', { name: /^Import it/ }).click();
    },
    wait: 2600,
  },
  importResults: {
    go: async (page) => {
      await letters(page, 'i');
      await page.getByRole('button', { name: /Model results/ }).click();
      await page.waitForTimeout(300);
      await page.locator('dialog select').selectOption({ index: 3 });
      await page.getByRole('button', { name: /^Import the runs/ }).click();
    },
    wait: 2600,
  },
};

async function letters(page: Page, ...keys: string[]) {
  for (const key of keys) await page.keyboard.press(key);
  await page.waitForTimeout(150);
}

async function evidence(page: Page, view: string) {
  await submission(page);
  await page.getByRole('radio', { name: view }).check({ force: true });
}

async function submission(page: Page, tab?: string) {
  await letters(page, 'g', 's');
  await page.getByText('Double negatives in house rules').first().dblclick();
  await page.waitForTimeout(200);
  if (tab) await page.getByRole('tab', { name: new RegExp(`^${tab}`) }).click();
  await page.waitForTimeout(200);
}
