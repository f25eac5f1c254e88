import { setTimeout } from 'node:timers/promises';

/**
 * Does something as soon as a store is there: tries at once, and in the background from then on
 * until it is done. `attempt` answers whether it is.
 */
export async function onceThere(
  attempt: () => Promise<boolean>,
  everyMs = 5_000,
): Promise<{ giveUp(): void }> {
  const ending = new AbortController();
  const { signal } = ending;
  const goOn = async (): Promise<void> => {
    let done = false;
    while (!done && !signal.aborted) {
      await setTimeout(everyMs, undefined, { signal }).catch(() => undefined);
      if (!signal.aborted) done = await attempt();
    }
  };
  if (!(await attempt())) void goOn();
  return { giveUp: () => ending.abort() };
}
