import { Binary, type Collection, type Db } from 'mongodb';
import type { Clock } from '../domain/clock.ts';
import type { Vectors } from '../domain/ports.ts';

type VectorDocument = {
  readonly _id: string;
  readonly appId: string;
  readonly model: string;
  readonly codes: Binary;
  readonly scale: number;
};

type ModelDocument = {
  readonly _id: string;
  readonly appId: string;
  readonly model: string;
  readonly askedAt: Date;
};

/**
 * Another worker may have another model, for instance because it could not fetch the second local
 * one: what both need is not deleted by turns.
 */
const othersKeptMs = 2 * 24 * 3_600_000;

/** A thousand vectors are half a megabyte on the wire. */
const atOnce = 1_000;

function* slices<Item>(items: readonly Item[]): Generator<readonly Item[]> {
  for (let from = 0; from < items.length; from += atOnce) yield items.slice(from, from + atOnce);
}

/**
 * The collections `vectors`: what a model made of a text, by the text's hash; and `vectorModels`:
 * when a model's vectors were last asked for.
 */
export function createVectors(db: Db, clock: Pick<Clock, 'now'>): Vectors {
  const vectors: Collection<VectorDocument> = db.collection('vectors');
  const models: Collection<ModelDocument> = db.collection('vectorModels');
  const prefixOf = (appId: string, model: string): string => `${appId}:${model}:`;
  return {
    async find({ appId, model }, hashes) {
      const prefix = prefixOf(appId, model);
      await models.updateOne(
        { _id: prefix },
        { $set: { appId, model, askedAt: new Date(clock.now()) } },
        { upsert: true },
      );
      const found = new Map<string, { codes: Int8Array; scale: number }>();
      for (const slice of slices([...new Set(hashes)])) {
        const ids = slice.map((hash) => prefix + hash);
        for await (const { _id, codes, scale } of vectors.find({ _id: { $in: ids } })) {
          const bytes = codes.value();
          found.set(_id.slice(prefix.length), { codes: Int8Array.from(bytes), scale });
        }
      }
      return found;
    },

    async put({ appId, model }, made) {
      const prefix = prefixOf(appId, model);
      for (const slice of slices([...made])) {
        await vectors.bulkWrite(
          slice.map(([hash, { codes, scale }]) => ({
            replaceOne: {
              filter: { _id: prefix + hash },
              replacement: { appId, model, codes: new Binary(Buffer.from(codes)), scale },
              upsert: true,
            },
          })),
          { ordered: false },
        );
      }
    },

    async keepOnly({ appId, model }, hashes) {
      const kept = new Set(hashes.map((hash) => prefixOf(appId, model) + hash));
      const others = await models.find({ appId }).toArray();
      const inUse = new Set(
        others
          .filter(({ askedAt }) => clock.now() - askedAt.getTime() < othersKeptMs)
          .map((other) => other.model)
          .filter((other) => other !== model),
      );
      const stored = await vectors.find({ appId }, { projection: { _id: 1, model: 1 } }).toArray();
      const gone = stored.flatMap((one) =>
        kept.has(one._id) || inUse.has(one.model) ? [] : [one._id],
      );
      for (const slice of slices(gone)) await vectors.deleteMany({ _id: { $in: [...slice] } });
      return gone.length;
    },
  };
}
