import type { Collection, Db } from 'mongodb';
import type { Deliveries, Delivery } from '../domain/ports.ts';
import { insertOnce } from './mongodb.ts';

/** Rows of former versions lack what was not kept then. */
type DeliveryDocument = Omit<Delivery, 'newestPartId' | 'articleId'> & {
  readonly _id: string;
  readonly newestPartId?: string | null;
  readonly articleId?: string | null;
};

/** The collection `deliveries`: wake-ups, de-duplicated by Intercom's notification id. */
export function createDeliveries(db: Db): Deliveries {
  const deliveries: Collection<DeliveryDocument> = db.collection('deliveries');
  const keyOf = (appId: string, notificationId: string): string => `${appId}:${notificationId}`;
  return {
    async accept(delivery) {
      const key = keyOf(delivery.appId, delivery.notificationId);
      if (await insertOnce(deliveries.insertOne({ _id: key, ...delivery }))) return true;
      const row = await deliveries.findOne({ _id: key }, { projection: { started: 1 } });
      return row?.started !== true;
    },
    async markStarted(appId, notificationId) {
      await deliveries.updateOne(
        { _id: keyOf(appId, notificationId) },
        { $set: { started: true } },
      );
    },
    async unstarted({ appIds, receivedBeforeMs, atMost }) {
      const documents = await deliveries
        .find({ started: false, appId: { $in: appIds }, receivedAtMs: { $lt: receivedBeforeMs } })
        .sort({ receivedAtMs: -1 })
        .limit(atMost)
        .toArray();
      return documents.map(({ _id, newestPartId = null, articleId = null, ...row }) => ({
        ...row,
        ...{ newestPartId, articleId },
      }));
    },
  };
}
