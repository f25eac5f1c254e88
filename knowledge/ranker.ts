import type { Embedder } from '../domain/embedder.ts';
import type { Passage } from '../domain/passage.ts';
import { type NamedThings, createNamedThings } from './named-things.ts';
import type { QuantisedVector } from '../domain/quantised-vector.ts';
import { type VectorIndex, createVectorIndex } from './meaning/vector-index.ts';
import { type Hit, createLanguageIndex } from './words/word-index.ts';

/** What meaning is compared by; a vector for every passage. */
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
  /** Best first, by `strength`. */
  rank(asked: Asked): Promise<readonly Hit[]>;
};

/**
 * How much words count beside the cosine. Both were chosen together on wixqa, techqa, dstc11_faq and
 * mtrag_un, one setting for all (see docs/evaluation.md).
 */
const wordsWeight = 0.15;
/** A thing that was named before the last one is the less likely one, by this much of a cosine each. */
const olderNameWeight = 0.04;
const mostNeighbours = 200;
/** A question that is not embedded by then is searched by words. */
const patienceMs = 5_000;

/** What is embedded of a passage, and what its vector is stored under. */
export const embeddedText = ({ title, headingPath, text }: Passage): string =>
  [title, headingPath.join(' > '), text].filter((part) => part !== '').join('\n');

/**
 * Ranks the passages of one language by words and, where there is one, by meaning; `index`: of exactly
 * their vectors, in their order, where there is one already.
 */
export function createRanker(
  passages: readonly Passage[],
  language: string,
  meaning: Meaning | null,
  index: VectorIndex | null = meaning && createVectorIndex(vectorsOf(passages, meaning)),
): Ranker {
  const words = createLanguageIndex(passages, language);
  const things = createNamedThings([...new Set(passages.flatMap(({ entity }) => entity ?? []))]);
  const positions = new Map(passages.map(({ id }, at) => [id, at] as const));

  return {
    async rank({ question, context, thread }) {
      const { named, before, text, isAllowed } = scopeOf(things, { question, context, thread });
      const hits = words.search(question, before).filter(({ passage }) => isAllowed(passage));
      const vector = meaning && index ? await vectorOf(text, meaning) : null;
      if (!vector || !index) return byStrength(hits.map((hit) => demoted(hit, named)));

      const asked = index.ask(vector);
      const allowedAt = (at: number): boolean => {
        const passage = passages[at];
        return passage !== undefined && isAllowed(passage);
      };
      const near = asked.nearest(mostNeighbours, named.length > 0 ? allowedAt : undefined);
      const strongest = Math.max(...hits.map(({ strength }) => strength), 0);
      const share = strongest === 0 ? 0 : wordsWeight / Math.sqrt(strongest);
      const found = new Map<number, Hit>();
      for (const hit of hits.slice(0, mostNeighbours)) {
        const at = positions.get(hit.passage.id) ?? -1;
        found.set(at, { ...hit, strength: share * hit.strength + asked.cosine(at) });
      }
      const byPassage = new Map(hits.map((hit) => [hit.passage.id, hit] as const));
      for (const { position, cosine } of near) {
        const passage = passages[position];
        if (!passage || found.has(position)) continue;
        const hit = byPassage.get(passage.id) ?? { passage, score: 0, strength: 0, coverage: 0 };
        found.set(position, { ...hit, strength: share * hit.strength + cosine });
      }
      return byStrength([...found.values()].map((hit) => demoted(hit, named)));
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

function demoted(hit: Hit, named: readonly string[]): Hit {
  const { entity } = hit.passage;
  const rank = entity === undefined ? 0 : Math.max(0, named.indexOf(entity));
  return rank === 0 ? hit : { ...hit, strength: hit.strength - olderNameWeight * rank };
}

const byStrength = (hits: readonly Hit[]): readonly Hit[] =>
  [...hits].sort((a, z) => z.strength - a.strength || (a.passage.id < z.passage.id ? -1 : 1));

/** Throws when one has no vector. */
export function vectorsOf(
  passages: readonly Passage[],
  { vectors }: Pick<Meaning, 'vectors'>,
): QuantisedVector[] {
  return passages.map(({ id }) => {
    const vector = vectors.get(id);
    if (!vector) throw new Error(`Passage ${id} has no vector`);
    return vector;
  });
}

async function vectorOf(
  text: string,
  { embedder, onFailure }: Meaning,
): Promise<Float32Array | null> {
  try {
    const [vector] = await embedder.embed([text], AbortSignal.timeout(patienceMs));
    return vector ?? null;
  } catch (error) {
    onFailure?.(error);
    return null;
  }
}
