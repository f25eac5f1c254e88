import type { Channel } from './conversation.ts';
import type { MessageId, MessageRef } from './identifiers.ts';
import type { Outcome } from './outcome.ts';
import type { Cause, RunRef } from './session.ts';

/** What a run of `assistMessage` is started with. Ids and times, no text. */
export type AssistInput = {
  readonly message: MessageRef;
  readonly run: number;
  readonly cause: Cause;
  /** When an assignment or a person made it due, product milliseconds; null: the message did. */
  readonly dueAtMs: number | null;
  readonly preview: string | null;
};

/** Answers of the steps. Durations are real milliseconds, ready for a timer. */
export type OpenedSession =
  | { readonly kind: 'ended'; readonly outcome: Outcome }
  | {
      readonly kind: 'open';
      readonly run: RunRef;
      readonly deadlineMs: number;
      readonly sessionUrl: string | null;
      /** Quiet outcomes are tagged too. */
      readonly tagsQuiet: boolean;
    };

/** An ending that a step decided, with the message that speaks for this one now, if any. */
export type Ending = {
  readonly kind: 'quiet' | 'failed';
  readonly outcome: Exclude<Outcome, { kind: 'suggested' }>;
  readonly successor: MessageId | null;
};

export type ThreadReading =
  | { readonly kind: 'wait'; readonly waitMs: number; readonly deadlineMs: number }
  | {
      readonly kind: 'read';
      readonly revision: string;
      readonly channel: Channel;
      readonly deadlineMs: number;
    }
  /** The message's own note stands in it: nothing is left to be decided. */
  | { readonly kind: 'posted' }
  | Ending;

export type Step<T extends object = object> = ({ readonly kind: 'proceed' } & T) | Ending;

export type Posting =
  | { readonly kind: 'posted'; readonly referenceCode: string }
  /** Shadow mode: recorded, not written. */
  | { readonly kind: 'unwritten'; readonly referenceCode: string }
  /** The thread or its notes are not what the draft was made for: go round once more. */
  | { readonly kind: 'changed' }
  | Ending;

/** What became of a note whose posting was given up; `not_sent`: Intercom certainly has none. */
export type NoteFate =
  | Exclude<Posting, { kind: 'changed' }>
  | { readonly kind: 'not_sent'; readonly intercomIsAway: boolean };

export const ending = (
  outcome: Exclude<Outcome, { kind: 'suggested' }>,
  successor: MessageId | null = null,
): Ending => ({ kind: outcome.kind, outcome, successor });

/** What a review found; `lookAgainMs`: a run that it may have to decide again is still open. */
export type Review = { readonly lookAgainMs: number | null };
