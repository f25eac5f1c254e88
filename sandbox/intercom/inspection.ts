import {
  customerVisibleOf,
  type RecordedCall,
  type RecordedDelivery,
  type Records,
  writesOf,
} from './records.ts';
import { renderConversation } from './render/conversation.ts';
import type { AppliedTag } from './state/types.ts';
import type { World } from './state/world.ts';

/** A note that a REST call made. */
export type PostedNote = { id: string; body: string; adminId: string; createdAt: number };

/** What happened and what stands, for tests and reports. */
export function createInspection(world: World, records: Records) {
  const conversation = (appId: string, id: string) => world.workspace(appId).conversations.get(id);
  return {
    /** All calls in the order of their arrival. */
    calls: (): readonly RecordedCall[] => records.calls,
    /** All calls that are no reads. */
    writes: (): readonly RecordedCall[] => writesOf(records.calls),
    /** Writes beyond notes and tags: a product that only assists makes none. */
    customerVisible: (): readonly RecordedCall[] => customerVisibleOf(records.calls),
    /** Notifications of subscribed topics, with their attempts. */
    deliveries: (): readonly RecordedDelivery[] => records.deliveries,
    /** Ids of the conversations that there are, in the order in which they began. */
    conversationIds: (appId: string): readonly string[] => [
      ...world.workspace(appId).conversations.keys(),
    ],
    /** Notes that stand in the conversation and were made through the API. */
    notes(appId: string, conversationId: string): readonly PostedNote[] {
      const parts = conversation(appId, conversationId)?.parts ?? [];
      return parts
        .filter((part) => part.type === 'note' && part.viaApi)
        .map(({ id, body, author, createdAt }) => ({
          id,
          body: body ?? '',
          adminId: author.id,
          createdAt,
        }));
    },
    /** Tags on the conversation. */
    tags(appId: string, conversationId: string): readonly AppliedTag[] {
      return conversation(appId, conversationId)?.tags ?? [];
    },
    /** The conversation as REST shows it, without counting as a read; undefined when deleted. */
    conversation(appId: string, conversationId: string): Record<string, unknown> | undefined {
      const workspace = world.workspace(appId);
      const found = conversation(appId, conversationId);
      if (!found) return undefined;
      const view = { version: workspace.version, plain: false, parts: 'newest' as const };
      return renderConversation(workspace, found, view);
    },
  };
}
