import type { Channel, Contact, Conversation, Entry } from '../domain/conversation.ts';
import { partId } from '../domain/identifiers.ts';
import { limits } from '../domain/limits.ts';
import { compareInThread, inThreadOrder } from '../domain/thread-order.ts';
import { entryOfPart, entryOfSource } from './entry.ts';
import { withinBudget } from './reading-budget.ts';
import { writtenTo } from './written-to.ts';
import type { WireConversation } from './wire-conversation.ts';

/** Intercom never gives more, and gives the newest. */
const mostParts = 500;

export function channelOf(sourceType: string): Channel {
  if (sourceType === 'conversation') return 'web';
  return sourceType === 'email' ? 'email' : 'other';
}

function stateOf({ state, open }: WireConversation): Conversation['state'] {
  if (state === 'open' || state === 'closed' || state === 'snoozed') return state;
  return open === false ? 'closed' : 'open';
}

/** Who the conversation is with: the opening's author, else the first contact of the list. */
function contactOf(wire: WireConversation, entries: readonly Entry[]): Contact | null {
  const written = entries.find(({ author }) => author.kind === 'customer' && author.id !== '');
  const listed = wire.contacts?.contacts ?? [];
  const id = written?.author.id ?? listed[0]?.id;
  if (id === undefined) return null;
  const reference = listed.find((contact) => contact.id === id);
  return {
    id,
    name: written?.author.name ?? reference?.name ?? null,
    email: written?.author.email ?? reference?.email ?? null,
    language: reference?.language_override ?? null,
  };
}

/** References to other objects are left out: they say nothing by themselves. */
function attributesOf(wire: WireConversation): Conversation['customAttributes'] {
  const attributes = Object.entries(wire.custom_attributes ?? {}).slice(0, limits.attributes);
  // Entries again, since assigning to a name like `__proto__` would set something else.
  return Object.fromEntries(
    attributes.flatMap(([name, value]): [string, string | number | boolean | null][] => {
      const short = name.slice(0, limits.labelCharacters);
      if (typeof value === 'string') return [[short, value.slice(0, limits.labelCharacters)]];
      if (typeof value === 'number' || typeof value === 'boolean') return [[short, value]];
      return value === null ? [[short, null]] : [];
    }),
  );
}

function olderPartsMissing(wire: WireConversation): boolean {
  const given = wire.conversation_parts?.conversation_parts.length ?? 0;
  const total = wire.conversation_parts?.total_count ?? given;
  // The statistic alone proves nothing: what it counts is not documented.
  const counted = wire.statistics?.count_conversation_parts ?? Number.POSITIVE_INFINITY;
  return total > given || (given >= mostParts && counted > given);
}

/**
 * Intercom's conversation in the product's words; `aiAdminId`: whose words are our own, `readAtMs`:
 * when it was read, by Intercom's clock.
 */
export function conversationOf(
  wire: WireConversation,
  aiAdminId: string,
  readAtMs: number | null = null,
): Conversation {
  const sourceType = wire.source?.type ?? '';
  const channel = channelOf(sourceType);
  const around = { conversationId: wire.id, aiAdminId, isMail: channel === 'email' };
  const sorted = (wire.conversation_parts?.conversation_parts ?? [])
    .map((part) => ({ part, id: partId(part.id), createdAtMs: part.created_at }))
    .sort(compareInThread)
    .map(({ part }) => part);
  const source = wire.source ? [entryOfSource(wire.source, wire.created_at, around)] : [];
  const said = withinBudget(sorted, aiAdminId).map((part, at) =>
    entryOfPart(part, sorted[at - 1], around),
  );
  const entries = inThreadOrder([...source, ...said]);
  return {
    id: wire.id,
    state: stateOf(wire),
    channel,
    sourceType,
    deliveredAs: wire.source?.delivered_as ?? '',
    assignment: { teammateId: wire.admin_assignee_id, teamId: wire.team_assignee_id },
    contact: contactOf(wire, entries),
    tags: (wire.tags?.tags ?? [])
      .slice(0, limits.attributes)
      .map(({ name }) => name)
      .filter((name) => name !== ''),
    customAttributes: attributesOf(wire),
    pageUrl: wire.source?.url ?? null,
    writtenTo: writtenTo(wire.source ?? null, sorted),
    createdAtMs: wire.created_at,
    updatedAtMs: wire.updated_at,
    readAtMs,
    entries,
    olderPartsMissing: olderPartsMissing(wire),
  };
}
