import type {
  AnswerFound,
  Audience,
  Passage,
  Retrieval,
  RetrievedPassage,
  RetrieveRequest,
} from '../domain/passage.ts';
import type { Retriever } from '../domain/ports.ts';
import { answerChance } from './answer-gate.ts';
import { only } from './answer-signs.ts';
import type { Meaning, Ranker } from './ranker.ts';
import type { QuantisedVector } from '../domain/quantised-vector.ts';
import { vectorIndexSteps } from './meaning/vector-index.ts';
import { vectorsOf } from './ranker.ts';
import { createRankers } from './rankers.ts';
import { type Run, type Steps, atOnce, finish } from './steps.ts';
import { type Lexicons, createLexicons } from './words/lexicon.ts';
import type { Hit } from './words/word-index.ts';
import { type Part, type Selection, catalogueSteps } from './selection.ts';

/** What every question keeps of its own, however well another question scores. */
const ownPassages = 3;

/** Each has places of its own: what customers may not read takes none from what they may. */
const audiences: readonly Audience[] = ['public', 'internal'];

type Found = {
  passage: Passage;
  score: number;
  strength: number;
  questions: number[];
  coverage: number;
  own: boolean;
};

type Searched = { readonly found: readonly Found[]; readonly answers: readonly AnswerFound[] };

async function searchAll(ranker: Ranker, request: RetrieveRequest): Promise<Searched> {
  const { questions, limit } = request;
  const { context, thread = context } = request;
  const found = new Map<string, Found>();
  const ranked = await Promise.all(
    questions.map((question) => ranker.rank({ question, context: context.at(-1), thread })),
  );
  ranked.forEach(({ hits }, number) => {
    for (const audience of audiences) {
      const readable = hits.filter(({ passage }) => passage.audience === audience);
      readable.slice(0, limit).forEach((hit, rank) => add(number, hit, rank));
    }
  });
  const answers = ranked.map((one, number): AnswerFound => {
    // What customers may not read is no answer to them.
    const readable = only(one, ({ audience }) => audience === 'public');
    const signs = ranker.signs(questions[number] ?? '', readable);
    return { signs, chance: answerChance(one.byMeaning === null ? 'words' : 'fused', signs) };
  });
  return { found: byStrength([...found.values()]), answers };

  function add(number: number, { passage, score, strength, coverage }: Hit, rank: number): void {
    const one = found.get(passage.id);
    const own = rank < ownPassages;
    if (one === undefined) {
      found.set(passage.id, { passage, score, strength, questions: [number], coverage, own });
      return;
    }
    one.questions.push(number);
    one.score = Math.max(one.score, score);
    one.strength = Math.max(one.strength, strength);
    one.coverage = Math.max(one.coverage, coverage);
    one.own ||= own;
  }
}

/** Of several parts of the knowledge: all that was found, each question's answer where it is likeliest. */
function together(parts: readonly Searched[]): Searched {
  const answers = parts[0]?.answers.map((first, number) =>
    parts.reduce((best, part) => {
      const other = part.answers[number];
      return other !== undefined && other.chance > best.chance ? other : best;
    }, first),
  );
  return { found: byStrength(parts.flatMap(({ found }) => found)), answers: answers ?? [] };
}

function best(found: readonly Found[], limit: number): RetrievedPassage[] {
  const chosen = audiences.flatMap((audience) => {
    const readable = found.filter(({ passage }) => passage.audience === audience);
    const own = readable.filter((one) => one.own).slice(0, limit);
    return [...own, ...readable.filter((one) => !one.own).slice(0, limit - own.length)];
  });
  return chosen
    .sort((a, z) => z.strength - a.strength)
    .map(({ passage, score, questions, coverage }) => ({ passage, score, questions, coverage }));
}

const byStrength = (found: readonly Found[]): Found[] =>
  [...found].sort((a, z) => z.strength - a.strength);

/** Passages between two places where something else may be done. */
const passagesAStep = 5_000;
/** Selections are small beside the knowledge, and asked for again and again. */
const mostSelections = 16;

/** A retriever, and what the next one takes over from it. */
export type KnowledgeRetriever = Retriever & {
  readonly size: number;
  /** Of this very passage, where it has one; to be copied by whoever keeps it. */
  vectorOf(passage: Passage): QuantisedVector | null;
  /** Makes what the other one was asked for, so that the first question need not wait for it. */
  prepareLike(other: KnowledgeRetriever): Promise<void>;
  readonly asked: () => readonly Scope[];
};

type Scope = Pick<RetrieveRequest, 'language' | 'excludedSources'>;

export type RetrieverOptions = {
  /** Kept from one retriever to the next: passages that stayed are not stemmed again. */
  readonly lexicons: Lexicons;
  readonly run: Run;
};

/**
 * Searches, of the sources in scope, one locale of each article: passages in the customer's language,
 * by words and, where vectors are given, by meaning; the others follow only when those hold nothing that
 * customers may read. Everything is in memory.
 */
export const createRetriever = (
  passages: readonly Passage[],
  meaning: Meaning | null = null,
): KnowledgeRetriever =>
  finish(retrieverSteps(passages, meaning, { lexicons: createLexicons(), run: atOnce }));

/** The same in slices. */
export function* retrieverSteps(
  passages: readonly Passage[],
  meaning: Meaning | null,
  { lexicons, run }: RetrieverOptions,
): Steps<KnowledgeRetriever> {
  const positions = new Map<string, number>();
  for (const [at, { id }] of passages.entries()) {
    if (at % passagesAStep === 0) yield;
    positions.set(id, at);
  }
  const catalogue = yield* catalogueSteps(passages);
  const vectors = meaning && (yield* vectorIndexSteps(vectorsOf(passages, meaning)));
  yield;
  // Without the vectors: the index holds them now.
  const shared = meaning && { ...meaning, vectors: new Map() };
  const rankerOf = createRankers({
    ...{ passages, catalogue, meaning: shared, vectors, lexicons, run },
  });
  const selections = new Map<string, { readonly scope: Scope; readonly selection: Selection }>();

  function selectionFor({ language, excludedSources = [] }: Scope): Selection {
    const name = JSON.stringify([language, [...excludedSources].sort()]);
    const known = selections.get(name);
    if (known) return known.selection;
    const selection = catalogue.select({ language, excludedSources: new Set(excludedSources) });
    if (selections.size >= mostSelections) selections.clear();
    selections.set(name, { scope: { language, excludedSources }, selection });
    return selection;
  }

  return {
    size: passages.length,
    vectorOf(passage) {
      const position = positions.get(passage.id);
      if (vectors === null || position === undefined || passages[position] !== passage) return null;
      const vector = vectors.vectorAt(position);
      return vector.scale > 0 ? vector : null;
    },
    asked: () => [...selections.values()].map(({ scope }) => scope),
    async prepareLike(other) {
      for (const scope of other.asked()) {
        const { own } = selectionFor(scope);
        if (own) await rankerOf(own);
      }
    },
    retrieve: async (request): Promise<Retrieval> => {
      const { own, others, languages, sources } = selectionFor(request);
      const search = async (part: Part): Promise<Searched> =>
        searchAll(await rankerOf(part), request);
      const inOwn = own ? [await search(own)] : [];
      const isFound = together(inOwn).found.some(({ passage }) => passage.audience === 'public');
      const more = isFound ? [] : await Promise.all(others.map(search));
      const { found, answers } = together([...inOwn, ...more]);
      return { passages: best(found, request.limit), answers, languages, sources };
    },
    passages: async (ids) => ids.flatMap((id) => passages[positions.get(id) ?? -1] ?? []),
  };
}
