import type { Collection, Db } from 'mongodb';

/** A webhook topic that arrived with a good signature, and when first and last. */
export type SeenTopic = {
  readonly topic: string;
  readonly firstAtMs: number;
  readonly lastAtMs: number;
};

type TopicDocument = SeenTopic & { readonly _id: string; readonly appId: string };

export type Topics = {
  note(seen: { appId: string; topic: string; receivedAtMs: number }): Promise<void>;
  /** In the order of their names. */
  seen(appId: string): Promise<readonly SeenTopic[]>;
};

/** The collection `topics`: which webhooks ever came, for `verify`. A row a topic. */
export function createTopics(db: Db): Topics {
  const topics: Collection<TopicDocument> = db.collection('topics');
  return {
    async note({ appId, topic, receivedAtMs }) {
      await topics.updateOne(
        { _id: `${appId}:${topic}` },
        {
          $set: { appId, topic, lastAtMs: receivedAtMs },
          $setOnInsert: { firstAtMs: receivedAtMs },
        },
        { upsert: true },
      );
    },

    async seen(appId) {
      const documents = await topics.find({ appId }).sort({ topic: 1 }).toArray();
      return documents.map(({ topic, firstAtMs, lastAtMs }) => ({ topic, firstAtMs, lastAtMs }));
    },
  };
}
