import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import type { WorkflowBundle } from '@temporalio/worker';
import { type RecordedHistory, readHistory } from '../../temporal/histories.ts';
import { type ReplayVerdict, replayHistories } from '../../temporal/replay.ts';

const folder = join(import.meta.dirname, '../histories');

/** The recordings that lie in `test/histories/`, by name. */
export const recordedNames: readonly string[] = readdirSync(folder)
  .filter((file) => file.endsWith('.json'))
  .map((file) => file.replace(/\.json$/, ''))
  .sort();

export const recordedText = (name: string): string =>
  readFileSync(join(folder, `${name}.json`), 'utf8');

/** Replays such texts, one after the other, against the code in a bundle. */
export async function replayTexts(
  bundle: WorkflowBundle,
  texts: readonly string[],
): Promise<ReplayVerdict[]> {
  const verdicts: ReplayVerdict[] = [];
  for await (const verdict of replayHistories(bundle, read(texts))) verdicts.push(verdict);
  return verdicts;
}

async function* read(texts: readonly string[]): AsyncGenerator<RecordedHistory> {
  for (const text of texts) yield readHistory(text, 'recorded');
}
