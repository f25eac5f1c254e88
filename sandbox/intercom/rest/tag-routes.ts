import { z } from 'zod';
import { applyTag, tagNamed } from '../actions/tags.ts';
import { renderTag } from '../render/conversation.ts';
import type { Conversation, Workspace } from '../state/types.ts';
import { type Answer, type Call, failure, ok, type Route } from './answer.ts';

const conversationMissing = () => failure(404, 'not_found', 'Conversation not found');
const tagMissing = () => failure(404, 'tag_not_found', 'Tag not found');
const adminMissing = () => failure(404, 'admin_not_found', 'Admin not found');

const id = z.union([z.string(), z.number()]).transform(String);
const attachBody = z.object({ id, admin_id: id });
const detachBody = z.object({ admin_id: id });

/** A tagged conversation is announced as its newest part being tagged. */
function announceTagged(call: Call, workspace: Workspace, conversation: Conversation): void {
  const part = conversation.parts.at(-1);
  if (!part) return;
  const topic = 'conversation_part.tag.created';
  call.context.announce(workspace, { kind: 'part', topic, conversation, part });
}

function attachTag(call: Call): Answer {
  const { workspace, context } = call;
  const conversation = workspace.conversations.get(call.params['id'] ?? '');
  if (!conversation) return conversationMissing();
  const body = attachBody.safeParse(call.body);
  if (!body.success) {
    return failure(400, 'parameter_not_found', 'id and admin_id must be present');
  }
  const tag = workspace.tags.get(body.data.id);
  if (!tag) return tagMissing();
  if (!workspace.teammates.has(body.data.admin_id)) return adminMissing();
  context.world.change(workspace, conversation, () =>
    applyTag(conversation, tag, body.data.admin_id, context.world.seconds()),
  );
  announceTagged(call, workspace, conversation);
  const applied = conversation.tags.find((one) => one.id === tag.id);
  return applied ? ok(renderTag(applied)) : tagMissing();
}

function detachTag(call: Call): Answer {
  const { workspace, context } = call;
  const conversation = workspace.conversations.get(call.params['id'] ?? '');
  if (!conversation) return conversationMissing();
  if (!detachBody.safeParse(call.body).success) {
    return failure(400, 'parameter_not_found', 'admin_id must be present', 'admin_id');
  }
  const applied = conversation.tags.find((one) => one.id === call.params['tagId']);
  if (!applied) return tagMissing();
  context.world.change(workspace, conversation, () => {
    conversation.tags = conversation.tags.filter((one) => one !== applied);
  });
  return ok(renderTag(applied));
}

const createBody = z.object({ name: z.string().min(1) });

function createTag(call: Call): Answer {
  const body = createBody.safeParse(call.body);
  if (!body.success) return failure(400, 'parameter_invalid', 'invalid tag parameters');
  return ok({ type: 'tag', ...tagNamed(call.workspace, body.data.name) });
}

export const tagRoutes: readonly Route[] = [
  { method: 'POST', path: '/conversations/:id/tags', handler: attachTag },
  { method: 'DELETE', path: '/conversations/:id/tags/:tagId', handler: detachTag },
  { method: 'POST', path: '/tags', handler: createTag },
  {
    method: 'GET',
    path: '/tags',
    handler: ({ workspace }) =>
      ok({
        type: 'list',
        data: [...workspace.tags.values()].map((tag) => ({ type: 'tag', ...tag })),
      }),
  },
];
