import type { Embedder } from '../../domain/embedder.ts';
import { splitArticle } from '../../knowledge/split.ts';
import { createPassageVectors } from './passage-vectors.ts';
import type { Stores } from '../stores.ts';

/**
 * Makes the vectors that passages of a workspace lack, some 20 to 40 a second: whoever searches next
 * finds all of it by meaning, whereas a worker answers meanwhile. Rejects when the embedder does.
 */
export async function embedKnowledge(
  { articles, vectors }: Pick<Stores, 'articles' | 'vectors'>,
  appId: string,
  embedder: Embedder,
  report: (line: string) => void,
): Promise<void> {
  const passages = (await articles.all(appId)).flatMap(splitArticle);
  report(`Embedding what is new of ${passages.length} passages`);
  const made = createPassageVectors({ vectors, report, mostAtOnce: Infinity });
  await made.of(appId, embedder, passages);
}
