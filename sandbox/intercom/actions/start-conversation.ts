import type { Conversation } from '../state/types.ts';
import {
  authorOfContact,
  authorOfTeammate,
  botAuthor,
  contactOf,
  nextId,
  teammateOf,
} from '../state/world.ts';
import type { ActionContext } from './context.ts';
import { emailMetadata } from './email.ts';
import { asHtml } from './html.ts';
import type { Parsed } from './inputs.ts';
import { applyTag, tagNamed } from './tags.ts';

/** A conversation with its opening message; who it is assigned to at once leaves no part. */
export function startConversation(
  context: ActionContext,
  input: Parsed<'startConversation'>,
): Conversation {
  const { world } = context;
  const workspace = world.workspace(input.appId);
  const contact = contactOf(workspace, input.contactId);
  const at =
    input.createdAtMs === undefined ? world.seconds() : Math.floor(input.createdAtMs / 1000);
  const byCustomer = input.deliveredAs === 'customer_initiated';
  const owner = teammateOf(workspace, workspace.ownerId);
  const writtenTo = input.writtenTo ?? `support@${workspace.appId}.example`;
  const id = input.id ?? nextId(workspace, 'conversation');
  if (workspace.conversations.has(id)) throw new Error(`conversation ${id} exists`);
  const isEmail = input.sourceType === 'email';
  const conversation: Conversation = {
    id,
    title: input.title,
    createdAt: at,
    updatedAt: at,
    waitingSince: byCustomer ? at : null,
    snoozedUntil: null,
    state: input.state,
    read: false,
    priority: input.priority,
    adminAssigneeId: null,
    teamAssigneeId: null,
    tags: [],
    source: {
      id: nextId(workspace, 'source'),
      type: input.sourceType,
      deliveredAs: input.deliveredAs,
      subject: asHtml(input.subject),
      body: asHtml(input.body),
      author: sourceAuthor(input.deliveredAs),
      attachments: input.attachments,
      url: isEmail ? null : input.pageUrl,
      redacted: false,
      emailMetadata: isEmail ? emailMetadata(contact, input, input.subject, writtenTo) : null,
      recipients: isEmail ? [writtenTo] : [],
    },
    contactIds: [contact.id],
    teammateIds: [],
    customAttributes: { ...input.customAttributes },
    parts: [],
    aiAgent: { participated: false, resolutionState: null, since: null },
    counts: { reopens: 0, assignments: 0 },
    reads: 0,
    appearedAtMs: world.clock.now(),
  };
  for (const name of input.tags) applyTag(conversation, tagNamed(workspace, name), owner.id, at);
  if (input.assignee !== 'nobody') {
    if ('teammate' in input.assignee) conversation.adminAssigneeId = input.assignee.teammate;
    else conversation.teamAssigneeId = input.assignee.team;
  }
  workspace.conversations.set(id, conversation);
  if (!input.silent) {
    // What the customer did not begin is announced under a topic that nobody here subscribes to.
    const topic = byCustomer ? 'conversation.user.created' : 'conversation.admin.single.created';
    context.announce(workspace, { kind: 'conversation', topic, conversation, newParts: [] });
  }
  return conversation;

  function sourceAuthor(deliveredAs: string) {
    switch (deliveredAs) {
      case 'customer_initiated':
        return authorOfContact(contact);
      case 'operator_initiated':
        return botAuthor(workspace, false);
      default:
        return authorOfTeammate(owner);
    }
  }
}
