import { type Store, awayStore } from './away-store.ts';
import type { RunningPart } from './make-worker.ts';
import { pause } from './pause.ts';

const tryAgainMs = 2_000;

/** An attempt that hangs on a silent store is left to itself: what it starts is stopped by it. */
const giveUpMs = 5_000;

/**
 * Starts a part that needs its stores, now or as soon as they are there. Throws what the first
 * attempt fails with, unless a store is away; a later one makes `stopped` reject. `onWait` is told of
 * a store that the start comes to wait for.
 */
export async function startWhenThere(
  start: () => Promise<RunningPart>,
  onWait: (store: Store) => void = () => undefined,
): Promise<RunningPart> {
  const ending = new AbortController();
  const { signal } = ending;
  let waitsFor: Store | null = null;
  const attempt = async (): Promise<RunningPart | null> => {
    try {
      return await start();
    } catch (error) {
      const store = awayStore(error);
      if (store === null) throw error;
      if (store !== waitsFor) onWait(store);
      waitsFor = store;
      return null;
    }
  };
  const first = await attempt();
  if (first !== null) return first;

  const startLate = async (): Promise<RunningPart | null> => {
    while (!signal.aborted) {
      await pause(tryAgainMs, signal);
      const part = signal.aborted ? null : await attempt();
      if (part === null) continue;
      if (!signal.aborted) return part;
      await part.stop();
    }
    return null;
  };
  const late = startLate();
  return {
    stopped: late.then((part) => part?.stopped),
    async stop() {
      ending.abort();
      const part = await Promise.race([late, pause(giveUpMs).then(() => null)]);
      await part?.stop();
    },
  };
}
