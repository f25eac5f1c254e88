import type { Embedder } from '../domain/embedder.ts';
import type { Passage } from '../domain/passage.ts';
import { createRanker } from '../knowledge/ranker.ts';
import { splitArticle } from '../knowledge/split.ts';
import type { SystemName } from './figures.ts';
import { type FindSigns, signsByMeaning, signsByRanker } from './find-signs.ts';
import { type Find, meaningOf, openFused, openMeaning, openWords } from './open-search.ts';
import type { QuestionSet } from './sets/questions.ts';

/** A way of searching: indexes the articles of a set once, then is asked. */
export type RetrievalSystem = {
  readonly name: SystemName;
  open(set: QuestionSet): Promise<Find>;
  openSigns(set: QuestionSet): Promise<FindSigns>;
};

const passagesOf = ({ articles }: QuestionSet): Passage[] => articles.flatMap(splitArticle);

/** Words alone; with an embedder also meaning alone, and both as the product mixes them. */
export const retrievalSystems = (embedder: Embedder | null): readonly RetrievalSystem[] => [
  {
    name: 'words',
    open: (set) => openWords(passagesOf(set)),
    openSigns: async (set) => signsByRanker(createRanker(passagesOf(set), 'en', null)),
  },
  ...(embedder === null
    ? []
    : ([
        {
          name: 'meaning',
          open: (set) => openMeaning(passagesOf(set), embedder),
          openSigns: (set) => signsByMeaning(passagesOf(set), embedder),
        },
        {
          name: 'fused',
          open: (set) => openFused(passagesOf(set), embedder),
          openSigns: async (set) =>
            signsByRanker(
              createRanker(passagesOf(set), 'en', await meaningOf(passagesOf(set), embedder)),
            ),
        },
      ] satisfies RetrievalSystem[])),
];
