import type { ModelFailureKind } from '../domain/failure.ts';

/** Limits in milliseconds of product time (facts: 5 in 30 s, open 60 s, one probe). */
export const breakerLimits = {
  failures: 5,
  withinMs: 30_000,
  openMs: 60_000,
  /** A used-up quota or a refused key does not come right within a minute. */
  standingOpenMs: 5 * 60_000,
  /** A probe that nobody heard of again for so long no longer holds the door. */
  probeMs: 3 * 60_000,
} as const;

/** What only a person can put right: calling again would change nothing. */
export type StandingCause = 'quota' | 'key_refused' | 'model_unknown';

export type BreakerCause = 'failing' | StandingCause;

/** `failedAtMs`: the failures that still count, oldest first. Times are product milliseconds. */
export type Breaker =
  | { readonly kind: 'closed'; readonly failedAtMs: readonly number[] }
  | { readonly kind: 'open'; readonly cause: BreakerCause; readonly sinceMs: number }
  | { readonly kind: 'half_open'; readonly cause: BreakerCause; readonly sinceMs: number };

export const closedBreaker: Breaker = { kind: 'closed', failedAtMs: [] };

export type Admission =
  | { readonly kind: 'go'; readonly breaker: Breaker }
  /** No call is made. */
  | { readonly kind: 'stay'; readonly cause: BreakerCause; readonly waitMs: number };

const openMsOf = (cause: BreakerCause): number =>
  cause === 'failing' ? breakerLimits.openMs : breakerLimits.standingOpenMs;

/** May a call be made now? An open breaker lets one probe through once its time is over. */
export function admit(breaker: Breaker, nowMs: number): Admission {
  if (breaker.kind === 'closed') return { kind: 'go', breaker };
  const { cause, sinceMs } = breaker;
  const lastsMs = breaker.kind === 'open' ? openMsOf(cause) : breakerLimits.probeMs;
  const passedMs = nowMs - sinceMs;
  // A clock that was set back must not keep the door shut.
  if (passedMs >= lastsMs || passedMs < 0) {
    return { kind: 'go', breaker: { kind: 'half_open', cause, sinceMs: nowMs } };
  }
  const waitMs = breaker.kind === 'open' ? lastsMs - passedMs : breakerLimits.openMs / 12;
  return { kind: 'stay', cause, waitMs };
}

/** A call ended with this failure. */
export function afterFailure(breaker: Breaker, kind: ModelFailureKind, nowMs: number): Breaker {
  switch (kind) {
    case 'quota':
    case 'key_refused':
    case 'model_unknown':
      return { kind: 'open', cause: kind, sinceMs: nowMs };
    case 'rate_limited':
    case 'overloaded':
    case 'unreachable':
    case 'timed_out':
      return afterOutage(breaker, nowMs);
    case 'rejected':
    case 'too_long':
    case 'refused':
    case 'cut_off':
    case 'invalid':
      // The provider has answered: what it did not like is this request.
      return closedBreaker;
    case 'circuit_open':
      return breaker;
  }
}

function afterOutage(breaker: Breaker, nowMs: number): Breaker {
  switch (breaker.kind) {
    case 'half_open':
      return { kind: 'open', cause: 'failing', sinceMs: nowMs };
    case 'open':
      // A call from before it opened.
      return breaker;
    case 'closed': {
      const failedAtMs = [...breaker.failedAtMs, nowMs].filter(
        (atMs) => Math.abs(nowMs - atMs) < breakerLimits.withinMs,
      );
      return failedAtMs.length < breakerLimits.failures
        ? { kind: 'closed', failedAtMs }
        : { kind: 'open', cause: 'failing', sinceMs: nowMs };
    }
  }
}

/** The caller gave up before an answer came: a probe of its own leaves the door to the next one. */
export const afterAbandoning = (breaker: Breaker, nowMs: number): Breaker =>
  breaker.kind === 'half_open'
    ? { ...breaker, kind: 'open', sinceMs: nowMs - openMsOf(breaker.cause) }
    : breaker;
