import type { Collection, Db } from 'mongodb';
import type { KnowledgeSource, KnownSource, SourceReading } from '../domain/knowledge-source.ts';
import type { KnowledgeSources } from '../domain/ports.ts';

type SourceDocument = KnownSource & { readonly _id: string };

/** The collection `sources`: where a workspace's articles come from, and how reading them went. */
export function createSources(db: Db): KnowledgeSources {
  const sources: Collection<SourceDocument> = db.collection('sources');
  const keyOf = ({ appId, name }: Pick<KnowledgeSource, 'appId' | 'name'>): string =>
    `${appId}:${name}`;
  const known = ({ _id, ...source }: SourceDocument): KnownSource => source;

  /** What a reading makes of the row; a source that nobody asked for any more stays away. */
  const readingOf = (reading: SourceReading) => ({
    $set: { reading, ...(reading.trouble === null ? { readAtMs: reading.triedAtMs } : {}) },
  });

  return {
    async list(appId) {
      return (await sources.find({ appId }).sort({ _id: 1 }).toArray()).map(known);
    },

    async find(appId, name) {
      const document = await sources.findOne({ _id: keyOf({ appId, name }) });
      return document && known(document);
    },

    async imported(source, reading) {
      await sources.updateOne(
        { _id: keyOf(source) },
        {
          $set: { ...source, ...readingOf(reading).$set, failedReadings: isWhole(reading) ? 0 : 1 },
          ...(reading.trouble === null ? {} : { $setOnInsert: { readAtMs: null } }),
        },
        { upsert: true },
      );
    },

    async read(source, reading) {
      const { $set } = readingOf(reading);
      await sources.updateOne(
        { _id: keyOf(source) },
        isWhole(reading)
          ? { $set: { ...$set, failedReadings: 0 } }
          : { $set, $inc: { failedReadings: 1 } },
      );
    },

    async counted({ appId, name }, articles) {
      await sources.updateOne(
        { _id: keyOf({ appId, name }) },
        { $set: { 'reading.articles': articles } },
      );
    },

    async forget(appId, name) {
      return (await sources.deleteOne({ _id: keyOf({ appId, name }) })).deletedCount > 0;
    },
  };
}

const isWhole = ({ trouble, failed }: SourceReading): boolean => trouble === null && failed === 0;
