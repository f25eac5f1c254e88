import type { Passage, Retrieval, RetrievedPassage, RetrieveRequest } from '../domain/passage.ts';
import type { Retriever } from '../domain/ports.ts';
import { primaryLanguage } from '../domain/words.ts';
import { type Meaning, type Ranker, createRanker } from './ranker.ts';

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

function byLanguage(passages: readonly Passage[]): Map<string, Passage[]> {
  const languages = new Map<string, Passage[]>();
  for (const passage of passages) {
    const language = primaryLanguage(passage.language);
    const list = languages.get(language);
    if (list) list.push(passage);
    else languages.set(language, [passage]);
  }
  return languages;
}

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

/**
 * Searches passages in the customer's language, by words and, where vectors are given, by meaning;
 * other languages follow only when that one holds nothing. Everything is in memory.
 */
export function createRetriever(
  passages: readonly Passage[],
  meaning: Meaning | null = null,
): Retriever {
  const byId = new Map(passages.map((passage) => [passage.id, passage] as const));
  const rankers = new Map(
    [...byLanguage(passages)].map(([language, list]) => [
      language,
      createRanker(list, language, meaning),
    ]),
  );
  return {
    retrieve: async (request): Promise<Retrieval> => {
      const own = rankers.get(primaryLanguage(request.language));
      const inOwn = own ? await searchAll(own, request) : [];
      const found =
        inOwn.length > 0
          ? inOwn
          : byStrength(
              (
                await Promise.all([...rankers.values()].map((ranker) => searchAll(ranker, request)))
              ).flat(),
            );
      return { passages: best(found, request.limit), languages: [...rankers.keys()] };
    },
    passages: async (ids) => ids.flatMap((id) => byId.get(id) ?? []),
  };
}
