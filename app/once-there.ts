import { setTimeout } from 'node:timers/promises';

/** A store that is there answers sooner; one that is not must not keep the server from listening. */
const waitMs = 1_500;

/**
 * Does something as soon as a store is there: tries at once, and in the background from then on
 * until it is done. `attempt` answers whether it is; what its first try throws within 1.5 s goes on.
 */
export async function onceThere(
  attempt: () => Promise<boolean>,
  everyMs = 5_000,
): Promise<{ giveUp(): void }> {
  const ending = new AbortController();
  const { signal } = ending;
  const first = attempt();
  const goOn = async (): Promise<void> => {
    let done = await first.catch(() => false);
    while (!done && !signal.aborted) {
      await setTimeout(everyMs, undefined, { signal }).catch(() => undefined);
      if (!signal.aborted) done = await attempt().catch(() => false);
    }
  };
  await Promise.race([first, setTimeout(waitMs)]);
  void goOn();
  return { giveUp: () => ending.abort() };
}
