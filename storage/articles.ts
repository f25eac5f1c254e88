import { createHash } from 'node:crypto';
import type { AnyBulkWriteOperation, Collection, Db } from 'mongodb';
import type { Article } from '../domain/passage.ts';
import type { Articles } from '../domain/ports.ts';

type ArticleDocument = Article & {
  readonly _id: string;
  readonly appId: string;
  /** Of all that the article says; documents of former versions lack it. */
  readonly hash?: string;
};
type KnowledgeDocument = {
  readonly _id: string;
  readonly revision: number;
  /** Somebody writes, or ended in the middle of it. */
  readonly writing?: boolean;
};

/** A command of thousands may take longer than a connection waits. */
const writesAtOnce = 200;

/** The same for the same content, in whatever order its fields stand. */
function hashOf(article: Article): string {
  const fields = Object.entries(article)
    .filter(([, value]) => value !== undefined)
    .sort(([one], [other]) => (one < other ? -1 : 1));
  return createHash('sha256').update(JSON.stringify(fields)).digest('hex');
}

/** The collections `articles` and `knowledge` (a revision number that every change raises). */
export function createArticles(db: Db): Articles {
  const articles: Collection<ArticleDocument> = db.collection('articles');
  const knowledge: Collection<KnowledgeDocument> = db.collection('knowledge');
  const keyOf = (appId: string, article: Article): string =>
    `${appId}:${article.source}:${article.id}`;

  /** Raised by whoever finds that another was cut off: what that one wrote may be in no index yet. */
  const endCutOffWrite = async (appId: string): Promise<void> => {
    const document = await knowledge.findOne({ _id: appId });
    if (document?.writing !== true) return;
    await knowledge.updateOne(
      { _id: appId, writing: true },
      { $inc: { revision: 1 }, $unset: { writing: '' } },
    );
  };

  async function write(
    appId: string,
    writes: AnyBulkWriteOperation<ArticleDocument>[],
    report: (progress: { written: number; toWrite: number }) => void,
  ) {
    if (writes.length === 0) return endCutOffWrite(appId);
    await knowledge.updateOne({ _id: appId }, { $set: { writing: true } }, { upsert: true });
    for (let at = 0; at < writes.length; at += writesAtOnce) {
      const isLast = at + writesAtOnce >= writes.length;
      await articles.bulkWrite(writes.slice(at, at + writesAtOnce));
      // Each time: what is written counts, even if the rest never comes.
      await knowledge.updateOne(
        { _id: appId },
        { $inc: { revision: 1 }, ...(isLast ? { $unset: { writing: '' } } : {}) },
      );
      report({ written: Math.min(writes.length, at + writesAtOnce), toWrite: writes.length });
    }
  }

  return {
    async replaceSource(appId, source, wanted, keeps = () => false, report = () => undefined) {
      const present = await articles
        .find({ appId, source })
        .project<Pick<ArticleDocument, '_id' | 'id' | 'hash'>>({ id: 1, hash: 1 })
        .toArray();
      const hashes = new Map(present.map(({ _id, hash }) => [_id, hash ?? null]));
      const hashed = wanted.map((article) => ({
        ...{ key: keyOf(appId, article), article, hash: hashOf(article) },
      }));
      const added = hashed.filter(({ key }) => !hashes.has(key));
      const changed = hashed.filter(({ key, hash }) => hashes.has(key) && hashes.get(key) !== hash);
      const wantedKeys = new Set(hashed.map(({ key }) => key));
      const unread = present.filter(({ _id }) => !wantedKeys.has(_id));
      const removed = unread.filter(({ id }) => !keeps(id));
      const writes: AnyBulkWriteOperation<ArticleDocument>[] = [
        ...[...added, ...changed].map(({ key, article, hash }) => ({
          replaceOne: {
            filter: { _id: key },
            replacement: { appId, ...article, hash },
            upsert: true,
          },
        })),
        // Last, so that an import that is cut off never leaves less than there was before.
        ...removed.map(({ _id }) => ({ deleteOne: { filter: { _id } } })),
      ];
      await write(appId, writes, report);
      return {
        added: added.length,
        changed: changed.length,
        removed: removed.length,
        kept: unread.length - removed.length,
      };
    },

    async all(appId) {
      const documents = await articles.find({ appId }).sort({ _id: 1 }).toArray();
      return documents.map(({ _id, appId: _appId, hash: _hash, ...article }) => article);
    },

    async ids(appId, source) {
      const found = await articles
        .find({ appId, source })
        .project<Pick<ArticleDocument, 'id'>>({ id: 1 })
        .toArray();
      return found.map(({ id }) => id);
    },

    async versions(appId) {
      const found = articles
        .find({ appId })
        .sort({ _id: 1 })
        .project<Pick<ArticleDocument, '_id' | 'hash'>>({ hash: 1 });
      const versions = new Map<string, string | null>();
      for await (const { _id, hash } of found) versions.set(_id, hash ?? null);
      return versions;
    },

    async some(appId, names) {
      const found = new Map<string, Article>();
      const named = articles
        .find({ appId, _id: { $in: [...names] } })
        .map(({ _id, appId: _appId, hash: _hash, ...article }) => ({ _id, article }));
      for await (const { _id, article } of named) found.set(_id, article);
      return found;
    },

    async revision(appId) {
      const document = await knowledge.findOne({ _id: appId });
      return document?.revision ?? 0;
    },
  };
}
