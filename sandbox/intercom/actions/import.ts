import type { Author, Conversation, Workspace } from '../state/types.ts';
import type { ActionContext } from './context.ts';
import type { Parsed } from './inputs.ts';
import { rawConversation, toPart, toSource } from './raw-conversation.ts';
import { addContact, addTeammate } from './workspaces.ts';

/** Contacts and teammates that the conversation names and the workspace lacks. */
function addPeople(context: ActionContext, workspace: Workspace, authors: readonly Author[]): void {
  const { appId } = workspace;
  for (const { type, id: personId, name, email } of authors) {
    if (type === 'admin' && !workspace.teammates.has(personId)) {
      addTeammate(context, {
        appId,
        id: personId,
        name: name ?? 'Teammate',
        email: email ?? undefined,
        hasInboxSeat: true,
        awayModeEnabled: false,
        teamIds: [],
      });
    }
    if ((type === 'user' || type === 'lead') && !workspace.contacts.has(personId)) {
      const bare = {
        externalId: null,
        languageOverride: null,
        customAttributes: {},
        companies: [],
      };
      addContact(context, { appId, id: personId, role: type, name, email, country: null, ...bare });
    }
  }
}

const nobody = (assignee: string | null | undefined) =>
  assignee === undefined || assignee === null || assignee === '0' ? null : assignee;

/**
 * Takes a conversation as Intercom sends it, with its times moved so that the newest is now. One
 * that exists gets the parts that it lacks and the given state.
 */
export function importConversation(
  context: ActionContext,
  input: Parsed<'importConversation'>,
): { conversation: Conversation; shiftSeconds: number } {
  const { world } = context;
  const workspace = world.workspace(input.appId);
  const given = rawConversation.parse(input.conversation);
  const givenParts = given.conversation_parts?.conversation_parts ?? [];
  const newest = Math.max(given.created_at, ...givenParts.map((part) => part.created_at));
  const shift = input.shiftSeconds ?? world.seconds() - newest;
  const moved = (time: number | null | undefined) => (time ? time + shift : null);
  const conversationState = given.state ?? (given.open === false ? 'closed' : 'open');
  const parts = givenParts.map((part) => toPart(part, conversationState, shift));
  const known = workspace.conversations.get(given.id);
  const conversation: Conversation = known ?? {
    id: given.id,
    title: given.title ?? null,
    createdAt: given.created_at + shift,
    updatedAt: newest + shift,
    waitingSince: moved(given.waiting_since),
    snoozedUntil: null,
    state: conversationState,
    read: given.read,
    priority: 'none',
    adminAssigneeId: null,
    teamAssigneeId: null,
    tags: [],
    source: toSource(workspace, given.source),
    contactIds: [],
    teammateIds: [],
    customAttributes: {},
    parts: [],
    aiAgent: { participated: false, resolutionState: null, since: null },
    counts: { reopens: 0, assignments: 0 },
    reads: 0,
    appearedAtMs: world.clock.now(),
  };
  workspace.conversations.set(conversation.id, conversation);
  const lacking = parts.filter((part) => !conversation.parts.some((one) => one.id === part.id));
  addPeople(context, workspace, [conversation.source.author, ...parts.map((part) => part.author)]);
  world.change(workspace, conversation, () => {
    conversation.parts.push(...lacking);
    conversation.state = conversationState;
    conversation.snoozedUntil = moved(given.snoozed_until);
    conversation.adminAssigneeId = nobody(given.admin_assignee_id);
    conversation.teamAssigneeId = nobody(given.team_assignee_id);
    conversation.customAttributes = given.custom_attributes ?? conversation.customAttributes;
    conversation.aiAgent.participated ||= given.ai_agent_participated === true;
    for (const contact of given.contacts?.contacts ?? []) {
      if (!conversation.contactIds.includes(contact.id)) conversation.contactIds.push(contact.id);
    }
    for (const tag of given.tags?.tags ?? []) {
      workspace.tags.set(tag.id, tag);
      if (conversation.tags.some((one) => one.id === tag.id)) continue;
      const applied = { appliedAt: world.seconds(), appliedBy: workspace.ownerId };
      conversation.tags.push({ ...tag, ...applied });
    }
  });
  raiseCounters(workspace, conversation);
  if (input.topic !== undefined) {
    const { topic } = input;
    context.announce(workspace, { kind: 'conversation', topic, conversation, newParts: parts });
  }
  return { conversation, shiftSeconds: shift };
}

/** Ids made later are newer than all imported ones. */
function raiseCounters(workspace: Workspace, conversation: Conversation): void {
  const { counters } = workspace;
  const above = (value: string, counter: number) => Math.max(counter, (Number(value) || 0) + 1);
  counters.conversation = above(conversation.id, counters.conversation);
  counters.source = above(conversation.source.id, counters.source);
  for (const part of conversation.parts) counters.part = above(part.id, counters.part);
}
