import type { TextVectors } from '../domain/language-model.ts';
import { blocksOf, plainText } from '../domain/markdown.ts';
import { sentencesOf } from '../domain/sentences.ts';
import { contentStems } from '../domain/words.ts';

/**
 * What share of a reference answer's content a text covers, 0..1: of the reference's content stems,
 * each once, those that stand in the text, weighted by how rare they are. Null: the reference has no
 * content words.
 *
 * How it was decided, before any draft was measured by it: Markdown, link targets and numbers of
 * steps are stripped of both, since they say nothing; stop words do not count, and everything else
 * does, also what a better answer would leave out; a stem's weight is its inverse document frequency
 * among the articles of the set, so that words that every article has count little. A synonym, or
 * the same thing in other words, does not count: the figure is low for free wording and fair
 * between texts that quote. It knows nothing of order, negation or length: words used are told
 * beside it.
 */
export type ContentCoverage = (reference: string, text: string) => number | null;

/** What a reader sees of Markdown: no targets of links, also where a space keeps them apart. */
export const readableText = (markdown: string): string =>
  blocksOf(markdown)
    .map((block) => {
      switch (block.kind) {
        case 'list':
          return block.items.map(seen).join('\n');
        case 'table':
          return block.rows.map((row) => row.map(seen).join(' ')).join('\n');
        case 'heading':
        case 'paragraph':
        case 'code':
          return seen(block.text);
      }
    })
    .join('\n');

const seen = (text: string): string =>
  plainText(text.replace(/\]\s+\(/g, '](')).replace(/\(\s*(?:https?:\/\/)?\s*\)/g, '');

/** How rare a stem is among documents: its inverse document frequency. */
export function stemWeights(
  documents: readonly string[],
  language = 'en',
): (stem: string) => number {
  const counts = new Map<string, number>();
  for (const one of documents)
    for (const stem of new Set(contentStems(one, language)))
      counts.set(stem, (counts.get(stem) ?? 0) + 1);
  return (stem) => {
    const count = counts.get(stem) ?? 0;
    return Math.log(1 + (documents.length - count + 0.5) / (count + 0.5));
  };
}

/** `documents`: the texts of the set's articles, by which words are rare. */
export function createContentCoverage(
  documents: readonly string[],
  language = 'en',
): ContentCoverage {
  const weightOf = stemWeights(documents, language);
  const stemsOf = (text: string): ReadonlySet<string> =>
    new Set(contentStems(readableText(text), language));
  return (reference, text) => {
    const there = stemsOf(text);
    let all = 0;
    let covered = 0;
    for (const stem of stemsOf(reference)) {
      all += weightOf(stem);
      if (there.has(stem)) covered += weightOf(stem);
    }
    return all === 0 ? null : covered / all;
  };
}

/**
 * Beside it, by meaning: how near a sentence of the text comes to each of the reference's, on the
 * mean, as a cosine; longer sentences count more. Null without vectors, sentences or a text. It is
 * high for whatever is about the same subject, so it is shown and nothing is decided by it.
 */
export async function coverageByMeaning(
  reference: string,
  text: string,
  textVectors: TextVectors,
): Promise<number | null> {
  const wanted = sentencesOf(readableText(reference));
  const given = sentencesOf(readableText(text));
  if (wanted.length === 0 || given.length === 0) return null;
  const vectors = await textVectors([...wanted, ...given], new AbortController().signal);
  if (vectors === null) return null;
  const others = vectors.slice(wanted.length);
  let all = 0;
  let near = 0;
  for (const [at, sentence] of wanted.entries()) {
    const own = vectors[at];
    if (own === undefined) continue;
    all += sentence.length;
    near += sentence.length * Math.max(0, ...others.map((other) => cosine(own, other)));
  }
  return near / all;
}

const cosine = (one: Float32Array, other: Float32Array): number =>
  one.reduce((sum, value, at) => sum + value * (other[at] ?? 0), 0);
