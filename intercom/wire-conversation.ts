import { z } from 'zod';
import { limits } from '../domain/limits.ts';
import {
  count,
  flag,
  id,
  label,
  listOf,
  optionalId,
  optionalLabel,
  optionalText,
  text,
  time,
} from './wire.ts';

/**
 * A conversation as Intercom writes it, versions 2.11 to 2.16, REST and webhooks. Only what is
 * read here is named; everything else passes unread.
 */

const author = z
  .object({
    type: label,
    id: optionalId,
    name: optionalLabel,
    email: optionalLabel,
    /** From 2.14. */
    from_ai_agent: flag,
    is_ai_answer: flag,
  })
  .nullish()
  .catch(null)
  .transform((value) => value ?? null);

const attachment = z.object({ content_type: label, name: label });

const header = z.object({
  name: z.string().optional(),
  type: z.string().optional(),
  value: z.union([z.string(), z.number()]).transform(String),
});

const mailMetadata = z
  .object({
    subject: optionalText,
    message_id: optionalLabel,
    /** Seen as an object and as a list; the specification names neither. */
    headers: z
      .union([z.record(z.string(), z.unknown()), listOf(header)])
      .nullish()
      .catch(null),
    email_address_headers: listOf(
      z.object({ type: label, email_address: label, name: optionalLabel }),
    ),
  })
  .nullish()
  .catch(null)
  .transform((value) => value ?? null);

/** Seen as a reference and, in old samples, as a bare id. */
const assignedTo = z
  .union([
    z.object({ type: label, id: optionalId }),
    id.transform((value) => ({ type: 'admin', id: value === '0' ? null : value })),
  ])
  .nullish()
  .catch(null)
  .transform((value) => value ?? null);

export const wirePart = z.object({
  id,
  part_type: label,
  body: text,
  created_at: time,
  author,
  assigned_to: assignedTo,
  attachments: listOf(attachment),
  redacted: flag,
  email_message_metadata: mailMetadata,
  /** From 2.13: the app that made the part through the API. */
  app_package_code: optionalLabel,
});

export const wireSource = z.object({
  type: label,
  id: optionalId,
  delivered_as: label,
  subject: text,
  body: text,
  author,
  attachments: listOf(attachment),
  url: optionalText.transform((url) => url?.slice(0, limits.urlCharacters) ?? null),
  redacted: flag,
  email_message_metadata: mailMetadata,
  /** From 2.16: who the mail went to. */
  recipients: listOf(z.object({ type: label, email: label })),
});

const contact = z.object({
  id,
  name: optionalLabel,
  email: optionalLabel,
  language_override: optionalLabel,
});

export const wireConversation = z.object({
  id,
  created_at: time,
  updated_at: time,
  state: label,
  open: z.boolean().nullish().catch(null),
  admin_assignee_id: optionalId,
  team_assignee_id: optionalId,
  source: wireSource.nullish().catch(null),
  contacts: z
    .object({ contacts: listOf(contact) })
    .nullish()
    .catch(null),
  tags: z
    .object({ tags: listOf(z.object({ name: label })) })
    .nullish()
    .catch(null),
  custom_attributes: z.record(z.string(), z.unknown()).nullish().catch(null),
  statistics: z.object({ count_conversation_parts: count }).nullish().catch(null),
  /** Stars, 1 to 5, where the customer gave any. */
  conversation_rating: z.object({ rating: count }).nullish().catch(null),
  conversation_parts: z
    .object({ conversation_parts: listOf(wirePart), total_count: count })
    .nullish()
    .catch(null),
});

export type WireAuthor = z.output<typeof author>;
export type WireAttachment = z.output<typeof attachment>;
export type WireMailMetadata = z.output<typeof mailMetadata>;
export type WirePart = z.output<typeof wirePart>;
export type WireSource = z.output<typeof wireSource>;
export type WireConversation = z.output<typeof wireConversation>;
