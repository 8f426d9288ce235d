import { writeFileSync } from 'node:fs';
import path from 'node:path';
import type { ElectronApplication, Page } from 'playwright';
import { writeDemoContest } from '../../electron/engine/demo/demo.ts';
import { demoCodes } from '../../electron/engine/demo/people.ts';
import { realSurroundings } from '../../electron/engine/surroundings.ts';
import { decisionScreens } from './decisionScreens.ts';
import { formScreens } from './formScreens.ts';
import { launchAssay } from './launch.ts';

export interface Walk {
  readonly scratch: string;
  /** Of the window's content, in pixels. */
  readonly size: { readonly width: number; readonly height: number };
}

export interface ScreenRequest extends Walk {
  /** Whether a picture named `decision.light` is wanted. */
  readonly wants: (name: string) => boolean;
  readonly pathOf: (name: string) => string;
}

export type Scheme = 'light' | 'dark';
export const schemes: readonly Scheme[] = ['light', 'dark'];

/** Comes by at every screen, which has come to rest. `inScheme` turns it light or dark. */
type Visit = (screen: {
  readonly name: string;
  readonly page: Page;
  readonly inScheme: (scheme: Scheme) => Promise<void>;
}) => Promise<void>;

/** Takes a picture of every screen in both themes. */
export async function takeScreens(request: ScreenRequest): Promise<void> {
  await forEachScreen(request, async ({ name, page, inScheme }) => {
    for (const scheme of schemes) {
      if (!request.wants(`${name}.${scheme}`)) continue;
      await inScheme(scheme);
      // Without `initial` Playwright writes a <style> that hides the caret, which the content policy refuses.
      await page.screenshot({ path: request.pathOf(`${name}.${scheme}`), caret: 'initial' });
    }
  });
}

/** Walks in a real window through the pages of a new contest and through every screen of the example contest. */
export async function forEachScreen(
  walk: Walk,
  visit: Visit,
  begin: (page: Page) => Promise<void> = async () => {},
): Promise<void> {
  const contest = path.join(walk.scratch, 'counterslope.assay');
  const made = await writeDemoContest(contest, realSurroundings);
  if (!made.ok) throw new Error(made.error.message);
  const launched = await launchAssay({ switches: ['--force-device-scale-factor=1'] });
  const { app, page } = launched;
  const inScheme = async (scheme: Scheme) => {
    await app.evaluate(({ nativeTheme }, source) => {
      nativeTheme.themeSource = source;
    }, scheme);
    await page.emulateMedia({ colorScheme: scheme, reducedMotion: 'reduce' });
    await settled(page);
  };
  const at = async (name: string) => {
    await settled(page);
    await visit({ name, page, inScheme });
  };
  try {
    await begin(page);
    await resize(app, walk.size);
    await page.getByRole('button', { name: /Open the example contest/ }).waitFor();
    await at('first-run');
    await answerSaveDialog(app, path.join(walk.scratch, 'new.assay'));
    await page.keyboard.press('n');
    await emptyScreens(page, at);
    await answerOpenDialog(app, contest);
    await page.getByRole('button', { name: /Open a contest/ }).click();
    await page.getByText('Do next').waitFor();
    await organizerScreens(page, at, async (name, content) => {
      const file = path.join(walk.scratch, name);
      writeFileSync(file, content);
      await answerOpenDialog(app, file);
    });
    await formScreens(app, page, at, path.join(walk.scratch, 'files'));
    await contractorScreens(page, at);
    await reviewerScreens(page, at);
  } finally {
    await launched.close();
  }
}

type At = (name: string) => Promise<void>;

/** What a new contest says on each of its pages. It is closed again by the finder. */
async function emptyScreens(page: Page, at: At): Promise<void> {
  await page.getByText('Import the first submission').first().waitFor();
  await at('new-overview');
  for (const label of [
    'Submissions',
    'Results',
    'Evidence',
    'Labels',
    'Adjudication',
    'Review',
    'Decision',
    'Reports',
    'People',
    'Record',
    'Rules',
  ]) {
    await go(page, label);
    await at(`new-${label.toLowerCase()}`);
  }
  await page.keyboard.press('Control+k');
  await page.getByRole('combobox', { name: 'Find or do' }).fill('close contest');
  await page.keyboard.press('Enter');
  await page.getByRole('button', { name: /Open the example contest/ }).waitFor();
}

