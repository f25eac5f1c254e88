import { setTimeout } from 'node:timers/promises';

/** Waits that many real milliseconds, or until the signal says that nobody waits any more. */
export const pause = (ms: number, signal?: AbortSignal): Promise<void> =>
  signal === undefined
    ? setTimeout(ms)
    : setTimeout(ms, undefined, { signal }).catch(() => undefined);
