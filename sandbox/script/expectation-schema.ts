import { z } from 'zod';
import { isReason } from '../../domain/outcome.ts';

const text = z.string().min(1);
const count = z.union(
  [
    z.number().int().min(0),
    z
      .strictObject({ min: z.number().int().min(0), max: z.number().int().min(0) })
      .refine(({ min, max }) => min <= max, { message: 'min is above max' }),
  ],
  { error: 'use a whole number or {"min": n, "max": n}' },
);
const reason = z.string().refine(isReason, { error: 'there is no such reason' });
const outcome = z.enum(['suggested', 'quiet', 'failed', 'none']);

const strings = z
  .strictObject({ holds: z.array(text).default([]), lacks: z.array(text).default([]) })
  .prefault({});

/** What a customer's message should come to; whatever is left out may be anything. */
export const messageExpectation = z.strictObject({
  /** One, or the allowed ones; `none`: nothing is decided about it. */
  outcome: z.union([outcome.transform((one) => [one]), z.array(outcome).min(1)]).optional(),
  /** Allowed reasons, for an outcome that has one. */
  reasons: z.array(reason).min(1).optional(),
  /** Id of the article that the draft must cite, or the ids of which one must be cited. */
  article: z.union([text.transform((one) => [one]), z.array(text).min(1)]).optional(),
  /** Strings, upper and lower case alike, in the draft as the customer would read it. */
  draft: strings,
  /** The same in the whole note as the teammates see it, without mark-up. */
  note: strings,
  /** How often it was decided. */
  decisions: count.optional(),
  /** One sentence: why it is known to go wrong. A difference is then reported, not counted. */
  knownGap: text.optional(),
});

export const conversationExpectation = z.strictObject({
  /** Notes that stand in the conversation. */
  notes: count.optional(),
  tags: z.array(text).default([]),
  lacksTags: z.array(text).default([]),
  /** Strings in what `explain` tells about its messages. */
  explain: z.array(text).default([]),
  /** Writes of any kind that Intercom saw in its workspace. */
  writes: count.optional(),
  /** As for a message. */
  knownGap: text.optional(),
});

export type MessageExpectation = z.output<typeof messageExpectation>;
export type ConversationExpectation = z.output<typeof conversationExpectation>;
export type Count = z.output<typeof count>;