/** `picking`: the next dialog that opens files answers with a file of this name and content. */
type Picking = (name: string, content: string) => Promise<void>;

async function organizerScreens(page: Page, at: At, picking: Picking): Promise<void> {
  await at('overview');
  await go(page, 'Submissions');
  await page.getByText('Double negatives in house rules').first().waitFor();
  await at('submissions');
  await page.getByText('Double negatives in house rules').first().click();
  await page.keyboard.press('Enter');
  await plotDrawn(page);
  await page.locator('.sug > li').first().waitFor();
  await at('submission');
  await evidenceScreens(page, at);
  for (const tab of ['Data', 'Labels', 'Reviews', 'Record']) {
    await page.getByRole('tab', { name: new RegExp(`^${tab}`) }).click();
    await at(`submission-${tab.toLowerCase()}`);
    if (tab === 'Labels') {
      await page.getByRole('button', { name: 'Deal again' }).click();
      await page.getByRole('dialog').waitFor();
      await at('deal-again');
      await page.keyboard.press('Escape');
      await page.getByRole('button', { name: 'Mark a row' }).click();
      await page.getByRole('textbox', { name: 'Row', exact: true }).fill('4');
      await page.getByLabel('Right answer').waitFor();
      await at('known-row');
      await page.keyboard.press('Escape');
      await page.getByRole('dialog').waitFor({ state: 'detached' });
      await bringLabelsIn(page, at, picking);
    }
  }
  for (const label of ['Labels', 'Adjudication', 'Review', 'Decision', 'Reports', 'People', 'Record', 'Rules']) {
    await go(page, label);
    if (label === 'Decision') {
      await at('decision-closed');
      await page.getByText('Double negatives in house rules').first().click();
    }
    await at(label.toLowerCase());
    if (label === 'Review') await reviewViews(page, at);
    if (label === 'Decision') await decisionScreens(page, at);
    if (label === 'Labels') {
      await page.getByRole('button', { name: /^Deal (?!labels of)/ }).click();
      await page.getByRole('heading', { name: 'Deal labels' }).waitFor();
      await at('deal-form');
      await page.getByText('Until the evidence is in').click();
      await at('deal-form-sequential');
    }
    if (label === 'Adjudication') {
      await page.keyboard.press('1');
      await at('adjudication-choosing');
      await page
        .getByRole('region', { name: 'Example and votes' })
        .getByRole('button', { name: /^C-/ })
        .first()
        .click();
      await page.getByText('Known answers given').waitFor();
      await at('label-contractor');
    }
  }
  await go(page, 'Results');
  await page.getByRole('grid', { name: 'Runs' }).waitFor();
  await page.getByRole('searchbox', { name: 'Find in the list' }).fill('c9dk');
  await page.keyboard.press('Enter');
  await page.keyboard.press('ArrowDown');
  await at('results');
  await page.getByRole('button', { name: 'curie' }).first().click();
  await page.getByRole('dialog').waitFor();
  await at('results-run');
  await page.keyboard.press('Escape');
  await page.getByRole('tab', { name: /^Refused/ }).click();
  await at('results-refused');
  await page.getByRole('tab', { name: /^Models/ }).click();
  await page.getByRole('button', { name: 'Change orrery-xl' }).click();
  await at('results-models');
  await page.keyboard.press('Escape');
  await go(page, 'Overview');
  for (const [name, key] of [
    ['import', 'i'],
    ['finder', 'Control+k'],
    ['keys', '?'],
  ] as const) {
    await page.keyboard.press(key);
    await page.getByRole('dialog').waitFor();
    await at(name);
    await page.keyboard.press('Escape');
    await page.getByRole('dialog').waitFor({ state: 'detached' });
  }
  await go(page, 'People');
  await page.keyboard.press('i');
  await page.getByRole('dialog').waitFor();
  await at('invite');
  await page.keyboard.press('Escape');
}

