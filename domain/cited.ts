import type { Draft } from './language-model.ts';
import { type Passage, type RetrievedPassage, articleKeyOf } from './passage.ts';

/** The passages that a draft cites, best first. */
export function citedPassages(
  draft: Draft,
  retrieved: readonly RetrievedPassage[],
): readonly Passage[] {
  const cited = new Set(
    draft.blocks.flatMap((block) => block.sentences.flatMap(({ sources }) => sources)),
  );
  return retrieved.map(({ passage }) => passage).filter(({ id }) => cited.has(id));
}

/** One passage for each article, in the order of their best ones. */
export const onePerArticle = (passages: readonly Passage[]): readonly Passage[] => [
  ...new Map(passages.map((passage) => [articleKeyOf(passage), passage])).values(),
];
