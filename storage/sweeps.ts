import type { Collection, Db } from 'mongodb';
import type { SweepRecord, Sweeps } from '../domain/ports.ts';

type SweepDocument = SweepRecord & { readonly _id: string };

/** The collection `sweeps`: a document a workspace, with its watermark. */
export function createSweeps(db: Db): Sweeps {
  const sweeps: Collection<SweepDocument> = db.collection('sweeps');
  const read = ({ _id, ...record }: SweepDocument): SweepRecord => record;
  return {
    async find(appId) {
      const document = await sweeps.findOne({ _id: appId });
      return document && read(document);
    },

    async begin(appId, nowMs) {
      const first: SweepRecord = {
        connectedAtMs: nowMs,
        watermarkMs: null,
        endedAtMs: null,
        missedWebhooks: 0,
      };
      const document = await sweeps.findOneAndUpdate(
        { _id: appId },
        { $setOnInsert: first },
        { upsert: true, returnDocument: 'after' },
      );
      return document ? read(document) : first;
    },

    async end(appId, { startedAtMs, nowMs }) {
      await sweeps.updateOne(
        { _id: appId },
        { $max: { watermarkMs: startedAtMs }, $set: { endedAtMs: nowMs } },
      );
    },

    async countMissed(appId) {
      await sweeps.updateOne({ _id: appId }, { $inc: { missedWebhooks: 1 } });
    },
  };
}
