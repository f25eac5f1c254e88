import type { Conversation, Part } from '../state/types.ts';

const isCustomer = (part: Part) => part.author.type === 'user' || part.author.type === 'lead';
const isPublicReply = (part: Part) => part.body !== null && part.type !== 'note';

/** The figures that follow from the parts; null for what has not happened. */
export function renderStatistics(conversation: Conversation): Record<string, unknown> {
  let firstAdminReply: number | null = null;
  let lastAdminReply: number | null = null;
  const byCustomer = conversation.source.deliveredAs === 'customer_initiated';
  const firstContactReply = byCustomer ? conversation.createdAt : null;
  let lastContactReply = firstContactReply;
  let lastAssignment: number | null = null;
  let lastClose: number | null = null;
  for (const part of conversation.parts) {
    if (part.type === 'assignment') lastAssignment = part.createdAt;
    if (part.type === 'close') lastClose = part.createdAt;
    if (!isPublicReply(part)) continue;
    if (isCustomer(part)) lastContactReply = part.createdAt;
    if (part.author.type === 'admin') {
      firstAdminReply ??= part.createdAt;
      lastAdminReply = part.createdAt;
    }
  }
  return {
    type: 'conversation_statistics',
    time_to_admin_reply: firstAdminReply === null ? null : firstAdminReply - conversation.createdAt,
    first_contact_reply_at: firstContactReply,
    first_admin_reply_at: firstAdminReply,
    last_assignment_at: lastAssignment,
    last_contact_reply_at: lastContactReply,
    last_admin_reply_at: lastAdminReply,
    last_close_at: lastClose,
    count_reopens: conversation.counts.reopens,
    count_assignments: conversation.counts.assignments,
    count_conversation_parts: conversation.parts.length + 1,
  };
}
