import path from 'node:path';
import type { ElectronApplication, Page } from 'playwright';
import { writeDemoContest } from '../../electron/engine/demo/demo.ts';
import { demoCodes } from '../../electron/engine/demo/people.ts';
import { realSurroundings } from '../../electron/engine/surroundings.ts';
import { launchAssay } from './launch.ts';

export interface ScreenRequest {
  readonly scratch: string;
  /** Of the window's content, in pixels. */
  readonly size: { readonly width: number; readonly height: number };
  /** Whether a picture named `decision.light` is wanted. */
  readonly wants: (name: string) => boolean;
  readonly pathOf: (name: string) => string;
}

const schemes = ['light', 'dark'] as const;

/** Walks through every screen of the example contest in a real window and takes a picture of each in both themes. */
export async function takeScreens(request: ScreenRequest): Promise<void> {
  const contest = path.join(request.scratch, 'counterslope.assay');
  const made = await writeDemoContest(contest, realSurroundings);
  if (!made.ok) throw new Error(made.error.message);
  const launched = await launchAssay({ switches: ['--force-device-scale-factor=1'] });
  const { app, page } = launched;
  const take = async (name: string) => {
    for (const scheme of schemes) {
      if (!request.wants(`${name}.${scheme}`)) continue;
      await app.evaluate(({ nativeTheme }, source) => {
        nativeTheme.themeSource = source;
      }, scheme);
      await page.emulateMedia({ colorScheme: scheme, reducedMotion: 'reduce' });
      await settled(page);
      await page.screenshot({ path: request.pathOf(`${name}.${scheme}`) });
    }
  };
  try {
    await resize(app, request.size);
    await page.getByRole('button', { name: /Open the example contest/ }).waitFor();
    await take('first-run');
    await answerOpenDialog(app, contest);
    await page.getByRole('button', { name: /Open a contest/ }).click();
    await page.getByRole('navigation', { name: 'Contest' }).waitFor();
    await settled(page);
    await organizerScreens(page, take);
    await deskScreens(page, take);
  } finally {
    await launched.close();
  }
}

async function organizerScreens(page: Page, take: (name: string) => Promise<void>): Promise<void> {
  const go = async (label: string) => {
    await page
      .getByRole('navigation')
      .getByRole('button', { name: new RegExp(`^${label}`) })
      .first()
      .click();
    await settled(page);
  };
  await page.getByText('Do next').waitFor();
  await take('overview');
  await go('Submissions');
  await take('submissions');
  await page.getByText('Double negatives in house rules').first().click();
  await page.keyboard.press('Enter');
  await page.locator('.main-svg').first().waitFor();
  await take('submission');
  for (const tab of ['Data', 'Labels', 'Reviews', 'Record']) {
    await page.getByRole('tab', { name: new RegExp(`^${tab}`) }).click();
    await settled(page);
    await take(`submission-${tab.toLowerCase()}`);
  }
  for (const label of ['Labels', 'Review', 'Decision', 'People', 'Record', 'Rules']) {
    await go(label);
    if (label === 'Decision') {
      await take('decision-closed');
      await page.getByText('Double negatives in house rules').first().click();
      await settled(page);
    }
    await take(label.toLowerCase());
  }
  await page.keyboard.press('i');
  await settled(page);
  await take('import');
  await page.keyboard.press('Escape');
  await page.keyboard.press('Control+k');
  await settled(page);
  await take('finder');
  await page.keyboard.press('Escape');
  await page.keyboard.press('?');
  await settled(page);
  await take('keys');
  await page.keyboard.press('Escape');
}

async function deskScreens(page: Page, take: (name: string) => Promise<void>): Promise<void> {
  await setOrganizerCode(page);
  await signOut(page);
  await take('sign-in');
  await signIn(page, demoCodes.contractor);
  await settled(page);
  await take('contractor-home');
  await page.keyboard.press('Enter');
  await settled(page);
  await page.keyboard.press('2');
  await take('contractor');
  await page.keyboard.press('Escape');
  await signOut(page);
  await signIn(page, demoCodes.reviewer);
  await page.getByRole('region', { name: 'Your review' }).waitFor();
  await page.locator('.main-svg').first().waitFor();
  await take('reviewer');
}

/** Draws an organizer code on the page of people, without which nobody can sign out. */
export async function setOrganizerCode(page: Page): Promise<void> {
  await page
    .getByRole('navigation')
    .getByRole('button', { name: /^People/ })
    .first()
    .click();
  await page
    .getByRole('button', { name: /organizer code/i })
    .first()
    .click();
  const dialog = page.getByRole('dialog');
  await dialog
    .getByRole('button', { name: /Draw|Set|Make/ })
    .first()
    .click();
  await dialog.locator('.code').waitFor();
  await page.keyboard.press('Escape');
}

export async function signOut(page: Page): Promise<void> {
  await page
    .getByRole('button', { name: /Sign out/ })
    .first()
    .click();
  await page.getByLabel('Access code').waitFor();
}

export async function signIn(page: Page, code: string): Promise<void> {
  await page.getByLabel('Access code').fill(code);
  await page.keyboard.press('Enter');
  await page.getByLabel('Access code').waitFor({ state: 'detached' });
}

/** The next dialog that opens files answers with this path. */
export async function answerOpenDialog(app: ElectronApplication, file: string): Promise<void> {
  await app.evaluate(({ dialog }, picked) => {
    dialog.showOpenDialog = () => Promise.resolve({ canceled: false, filePaths: [picked] });
  }, file);
}

/** The next dialog that saves a file answers with this path. */
export async function answerSaveDialog(app: ElectronApplication, file: string): Promise<void> {
  await app.evaluate(({ dialog }, picked) => {
    dialog.showSaveDialog = () => Promise.resolve({ canceled: false, filePath: picked });
  }, file);
}

async function resize(app: ElectronApplication, size: ScreenRequest['size']): Promise<void> {
  await app.evaluate(({ BrowserWindow }, { width, height }) => {
    BrowserWindow.getAllWindows()[0]?.setContentSize(width, height);
  }, size);
}

/** Fonts loaded and two frames painted: what a person would see when the page has come to rest. */
export async function settled(page: Page): Promise<void> {
  // as text, because this file is also read where there is no page
  await page.evaluate(
    'document.fonts.ready.then(() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done))))',
  );
  await page.locator('[aria-busy="true"]').waitFor({ state: 'detached' });
}
