import type { Collection, Db } from 'mongodb';
import type { Article } from '../domain/passage.ts';
import type { Articles } from '../domain/ports.ts';

type ArticleDocument = Article & { readonly _id: string; readonly appId: string };
type KnowledgeDocument = { readonly _id: string; readonly revision: number };

/** A command of thousands may take longer than a connection waits. */
const writesAtOnce = 200;

const same = (one: Article, other: Article): boolean =>
  one.title === other.title &&
  one.url === other.url &&
  one.markdown === other.markdown &&
  one.audience === other.audience &&
  one.language === other.language &&
  one.translationOf === other.translationOf &&
  one.entity === other.entity;

/** The collections `articles` and `knowledge` (a revision number that every change raises). */
export function createArticles(db: Db): Articles {
  const articles: Collection<ArticleDocument> = db.collection('articles');
  const knowledge: Collection<KnowledgeDocument> = db.collection('knowledge');
  const keyOf = (appId: string, article: Article): string =>
    `${appId}:${article.source}:${article.id}`;

  return {
    async replaceSource(appId, source, wanted, keeps = () => false) {
      const present = await articles.find({ appId, source }).toArray();
      const byKey = new Map(present.map((document) => [document._id, document]));
      const wantedKeys = new Set(wanted.map((article) => keyOf(appId, article)));
      const added = wanted.filter((article) => !byKey.has(keyOf(appId, article)));
      const changed = wanted.filter((article) => {
        const before = byKey.get(keyOf(appId, article));
        return before !== undefined && !same(before, article);
      });
      const unread = present.filter((document) => !wantedKeys.has(document._id));
      const removed = unread.filter(({ id }) => !keeps(id));
      const writes = [
        ...[...added, ...changed].map((article) => ({
          replaceOne: {
            filter: { _id: keyOf(appId, article) },
            replacement: { appId, ...article },
            upsert: true,
          },
        })),
        ...removed.map(({ _id }) => ({ deleteOne: { filter: { _id } } })),
      ];
      for (let at = 0; at < writes.length; at += writesAtOnce) {
        await articles.bulkWrite(writes.slice(at, at + writesAtOnce));
        // Each time: what is written counts, even if the rest never comes.
        await knowledge.updateOne({ _id: appId }, { $inc: { revision: 1 } }, { upsert: true });
      }
      return {
        added: added.length,
        changed: changed.length,
        removed: removed.length,
        kept: unread.length - removed.length,
      };
    },

    async all(appId) {
      const documents = await articles.find({ appId }).sort({ _id: 1 }).toArray();
      return documents.map(({ _id, appId: _appId, ...article }) => article);
    },

    async revision(appId) {
      const document = await knowledge.findOne({ _id: appId });
      return document?.revision ?? 0;
    },
  };
}
