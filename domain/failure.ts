/**
 * What can go wrong outside, classified once at the edge. Messages are written by us and hold no
 * answer body: they reach histories and logs.
 */

/** Code of a failure: Intercom took the note, but not as an internal one. */
export const notANote = 'not_a_note';

/** A call to Intercom that did not work. */
export class IntercomFailure extends Error {
  override readonly name = 'IntercomFailure';
  readonly kind: 'retry' | 'wait' | 'reject' | 'not_found';
  readonly status: number | null;
  readonly code: string | null;
  /** For `wait`: real milliseconds until the limit resets. */
  readonly waitMs: number;
  /** The request may have had its effect although it failed. */
  readonly effectUnknown: boolean;

  constructor(facts: {
    kind: IntercomFailure['kind'];
    message: string;
    status?: number | null;
    code?: string | null;
    waitMs?: number;
    effectUnknown?: boolean;
  }) {
    super(facts.message);
    this.kind = facts.kind;
    this.status = facts.status ?? null;
    this.code = facts.code ?? null;
    this.waitMs = facts.waitMs ?? 0;
    this.effectUnknown = facts.effectUnknown ?? false;
  }
}

export type ModelFailureKind =
  | 'rate_limited'
  | 'overloaded'
  | 'unreachable'
  | 'timed_out'
  | 'quota'
  | 'key_refused'
  | 'model_unknown'
  | 'circuit_open'
  | 'rejected'
  | 'too_long'
  | 'refused'
  | 'cut_off'
  | 'invalid';

/** A call to a language model that did not work. */
export class ModelFailure extends Error {
  override readonly name = 'ModelFailure';
  readonly kind: ModelFailureKind;
  /**
   * For `rate_limited` and `overloaded`: what Retry-After asked for, real milliseconds; for
   * `circuit_open`: until a call may be made again.
   */
  readonly retryAfterMs: number | null;

  constructor(kind: ModelFailureKind, message: string, retryAfterMs: number | null = null) {
    super(message);
    this.kind = kind;
    this.retryAfterMs = retryAfterMs;
  }
}

/** What a model failure means for the step: try again later, quiet at once, or not helpful. */
export function consequenceOf(
  kind: ModelFailureKind,
): 'retry' | 'provider_unavailable' | 'not_helpful' {
  switch (kind) {
    case 'rate_limited':
    case 'overloaded':
    case 'unreachable':
    case 'timed_out':
    case 'circuit_open':
      return 'retry';
    case 'quota':
    case 'key_refused':
    case 'model_unknown':
    case 'rejected':
      return 'provider_unavailable';
    case 'too_long':
    case 'refused':
    case 'cut_off':
    case 'invalid':
      return 'not_helpful';
  }
}

/** A message cannot be decided again yet: the run whose outcome was just read is still closing. */
export class RunStillClosing extends Error {
  override readonly name = 'RunStillClosing';

  constructor() {
    super('The earlier run is still closing: try again in a second');
  }
}
