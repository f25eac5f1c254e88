import type { Passage, Retrieval, RetrievedPassage, RetrieveRequest } from '../domain/passage.ts';
import type { Retriever } from '../domain/ports.ts';
import type { Meaning, Ranker } from './ranker.ts';
import { createRankers } from './rankers.ts';
import { type Part, type Selection, createCatalogue } from './selection.ts';

/** What every question keeps of its own, however well another question scores. */
const ownPassages = 3;

type Found = {
  passage: Passage;
  score: number;
  strength: number;
  questions: number[];
  coverage: number;
  own: boolean;
};

async function searchAll(ranker: Ranker, request: RetrieveRequest): Promise<Found[]> {
  const { questions, limit } = request;
  const { context, thread = context } = request;
  const found = new Map<string, Found>();
  const ranked = await Promise.all(
    questions.map((question) => ranker.rank({ question, context: context.at(-1), thread })),
  );
  ranked.forEach((hits, number) => {
    hits.slice(0, limit).forEach(({ passage, score, strength, coverage }, rank) => {
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
    });
  });
  return byStrength([...found.values()]);
}

function best(found: readonly Found[], limit: number): RetrievedPassage[] {
  const own = found.filter((one) => one.own).slice(0, limit);
  const others = found.filter((one) => !one.own).slice(0, limit - own.length);
  return [...own, ...others]
    .sort((a, z) => z.strength - a.strength)
    .map(({ passage, score, questions, coverage }) => ({ passage, score, questions, coverage }));
}

const byStrength = (found: readonly Found[]): Found[] =>
  [...found].sort((a, z) => z.strength - a.strength);

/** Selections are small beside the knowledge, and asked for again and again. */
const mostSelections = 16;

/**
 * Searches, of the sources in scope, one locale of each article: passages in the customer's language,
 * by words and, where vectors are given, by meaning; the others follow only when those hold nothing.
 * Everything is in memory.
 */
export function createRetriever(
  passages: readonly Passage[],
  meaning: Meaning | null = null,
): Retriever {
  const byId = new Map(passages.map((passage) => [passage.id, passage] as const));
  const catalogue = createCatalogue(passages);
  const rankerOf = createRankers(passages, catalogue, meaning);
  const selections = new Map<string, Selection>();

  function selectionFor({ language, excludedSources = [] }: RetrieveRequest): Selection {
    const name = JSON.stringify([language, [...excludedSources].sort()]);
    const known = selections.get(name);
    if (known) return known;
    const selection = catalogue.select({ language, excludedSources: new Set(excludedSources) });
    if (selections.size >= mostSelections) selections.clear();
    selections.set(name, selection);
    return selection;
  }

  return {
    retrieve: async (request): Promise<Retrieval> => {
      const { own, others, languages, sources } = selectionFor(request);
      const search = (part: Part): Promise<Found[]> => searchAll(rankerOf(part), request);
      const inOwn = own ? await search(own) : [];
      const found =
        inOwn.length > 0 ? inOwn : byStrength((await Promise.all(others.map(search))).flat());
      return { passages: best(found, request.limit), languages, sources };
    },
    passages: async (ids) => ids.flatMap((id) => byId.get(id) ?? []),
  };
}
