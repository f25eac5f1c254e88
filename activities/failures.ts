import { randomInt } from 'node:crypto';
import { ApplicationFailure } from '@temporalio/common';
import {
  IntercomFailure,
  ModelFailure,
  RunStillClosing,
  consequenceOf,
} from '../domain/failure.ts';

/** Names of failures as they stand in histories; `domain/failed-step.ts` reads them back. */
export type FailureType =
  | 'IntercomRejected'
  | 'IntercomUnavailable'
  | 'ProviderUnavailable'
  | 'ProviderRejected'
  | 'ProviderUnusable'
  | 'NoteUnconfirmed'
  | 'TryAgainLater';

/**
 * What a step throws, as Temporal should see it: retryable or not, when, and without any text that
 * came from outside. Histories are kept and shared, and an unknown error's message may quote a
 * customer (a JSON parser does), so only its name and the place where it was thrown go on.
 */
export function toApplicationFailure(error: unknown): ApplicationFailure {
  if (error instanceof ApplicationFailure) return error;
  if (error instanceof IntercomFailure) return intercomFailure(error);
  if (error instanceof ModelFailure) return modelFailure(error);
  if (error instanceof RunStillClosing) return tryAgainIn(1_000, error.message);
  const name = error instanceof Error ? error.name : 'UnknownError';
  const place = error instanceof Error ? placeOf(error) : 'an unknown place';
  return ApplicationFailure.create({ type: name, message: `${name} at ${place}` });
}

/** A retryable failure that says when the next attempt should come, in real milliseconds. */
export const tryAgainIn = (waitMs: number, why: string): ApplicationFailure =>
  ApplicationFailure.create({
    type: 'TryAgainLater' satisfies FailureType,
    message: why,
    nextRetryDelay: Math.max(50, Math.ceil(waitMs)),
  });

function intercomFailure(failure: IntercomFailure): ApplicationFailure {
  const { message } = failure;
  switch (failure.kind) {
    case 'reject':
    case 'not_found':
      return ApplicationFailure.create({
        type: 'IntercomRejected' satisfies FailureType,
        message,
        nonRetryable: true,
      });
    case 'wait':
      return ApplicationFailure.create({
        type: 'IntercomUnavailable' satisfies FailureType,
        message,
        nextRetryDelay: Math.max(50, failure.waitMs),
      });
    case 'retry':
      return ApplicationFailure.create({
        type: 'IntercomUnavailable' satisfies FailureType,
        message,
      });
  }
}

/** Whoever waits for the same moment should not come back all at once. */
const spreadMs = (waitMs: number): number =>
  randomInt(500 + Math.min(4_500, Math.floor(waitMs / 10)));

const modelFailureTypes: Readonly<Record<ReturnType<typeof consequenceOf>, FailureType>> = {
  retry: 'ProviderUnavailable',
  provider_unavailable: 'ProviderRejected',
  not_helpful: 'ProviderUnusable',
};

function modelFailure(failure: ModelFailure): ApplicationFailure {
  const { message, retryAfterMs } = failure;
  const consequence = consequenceOf(failure.kind);
  return ApplicationFailure.create({
    type: modelFailureTypes[consequence],
    message,
    nonRetryable: consequence !== 'retry',
    ...(retryAfterMs === null ? {} : { nextRetryDelay: retryAfterMs + spreadMs(retryAfterMs) }),
  });
}

/** The first frame of the stack that is ours: `openSession.ts:12`. */
function placeOf(error: Error): string {
  const frame = error.stack
    ?.split('\n')
    .find((line) => line.trim().startsWith('at ') && !line.includes('node_modules'));
  return frame?.match(/([\w-]+\.tsx?:\d+)/)?.[1] ?? 'an unknown place';
}
