import type { Embedder } from '../domain/embedder.ts';
import type { Retrieval } from '../domain/passage.ts';
import { contentStems } from '../domain/words.ts';
import type { SystemName } from './figures.ts';
import type { LabelledQuestion, QuestionSet } from './sets/questions.ts';
import { type Find, retrievalSystems } from './systems.ts';

/** What may tell whether the answer to a question is there; the same features for every question. */
export type FeatureSystem = {
  readonly name: SystemName;
  open(set: QuestionSet): Promise<(question: LabelledQuestion) => Promise<readonly number[]>>;
};

type Found = Retrieval['passages'];

/**
 * Of words: what the retriever gives. Of meaning: the same of cosines. Fused: both, and whether they
 * agree. Each for the question as it was asked, and for it alone without what was said before.
 */
export const featureSystems = (embedder: Embedder | null): readonly FeatureSystem[] => {
  const systems = retrievalSystems(embedder);
  const open = (name: SystemName, set: QuestionSet): Promise<Find> => {
    const system = systems.find((one) => one.name === name);
    if (!system) throw new Error(`There is no system ${name}`);
    return system.open(set);
  };
  const words: FeatureSystem = {
    name: 'words',
    open: async (set) => single(await open('words', set), (found) => coverageOf(found)),
  };
  const meaning: FeatureSystem = {
    name: 'meaning',
    open: async (set) => single(await open('meaning', set), () => []),
  };
  const fused: FeatureSystem = {
    name: 'fused',
    open: async (set) => {
      const [byWords, byMeaning] = await Promise.all([open('words', set), open('meaning', set)]);
      const own = await Promise.all([words.open(set), meaning.open(set)]);
      return async (question) => [
        ...(await Promise.all(own.map((of) => of(question)))).flat(),
        ...agreementOf(await byWords(question), await byMeaning(question)),
      ];
    },
  };
  return embedder === null ? [words] : [words, meaning, fused];
};

const single =
  (find: Find, more: (found: Found) => number[]) =>
  async (question: LabelledQuestion): Promise<readonly number[]> => {
    const whole = await find(question);
    const alone = question.history.length === 0 ? whole : await find({ ...question, history: [] });
    return [
      ...[whole, alone].flatMap((found) => [...gapsOf(found), ...more(found)]),
      Math.log(1 + contentStems(question.text, 'en').length),
    ];
  };

/** Scores of articles by their best passage, highest first. */
function scoresOf(found: Found): readonly number[] {
  const best = new Map<string, number>();
  for (const { passage, score } of found)
    best.set(passage.articleId, Math.max(score, best.get(passage.articleId) ?? score));
  return [...best.values()].sort((a, z) => z - a);
}

/** The highest score, and how far it stands out: from the second, from the next five, from the next 20. */
function gapsOf(found: Found): number[] {
  const scores = scoresOf(found);
  const top = scores[0] ?? 0;
  const meanOf = (from: number, to: number): number => {
    const some = scores.slice(from, to);
    return some.length === 0 ? 0 : some.reduce((sum, score) => sum + score, 0) / some.length;
  };
  return [top, top - meanOf(1, 2), top - meanOf(1, 6), top - meanOf(1, 21)];
}

/** Share of the question that the first passage covers, and the best of the first five. */
const coverageOf = (found: Found): number[] => [
  found[0]?.coverage ?? 0,
  Math.max(0, ...found.slice(0, 5).map(({ coverage }) => coverage)),
];

const depth = 10;

/** Whether words and meaning find the same first, and how much of the first ten they share. */
function agreementOf(words: Found, meaning: Found): number[] {
  const [one, other] = [words, meaning].map((found) =>
    [...new Set(found.map(({ passage }) => passage.articleId))].slice(0, depth),
  );
  const shared = (one ?? []).filter((id) => other?.includes(id)).length;
  return [one?.[0] !== undefined && one[0] === other?.[0] ? 1 : 0, shared / depth];
}