/** Labels made elsewhere: what would come in, and why a file is refused. Neither is stored. */
async function bringLabelsIn(page: Page, at: At, picking: Picking): Promise<void> {
  for (const [name, label, seen] of [
    ['labels-bring-in', '(none)', 'In the file'],
    ['labels-refused', 'Perhaps', 'was not brought in'],
  ] as const) {
    await picking(`${name}.csv`, `example,contractor,label\n1,ann,${label}\n1,ben,${label}\n`);
    await page.getByRole('button', { name: 'Bring labels in' }).click();
    await page.getByRole('dialog').getByText(seen).waitFor();
    await at(name);
    await page.keyboard.press('Escape');
    await page.getByRole('dialog').waitFor({ state: 'detached' });
  }
}

/** The other views of a submission's evidence, what is saved of it, and the wall. */
async function evidenceScreens(page: Page, at: At): Promise<void> {
  await page.getByLabel('Fitted line').check();
  await at('submission-fitted');
  for (const view of ['Error', 'Subcategories', 'Reproduction']) {
    await page.getByRole('radio', { name: view, exact: true }).check({ force: true });
    await at(`submission-${view.toLowerCase()}`);
  }
  await page.getByRole('button', { name: 'Save the figure' }).click();
  await page.getByRole('img', { name: /as it will be saved/ }).waitFor();
  await at('save-figure');
  await page.keyboard.press('Escape');
  await page.getByRole('dialog').waitFor({ state: 'detached' });
  await page.getByRole('radio', { name: 'Loss', exact: true }).check({ force: true });
  await go(page, 'Evidence');
  await page.getByRole('grid').getByText('Double negatives in house rules').waitFor();
  await at('evidence');
  await page.keyboard.press('b');
  await page.getByRole('table').waitFor();
  await at('evidence-table');
  await page.keyboard.press('Alt+ArrowLeft');
  await page.getByRole('heading', { level: 1, name: /Double negatives/ }).waitFor();
}

/** The views of the page of reviews, the dry run of a deal, and what opens over them. */
async function reviewViews(page: Page, at: At): Promise<void> {
  await page.keyboard.press('2');
  await page.getByRole('heading', { name: 'What is asked for' }).waitFor();
  await at('review-deal');
  await page.keyboard.press('r');
  await page.getByRole('grid', { name: 'Deal' }).waitFor();
  await at('review-dry-run');
  await page.keyboard.press('Escape');
  await page.keyboard.press('3');
  await page.getByRole('heading', { name: 'Leniency' }).waitFor();
  await at('review-panel');
  await page.getByRole('region', { name: 'Map of levels' }).getByRole('button', { name: /level/ }).first().click();
  await page.getByRole('dialog').getByRole('table').waitFor();
  await at('review-reading');
  await page.keyboard.press('Escape');
  await page.keyboard.press('4');
  await page.getByRole('button', { name: 'Open a task' }).waitFor();
  await at('review-ranking');
  await page.keyboard.press('o');
  await page.getByRole('dialog').getByRole('checkbox').first().waitFor();
  await at('review-ranking-open');
  await page.keyboard.press('Escape');
  await page.keyboard.press('5');
  await page.getByRole('heading', { name: 'Versions' }).waitFor();
  await at('review-rubric');
  await page.keyboard.press('e');
  await page.getByRole('button', { name: 'Add a criterion' }).waitFor();
  await at('review-rubric-editor');
  await page.keyboard.press('Escape');
  await page.keyboard.press('1');
}

