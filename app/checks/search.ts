import type { IntercomClient } from '../../intercom/client.ts';
import { searchPrecision } from '../../intercom/updated-conversations.ts';
import type { HealthCheck } from '../../server/ports.ts';
import { attempt, ok, remedy, warning } from './check.ts';

/** Tries how precisely conversations are found by their last change: the sweep depends on it. */
export async function checkSearch(
  client: IntercomClient,
  signal: AbortSignal,
): Promise<readonly HealthCheck[]> {
  const answer = await attempt(searchPrecision(client, signal));
  if ('failure' in answer) {
    const sentence = `Searching conversations does not work: ${answer.failure.message}.`;
    return [warning('search', sentence, remedy(answer.failure))];
  }
  return [ok('search', sentences[answer.value])];
}

const sentences = {
  seconds: 'Conversations are found by their last change to the second.',
  days: 'Search rounds the last change to whole days, so the sweep reads the list of conversations.',
  unknown: 'There is no conversation yet to try a search on.',
} as const;
