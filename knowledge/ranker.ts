import type { AnswerSigns } from '../domain/answer-signs.ts';
import type { Embedder } from '../domain/embedder.ts';
import type { Passage } from '../domain/passage.ts';
import { type NamedThings, createNamedThings } from './named-things.ts';
import type { QuantisedVector } from '../domain/quantised-vector.ts';
import { type Ranked, answerSignsOf } from './answer-signs.ts';
import { type VectorIndex, createVectorIndex } from './meaning/vector-index.ts';
import { type Steps, finish } from './steps.ts';
import { type Lexicon, createLexicon } from './words/lexicon.ts';
import { type Hit, createLanguageIndex } from './words/word-index.ts';

/** What meaning is compared by; a passage without a vector is found by words. */
export type Meaning = {
  readonly embedder: Embedder;
  /** By passage id. */
  readonly vectors: ReadonlyMap<string, QuantisedVector>;
  /** Told why a question was searched by words alone. */
  readonly onFailure?: (error: unknown) => void;
};

export type Asked = {
  readonly question: string;
  /** What the customer wrote before it. */
  readonly context: string | undefined;
  /** All that was written before, by anybody, oldest first. */
  readonly thread: readonly string[];
};

export type Ranker = {
  /** Best first, by `strength`; some hundred at most. */
  rank(asked: Asked): Promise<Ranked>;
  /** The signs that the answer is among what was found for a question. */
  signs(question: string, ranked: Ranked): AnswerSigns;
};

/**
 * How much words count beside the cosine. Both were chosen together on wixqa, techqa, dstc11_faq and
 * mtrag_un, one setting for all (see docs/evaluation.md).
 */
const wordsWeight = 0.15;
/** A thing that was named before the last one is the less likely one, by this much of a cosine each. */
const olderNameWeight = 0.04;
/** Passages that a ranking has by words, and as many by meaning. */
const mostHits = 200;
/** A question that is not embedded by then is searched by words. */
const patienceMs = 5_000;

/** What is embedded of a passage, and what its vector is stored under. */
export const embeddedText = ({ title, headingPath, text }: Passage): string =>
  [title, headingPath.join(' > '), text].filter((part) => part !== '').join('\n');

/** Ranks the passages of one language by words and, where there is one, by meaning. */
export const createRanker = (
  passages: readonly Passage[],
  language: string,
  meaning: Meaning | null,
): Ranker => {
  const vectors = meaning && createVectorIndex(vectorsOf(passages, meaning));
  return finish(rankerSteps(passages, createLexicon(language), meaning, vectors));
};

