import type { Part } from '../state/types.ts';
import {
  authorOfContact,
  authorOfTeammate,
  botAuthor,
  contactOf,
  teammateOf,
} from '../state/world.ts';
import { applyAssignee } from './assignee.ts';
import type { ActionContext } from './context.ts';
import { emailMetadata } from './email.ts';
import { asHtml } from './html.ts';
import type { Parsed } from './inputs.ts';
import { appendPart, rememberTeammate } from './parts.ts';

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
              input.subject ?? `Re: ${conversation.source.emailMetadata?.subject ?? ''}`,
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
