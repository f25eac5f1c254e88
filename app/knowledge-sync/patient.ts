import { setTimeout as sleep } from 'node:timers/promises';
import { IntercomFailure } from '../../domain/failure.ts';

const mostTries = 4;
const firstWaitMs = 1_000;
/** A rate limit's windows are ten seconds long. */
const longestWaitMs = 60_000;

/**
 * Asks Intercom again where that helps, so that one answer that got lost does not cost a whole
 * reading. Rejects when the signal is aborted, and with the last failure.
 */
export async function patiently<Answer>(
  ask: () => Promise<Answer>,
  signal: AbortSignal,
): Promise<Answer> {
  for (let tries = 1; ; tries += 1) {
    try {
      return await ask();
    } catch (error) {
      signal.throwIfAborted();
      const waits = error instanceof IntercomFailure && /^(?:retry|wait)$/.test(error.kind);
      if (!waits || tries >= mostTries) throw error;
      const waitMs = error.kind === 'wait' ? error.waitMs : firstWaitMs * 2 ** (tries - 1);
      await sleep(Math.min(waitMs, longestWaitMs), undefined, { signal });
    }
  }
}
