import type { Event } from '../actions/context.ts';
import { renderConversation } from '../render/conversation.ts';
import { renderPart } from '../render/part.ts';
import { atLeast } from '../render/versions.ts';
import type { Workspace } from '../state/types.ts';

/**
 * `data.item` of a notification, in the workspace's webhook version. Which parts it holds is not
 * documented; published samples carry the newest, and for replies also the whole thread.
 */
export function notificationItem(workspace: Workspace, event: Event): Record<string, unknown> {
  const version = workspace.webhookVersion;
  const plain = atLeast(version, '2.15');
  switch (event.kind) {
    case 'item':
      return event.item;
    case 'part':
      return workspace.redactedPayload === 'part'
        ? renderPart(event.part, version, plain)
        : renderConversation(workspace, event.conversation, {
            version,
            plain,
            parts: [event.part],
          });
    case 'conversation': {
      const whole =
        workspace.repliedPayload === 'thread' && event.topic === 'conversation.user.replied';
      const parts = whole ? 'newest' : event.newParts;
      return renderConversation(workspace, event.conversation, { version, plain, parts });
    }
  }
}

export type Notification = {
  id: string | null;
  topic: string;
  appId: string;
  item: Record<string, unknown>;
  /** Whole seconds. */
  createdAt: number;
  firstSentAt: number;
};

/** The body as sent at this attempt; everything but the count stays the same. */
export function notificationBody(notification: Notification, attempt: number): string {
  return JSON.stringify({
    type: 'notification_event',
    app_id: notification.appId,
    data: { type: 'notification_event_data', item: notification.item },
    links: {},
    id: notification.id,
    topic: notification.topic,
    delivery_status: 'pending',
    delivery_attempts: attempt,
    delivered_at: 0,
    first_sent_at: notification.firstSentAt,
    created_at: notification.createdAt,
    self: null,
  });
}
