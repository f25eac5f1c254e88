const shortestWaitMs = 1_000;
const longestWaitMs = 60_000;
/** Limits are spread over windows of this length. */
const windowMs = 10_000;

const numberOf = (headers: Headers, name: string): number =>
  Number(headers.get(name) ?? Number.NaN);

/** How long a limited call has to wait, in milliseconds of the server's time. */
export function waitOf(headers: Headers, nowMs: number): number {
  const resetSeconds = numberOf(headers, 'x-ratelimit-reset');
  const retrySeconds = numberOf(headers, 'retry-after');
  const wanted = Number.isFinite(resetSeconds)
    ? resetSeconds * 1000 - nowMs
    : Number.isFinite(retrySeconds)
      ? retrySeconds * 1000
      : windowMs;
  return Math.min(Math.max(wanted, shortestWaitMs), longestWaitMs);
}

/** How many calls the window has left and when it ends; null: the answer does not say. */
export function resetOf(headers: Headers): { calls: number; untilMs: number } | null {
  const calls = numberOf(headers, 'x-ratelimit-remaining');
  const resetSeconds = numberOf(headers, 'x-ratelimit-reset');
  return Number.isFinite(calls) && Number.isFinite(resetSeconds)
    ? { calls, untilMs: resetSeconds * 1000 }
    : null;
}
