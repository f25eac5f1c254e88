import type { Collection, Db } from 'mongodb';
import type { PayloadAge } from '../domain/payload-age.ts';

/** A webhook topic that arrived with a good signature, and when first and last. */
export type SeenTopic = {
  readonly topic: string;
  readonly firstAtMs: number;
  readonly lastAtMs: number;
  /** Of the last one; null where its payload did not tell. */
  readonly payloadAge: PayloadAge | null;
};

type TopicDocument = Omit<SeenTopic, 'payloadAge'> & {
  readonly _id: string;
  readonly appId: string;
  readonly payloadAge?: PayloadAge | null;
};

export type Topics = {
  note(seen: {
    appId: string;
    topic: string;
    receivedAtMs: number;
    payloadAge: PayloadAge | null;
  }): Promise<void>;
  /** In the order of their names. */
  seen(appId: string): Promise<readonly SeenTopic[]>;
};

/** The collection `topics`: which webhooks ever came, for `verify`. A row a topic. */
export function createTopics(db: Db): Topics {
  const topics: Collection<TopicDocument> = db.collection('topics');
  return {
    async note({ appId, topic, receivedAtMs, payloadAge }) {
      await topics.updateOne(
        { _id: `${appId}:${topic}` },
        {
          $set: { appId, topic, lastAtMs: receivedAtMs, payloadAge },
          $setOnInsert: { firstAtMs: receivedAtMs },
        },
        { upsert: true },
      );
    },

    async seen(appId) {
      const documents = await topics.find({ appId }).sort({ topic: 1 }).toArray();
      return documents.map(({ topic, firstAtMs, lastAtMs, payloadAge = null }) => ({
        topic,
        firstAtMs,
        lastAtMs,
        payloadAge,
      }));
    },
  };
}
