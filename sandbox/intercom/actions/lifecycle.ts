import type { Author, Conversation, Part, Workspace } from '../state/types.ts';
import { authorOfTeammate, botAuthor, teammateOf } from '../state/world.ts';
import type { ActionContext } from './context.ts';
import { applyAssignee } from './assignee.ts';
import type { Parsed } from './inputs.ts';
import { appendPart, type NewPart } from './parts.ts';
import { applyTag, tagNamed } from './tags.ts';

function actorAuthor(workspace: Workspace, by: Parsed<'close'>['by']): Author {
  return by === 'workflow'
    ? botAuthor(workspace, false)
    : authorOfTeammate(teammateOf(workspace, by.teammate));
}

type Step = {
  appId: string;
  conversationId: string;
  by: Parsed<'close'>['by'];
  silent: boolean;
};

/** One part by somebody, an edit of the conversation, one notification. */
function step(
  context: ActionContext,
  input: Step,
  topic: string,
  edit: (conversation: Conversation) => Partial<NewPart> & { type: string },
): Part {
  const workspace = context.world.workspace(input.appId);
  const conversation = context.world.conversation(workspace, input.conversationId);
  let part: Part | undefined;
  context.world.change(workspace, conversation, () => {
    const given = edit(conversation);
    part = appendPart(workspace, conversation, {
      author: actorAuthor(workspace, input.by),
      createdAt: context.world.seconds(),
      ...given,
    });
  });
  if (!part) throw new Error('no part was made');
  if (!input.silent) {
    context.announce(workspace, { kind: 'conversation', topic, conversation, newParts: [part] });
  }
  return part;
}

export function assign(context: ActionContext, input: Parsed<'assign'>): Part {
  return step(context, input, 'conversation.admin.assigned', (conversation) => ({
    type: 'assignment',
    assignedTo: applyAssignee(conversation, input.to),
  }));
}

export function close(context: ActionContext, input: Parsed<'close'>): Part {
  return step(context, input, 'conversation.admin.closed', (conversation) => {
    conversation.state = 'closed';
    conversation.snoozedUntil = null;
    return { type: 'close' };
  });
}

export function reopen(context: ActionContext, input: Parsed<'reopen'>): Part {
  return step(context, input, 'conversation.admin.opened', (conversation) => {
    if (conversation.state === 'closed') conversation.counts.reopens += 1;
    conversation.state = 'open';
    conversation.snoozedUntil = null;
    return { type: 'open' };
  });
}

export function snooze(context: ActionContext, input: Parsed<'snooze'>): Part {
  const until = input.untilMs ?? context.world.clock.now() + 24 * 3_600_000;
  return step(context, input, 'conversation.admin.snoozed', (conversation) => {
    conversation.state = 'snoozed';
    conversation.snoozedUntil = Math.floor(until / 1000);
    return { type: 'snoozed' };
  });
}

/** Opens a conversation whose snooze has run out by now. */
export function wakeIfDue(
  context: ActionContext,
  workspace: Workspace,
  conversation: Conversation,
): void {
  const until = conversation.snoozedUntil;
  if (conversation.state !== 'snoozed' || until === null || until > context.world.seconds()) return;
  context.world.change(workspace, conversation, () => {
    conversation.state = 'open';
    conversation.snoozedUntil = null;
  });
  const topic = 'conversation.admin.unsnoozed';
  context.announce(workspace, { kind: 'conversation', topic, conversation, newParts: [] });
}

/** Text that Intercom leaves in place of a redacted message. */
const redactedBody = '<p><i>This message was deleted</i></p>';

export function redactPart(context: ActionContext, input: Parsed<'redactPart'>): void {
  const workspace = context.world.workspace(input.appId);
  const conversation = context.world.conversation(workspace, input.conversationId);
  const index = conversation.parts.findIndex((part) => part.id === input.partId);
  const part = conversation.parts[index];
  if (!part) throw new Error(`no part ${input.partId} in conversation ${conversation.id}`);
  const redacted: Part = {
    ...part,
    body: part.body === null ? null : redactedBody,
    attachments: [],
    redacted: true,
    updatedAt: context.world.seconds(),
  };
  context.world.change(workspace, conversation, () =>
    conversation.parts.splice(index, 1, redacted),
  );
  if (input.silent) return;
  context.announce(workspace, {
    kind: 'part',
    topic: 'conversation_part.redacted',
    conversation,
    part: redacted,
  });
}

/** The opening message loses its text; no topic is documented for it, so nothing is announced. */
export function redactSource(context: ActionContext, input: Parsed<'redactSource'>): void {
  const workspace = context.world.workspace(input.appId);
  const conversation = context.world.conversation(workspace, input.conversationId);
  context.world.change(workspace, conversation, () => {
    conversation.source = {
      ...conversation.source,
      body: redactedBody,
      attachments: [],
      redacted: true,
    };
  });
}

export function deleteConversation(
  context: ActionContext,
  input: Parsed<'deleteConversation'>,
): void {
  const workspace = context.world.workspace(input.appId);
  const conversation = context.world.conversation(workspace, input.conversationId);
  workspace.conversations.delete(conversation.id);
  if (input.silent) return;
  context.announce(workspace, {
    kind: 'item',
    topic: 'conversation.deleted',
    item: { type: 'conversation', id: conversation.id, deleted: true },
  });
}

export function setTags(context: ActionContext, input: Parsed<'setTags'>): void {
  const workspace = context.world.workspace(input.appId);
  const conversation = context.world.conversation(workspace, input.conversationId);
  context.world.change(workspace, conversation, () => {
    const wanted = input.tags.map((name) => tagNamed(workspace, name));
    conversation.tags = conversation.tags.filter((tag) => wanted.some(({ id }) => id === tag.id));
    for (const tag of wanted) {
      applyTag(conversation, tag, workspace.ownerId, context.world.seconds());
    }
  });
}

export function setAttributes(context: ActionContext, input: Parsed<'setAttributes'>): void {
  const workspace = context.world.workspace(input.appId);
  const conversation = context.world.conversation(workspace, input.conversationId);
  context.world.change(workspace, conversation, () => {
    conversation.customAttributes = { ...conversation.customAttributes, ...input.customAttributes };
  });
}
