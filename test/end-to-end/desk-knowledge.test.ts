import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { sampleSuggestions } from '../../desk/suggestions.ts';
import { findBrowser, launchBrowser, noBrowser } from '../support/browser.ts';
import { type TestDemo, startDemo } from '../support/demo.ts';

const path = await findBrowser();
if (path === null) console.log(`The demo's page over one's own documents: ${noBrowser}`);

const articles = {
  'kiln.md':
    '# Firing the kiln\n\nLoad the kiln when the clay is bone dry. Fire stoneware at 1,240 degrees for nine hours, and open the lid below 90 degrees.\n',
  'glaze.md': '# Mixing a glaze\n\nSieve the glaze twice and let it rest for a day.\n',
};

describe.skipIf(path === null)('the demo over documents of its own', { timeout: 120_000 }, () => {
  let demo: TestDemo;
  let browser: Browser;
  let page: Page;
  let folder: string;

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'sidenote-own-'));
    for (const [name, text] of Object.entries(articles)) await writeFile(join(folder, name), text);
    // Begun with the sample, as a stranger would: the same data goes on with the documents.
    const first = await startDemo();
    [demo, browser] = await Promise.all([first.again(folder), launchBrowser(path ?? '')]);
    page = await browser.newPage();
    page.setDefaultTimeout(45_000);
    await page.goto(`${demo.deskUrl}/?new`);
  });
  afterAll(async () => {
    await browser?.close();
    await demo?.stop();
    await rm(folder, { recursive: true });
  });

  const ask = async (text: string) => {
    await page.goto(`${demo.deskUrl}/?new`);
    await page.getByLabel('Your own question').fill(text);
    await page.getByRole('button', { name: 'Send' }).click();
  };

  it('offers their titles, and no tour that asks about other articles', async () => {
    const offered = await page.locator('.suggestion').allInnerTexts();
    expect(offered.sort()).toEqual(['Firing the kiln', 'Mixing a glaze']);
    expect(await page.getByRole('button', { name: /tour/ }).count()).toBe(0);
    expect(await page.locator('#tour').innerText()).toContain('without --kb');
  });

  it('answers from them', async () => {
    await ask('How hot do I fire stoneware in the kiln?');
    const note = page.locator('.desk-note');
    await note.waitFor();
    expect(await note.innerText()).toContain('Fire stoneware at 1,240 degrees');
  });

  it('knows nothing any more of the sample that it began with', async () => {
    await ask(sampleSuggestions.questions[0] ?? '');
    await page.locator('.no-note.quiet').waitFor();
    expect(await page.locator('.desk-note').count()).toBe(0);
  });
});
