import { z } from 'zod';
import type { Author, Conversation, Part, Source, Workspace } from '../state/types.ts';
import { nextId } from '../state/world.ts';
import type { ActionContext } from './context.ts';
import type { Parsed } from './inputs.ts';
import { addContact, addTeammate } from './workspaces.ts';

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
const raw = z.object({
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
type Raw = z.output<typeof raw>;

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

function toPart(one: RawPart, conversationState: Part['state'], shift: number): Part {
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
type RawPart = NonNullable<Raw['conversation_parts']>['conversation_parts'][number];

function toSource(workspace: Workspace, given: Raw['source']): Source {
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
  const given = raw.parse(input.conversation);
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
