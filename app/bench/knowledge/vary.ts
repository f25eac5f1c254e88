import type { Article, Passage } from '../../../domain/passage.ts';
import { type QuantisedVector, quantise } from '../../../domain/quantised-vector.ts';
import { unitVector } from '../../../domain/unit-vector.ts';
import { createRandom } from '../../../evaluation/bootstrap.ts';
import { splitArticle } from '../../../knowledge/split.ts';

/** This share of a copy's words are others, drawn as often as they stand in the articles. */
const changedShare = 0.25;
/** Length of what is added to a vector of length 1: the cosine with the original is about 0.9. */
const noise = 0.5;
const source = 'bench';

export type Corpus = { readonly articles: Article[]; readonly passages: readonly Passage[] };

/** Articles of exactly so many passages: those given, then copies with other words; always the same. */
export function varied(base: readonly Article[], size: number): Corpus {
  const random = createRandom(size);
  const words = base.flatMap(
    ({ title, markdown }) => `${title} ${markdown}`.match(/\p{L}+/gu) ?? [],
  );
  const other = (word: string): string =>
    random() < changedShare ? (words[Math.floor(random() * words.length)] ?? word) : word;
  const change = (text: string): string => text.replaceAll(/\p{L}{3,}/gu, other);
  const articles: Article[] = [];
  const passages: Passage[] = [];
  for (let at = 0; passages.length < size; at += 1) {
    const one = base[at % base.length];
    if (!one) throw new Error('There is nothing to vary');
    const isCopy = at >= base.length;
    const article: Article = {
      ...{ ...one, source, id: `${at}` },
      title: isCopy ? change(one.title) : one.title,
      markdown: isCopy ? change(one.markdown) : one.markdown,
    };
    articles.push(article);
    passages.push(...splitArticle(article));
  }
  return { articles, passages: passages.slice(0, size) };
}

/** So many vectors: those given, turned a little for every further one; always the same. */
export function* variedVectors(
  base: readonly Float32Array[],
  size: number,
): Generator<QuantisedVector> {
  const random = createRandom(size + 1);
  for (let at = 0; at < size; at += 1) {
    const one = base[at % base.length] ?? new Float32Array();
    const step = noise * Math.sqrt(3 / one.length);
    yield quantise(unitVector(one.map((value) => value + (2 * random() - 1) * step)));
  }
}
