import { monitorEventLoopDelay } from 'node:perf_hooks';
import { realClock } from '../../clocks.ts';
import { createRetrievers } from '../../knowledge/retrievers.ts';
import { createPassageVectors } from '../../knowledge/passage-vectors.ts';
import { pause } from '../../pause.ts';
import type { Stores } from '../../stores.ts';
import type { Material } from './material.ts';
import { heldBytes } from './memory.ts';
import type { ServeFigures } from './process-options.ts';
import type { Models } from './query.ts';
import { appId, changing, changingArticle } from './stored.ts';

const askEveryMs = 20;
const mostRefreshMs = 120_000;

/** Starts on what is stored, as a worker does, then changes an article while questions are asked. */
export async function measureServing(
  stores: Stores,
  { questions }: Material,
  models: Models | null,
): Promise<ServeFigures> {
  const report = (line: string): void => {
    process.stderr.write(`${line}\n`);
  };
  const passageVectors = createPassageVectors({ vectors: stores.vectors, report });
  const retrieverOf = createRetrievers(stores.articles, realClock, {
    ...{ embedder: () => models?.real ?? null, passageVectors, report },
  });
  const [first] = questions;
  if (!first) throw new Error('There is nothing to ask');
  const before = await heldBytes();
  const starting = watchPauses();
  const startedAt = performance.now();
  await (await retrieverOf(appId)).retrieve(first);
  const startMs = performance.now() - startedAt;
  const startPauseMs = starting.longestMs();
  const held = (await heldBytes()) - before;
  const resident = process.memoryUsage.rss();

  const sees = async (): Promise<boolean> => {
    const retriever = await retrieverOf(appId);
    const { passages } = await retriever.retrieve({ ...first, questions: [changing.question] });
    return passages.some(({ passage }) => passage.text.includes('sleeps for 9 hours'));
  };
  if (await sees()) throw new Error('The changed article was there before it was changed');
  for (const question of questions.slice(0, 20))
    await (await retrieverOf(appId)).retrieve(question);
  const refreshing = watchPauses();
  const changedAt = performance.now();
  await stores.articles.replaceSource(appId, changing.source, [changingArticle(9)]);
  let slowestMs = 0;
  for (;;) {
    const askedAt = performance.now();
    const seen = await sees();
    slowestMs = Math.max(slowestMs, performance.now() - askedAt);
    if (seen) break;
    if (performance.now() - changedAt > mostRefreshMs) throw new Error('The change was not seen');
    await pause(askEveryMs);
  }
  const refreshMs = performance.now() - changedAt;
  const refreshPauseMs = refreshing.longestMs();
  await passageVectors.stop();
  return {
    ...{ startMs, startPauseMs, residentBytes: resident, heldBytes: held },
    ...{ refreshMs, refreshPauseMs, refreshQueryMs: slowestMs },
  };
}

/** The longest time in which nothing else could happen. */
function watchPauses(): { longestMs(): number } {
  const delay = monitorEventLoopDelay({ resolution: 5 });
  delay.enable();
  return {
    longestMs: () => {
      delay.disable();
      return delay.max / 1e6;
    },
  };
}
