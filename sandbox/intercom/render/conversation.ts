import type { ApiVersion, AppliedTag, Conversation, Part, Workspace } from '../state/types.ts';
import { renderAttachment, renderAuthor, renderEmail } from './authors.ts';
import { renderPart } from './part.ts';
import { asPlainText } from './plain-text.ts';
import { renderStatistics } from './statistics.ts';
import { atLeast } from './versions.ts';

/** Most parts that one answer holds: the newest. */
export const maxParts = 500;

export type ConversationView = {
  version: ApiVersion;
  /** Bodies and subjects as plain text. */
  plain: boolean;
  /** Lists and search hold no parts. */
  parts: 'newest' | 'none' | readonly Part[];
};

export function renderTag(tag: AppliedTag): Record<string, unknown> {
  return {
    type: 'tag',
    id: tag.id,
    name: tag.name,
    applied_at: tag.appliedAt,
    applied_by: { type: 'admin', id: tag.appliedBy },
  };
}

function renderSource(conversation: Conversation, view: ConversationView): Record<string, unknown> {
  const { source } = conversation;
  return {
    type: source.type,
    id: source.id,
    delivered_as: source.deliveredAs,
    subject: view.plain ? asPlainText(source.subject) : source.subject,
    body: view.plain ? asPlainText(source.body) : source.body,
    author: renderAuthor(source.author, view.version),
    attachments: source.attachments.map(renderAttachment),
    url: source.url,
    redacted: source.redacted,
    ...(source.emailMetadata
      ? {
          email_message_metadata: {
            ...renderEmail(source.emailMetadata),
            history: source.emailMetadata.history,
          },
        }
      : {}),
    ...(atLeast(view.version, '2.16')
      ? {
          recipients: source.recipients.map((email) => ({ type: 'to', email, drop_reason: null })),
          reply_to: null,
        }
      : {}),
  };
}

/** Nobody is null up to 2.15 and 0 in 2.16. */
function renderAssignee(id: string | null, version: ApiVersion): number | null {
  if (id !== null) return Number(id);
  return atLeast(version, '2.16') ? 0 : null;
}

function renderParts(conversation: Conversation, view: ConversationView): Record<string, unknown> {
  if (view.parts === 'none') return {};
  const all = conversation.parts;
  const newest = all.length > maxParts ? all.slice(-maxParts) : all;
  const shown = view.parts === 'newest' ? newest : view.parts;
  return {
    conversation_parts: {
      type: 'conversation_part.list',
      conversation_parts: shown.map((part) => renderPart(part, view.version, view.plain)),
      total_count: view.parts === 'newest' ? all.length : shown.length,
    },
  };
}

function renderAiAgent(conversation: Conversation): Record<string, unknown> | null {
  const { participated, resolutionState, since } = conversation.aiAgent;
  if (!participated) return null;
  return {
    source_type: 'workflow',
    source_title: 'Fin over Messenger',
    last_answer_type: 'ai_answer',
    resolution_state: resolutionState,
    rating: null,
    rating_remark: null,
    created_at: since,
    updated_at: since,
    content_sources: { type: 'content_source.list', total_count: 0, content_sources: [] },
  };
}

function renderPriority(conversation: Conversation, version: ApiVersion): string {
  if (atLeast(version, '2.16')) return conversation.priority;
  return conversation.priority === 'none' ? 'not_priority' : 'priority';
}

export function renderConversation(
  workspace: Workspace,
  conversation: Conversation,
  view: ConversationView,
): Record<string, unknown> {
  const { version } = view;
  const firstReply = conversation.source.deliveredAs === 'customer_initiated';
  return {
    type: 'conversation',
    id: conversation.id,
    created_at: conversation.createdAt,
    updated_at: conversation.updatedAt,
    waiting_since: conversation.waitingSince,
    snoozed_until: conversation.snoozedUntil,
    source: renderSource(conversation, view),
    contacts: {
      type: 'contact.list',
      contacts: conversation.contactIds.map((id) => ({
        type: 'contact',
        id,
        external_id: workspace.contacts.get(id)?.externalId ?? null,
      })),
    },
    first_contact_reply: firstReply
      ? { created_at: conversation.createdAt, type: 'conversation', url: conversation.source.url }
      : null,
    admin_assignee_id: renderAssignee(conversation.adminAssigneeId, version),
    team_assignee_id: renderAssignee(conversation.teamAssigneeId, version),
    open: conversation.state !== 'closed',
    state: conversation.state,
    read: conversation.read,
    tags: { type: 'tag.list', tags: conversation.tags.map(renderTag) },
    priority: renderPriority(conversation, version),
    sla_applied: null,
    statistics: view.parts === 'none' ? null : renderStatistics(conversation),
    conversation_rating: null,
    teammates:
      conversation.teammateIds.length === 0
        ? null
        : {
            type: 'admin.list',
            teammates: conversation.teammateIds.map((id) => ({ type: 'admin', id })),
          },
    title: conversation.title,
    ...(atLeast(version, '2.14') ? { custom_attributes: conversation.customAttributes } : {}),
    topics: {},
    ticket: null,
    linked_objects: { type: 'list', data: [], total_count: 0, has_more: false },
    ai_agent: renderAiAgent(conversation),
    ai_agent_participated: conversation.aiAgent.participated,
    ...(atLeast(version, '2.15') ? { company: null } : {}),
    ...(atLeast(version, '2.16') ? { channel: renderChannel(conversation) } : {}),
    ...renderParts(conversation, view),
  };
}

function renderChannel(conversation: Conversation): Record<string, unknown> {
  const { type } = conversation.source;
  const channel = type === 'conversation' ? 'messenger' : type;
  return { initial: channel, current: channel };
}
