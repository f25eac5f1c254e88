import { TransportError } from '@temporalio/worker';

/** gRPC's deadline exceeded and unavailable. */
const awayCodes: ReadonlySet<unknown> = new Set([4, 14]);

/** Says an error that Temporal does not answer, and nothing of what we may do? Looks at causes too. */
export const isTemporalAway = (error: unknown): boolean =>
  error instanceof TransportError ||
  (error instanceof Error &&
    (('code' in error && awayCodes.has(error.code)) || isTemporalAway(error.cause)));
