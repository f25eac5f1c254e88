import type { SiteProgress } from '../app/import-site.ts';
import { tell } from './tell.ts';

/** Between two lines, where a line cannot be written over. */
const lineEveryMs = 10_000;
const redrawEveryMs = 200;

/** Tells how a site's reading goes: on a terminal in one line, else in a line now and then. */
export function siteProgress() {
  const isTerminal = process.stderr.isTTY;
  let toldMs = performance.now() - (isTerminal ? redrawEveryMs : 0);
  let drawn = false;
  return {
    report: ({ read, queued, failed }: SiteProgress): void => {
      const nowMs = performance.now();
      if (nowMs - toldMs < (isTerminal ? redrawEveryMs : lineEveryMs)) return;
      toldMs = nowMs;
      const words = `${read} pages read, ${queued} queued, ${failed} failed`;
      if (!isTerminal) return tell.progress(words);
      process.stderr.write(`\r\u001b[K${words}`);
      drawn = true;
    },
    end: (): void => {
      if (drawn) process.stderr.write('\r\u001b[K');
    },
  };
}
