import type { Contact, Conversation, EmailMetadata, Part, Workspace } from '../state/types.ts';
import {
  authorOfContact,
  authorOfTeammate,
  botAuthor,
  nextId,
  teammateOf,
} from '../state/world.ts';
import type { ActionContext } from './context.ts';
import { asHtml } from './html.ts';
import type { Parsed } from './inputs.ts';
import { appendPart, rememberTeammate } from './parts.ts';
import { applyTag, tagNamed } from './tags.ts';

function contactOf(workspace: Workspace, id: string): Contact {
  const contact = workspace.contacts.get(id);
  if (!contact) throw new Error(`no contact ${id} in ${workspace.appId}`);
  return contact;
}

function emailMetadata(
  contact: Contact,
  input: Pick<Parsed<'startConversation'>, 'emailHeaders' | 'emailHistory' | 'messageId'>,
  subject: string,
  to: string,
): EmailMetadata {
  return {
    messageId: input.messageId ?? null,
    subject,
    headers: input.emailHeaders ?? [
      { type: 'from', emailAddress: contact.email ?? '', name: contact.name },
      { type: 'to', emailAddress: to, name: null },
    ],
    history: input.emailHistory ?? '',
  };
}

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

/** A reply by the customer; it opens a closed or snoozed conversation, then as an `open` part. */
export function customerReplies(context: ActionContext, input: Parsed<'customerReplies'>): Part {
  const { world } = context;
  const workspace = world.workspace(input.appId);
  const conversation = world.conversation(workspace, input.conversationId);
  const contact = contactOf(workspace, input.contactId ?? conversation.contactIds[0] ?? '');
  const at =
    input.createdAtMs === undefined ? world.seconds() : Math.floor(input.createdAtMs / 1000);
  let part: Part | undefined;
  world.change(workspace, conversation, () => {
    const reopens = conversation.state !== 'open';
    if (conversation.state === 'closed') conversation.counts.reopens += 1;
    conversation.state = 'open';
    conversation.snoozedUntil = null;
    conversation.read = false;
    conversation.waitingSince ??= at;
    if (!conversation.contactIds.includes(contact.id)) conversation.contactIds.push(contact.id);
    part = appendPart(workspace, conversation, {
      type: reopens ? 'open' : 'comment',
      body: input.body === null ? null : asHtml(input.body),
      author: authorOfContact(contact),
      createdAt: at,
      attachments: input.attachments,
      emailMetadata:
        conversation.source.type === 'email'
          ? emailMetadata(
              contact,
              input,
              `Re: ${conversation.source.emailMetadata?.subject ?? ''}`,
              conversation.source.recipients[0] ?? '',
            )
          : null,
    });
  });
  if (!part) throw new Error('no part was made');
  if (!input.silent) {
    context.announce(workspace, {
      kind: 'conversation',
      topic: 'conversation.user.replied',
      conversation,
      newParts: [part],
    });
  }
  return part;
}

/** A public reply in a teammate's name, by the teammate or by an automation. */
export function teammateReplies(context: ActionContext, input: Parsed<'teammateReplies'>): Part {
  const { world } = context;
  const workspace = world.workspace(input.appId);
  const conversation = world.conversation(workspace, input.conversationId);
  const teammate = teammateOf(workspace, input.teammateId);
  const at =
    input.createdAtMs === undefined ? world.seconds() : Math.floor(input.createdAtMs / 1000);
  const newParts: Part[] = [];
  world.change(workspace, conversation, () => {
    if (input.asAutomation === 'workflow') {
      newParts.push(
        appendPart(workspace, conversation, {
          type: 'operator_workflow_event',
          author: botAuthor(workspace, false),
          createdAt: at,
          eventDetails: {
            workflow: { name: 'First reply' },
            event: { type: 'message_sent', result: 'sent' },
          },
        }),
      );
    }
    const assignedTo =
      input.assign === undefined ? null : applyAssignee(conversation, input.assign);
    const author = authorOfTeammate(teammate);
    newParts.push(
      appendPart(workspace, conversation, {
        type: input.assign === undefined ? 'comment' : 'assignment',
        body: asHtml(input.body),
        author:
          input.asAutomation === 'fin'
            ? { ...author, fromAiAgent: true, isAiAnswer: true }
            : author,
        createdAt: at,
        assignedTo,
        attachments: input.attachments,
        appPackageCode: input.asAutomation === 'app' ? 'auto-replies' : null,
      }),
    );
    conversation.waitingSince = null;
    rememberTeammate(conversation, teammate.id);
  });
  const part = newParts.at(-1);
  if (!part) throw new Error('no part was made');
  if (!input.silent) {
    const topic =
      input.assign === undefined ? 'conversation.admin.replied' : 'conversation.admin.assigned';
    context.announce(workspace, { kind: 'conversation', topic, conversation, newParts });
  }
  return part;
}

/** Sets the assignee and returns the part's `assigned_to`. */
export function applyAssignee(
  conversation: Conversation,
  to: Parsed<'assign'>['to'],
): { type: string; id: string | null } {
  conversation.counts.assignments += 1;
  if (to === 'nobody') {
    conversation.adminAssigneeId = null;
    conversation.teamAssigneeId = null;
    return { type: 'nobody_admin', id: null };
  }
  if ('teammate' in to) {
    conversation.adminAssigneeId = to.teammate;
    return { type: 'admin', id: to.teammate };
  }
  conversation.teamAssigneeId = to.team;
  conversation.adminAssigneeId = null;
  return { type: 'team', id: to.team };
}

/** Fin or a workflow bot answers: no admin reply, so the customer still counts as waiting. */
export function botReplies(context: ActionContext, input: Parsed<'botReplies'>): Part {
  const { world } = context;
  const workspace = world.workspace(input.appId);
  const conversation = world.conversation(workspace, input.conversationId);
  const at = world.seconds();
  let part: Part | undefined;
  world.change(workspace, conversation, () => {
    part = appendPart(workspace, conversation, {
      type: 'comment',
      body: asHtml(input.body),
      author: botAuthor(workspace, input.fin),
      createdAt: at,
    });
    if (!input.fin) return;
    conversation.aiAgent = {
      participated: true,
      resolutionState: input.resolutionState,
      since: conversation.aiAgent.since ?? at,
    };
  });
  if (!part) throw new Error('no part was made');
  if (input.silent) return part;
  const topics = ['conversation.operator.replied'];
  if (input.alsoAsAdminReplied) topics.push('conversation.admin.replied');
  for (const topic of topics) {
    context.announce(workspace, { kind: 'conversation', topic, conversation, newParts: [part] });
  }
  return part;
}
