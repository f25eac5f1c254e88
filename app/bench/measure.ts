/** One piece of work, from the moment it was sent to the moment Temporal closed its run. */
export type Sample = { readonly workflowId: string; readonly latencyMs: number };

/** What a number of pieces took together, `concurrency` of them at a time. */
export type Round = { readonly samples: readonly Sample[]; readonly seconds: number };

export type Percentiles = { readonly p50: number; readonly p95: number; readonly p99: number };

/** Does `count` pieces, always so many at a time, and says how long all of them took. */
export async function closedLoop<Result>(
  count: number,
  concurrency: number,
  piece: () => Promise<Result>,
): Promise<{ results: readonly Result[]; seconds: number }> {
  const results: Result[] = [];
  let begun = 0;
  const lane = async (): Promise<void> => {
    while (begun < count) {
      begun += 1;
      results.push(await piece());
    }
  };
  const startedAt = performance.now();
  await Promise.all(Array.from({ length: Math.min(count, concurrency) }, lane));
  return { results, seconds: (performance.now() - startedAt) / 1_000 };
}

/** By nearest rank; NaN of nothing. */
export function percentiles(values: readonly number[]): Percentiles {
  const sorted = [...values].sort((one, other) => one - other);
  const at = (share: number): number =>
    sorted[Math.max(0, Math.ceil(share * sorted.length) - 1)] ?? Number.NaN;
  return { p50: at(0.5), p95: at(0.95), p99: at(0.99) };
}

export const mean = (values: readonly number[]): number =>
  values.reduce((sum, value) => sum + value, 0) / values.length;

/** Pieces a second over several rounds, and the latencies of all of them. */
export function summary(rounds: readonly Round[]): { perSecond: number; latencyMs: Percentiles } {
  const samples = rounds.flatMap((round) => round.samples);
  const seconds = rounds.reduce((sum, round) => sum + round.seconds, 0);
  return {
    perSecond: samples.length / seconds,
    latencyMs: percentiles(samples.map(({ latencyMs }) => latencyMs)),
  };
}
