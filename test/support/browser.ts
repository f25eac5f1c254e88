import { type Browser, type Page, chromium } from 'playwright-core';
import { findOnPath } from '../../sandbox/servers/on-path.ts';
import { hostEnvironment } from '../../config/environment.ts';

const names = ['chromium', 'chromium-browser', 'google-chrome'];

/** A Chromium of this machine; null: there is none, so tests of pages are skipped. */
export async function findBrowser(): Promise<string | null> {
  for (const name of names) {
    const found = await findOnPath(name, hostEnvironment());
    if (found) return found;
  }
  return null;
}

export const noBrowser = 'skipped: no Chromium on PATH (Debian: apt-get install chromium)';

/** Without a sandbox of its own, which a container's root cannot have, and with no call home. */
export const launchBrowser = (executablePath: string): Promise<Browser> =>
  chromium.launch({
    executablePath,
    args: [
      '--no-sandbox',
      '--disable-gpu',
      '--disable-quic',
      '--no-first-run',
      '--disable-background-networking',
      '--disable-component-update',
      '--disable-sync',
    ],
  });

/** What axe finds wrong with the page as it is, a line each. */
export async function accessibilityProblems(page: Page): Promise<string[]> {
  // The page's own policy allows no script from elsewhere: this one comes by the debugger.
  await page.evaluate(axeSource);
  const found: unknown = await page.evaluate(
    `axe.run(document, { resultTypes: ['violations'] }).then(({ violations }) =>
      violations.flatMap(({ id, nodes }) => nodes.map(({ html }) => id + ': ' + html.slice(0, 160))))`,
  );
  return Array.isArray(found) ? found.map(String) : ['axe answered nothing'];
}

const { source: axeSource } = (await import('axe-core')).default;
