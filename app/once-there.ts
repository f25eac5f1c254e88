import { awayStore } from './away-store.ts';
import { pause } from './pause.ts';

/** A store that is there answers sooner; one that is not must not keep the server from listening. */
const waitMs = 1_500;

export type OnceThere = {
  giveUp(): void;
  /** Why a store that answers cannot be used; null: it is used, or away. */
  refusal(): Error | null;
};

/**
 * Does something as soon as a store is there: tries at once, and in the background from then on
 * until it is done. Throws what the first try fails with within 1.5 s, unless the store is away.
 */
export async function onceThere(
  attempt: () => Promise<unknown>,
  options: { readonly everyMs: number; readonly onRefusal?: (refusal: Error) => void },
): Promise<OnceThere> {
  const ending = new AbortController();
  const { signal } = ending;
  const found: { refusal: Error | null } = { refusal: null };
  const isDone = async (): Promise<boolean> => {
    try {
      await attempt();
      found.refusal = null;
      return true;
    } catch (error) {
      found.refusal = awayStore(error) === null ? toError(error) : null;
      return false;
    }
  };
  const goOn = async (first: Promise<boolean>): Promise<void> => {
    let done = await first;
    let told: string | null = null;
    while (!done && !signal.aborted) {
      const { refusal } = found;
      if (refusal !== null && refusal.message !== told) options.onRefusal?.(refusal);
      told = refusal?.message ?? null;
      await pause(options.everyMs, signal);
      if (!signal.aborted) done = await isDone();
    }
  };
  const first = isDone();
  await Promise.race([first, pause(waitMs)]);
  if (found.refusal !== null) throw found.refusal;
  void goOn(first);
  return { giveUp: () => ending.abort(), refusal: () => found.refusal };
}

const toError = (error: unknown): Error =>
  error instanceof Error ? error : new Error(String(error));
