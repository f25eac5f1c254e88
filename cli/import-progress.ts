import type { ImportProgress } from '../app/knowledge-sync/import-source.ts';
import { tell } from './tell.ts';

/** Between two lines, where a line cannot be written over. */
const lineEveryMs = 10_000;
const redrawEveryMs = 200;

const wordsOf = (progress: ImportProgress): string => {
  if ('written' in progress) return `${progress.written} of ${progress.toWrite} changes written`;
  const { read, queued, failed, conversations } = progress;
  if (conversations !== undefined) return `${read} of ${conversations} conversations read`;
  return queued === undefined
    ? `${read} articles read`
    : `${read} pages read, ${queued} queued, ${failed ?? 0} failed`;
};

/** Tells how an import goes: on a terminal in one line, else in a line now and then. */
export function importProgress() {
  const isTerminal = process.stderr.isTTY;
  let toldMs = performance.now() - (isTerminal ? redrawEveryMs : 0);
  let drawn = false;
  return {
    report: (progress: ImportProgress): void => {
      const nowMs = performance.now();
      if (nowMs - toldMs < (isTerminal ? redrawEveryMs : lineEveryMs)) return;
      toldMs = nowMs;
      const words = wordsOf(progress);
      if (!isTerminal) return tell.progress(words);
      process.stderr.write(`\r\u001b[K${words}`);
      drawn = true;
    },
    end: (): void => {
      if (drawn) process.stderr.write('\r\u001b[K');
    },
  };
}
