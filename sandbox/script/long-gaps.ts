/** Longer gaps than this are played as a jump of the clock, when everything is at rest. */
export const longestPlayedGapMs = 300_000;

type Waiting = { remainingMs: number; readonly resume: () => void };

/**
 * Lets conversations with hours between their messages wait until every other one has ended or
 * waits as well, then moves the clock by the smallest gap at once.
 */
export function createLongGaps(options: {
  conversations: number;
  /** Settles when nothing is going on any more. */
  atRest: () => Promise<void>;
  advance: (productMs: number) => void;
}) {
  const waiting = new Set<Waiting>();
  let playing = options.conversations;
  let jumping = false;

  const jumpIfAllWait = async (): Promise<void> => {
    if (jumping || playing > 0 || waiting.size === 0) return;
    jumping = true;
    await options.atRest();
    const gapMs = Math.min(...[...waiting].map(({ remainingMs }) => remainingMs));
    options.advance(gapMs);
    for (const one of waiting) {
      one.remainingMs -= gapMs;
      if (one.remainingMs > 0) continue;
      waiting.delete(one);
      playing += 1;
      one.resume();
    }
    jumping = false;
  };

  return {
    async wait(gapMs: number): Promise<void> {
      playing -= 1;
      const resumed = new Promise<void>((resume) => waiting.add({ remainingMs: gapMs, resume }));
      await Promise.all([resumed, jumpIfAllWait()]);
    },
    async ended(): Promise<void> {
      playing -= 1;
      await jumpIfAllWait();
    },
  };
}
