import { z } from 'zod';
import { cleanHtml } from '../actions/html.ts';
import { addNote } from '../actions/notes.ts';
import { appendPart, rememberTeammate } from '../actions/parts.ts';
import { renderConversation } from '../render/conversation.ts';
import type { Conversation, Part, Teammate } from '../state/types.ts';
import { authorOfTeammate } from '../state/world.ts';
import { type Answer, type Call, failure, notFound, ok, type Route } from './answer.ts';

const replyBody = z.object({
  message_type: z.enum(['comment', 'note', 'quick_reply']),
  type: z.literal('admin'),
  admin_id: z.union([z.string(), z.number()]).transform(String),
  body: z.string().optional(),
  created_at: z.number().int().optional(),
});
type ReplyBody = z.output<typeof replyBody>;

/** What the documentation says of `comment`: the customer gets it. */
function sendToCustomer(
  call: Call,
  conversation: Conversation,
  teammate: Teammate,
  reply: ReplyBody,
): void {
  const { workspace, context } = call;
  let part: Part | undefined;
  context.world.change(workspace, conversation, () => {
    part = appendPart(workspace, conversation, {
      type: reply.message_type,
      body: reply.body === undefined ? null : cleanHtml(reply.body),
      author: authorOfTeammate(teammate),
      createdAt: reply.created_at ?? context.world.seconds(),
      viaApi: true,
    });
    conversation.waitingSince = null;
    rememberTeammate(conversation, teammate.id);
  });
  if (!part) return;
  context.announce(workspace, {
    kind: 'conversation',
    topic: 'conversation.admin.replied',
    conversation,
    newParts: [part],
  });
}

function reply(call: Call): Answer {
  const { workspace, context } = call;
  const conversation = workspace.conversations.get(call.params['id'] ?? '');
  if (!conversation) return notFound();
  const body = replyBody.safeParse(call.body);
  if (!body.success) {
    const field = String(body.error.issues[0]?.path[0] ?? 'message_type');
    const code = body.error.issues[0]?.code === 'invalid_type' ? 'not_found' : 'invalid';
    return failure(400, `parameter_${code}`, `${field} is missing or not allowed`, field);
  }
  const given = body.data;
  if (given.message_type !== 'quick_reply' && !given.body) {
    return failure(400, 'parameter_not_found', 'body must be present', 'body');
  }
  const teammate = workspace.teammates.get(given.admin_id);
  if (!teammate) return failure(404, 'admin_not_found', 'Admin not found');
  if (given.message_type === 'note') {
    addNote(context, workspace, conversation, teammate, {
      body: cleanHtml(given.body ?? ''),
      createdAt: given.created_at ?? context.world.seconds(),
      viaApi: true,
      silent: false,
    });
  } else {
    sendToCustomer(call, conversation, teammate, given);
  }
  const view = { version: call.version, plain: false, parts: 'newest' as const };
  return ok(renderConversation(workspace, conversation, view));
}

export const replyRoutes: readonly Route[] = [
  { method: 'POST', path: '/conversations/:id/reply', handler: reply },
];
