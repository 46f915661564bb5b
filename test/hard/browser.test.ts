import { chmod, mkdir, mkdtemp, rm } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { type Browser, chromium, type Locator, type Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { findChromium } from '../kit/chromium.ts';
import { freePorts } from '../sandbox/ports.ts';
import { portsFor, type Sandbox, startSandbox } from '../sandbox/sandbox.ts';
import { readWorld } from '../sandbox/world.ts';

const FLAGS =
  '--headless --no-sandbox --disable-gpu --disable-quic --no-first-run --disable-background-networking --disable-component-update --disable-sync';
const AXE = createRequire(import.meta.url).resolve('axe-core');
/** Takes the README's pictures again only on request, so that a test run changes no file of the project. */
const PICTURES =
  process.env.UPDATE_PICTURES === '1'
    ? fileURLToPath(new URL('../../docs/pictures/', import.meta.url))
    : join(tmpdir(), 'accord-pictures');

const PARTNERS = 'C0FABRIKAMPARTNERS';
const SIZE = { width: 1020, height: 900 };

let browser: Browser;
let sandbox: Sandbox;
let folder: string;
/** People's screens: in Slack Ana, Omar and Grace, in Teams Carla and Nina. */
let ana: Page;
let omar: Page;
let grace: Page;
let carla: Page;
let nina: Page;

beforeAll(async () => {
  browser = await chromium.launch({ executablePath: findChromium(), args: FLAGS.split(' ') });
  folder = await mkdtemp(join(tmpdir(), 'accord-browser-'));
  await chmod(folder, 0o755);
  await mkdir(PICTURES, { recursive: true });
  const ports = await freePorts(portsFor(await readWorld()));
  sandbox = await startSandbox({ dataDir: folder, fresh: true, ports });
  ana = await open(`/slack/U0FABRIANA/${PARTNERS}`);
  omar = await open('/slack/U0CONTOOMAR');
  grace = await open('/slack/U0FABRIGRACE');
  [carla, nina] = await Promise.all([openTeams('carla@contoso.com'), openTeams('nina@northwind.com')]);
}, 180_000);

afterAll(async () => {
  await browser?.close();
  await sandbox?.stop();
  if (folder) await rm(folder, { recursive: true, force: true });
});

describe('two people side by side, one in Slack and one in Teams', () => {
  it('asks by the keyboard alone, with the commands offered', async () => {
    await tabTo(ana, 'Message #partners');
    await ana.keyboard.type('/partner notify on');
    await ana.keyboard.type(' invitations, roles');
    await ana.keyboard.press('Enter');
    await said(ana, 'This channel gets notifications');

    await ana.keyboard.type('/partner reque');
    await ana.getByRole('option', { name: '/partner request' }).waitFor();
    await ana.keyboard.press('ArrowDown');
    await ana.keyboard.press('Enter');
    await ana.keyboard.type('carla@contoso.com');
    await ana.keyboard.press('Enter');
    await dialog(ana).waitFor();
    await tabTo(ana, 'Include delegated administration privileges');
    await ana.keyboard.press('Space');
    await picture('request-modal', dialog(ana));
    await picture('request-modal-dark', dialog(ana), 'dark');
    await healthy(ana);
    await tabTo(ana, 'Draft the e-mail');
    await ana.keyboard.press('Enter');
    await dialog(ana).getByLabel('Subject').waitFor();
    await picture('draft', dialog(ana));
    await tabTo(ana, 'Confirm');
    await ana.keyboard.press('Enter');
    await dialog(ana).getByText('Waiting for the answer of Contoso').waitFor();
    await ana.keyboard.press('Escape');
    await dialog(ana).waitFor({ state: 'hidden' });
    await said(ana, 'Waiting for the answer of Contoso');
    expect(await focused(ana)).toContain('Message #partners');
  });

  it('brings the mail, whose link leads to the page', async () => {
    const mail = await open('/mail');
    const link = mail.getByRole('link', { name: /\/i\// });
    await link.waitFor();
    await healthy(mail);
    const [landing] = await Promise.all([mail.context().waitForEvent('page'), link.click()]);
    await landing.getByText('redeem').first().waitFor();
    await mail.context().close();
  });

  it('shows the invitation on both platforms', async () => {
    await picture('invitation-slack', card(omar, 'Review & accept'));
    await picture('invitation-slack-dark', card(omar, 'Review & accept'), 'dark');
    await teamsButton(carla, 'Review & accept').waitFor();
    await picture('invitation-teams', teamsCard(carla));
    await healthy(omar);
  });

  it('reviews in Slack, where closing changes nothing', async () => {
    await omar.getByRole('button', { name: 'Review & accept' }).click();
    await dialog(omar).getByRole('button', { name: 'Accept & authorize' }).waitFor();
    await picture('review-slack', dialog(omar));
    await dialog(omar).getByRole('button', { name: 'Accept & authorize' }).click();
    await dialog(omar).getByText('complete this required field').waitFor();
    await healthy(omar);
    await omar.keyboard.press('Escape');
    await dialog(omar).waitFor({ state: 'hidden' });
  });

  it('accepts in Teams, and every card changes', async () => {
    await teamsButton(carla, 'Review & accept').click();
    await teamsButton(carla, 'Accept & authorize').waitFor();
    await picture('review-teams', teamsCard(carla));
    await carla.getByText('I have read the agreement').last().click();
    await teamsButton(carla, 'Accept & authorize').click();
    await carla
      .getByText(/Accepted by Carla/)
      .last()
      .waitFor();
    await teamsButton(carla, 'Accept & authorize').waitFor({ state: 'detached' });
    await picture('decided-teams', teamsCard(carla));

    await said(omar, 'Accepted by Carla Díaz');
    expect(await omar.getByRole('button', { name: 'Review & accept' }).count()).toBe(0);
    await picture('decided-slack', omar.locator('article.message').last());
    await said(ana, 'Accepted by Carla Díaz');
    await ana.getByRole('link', { name: /repl(y|ies)/ }).click();
    await ana.getByRole('complementary', { name: 'Thread' }).getByText('Invitation accepted').waitFor();
    await healthy(ana);
  });

  it('lists the partner, and takes its roles back after a question', async () => {
    await command(omar, 'roles remove fabrikam.com');
    await said(omar, 'Remove roles?');
    await omar.locator('article.message').last().getByRole('button').first().click();
    await said(omar, 'were removed');
    await command(ana, 'customers');
    await said(ana, 'no admin roles');
  });

  it('authorizes a provider who asked in Teams, by the keyboard alone', async () => {
    await teamsBox(nina).click();
    await nina.keyboard.type('provider invite fabrikam.com');
    await nina.keyboard.press('Enter');
    await sendForms(nina, 'Waiting for the answer of Fabrikam');
    await grace.getByRole('button', { name: /Review/ }).waitFor();
    await tabTo(grace, 'Review');
    await grace.keyboard.press('Enter');
    await dialog(grace).waitFor();
    await tabTo(grace, 'I have read');
    await grace.keyboard.press('Space');
    await picture('provider-review', dialog(grace));
    await tabTo(grace, 'Authorize');
    await grace.keyboard.press('Enter');
    await said(grace, 'Accepted by Grace Kim');
    await grace.keyboard.press('Escape');
    await command(grace, 'providers');
    await said(grace, 'Northwind Distribution');
  });

  it('shows the app’s home', async () => {
    const home = await open('/slack/U0CONTOOMAR/home');
    await home.locator('#home').waitFor();
    await healthy(home);
    await home.setViewportSize({ width: 1020, height: 620 });
    await picture('home', home.locator('.desk'));
    await picture('home-dark', home.locator('.desk'), 'dark');
    await home.context().close();
  });

  it('breaks no rule of Slack', async () => {
    expect(sandbox.front.violations).toEqual([]);
    expect(sandbox.teams.flatMap(({ violations }) => violations)).toEqual([]);
    expect(await ana.getByText('broke Slack’s rules').count()).toBe(0);
  });
});

describe('the pages', () => {
  it.each(['/', '/mail', `/slack/U0CONTODANA/C0CONTOSOTEAM`])(
    '%s is accessible, light and dark, wide and narrow',
    async (path) => {
      const page = await open(path);
      await healthy(page);
      await page.emulateMedia({ colorScheme: 'dark' });
      await healthy(page);
      await page.setViewportSize({ width: 390, height: 800 });
      await healthy(page);
      const overflow = await page.evaluate('document.documentElement.scrollWidth - innerWidth');
      expect(overflow).toBeLessThanOrEqual(0);
      await page.context().close();
    },
  );
});

/** Opens a page in its own browser, as another person has one. */
async function open(path: string): Promise<Page> {
  const context = await browser.newContext({ viewport: SIZE, colorScheme: 'light', deviceScaleFactor: 2 });
  const page = await context.newPage();
  page.on('pageerror', (error) => expect.soft(error.message).toBe('no error on the page'));
  await page.goto(`${sandbox.url}${path}`);
  if (path !== '/') await page.locator('[data-ready]').waitFor();
  return page;
}

async function openTeams(email: string): Promise<Page> {
  const seat = sandbox.teams.find(({ user }) => user.member.email === email);
  const context = await browser.newContext({ viewport: SIZE, deviceScaleFactor: 2 });
  const page = await context.newPage();
  await page.goto(seat?.url ?? '');
  await teamsBox(page).waitFor();
  await page.getByText('this is what you can do').waitFor();
  return page;
}

const teamsBox = (page: Page): Locator => page.getByRole('textbox').last();
const teamsButton = (page: Page, name: string | RegExp): Locator => page.getByRole('button', { name }).last();
/** The element in which the Playground draws an Adaptive Card. */
const teamsCard = (page: Page): Locator => page.locator('.ac-adaptiveCard').last();
const dialog = (page: Page): Locator => page.locator('#modal-dialog');
const card = (page: Page, button: string): Locator =>
  page
    .locator('article.message')
    .filter({ has: page.getByRole('button', { name: button }) })
    .last();

/** Submits the bot's forms in Teams, one after the other, until it says this. */
async function sendForms(page: Page, until: string): Promise<void> {
  const done = page.getByText(until).last();
  for (let forms = 0; forms < 3; forms += 1) {
    const submit = page.locator('.ac-adaptiveCard').last().getByRole('button').last();
    await submit.or(done).first().waitFor();
    if (await done.isVisible()) return;
    const before = await teamsCard(page).innerText();
    await submit.click();
    await expect.poll(() => teamsCard(page).innerText(), { timeout: 20_000 }).not.toBe(before);
  }
  await done.waitFor();
}

async function command(page: Page, line: string): Promise<void> {
  const box = page.locator('#composer-box');
  await box.fill(`/partner ${line}`);
  await box.press('Enter');
}

/** Waits until a message or a modal contains the words. */
const said = (page: Page, words: string): Promise<void> =>
  page.locator('article.message, dialog[open]').getByText(words).last().waitFor();

/** Presses Tab until the named element has the focus. */
async function tabTo(page: Page, name: string): Promise<void> {
  for (let steps = 0; steps < 80; steps += 1) {
    if ((await focused(page)).includes(name)) return;
    await page.keyboard.press('Tab');
  }
  throw new Error(`“${name}” cannot be reached by the Tab key`);
}

/** The accessible name of the focused element. */
const focused = (page: Page): Promise<string> =>
  page.evaluate(`(() => {
    const { activeElement: at } = document;
    const labels = [...(at.labels ?? [])].map((label) => label.textContent);
    const own = at.matches('button, a, summary, h2') ? at.textContent : '';
    return [at.getAttribute('aria-label'), ...labels, own].filter(Boolean).join(' ').trim();
  })()`);

/** Expects that axe-core finds no fault on a page. */
async function healthy(page: Page): Promise<void> {
  await page.addScriptTag({ path: AXE });
  const faults = await page.evaluate(
    `axe.run().then(({ violations }) => violations.map(({ id, nodes }) => id + ': ' + nodes.map(({ html }) => html).join(' ')))`,
  );
  expect(faults).toEqual([]);
}

async function picture(name: string, of: Locator, colorScheme: 'light' | 'dark' = 'light'): Promise<void> {
  const page = of.page();
  await of.waitFor();
  if (colorScheme === 'dark') await page.emulateMedia({ colorScheme });
  await of.screenshot({ path: join(PICTURES, `${name}.png`), animations: 'disabled' });
  if (colorScheme === 'dark') await page.emulateMedia({ colorScheme: 'light' });
}
