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
export { silenceReplays } from '../temporal/replay-runtime.ts';
import type { Product } from './product.ts';

/** Replays what Temporal holds. */
export async function* replayFromServer(
  { client }: Pick<Product, 'client'>,
  choice: HistoryChoice,
): AsyncGenerator<ReplayVerdict> {
  yield* replayHistories(await bundleWorkflows(), fetchHistories(client, choice));
}

/** Replays histories that lie in files; no server is asked. */
export async function* replayFiles(files: readonly string[]): AsyncGenerator<ReplayVerdict> {
  yield* replayHistories(await bundleWorkflows(), readFiles(files));
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
