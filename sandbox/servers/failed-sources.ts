import { mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { z } from 'zod';
import type { FetchOptions } from './fetch-options.ts';

const rememberedMs = 24 * 60 * 60 * 1000;
const failureSchema = z.object({ atMs: z.number(), reason: z.string() });

/** A source's failure to be fetched within the last day, so that others are asked before it. */
export async function failedBefore(
  options: FetchOptions,
  key: string,
): Promise<{ reason: string; minutesAgo: number } | undefined> {
  let failure: z.infer<typeof failureSchema>;
  try {
    failure = failureSchema.parse(JSON.parse(await readFile(noteOf(options, key), 'utf8')));
  } catch {
    // No note, or one that a killed process left half written: nothing is known.
    return undefined;
  }
  const agoMs = Date.now() - failure.atMs;
  if (agoMs < 0 || agoMs > rememberedMs) return undefined;
  return { reason: failure.reason, minutesAgo: Math.round(agoMs / 60_000) };
}

export async function rememberFailure(
  options: FetchOptions,
  key: string,
  reason: string,
): Promise<void> {
  const note = noteOf(options, key);
  try {
    await mkdir(dirname(note), { recursive: true });
    await writeFile(note, JSON.stringify({ atMs: Date.now(), reason }));
  } catch {
    // It only orders the next search, and must not stand in the way of the reason itself.
  }
}

export async function forgetFailure(options: FetchOptions, key: string): Promise<void> {
  await rm(noteOf(options, key), { force: true });
}

function noteOf(options: FetchOptions, key: string): string {
  return join(options.cacheFolder, 'failed', `${key}.json`);
}
