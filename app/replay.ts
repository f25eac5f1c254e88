import { readFile, writeFile } from 'node:fs/promises';
import { assistWorkflowId, parseMessageKey } from '../domain/identifiers.ts';
import { bundleWorkflows } from '../temporal/bundle.ts';
import {
  type HistoryChoice,
  type RecordedHistory,
  fetchHistories,
  historyText,
  readHistory,
} from '../temporal/histories.ts';
import { type ReplayVerdict, replayHistories } from '../temporal/replay.ts';
import { silenceReplays } from '../temporal/replay-runtime.ts';
import type { Product } from './product.ts';

/** `silent`: for a process that runs no worker, leaves the SDK's own log out. */
export type ReplayOptions = { readonly silent?: boolean };

/** Replays what Temporal holds. */
export async function* replayFromServer(
  { client }: Pick<Product, 'client'>,
  choice: HistoryChoice,
  options: ReplayOptions = {},
): AsyncGenerator<ReplayVerdict> {
  const histories = withLog(fetchHistories(client, choice), options);
  yield* replayHistories(await bundleWorkflows(), histories);
}

/** Replays histories that lie in files; no server is asked. */
export async function* replayFiles(
  files: readonly string[],
  options: ReplayOptions = {},
): AsyncGenerator<ReplayVerdict> {
  yield* replayHistories(await bundleWorkflows(), withLog(readFiles(files), options));
}

async function* withLog(
  histories: AsyncIterable<RecordedHistory>,
  { silent }: ReplayOptions,
): AsyncGenerator<RecordedHistory> {
  for await (const history of histories) {
    if (silent) silenceReplays();
    yield history;
  }
}

async function* readFiles(files: readonly string[]): AsyncGenerator<RecordedHistory> {
  for (const file of files) {
    const { history, workflowId } = readHistory(await readFile(file, 'utf8'), file);
    yield { history, workflowId: `${file} (${workflowId})` };
  }
}

/** Writes the newest run's history so that it replays; answers how many events it has. */
export async function saveHistory(
  { client }: Pick<Product, 'client'>,
  workflowId: string,
  file: string,
): Promise<number> {
  const choice = { kind: 'workflow', workflowId, allRuns: false } as const;
  for await (const { history } of fetchHistories(client, choice)) {
    await writeFile(file, historyText(history));
    return history.events?.length ?? 0;
  }
  return 0;
}

/** A workflow id as it is typed: also a message key, `workspace:conversation:part-1`. */
export function workflowIdOf(typed: string): string {
  const message = parseMessageKey(typed);
  return message ? assistWorkflowId(message) : typed;
}
