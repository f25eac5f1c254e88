import type { Passage, Retrieval, RetrievedPassage, RetrieveRequest } from '../domain/passage.ts';
import type { Retriever } from '../domain/ports.ts';
import { primaryLanguage } from '../domain/words.ts';
import { type LanguageIndex, createLanguageIndex } from './words/word-index.ts';

/** What every question keeps of its own, however well another question scores. */
const ownPassages = 3;

type Found = {
  passage: Passage;
  score: number;
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

function searchAll(index: LanguageIndex, request: RetrieveRequest): Found[] {
  const found = new Map<string, Found>();
  request.questions.forEach((question, number) => {
    const hits = index.search(question, request.context.at(-1)).slice(0, request.limit);
    hits.forEach(({ passage, score, coverage }, rank) => {
      const one = found.get(passage.id);
      const own = rank < ownPassages;
      if (one === undefined) {
        found.set(passage.id, { passage, score, questions: [number], coverage, own });
        return;
      }
      one.questions.push(number);
      one.score = Math.max(one.score, score);
      one.coverage = Math.max(one.coverage, coverage);
      one.own ||= own;
    });
  });
  return [...found.values()].sort((a, z) => z.score - a.score);
}

function best(found: readonly Found[], limit: number): RetrievedPassage[] {
  const own = found.filter((one) => one.own).slice(0, limit);
  const others = found.filter((one) => !one.own).slice(0, limit - own.length);
  return [...own, ...others]
    .sort((a, z) => z.score - a.score)
    .map(({ passage, score, questions, coverage }) => ({ passage, score, questions, coverage }));
}

/**
 * Searches passages by words: BM25 over stems and a few synonyms, in the customer's language;
 * other languages follow only when that one holds nothing. Everything is in memory.
 */
export function createRetriever(passages: readonly Passage[]): Retriever {
  const byId = new Map(passages.map((passage) => [passage.id, passage] as const));
  const indexes = new Map(
    [...byLanguage(passages)].map(([language, list]) => [
      language,
      createLanguageIndex(list, language),
    ]),
  );
  return {
    retrieve: async (request): Promise<Retrieval> => {
      const own = indexes.get(primaryLanguage(request.language));
      const inOwn = own ? searchAll(own, request) : [];
      const found =
        inOwn.length > 0
          ? inOwn
          : [...indexes.values()]
              .flatMap((index) => searchAll(index, request))
              .sort((a, z) => z.score - a.score);
      return { passages: best(found, request.limit), languages: [...indexes.keys()] };
    },
    passages: async (ids) => ids.flatMap((id) => byId.get(id) ?? []),
  };
}