async function contractorScreens(page: Page, at: At): Promise<void> {
  await setOrganizerCode(page, () => at('organizer-code'));
  await signOut(page);
  await at('sign-in');
  await signIn(page, demoCodes.contractor);
  await page.getByRole('heading', { level: 1 }).waitFor();
  await at('contractor-home');
  await page.keyboard.press('Enter');
  await page.getByRole('radio').first().waitFor();
  await settled(page);
  await page.keyboard.press('2');
  await at('contractor');
  await page.keyboard.press('Escape');
  // the practice round that the example contest leaves to be tried, wherever its task stands in the list
  await page.getByRole('button', { name: /^Start task/ }).click();
  await page.getByRole('heading', { level: 1, name: /^Practice example/ }).waitFor();
  await at('contractor-practice');
  await page.keyboard.press('s');
  await page.locator('.said').waitFor();
  await at('contractor-known');
  await page.keyboard.press('Escape');
  // two prompts side by side, in a task that is done
  await page.getByRole('listitem').filter({ hasText: 'Two prompts' }).first().getByRole('button').click();
  await page.getByRole('heading', { level: 1, name: /is done$/ }).waitFor();
  await page.keyboard.press('ArrowLeft');
  await page.getByRole('heading', { name: /^Second prompt/ }).waitFor();
  await at('contractor-pair');
  await page.keyboard.press('h');
  await page.locator('.history button').first().waitFor();
  await at('contractor-earlier');
  await page.keyboard.press('Escape');
  await page.keyboard.press('b');
  const onBreak = page.getByRole('heading', { level: 1, name: 'On a break' });
  await onBreak.waitFor();
  await at('contractor-break');
  await page.keyboard.press('Enter');
  await onBreak.waitFor({ state: 'detached' });
  await page.keyboard.press('Escape');
  await signOut(page);
}

async function reviewerScreens(page: Page, at: At): Promise<void> {
  await signIn(page, demoCodes.reviewer);
  await page.getByRole('region', { name: 'Your review' }).waitFor();
  // By name: the queue stands in an order that is drawn at random, and is a menu in a narrow window.
  await page.keyboard.press('Control+k');
  await page.getByRole('combobox', { name: 'Find or do' }).fill('Sarcastic reviews');
  await page.keyboard.press('Enter');
  await page.getByRole('heading', { level: 1, name: /Sarcastic reviews/ }).waitFor();
  await plotDrawn(page);
  await page
    .getByText(/Points to|Too little to say/)
    .first()
    .waitFor();
  await at('reviewer');
  for (const tab of ['Description', 'Data', 'Labels']) {
    await page.getByRole('tab', { name: new RegExp(`^${tab}`) }).click();
    await at(`reviewer-${tab.toLowerCase()}`);
  }
  await page.keyboard.press('c');
  await page.getByRole('heading', { level: 1, name: 'Conflicts and topics' }).waitFor();
  await at('reviewer-stated');
  // the form stands open already where something came in since the statement
  const again = page.getByRole('button', { name: 'State conflicts again' });
  const compare = page.getByRole('button', { name: /^Compare and forget/ });
  await again.or(compare).first().waitFor();
  if (await again.isVisible()) await again.click();
  await compare.waitFor();
  await at('reviewer-conflicts');
  await page.keyboard.press('Escape');
  await page.getByRole('region', { name: 'Your review' }).waitFor();
  await page.keyboard.press('Control+k');
  await page.getByRole('combobox', { name: 'Find or do' }).fill('Double negatives');
  await page.keyboard.press('Enter');
  await page.getByRole('heading', { level: 1, name: /Double negatives/ }).waitFor();
  await page.getByRole('tab', { name: 'Others' }).click();
  await at('reviewer-others');
  await page.getByRole('tab', { name: 'History' }).click();
  await at('reviewer-history');
  await page.keyboard.press('Control+k');
  await page.getByRole('combobox', { name: 'Find or do' }).fill('Rank 4');
  await page.keyboard.press('Enter');
  await page.getByRole('listbox', { name: 'Order, best first' }).waitFor();
  await at('reviewer-ranking');
  await page.keyboard.press('Control+k');
  await page.getByRole('combobox', { name: 'Find or do' }).fill('Rank 3');
  await page.keyboard.press('Enter');
  await page.getByRole('heading', { level: 1, name: 'Your order is in' }).waitFor();
  await at('reviewer-ranked');
}

async function go(page: Page, label: string): Promise<void> {
  await page
    .getByRole('navigation')
    .getByRole('button', { name: new RegExp(`^${label}`) })
    .first()
    .click();
  await settled(page);
}

async function plotDrawn(page: Page): Promise<void> {
  await page.locator('.plot .main-svg .trace').first().waitFor({ state: 'attached' });
}

/** Draws an organizer code on the page of people, without which nobody can sign out. `drawn`: while it is shown. */
export async function setOrganizerCode(page: Page, drawn: () => Promise<void> = async () => {}): Promise<void> {
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
  await drawn();
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
