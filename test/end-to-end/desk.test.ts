import { mkdir, readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { sampleSuggestions } from '../../desk/suggestions.ts';
import {
  accessibilityProblems,
  findBrowser,
  launchBrowser,
  noBrowser,
} from '../support/browser.ts';
import { type TestDemo, startDemo } from '../support/demo.ts';

/** A folder for screenshots, to be looked at and to go into `docs/`; absent: none are made. */
const screenshots = process.env['SCREENSHOTS_FOLDER'];
const path = await findBrowser();
if (path === null) console.log(`The demo's page: ${noBrowser}`);

const wide = { width: 1280, height: 800 };
const patienceMs = 45_000;
const { questions } = sampleSuggestions;
const asked = questions[0] ?? '';

describe.skipIf(path === null)("the demo's page", { timeout: 120_000 }, () => {
  let demo: TestDemo;
  let browser: Browser;
  let page: Page;
  const wrong: string[] = [];

  beforeAll(async () => {
    [demo, browser] = await Promise.all([startDemo(), launchBrowser(path ?? '')]);
    page = await browser.newPage({ viewport: wide });
    page.setDefaultTimeout(patienceMs);
    page.on('pageerror', (error) => wrong.push(error.message));
    page.on('console', (said) => {
      if (said.type() === 'error') wrong.push(said.text());
    });
    await page.goto(demo.deskUrl);
  });
  afterAll(async () => {
    await browser?.close();
    await demo?.stop();
  });

  const see = (text: string | RegExp, within = 'body') =>
    page.locator(within).getByText(text).first().waitFor();
  const press = (name: string | RegExp) => page.getByRole('button', { name }).click();
  const ask = async (text: string) => {
    await page.goto(`${demo.deskUrl}/?new`);
    await page.getByLabel('Your own question').fill(text);
    await press('Send');
    await see(text, '#thread');
  };
  const write = async (text: string, as = 'the customer') => {
    await page.getByLabel('Write into this conversation').fill(text);
    await page.getByLabel('as', { exact: true }).selectOption({ label: as });
    await press('Send');
    await see(text, '#thread');
  };
  const notes = () => page.locator('.desk-note');
  const photograph = async (name: string) => {
    if (screenshots === undefined) return;
    await mkdir(screenshots, { recursive: true });
    await page.screenshot({ path: join(screenshots, `${name}.jpg`), type: 'jpeg', quality: 75 });
  };
  /** Pictures side by side in one, for a README. */
  const strip = async (name: string, names: readonly string[]) => {
    if (screenshots === undefined) return;
    const pictures = await Promise.all(names.map((one) => readFile(join(screenshots, one))));
    const images = pictures.map(
      (picture) => `<img width="640" src="data:image/jpeg;base64,${picture.toString('base64')}">`,
    );
    const sheet = await browser.newPage({ viewport: { width: 1920, height: 800 } });
    await sheet.setContent(`<body style="margin:0;display:flex;flex-wrap:wrap">${images.join('')}`);
    await sheet.screenshot({ path: join(screenshots, name), type: 'jpeg', quality: 70 });
    await sheet.close();
    await Promise.all(names.map((one) => rm(join(screenshots, one))));
  };
  const counters = async () => (await page.locator('#counters').textContent()) ?? '';

  it('begins with five questions, and one press shows the note with its way there', async () => {
    expect(await page.locator('.suggestion').count()).toBe(5);
    expect(await accessibilityProblems(page)).toEqual([]);
    await photograph('opening');
    await press(asked);
    await notes().waitFor();
    await see('in place of the six digits', '.desk-note');
    await see('posted the note', '#timeline');
    await see('recorded the outcome', '#timeline');
    await see('read 1 message', '#timeline');
    await see('opencx_ai_assisted', '#thread');
    const step = page.locator('#timeline .steps a').first();
    expect(await step.getAttribute('href')).toMatch(
      /^http:\/\/temporal\.test\/namespaces\/.+\/history\/events\/\d+$/,
    );
    expect(await accessibilityProblems(page)).toEqual([]);
    await photograph('note');
  });

  it('suggests three questions that get a note and two that do not', async () => {
    for (const question of questions) {
      await page.goto(`${demo.deskUrl}/?new`);
      await press(question);
      await see(question, '#thread');
    }
    const newest = page.locator('#list li').filter({ has: page.locator('.badge') });
    const outcomes = async () => (await newest.locator('.badge').allInnerTexts()).slice(0, 5);
    await expect
      .poll(async () => (await outcomes()).sort(), { timeout: patienceMs })
      .toEqual([...Array(2).fill('Stayed quiet'), ...Array(3).fill('Suggested')]);
  });

  it('leads to the session page', async () => {
    await page
      .getByRole('link', { name: asked.slice(0, 20) })
      .last()
      .click();
    const link = page.getByRole('link', { name: /Session page/ });
    const answer = await page.request.get((await link.getAttribute('href')) ?? '');
    expect(answer.status()).toBe(200);
    expect(await answer.text()).toContain('in place of the six digits');
  });

  it('shows the reason where the note would stand', async () => {
    await ask('My attorney will be in touch. What is your postal address?');
    await see('excluded_topic', '.no-note');
    await see('topic: anything legal', '#timeline');
    expect(await notes().count()).toBe(0);
    await photograph('quiet');
  });

  it('takes a customer who keeps typing: one note for all', async () => {
    await ask('Hi, I have a question');
    await write('it is about our data');
    await write('How do I export my time entries?');
    await notes().waitFor();
    await see('superseded', '.no-note');
    expect(await notes().count()).toBe(1);
  });

  it('shows the timeline of any message of the conversation', async () => {
    await page.getByRole('link', { name: 'Hi, I have a question' }).last().click();
    await see('“Hi, I have a question”', '#timeline');
  });

  it('takes e-mail, and skips a wait', async () => {
    await page.goto(`${demo.deskUrl}/?new`);
    await page.getByLabel('Your own question').fill(asked);
    await page.getByLabel('by', { exact: true }).selectOption('email');
    await press('Send');
    await see(/waiting \d+ s/, '#timeline');
    await press('Skip the wait');
    await see('the wait was skipped', '#timeline');
    await notes().waitFor();
    await see('E-mail', '#thread');
  });

  it('lets the teammate answer first', async () => {
    await ask('Which credit cards do you accept, and can we use SEPA direct debit?');
    await write('All major cards.', 'Jane, the teammate');
    await see('answered_meanwhile', '.no-note');
  });

  it('lets Fin answer, while nobody has taken over', async () => {
    await ask('How many days of vacation can be carried over to next year?');
    await press('Unassign');
    await see('assigned to nobody', '#thread');
    await write('I am looking into it.', 'Fin');
    await see('handled_by_bot', '.no-note');
  });

  it('assigns to the AI teammate and back, and then decides again', async () => {
    await ask(asked);
    await press('Assign to the AI teammate');
    await see('assigned to the AI teammate', '#thread');
    await see('owned_by_ai_admin', '.no-note');
    await press('Assign to Jane');
    await see('assigned to Jane Agent', '#thread');
    await notes().waitFor();
  });

  it('closes, snoozes and opens again', async () => {
    await ask(asked);
    await press('Close');
    await see('closed', '.thread-head');
    await see('conversation_closed', '.no-note');
    await press('Open again');
    await see('· open ·', '.thread-head');
    await press('Snooze');
    await see('snoozed', '.thread-head');
  });

  it('delivers the webhook five times more: one note', async () => {
    await ask(asked);
    await press('Deliver the webhook 5 times');
    await notes().waitFor();
    await see('recorded the outcome', '#timeline');
    expect(await notes().count()).toBe(1);
    expect(await counters()).toContain('0 duplicates');
  });

  it('turns a setting and sees it work', async () => {
    const panel = page.locator('details.settings');
    await panel.locator('summary').click();
    await panel.getByLabel(/shadow/).check();
    await panel.getByLabel('Wait after a first message').fill('0');
    await panel.getByLabel('Excluded topics').fill('vacation');
    await panel.getByLabel('Assist on e-mail').uncheck();
    await panel.getByLabel('Confidence threshold').fill('0.25');
    await photograph('settings');
    await press('Save settings');
    await ask(asked);
    await see('in shadow mode nothing is written', '.no-note');
    await see('confidence', '#timeline');
    await see('threshold 0.25', '#timeline');
    expect(await notes().count()).toBe(0);
    await ask('How many days of vacation can be carried over to next year?');
    await see('excluded_topic', '.no-note');
  });

  it('refuses a setting that cannot be, and says why', async () => {
    await page.goto(demo.deskUrl);
    const answer = await page.evaluate(async () => {
      const body = new URLSearchParams({ mode: 'live', confidenceThreshold: '7' });
      const response = await fetch('/settings', { method: 'POST', body });
      return { status: response.status, text: await response.text() };
    });
    expect(answer.status).toBe(400);
    expect(answer.text).toContain('role="alert"');
    await page.locator('details.settings summary').click();
    await page.getByLabel(/live/).check();
    await page.getByLabel('Excluded topics').fill('refund disputes\nanything legal');
    await page.getByLabel('Wait after a first message').fill('4');
    await page.getByLabel('Confidence threshold').fill('0.2');
    await press('Save settings');
    await expect.poll(async () => page.locator('.problems').count()).toBe(0);
  });

  it('survives a killed worker: back by itself, one note', async () => {
    await ask('Where can I download the PDF for last month so that accounting has it?');
    await press('Kill the worker now');
    await see('The worker is dead', '#trouble');
    await photograph('killed');
    await see('The worker is running. Killed once.', '#trouble');
    await notes().waitFor();
    await see('recorded the outcome', '#timeline');
    expect(await notes().count()).toBe(1);
  });

  it("survives the loss of Intercom's answer: one note", async () => {
    await press('Lose Intercom’s answer');
    await see('its answer will not arrive', '#trouble');
    await ask('I get error 429 from your REST endpoint. How many requests per minute are allowed?');
    await see(/took \d attempts/, '#timeline');
    await see('recorded the outcome', '#timeline');
    expect(await notes().count()).toBe(1);
    expect(await counters()).toContain('0 duplicates');
  });

  it('plays a tour that ends with the right counts', { timeout: 240_000 }, async () => {
    await page.goto(demo.deskUrl);
    await press('Play the tour (90 s)');
    await see('playing', '#tour');
    const nths = [1, 2, 3, 4, 5, 6];
    for (const nth of nths) {
      await page.locator(`.scenes li:nth-child(${nth}).played`).waitFor({ timeout: 90_000 });
      await photograph(`tour-${nth}`);
    }
    await page.locator('.tour-result').waitFor();
    await strip(
      'tour.jpg',
      nths.map((nth) => `tour-${nth}.jpg`),
    );
    const result = await page.locator('.tour-result').innerText();
    const rows = Object.fromEntries(
      [...result.matchAll(/^(.+)\n+(\d+)$|^(\d+)\n+(.+)$/gm)].map(
        ([, name, count, first, after]) => [name ?? after, Number(count ?? first)],
      ),
    );
    expect(await page.locator('.scenes .stuck').count()).toBe(0);
    expect(rows).toMatchObject({
      messages: 8,
      notes: 4,
      'quiet: superseded': 2,
      'quiet: answered_meanwhile': 1,
      'quiet: excluded_topic': 1,
      duplicates: 0,
      'writes that a customer sees': 0,
    });
    expect(await accessibilityProblems(page)).toEqual([]);
  });

  it('is driven by the keyboard alone', async () => {
    await page.goto(`${demo.deskUrl}/?new`);
    const focused = () =>
      page.evaluate(() => document.activeElement?.textContent?.trim().slice(0, 40) ?? '');
    const reached: string[] = [];
    for (let presses = 0; presses < 80 && reached.at(-1) !== asked.slice(0, 40); presses += 1) {
      await page.keyboard.press('Tab');
      reached.push(await focused());
    }
    expect(reached[0]).toBe('Skip to the conversation');
    expect(reached).toContain('Kill the worker now');
    expect(reached.at(-1)).toBe(asked.slice(0, 40));
    await page.keyboard.press('Enter');
    await notes().waitFor();
  });

  it('keeps the focus and what is being typed while it changes', async () => {
    await page.getByLabel('Write into this conversation').pressSequentially('half a sen');
    await press('Deliver the webhook 5 times');
    const button = page.getByRole('button', { name: 'Deliver the webhook 5 times' });
    await page.waitForResponse((answer) => answer.request().method() === 'GET');
    await page.waitForResponse((answer) => answer.request().method() === 'GET');
    expect(await button.evaluate((element) => element === document.activeElement)).toBe(true);
    expect(await page.getByLabel('Write into this conversation').inputValue()).toBe('half a sen');
  });

  it.each(['light', 'dark'] as const)(
    'fits 360 pixels and pleases axe, %s',
    async (colorScheme) => {
      await page.setViewportSize({ width: 360, height: 740 });
      await page.emulateMedia({ colorScheme });
      await page.goto(demo.deskUrl);
      expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(
        360,
      );
      expect(await accessibilityProblems(page)).toEqual([]);
      await photograph(`narrow-${colorScheme}`);
      await page.setViewportSize(wide);
      expect(await accessibilityProblems(page)).toEqual([]);
      await photograph(`${colorScheme}`);
      await page.emulateMedia({ colorScheme: 'light' });
    },
  );

  it('works without its script', async () => {
    const context = await browser.newContext({ javaScriptEnabled: false });
    const plain = await context.newPage();
    await plain.goto(`${demo.deskUrl}/?new`);
    await plain.getByRole('button', { name: asked }).click();
    expect(await plain.locator('#thread').textContent()).toContain(asked);
    await context.close();
  });

  it('finds its conversations again after it was ended', async () => {
    const before = await page.locator('#list li').count();
    await page.goto('about:blank');
    demo = await demo.again();
    await page.goto(demo.deskUrl);
    expect(await page.locator('#list li').count()).toBeGreaterThanOrEqual(before);
    await see(/Inbox/, '#list');
  });

  it('has thrown no error', () => {
    expect(wrong.filter((text) => !text.includes('400'))).toEqual([]);
  });
});
