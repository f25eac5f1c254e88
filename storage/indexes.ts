import type { Db } from 'mongodb';

/** Makes every index that a query relies on; repeating it changes nothing. */
export async function ensureIndexes(db: Db): Promise<void> {
  await db.collection('sessions').createIndex({ appId: 1, conversationId: 1 });
  await db.collection('sessions').createIndex({ appId: 1, lastReason: 1, lastEndedAtMs: -1 });
  await db.collection('sessions').createIndex({ appId: 1, status: 1, createdAtMs: 1 });
  await db
    .collection('sessions')
    .createIndex({ appId: 1, textsGone: 1, status: 1, lastEndedAtMs: 1 });
  // For SecantusDB alone: it reads the whole collection where no index covers every field asked for.
  await db.collection('sessions').createIndex({ _id: 1, run: 1, status: 1 });
  await db.collection('notes').createIndex({ _id: 1, state: 1 });
  await db.collection('claims').createIndex({ _id: 1, revision: 1 });
  await db.collection('budgets').createIndex({ _id: 1, tokens: 1, drafts: 1, money: 1 });
  await db.collection('notes').createIndex({ appId: 1, conversationId: 1 });
  await db
    .collection('notes')
    .createIndex(
      { appId: 1, conversationId: 1, partId: 1 },
      { unique: true, partialFilterExpression: { partId: { $type: 'string' } } },
    );
  await db.collection('notes').createIndex({ referenceCode: 1 }, { unique: true });
  await db
    .collection('deliveries')
    .createIndex({ receivedAtMs: -1 }, { partialFilterExpression: { started: false } });
  await db.collection('budgets').createIndex({ appId: 1, lastAtMs: 1 });
  await db.collection('articles').createIndex({ appId: 1, source: 1 });
  await db.collection('sources').createIndex({ appId: 1 });
  await db.collection('settings').createIndex({ appId: 1, version: -1 }, { unique: true });
}