/** The same in slices; `lexicon`: of the language, `index`: of exactly the passages' vectors, in their order. */
export function* rankerSteps(
  passages: readonly Passage[],
  lexicon: Lexicon,
  meaning: Pick<Meaning, 'embedder' | 'onFailure'> | null,
  index: VectorIndex | null,
): Steps<Ranker> {
  const words = yield* createLanguageIndex(passages, lexicon);
  const things = createNamedThings([...new Set(passages.flatMap(({ entity }) => entity ?? []))]);

  const passagesAt = (placed: readonly { readonly position: number }[]): readonly Passage[] =>
    placed.flatMap(({ position }) => passages[position] ?? []);

  return {
    signs: (question, ranked) =>
      answerSignsOf(ranked, {
        ...{ question, language: lexicon.language },
        weigh: (stem) => words.weightOf(stem),
      }),
    async rank({ question, context, thread }) {
      const { named, before, text, isAllowed } = scopeOf(things, { question, context, thread });
      const penaltyOf = (passage: Passage): number | null =>
        isAllowed(passage) ? demotionOf(passage, named) : null;
      const penaltyAt = (at: number): number | null => {
        const passage = passages[at];
        return passage === undefined ? null : penaltyOf(passage);
      };
      const isAllowedAt = (at: number): boolean => penaltyAt(at) !== null;
      const asked = words.ask(question, before);
      const vector = meaning && index ? await vectorOf(text, meaning) : null;
      if (!vector || !index) {
        const best = asked.best(mostHits, named.length > 0 ? penaltyAt : undefined);
        const hits = best.flatMap(({ position, strength }) => {
          const hit = asked.hit(position);
          return hit ? [{ ...hit, strength }] : [];
        });
        return { hits, byWords: passagesAt(best), byMeaning: null };
      }

      const compared = index.ask(vector);
      const isOpen = named.length === 0;
      const byWords = asked.best(
        mostHits,
        isOpen ? undefined : (at) => (isAllowedAt(at) ? 0 : null),
      );
      const near = compared.nearest(mostHits, isOpen ? undefined : isAllowedAt);
      const strongest = byWords[0]?.strength ?? 0;
      const share = strongest === 0 ? 0 : wordsWeight / Math.sqrt(strongest);
      // One that has no vector yet is as near as the passage of its rank that has one.
      const cosineAt = (position: number): number =>
        compared.has(position)
          ? compared.cosine(position)
          : (near[Math.min(ranks.get(position) ?? near.length, near.length - 1)]?.cosine ?? 0);
      const ranks = new Map(byWords.map(({ position }, rank) => [position, rank] as const));
      const found = new Set([...byWords, ...near].map(({ position }) => position));
      const hits = [...found].flatMap((position) => {
        const passage = passages[position];
        if (!passage) return [];
        const hit = asked.hit(position) ?? { passage, score: 0, strength: 0, coverage: 0 };
        const both = share * hit.strength + cosineAt(position);
        return [{ ...hit, strength: both - demotionOf(passage, named) }];
      });
      return {
        hits: byStrength(hits),
        byWords: passagesAt(byWords),
        byMeaning: passagesAt(near),
      };
    },
  };
}

export type Scope = {
  /** Things that the thread names, the one named last first. */
  readonly named: readonly string[];
  /** What makes the question whole; undefined: it is whole by itself. */
  readonly before: string | undefined;
  /** The question as it is searched: with what makes it whole. */
  readonly text: string;
  /** Where a thread names things, what is about another thing cannot answer it. */
  readonly isAllowed: (passage: Passage) => boolean;
};

/** What a question is searched as, and among which passages. */
export function scopeOf(things: NamedThings, { question, context, thread }: Asked): Scope {
  const named = things.mentionedIn([...thread, question]);
  // What the name stands for is known then: more of the thread would only blur the question.
  const before = named.length > 0 ? undefined : context;
  return {
    named,
    before,
    text: before === undefined ? question : `${before}\n${question}`,
    isAllowed: ({ entity }) => named.length === 0 || entity === undefined || named.includes(entity),
  };
}

/** What the strength of a passage is lowered by, since its thing was not named last. */
function demotionOf({ entity }: Passage, named: readonly string[]): number {
  return entity === undefined ? 0 : olderNameWeight * Math.max(0, named.indexOf(entity));
}

const byStrength = (hits: readonly Hit[]): readonly Hit[] =>
  [...hits].sort((a, z) => z.strength - a.strength || (a.passage.id < z.passage.id ? -1 : 1));

/** In the order of the passages; where one has none, a vector that is near to nothing. */
export function vectorsOf(
  passages: readonly Passage[],
  { vectors, embedder }: Pick<Meaning, 'vectors' | 'embedder'>,
): QuantisedVector[] {
  const none = { codes: new Int8Array(embedder.dimensions), scale: 0 };
  return passages.map(({ id }) => vectors.get(id) ?? none);
}

async function vectorOf(
  text: string,
  { embedder, onFailure }: Pick<Meaning, 'embedder' | 'onFailure'>,
): Promise<Float32Array | null> {
  try {
    const [vector] = await embedder.embed([text], AbortSignal.timeout(patienceMs));
    return vector ?? null;
  } catch (error) {
    onFailure?.(error);
    return null;
  }
}
