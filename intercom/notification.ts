import { type MessageId, partId, sourceId } from '../domain/identifiers.ts';
import { limits } from '../domain/limits.ts';
import { compareInThread } from '../domain/thread-order.ts';
import { isCustomerType } from './author.ts';
import { mayBeMessage } from './entry-kind.ts';
import type { WirePart } from './wire-conversation.ts';
import {
  type WireEnvelope,
  type WireEvent,
  wireEnvelope,
  wireEvent,
  wireItem,
  wireLonePart,
} from './wire-notification.ts';

type Delivered = {
  /** Stable over redeliveries. */
  readonly notificationId: string;
  readonly appId: string;
  readonly topic: string;
  /** When the thing happened, as far as the envelope says; null when it does not. */
  readonly createdAtMs: number | null;
  readonly deliveryAttempts: number;
};

type ArticleChange = 'created' | 'updated' | 'published' | 'unpublished' | 'deleted';

/** What a webhook asks for: ids and times. It never carries text: the thread is read anew. */
export type Notification =
  | { readonly kind: 'ping' }
  | (Delivered & {
      readonly kind: 'customer_message';
      readonly conversationId: string;
      /** Every customer message that the payload holds, oldest first; 1 to `webhookMessages`. */
      readonly messageIds: readonly [MessageId, ...MessageId[]];
    })
  | (Delivered & {
      readonly kind: 'review';
      readonly conversationId: string;
      /** Id of the newest part; the time of the change where the payload has no part. */
      readonly newestPartId: string;
    })
  | (Delivered & { readonly kind: 'conversation_deleted'; readonly conversationId: string })
  | (Delivered & {
      readonly kind: 'part_redacted';
      /** Null: Intercom's payload did not name it. */
      readonly conversationId: string | null;
      readonly partId: string;
    })
  | (Delivered & {
      readonly kind: 'article';
      readonly articleId: string;
      readonly change: ArticleChange;
    })
  | (Delivered & { readonly kind: 'contact_deleted'; readonly contactId: string })
  | { readonly kind: 'ignored'; readonly topic: string }
  | { readonly kind: 'unreadable'; readonly reason: string };

const customerTopics: ReadonlySet<string> = new Set([
  'conversation.user.created',
  'conversation.user.replied',
]);

/** Topics after which a conversation may need another look; our own note's echo is not among them. */
const reviewTopics: ReadonlySet<string> = new Set([
  'conversation.admin.replied',
  'conversation.admin.assigned',
  'conversation.admin.open.assigned',
  'conversation.admin.closed',
  'conversation.admin.opened',
  'conversation.admin.snoozed',
  'conversation.admin.unsnoozed',
  'conversation.operator.replied',
]);

/** A map, since a topic of a stranger's may be named like something that every object has. */
const articleTopics: ReadonlyMap<string, ArticleChange> = new Map([
  ['article.created', 'created'],
  ['article.updated', 'updated'],
  ['article.published', 'published'],
  ['article.unpublished', 'unpublished'],
  ['article.deleted', 'deleted'],
]);

const unreadable = (reason: string): Notification => ({ kind: 'unreadable', reason });

/** Reads a webhook body of API versions 2.11 to 2.16. Never throws, never repeats what it read. */
export function parseNotification(body: Uint8Array | string): Notification {
  let payload: unknown;
  try {
    payload = JSON.parse(typeof body === 'string' ? body : Buffer.from(body).toString('utf8'));
  } catch {
    return unreadable('the body is not JSON');
  }
  const envelope = wireEnvelope.safeParse(payload);
  if (!envelope.success) return unreadable('the body is not a notification with a topic and data');
  const { topic, app_id: appId } = envelope.data;
  if (topic === 'ping') return { kind: 'ping' };
  if (appId === '') return unreadable(`the notification ${shown(topic)} names no app_id`);
  return read(envelope.data);
}

function read(envelope: WireEnvelope): Notification {
  const { topic } = envelope;
  const { item } = envelope.data;
  if (customerTopics.has(topic) || reviewTopics.has(topic)) {
    const event = wireEvent.safeParse(item);
    if (!event.success) return unreadable(`${topic} holds no conversation with an id`);
    return customerTopics.has(topic)
      ? customerMessage(envelope, event.data)
      : review(envelope, event.data);
  }
  if (topic === 'conversation_part.redacted') {
    const part = wireLonePart.safeParse(item);
    if (!part.success) return unreadable(`${topic} holds no part with an id`);
    const { id, conversationId } = part.data;
    return { ...delivered(envelope, id), kind: 'part_redacted', conversationId, partId: id };
  }
  const change = articleTopics.get(topic);
  if (change === undefined && topic !== 'conversation.deleted' && topic !== 'contact.deleted') {
    return { kind: 'ignored', topic: shown(topic) };
  }
  const named = wireItem.safeParse(item);
  if (!named.success) return unreadable(`${topic} holds nothing with an id`);
  const { id } = named.data;
  const common = delivered(envelope, id);
  if (change !== undefined) return { ...common, kind: 'article', articleId: id, change };
  return topic === 'contact.deleted'
    ? { ...common, kind: 'contact_deleted', contactId: id }
    : { ...common, kind: 'conversation_deleted', conversationId: id };
}

/** Topic names that we do not know come from outside: only what is harmless in a log stays. */
const shown = (topic: string): string => topic.replace(/[^\w.-]/g, '').slice(0, 100);

function delivered(envelope: WireEnvelope, subject: string): Delivered {
  const { topic, app_id: appId, id } = envelope;
  const createdAtMs = envelope.created_at ?? envelope.first_sent_at ?? null;
  return {
    // Without an id, what makes a notification the same one is what it is about.
    notificationId: id ?? `${topic}:${subject}:${createdAtMs ?? 'undated'}`,
    appId,
    topic,
    createdAtMs,
    deliveryAttempts: envelope.delivery_attempts ?? 1,
  };
}

const partsOf = (event: WireEvent): readonly WirePart[] =>
  event.conversation_parts?.conversation_parts ?? [];

function customerMessage(envelope: WireEnvelope, event: WireEvent): Notification {
  const replies = partsOf(event)
    .filter((part) => isCustomerType(part.author?.type) && mayBeMessage(part))
    .map((part) => ({ id: partId(part.id), createdAtMs: part.created_at }))
    .sort(compareInThread)
    .map(({ id }) => id);
  const { source } = event;
  const opens =
    envelope.topic === 'conversation.user.created' && isCustomerType(source?.author?.type);
  const [first, ...others] = opens ? [sourceId(source?.id ?? event.id), ...replies] : replies;
  // A payload that names no customer message still tells that there is one: look for it; and for
  // all of them where there are more than one webhook should start.
  if (first === undefined || others.length >= limits.webhookMessages) {
    return review(envelope, event);
  }
  return {
    ...delivered(envelope, others.at(-1) ?? first),
    kind: 'customer_message',
    conversationId: event.id,
    messageIds: [first, ...others],
  };
}

function review(envelope: WireEnvelope, event: WireEvent): Notification {
  const newest = partsOf(event)
    .map((part) => ({ id: partId(part.id), createdAtMs: part.created_at, plain: part.id }))
    .sort(compareInThread)
    .at(-1);
  const changedAtMs = event.updated_at ?? envelope.created_at ?? 0;
  const newestPartId = newest?.plain ?? `at-${changedAtMs / 1000}`;
  return {
    ...delivered(envelope, `${event.id}:${newestPartId}`),
    kind: 'review',
    conversationId: event.id,
    newestPartId,
  };
}
