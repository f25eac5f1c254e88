import { z } from 'zod';
import { wirePart, wireSource } from './wire-conversation.ts';
import { count, id, label, listOf, optionalId, time } from './wire.ts';

/** The envelope that every webhook comes in; `ping` has no id. */
export const wireEnvelope = z.object({
  topic: z.string().min(1).max(100),
  app_id: label,
  id: optionalId,
  created_at: time.nullish().catch(null),
  first_sent_at: time.nullish().catch(null),
  delivery_attempts: count,
  data: z.object({ item: z.unknown() }),
});

/** A conversation as far as a wake-up needs it. */
export const wireEvent = z.object({
  id,
  created_at: time.nullish().catch(null),
  updated_at: time.nullish().catch(null),
  source: wireSource.nullish().catch(null),
  conversation_parts: z
    .object({ conversation_parts: listOf(wirePart) })
    .nullish()
    .catch(null),
});

export const wireItem = z.object({ id });

/** A part that comes alone; where its conversation is named differs between samples. */
export const wireLonePart = z
  .object({
    id,
    conversation_id: optionalId,
    conversation: z.object({ id: optionalId }).nullish().catch(null),
  })
  .transform((part) => ({
    id: part.id,
    conversationId: part.conversation_id ?? part.conversation?.id ?? null,
  }));

export type WireEnvelope = z.output<typeof wireEnvelope>;
export type WireEvent = z.output<typeof wireEvent>;
