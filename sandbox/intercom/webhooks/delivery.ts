import { randomUUID } from 'node:crypto';
import { type ConversationRef, conversationKey } from '../../../domain/identifiers.ts';
import type { Event } from '../actions/context.ts';
import { type DeliveryFaults, faultName } from '../faults/matching.ts';
import type { MutableDelivery, Records } from '../records.ts';
import type { Random } from '../state/random.ts';
import type { Workspace } from '../state/types.ts';
import type { World } from '../state/world.ts';
import { notificationBody, notificationItem, type Notification } from './payload.ts';
import { createPoster, signatureOf } from './post.ts';
import { createSubscription, type Subscription } from './subscription.ts';
import { createTimers } from './timers.ts';

const answerWithinMs = 5_000;
/** However fast product time runs, a local server gets at least so long to answer. */
const leastRealTimeoutMs = 2_000;
const retryAfterMs = 60_000;
const droppedAfterMs = 2 * 3_600_000;

export type DeliveryOptions = {
  world: World;
  records: Records;
  faults: DeliveryFaults;
  random: Random;
  report: (line: string) => void;
};

type Sending = { workspace: Workspace; notification: Notification; record: MutableDelivery };

/** Sends notifications by Intercom's rules: 5 s, one retry a minute later, 410, 429. */
export function createDelivery(options: DeliveryOptions) {
  const { world, records, faults, random, report } = options;
  const { clock } = world;
  const poster = createPoster();
  const timers = createTimers();
  const subscriptions = new Map<string, Subscription>();
  const newest = new Map<string, Sending>();
  const timeoutMs = () => Math.max(leastRealTimeoutMs, clock.realMs(answerWithinMs));

  function subscriptionOf(workspace: Workspace): Subscription {
    const known = subscriptions.get(workspace.appId) ?? createSubscription();
    subscriptions.set(workspace.appId, known);
    return known;
  }

  function end(sending: Sending, outcome: MutableDelivery['outcome']): void {
    sending.record.outcome = outcome;
    records.log('delivery', sending.record);
    if (outcome === 'failed' || outcome === 'disabled') {
      report(`${sending.notification.topic} ${sending.record.notificationId}: ${outcome}`);
    }
  }

  async function attempt(sending: Sending, nth: number): Promise<void> {
    const { workspace, notification, record } = sending;
    const subscription = subscriptionOf(workspace);
    if (subscription.isDisabled() || workspace.webhookUrl === null) return end(sending, 'disabled');
    const now = clock.now();
    const holdMs = subscription.holdMs(now);
    if (holdMs > 0) {
      if (now + holdMs - record.createdAt > droppedAfterMs) return end(sending, 'dropped');
      timers.run(clock.realMs(holdMs), () => attempt(sending, nth));
      return;
    }
    const body = notificationBody(notification, nth);
    const signature = signatureOf(body, workspace.clientSecret);
    const { status, latencyMs } = await poster.post(
      workspace.webhookUrl,
      body,
      signature,
      timeoutMs(),
    );
    record.attempts.push({ at: now, status, latencyMs });
    if (status >= 200 && status < 300) {
      subscription.succeeded();
      // Another copy of the same notification may have failed meanwhile: delivered it is.
      return end(sending, 'delivered');
    }
    if (status === 410) {
      subscription.gone();
      return end(sending, 'disabled');
    }
    if (status === 429) {
      subscription.throttled(clock.now());
      timers.run(0, () => attempt(sending, nth));
      return;
    }
    subscription.failed(clock.now());
    if (nth > 1) return record.outcome === 'delivered' ? undefined : end(sending, 'failed');
    timers.run(clock.realMs(retryAfterMs), () => attempt(sending, nth + 1));
  }

  function send(
    workspace: Workspace,
    topic: string,
    item: Record<string, unknown>,
    conversationId: string | undefined,
  ): void {
    const id = topic === 'ping' ? null : `notif_${randomUUID()}`;
    const seconds = world.seconds();
    const notification = {
      id,
      topic,
      appId: workspace.appId,
      item,
      createdAt: seconds,
      firstSentAt: seconds,
    };
    const record: MutableDelivery = {
      appId: workspace.appId,
      topic,
      notificationId: id ?? 'ping',
      ...(conversationId === undefined ? {} : { conversationId }),
      createdAt: clock.now(),
      attempts: [],
      outcome: 'pending',
    };
    records.deliveries.push(record);
    const sending = { workspace, notification, record };
    if (conversationId !== undefined) {
      newest.set(conversationKey({ appId: workspace.appId, conversationId }), sending);
    }
    let copies = 1;
    let delayMs = 0;
    const hit = faults.forDelivery(workspace.appId, topic, conversationId);
    if (hit.length > 0) record.faults = hit.map(faultName);
    for (const fault of hit) {
      switch (fault.kind) {
        case 'drop':
          return end(sending, 'dropped');
        case 'duplicate':
          copies += fault.copies;
          break;
        case 'delay':
          delayMs += fault.delayMs;
          break;
        case 'shuffle':
          delayMs += random() * fault.withinMs;
          break;
      }
    }
    for (let copy = 0; copy < copies; copy += 1) {
      timers.run(clock.realMs(delayMs), () => attempt(sending, 1));
    }
  }

  return {
    announce(workspace: Workspace, event: Event): void {
      if (workspace.webhookUrl === null || !workspace.subscriptions.has(event.topic)) return;
      const id = event.kind === 'item' ? event.item['id'] : event.conversation.id;
      const isConversation = event.kind !== 'item' || event.item['type'] === 'conversation';
      const conversationId = isConversation && typeof id === 'string' ? id : undefined;
      send(workspace, event.topic, notificationItem(workspace, event), conversationId);
    },
    /** Sends a conversation's newest notification so many times more. */
    again(conversation: ConversationRef, copies: number): void {
      const sending = newest.get(conversationKey(conversation));
      if (!sending) {
        throw new Error(`conversation ${conversation.conversationId} was never announced`);
      }
      for (let copy = 0; copy < copies; copy += 1) timers.run(0, () => attempt(sending, 1));
    },
    /** Always subscribed, and signed too. */
    ping(workspace: Workspace): void {
      if (workspace.webhookUrl === null) return;
      send(workspace, 'ping', { type: 'ping', message: 'something something interzen' }, undefined);
    },
    /** The HEAD request by which Intercom checks an address; its HTTP status, 0 without answer. */
    async validate(workspace: Workspace): Promise<number> {
      if (workspace.webhookUrl === null) return 0;
      return (await poster.head(workspace.webhookUrl, timeoutMs())).status;
    },
    enable: (workspace: Workspace) => subscriptionOf(workspace).enable(),
    isDisabled: (workspace: Workspace) => subscriptionOf(workspace).isDisabled(),
    settled: () => timers.idle(),
    stop(): void {
      timers.stop();
      poster.close();
    },
  };
}

export type Delivery = ReturnType<typeof createDelivery>;
