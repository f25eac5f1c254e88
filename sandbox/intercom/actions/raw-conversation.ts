import { z } from 'zod';
import type { Author, Part, Source, Workspace } from '../state/types.ts';
import { nextId } from '../state/world.ts';

/** What a conversation in any version has of what is kept here; the rest is left aside. */
const id = z.union([z.string(), z.number()]).transform(String);
const author = z.object({
  type: z.enum(['user', 'lead', 'contact', 'admin', 'bot', 'team']),
  id: id.nullish(),
  name: z.string().nullish(),
  email: z.string().nullish(),
  from_ai_agent: z.boolean().optional(),
  is_ai_answer: z.boolean().optional(),
});
const attachments = z
  .array(
    z.object({
      name: z.string().default('file'),
      url: z.string().default(''),
      content_type: z.string().default('application/octet-stream'),
      filesize: z.number().default(0),
      width: z.number().nullish(),
      height: z.number().nullish(),
    }),
  )
  .nullish();
const state = z.enum(['open', 'closed', 'snoozed']);
export const rawConversation = z.object({
  id,
  title: z.string().nullish(),
  created_at: z.number(),
  updated_at: z.number().nullish(),
  waiting_since: z.number().nullish(),
  snoozed_until: z.number().nullish(),
  open: z.boolean().optional(),
  state: state.optional(),
  read: z.boolean().default(false),
  admin_assignee_id: id.nullish(),
  team_assignee_id: id.nullish(),
  custom_attributes: z.record(z.string(), z.unknown()).nullish(),
  ai_agent_participated: z.boolean().nullish(),
  contacts: z
    .object({ contacts: z.array(z.object({ id, external_id: z.string().nullish() })) })
    .nullish(),
  tags: z.object({ tags: z.array(z.object({ id, name: z.string() })) }).nullish(),
  source: z.object({
    id: id.nullish(),
    type: z.string().default('conversation'),
    delivered_as: z.string().default('customer_initiated'),
    subject: z.string().nullish(),
    body: z.string().nullish(),
    author,
    attachments,
    url: z.string().nullish(),
    redacted: z.boolean().default(false),
  }),
  conversation_parts: z
    .object({
      conversation_parts: z.array(
        z.object({
          id,
          part_type: z.string(),
          body: z.string().nullish(),
          created_at: z.number(),
          updated_at: z.number().nullish(),
          author,
          assigned_to: z.object({ type: z.string(), id: id.nullable() }).nullish(),
          attachments,
          redacted: z.boolean().default(false),
          state: state.nullish(),
          event_details: z.record(z.string(), z.unknown()).nullish(),
          app_package_code: z.string().nullish(),
        }),
      ),
    })
    .nullish(),
});
export type RawConversation = z.output<typeof rawConversation>;

function toAuthor(given: z.output<typeof author>): Author {
  return {
    type: given.type,
    id: given.id ?? '',
    name: given.name ?? null,
    email: given.email ?? null,
    ...(given.from_ai_agent === undefined ? {} : { fromAiAgent: given.from_ai_agent }),
    ...(given.is_ai_answer === undefined ? {} : { isAiAnswer: given.is_ai_answer }),
  };
}

const toAttachments = (given: z.output<typeof attachments>) =>
  (given ?? []).map((one) => ({
    name: one.name,
    url: one.url,
    contentType: one.content_type,
    filesize: one.filesize,
    width: one.width ?? undefined,
    height: one.height ?? undefined,
  }));

export function toPart(one: RawPart, conversationState: Part['state'], shift: number): Part {
  return {
    id: one.id,
    type: one.part_type,
    body: one.body ?? null,
    createdAt: one.created_at + shift,
    updatedAt: (one.updated_at ?? one.created_at) + shift,
    author: toAuthor(one.author),
    assignedTo: one.assigned_to ?? null,
    attachments: toAttachments(one.attachments),
    redacted: one.redacted,
    state: one.state ?? conversationState,
    eventDetails: one.event_details ?? null,
    appPackageCode: one.app_package_code ?? null,
    emailMetadata: null,
    viaApi: false,
  };
}
type RawPart = NonNullable<RawConversation['conversation_parts']>['conversation_parts'][number];

export function toSource(workspace: Workspace, given: RawConversation['source']): Source {
  return {
    id: given.id ?? nextId(workspace, 'source'),
    type: given.type,
    deliveredAs: given.delivered_as,
    subject: given.subject ?? '',
    body: given.body ?? '',
    author: toAuthor(given.author),
    attachments: toAttachments(given.attachments),
    url: given.url ?? null,
    redacted: given.redacted,
    emailMetadata: null,
    recipients: [],
  };
}
