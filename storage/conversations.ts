import type { Collection, Db } from 'mongodb';
import { type ConversationRef, conversationKey } from '../domain/identifiers.ts';
import type { ReviewedConversations } from '../domain/ports.ts';

type ConversationDocument = ConversationRef & {
  readonly _id: string;
  /** Intercom's `updated_at` as the last review read it. */
  readonly reviewedUpToMs: number;
};

/** The collection `conversations`: up to which change each was reviewed, so that the sweep skips it. */
export function createReviewedConversations(db: Db): ReviewedConversations {
  const conversations: Collection<ConversationDocument> = db.collection('conversations');
  return {
    async upTo(appId, conversationIds) {
      const keys = conversationIds.map((conversationId) =>
        conversationKey({ appId, conversationId }),
      );
      const documents = await conversations.find({ _id: { $in: keys } }).toArray();
      return new Map(
        documents.map(({ conversationId, reviewedUpToMs }) => [conversationId, reviewedUpToMs]),
      );
    },

    async note({ appId, conversationId }, updatedAtMs) {
      await conversations.updateOne(
        { _id: conversationKey({ appId, conversationId }) },
        { $max: { reviewedUpToMs: updatedAtMs }, $setOnInsert: { appId, conversationId } },
        { upsert: true },
      );
    },
  };
}
