import type { Embedder } from '../../../domain/embedder.ts';
import { embeddedText } from '../../../knowledge/ranker.ts';
import { createRetriever } from '../../../knowledge/retriever.ts';
import { splitArticle } from '../../../knowledge/split.ts';
import { listeningEmbedder } from './given-embedder.ts';
import type { Material } from './material.ts';

/** So many passages are embedded; the vectors of all others are made of theirs. */
const embeddedPassages = 500;

/** Texts that the bench embeds: some passages, from all articles alike, and what is asked of questions. */
export async function basePassages(
  { articles, questions }: Material,
  embedder: Embedder,
): Promise<{ readonly passages: readonly string[]; readonly questions: readonly string[] }> {
  const all = articles.flatMap(splitArticle);
  const step = Math.max(1, all.length / embeddedPassages);
  const count = Math.min(all.length, embeddedPassages);
  const passages = Array.from({ length: count }, (_, at) => all[Math.floor(at * step)]).flatMap(
    (passage) => (passage ? [embeddedText(passage)] : []),
  );
  const some = all.slice(0, 1);
  const listening = listeningEmbedder(embedder);
  const vectors = new Map(
    some.map(({ id }) => [id, { codes: new Int8Array(embedder.dimensions), scale: 1 }]),
  );
  const retriever = createRetriever(some, { embedder: listening.embedder, vectors });
  for (const question of questions) await retriever.retrieve(question);
  return { passages, questions: [...listening.asked] };
}
