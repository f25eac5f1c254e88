import type { Draft, TextVectors } from '../domain/language-model.ts';
import { limits } from '../domain/limits.ts';
import { sentencesOf } from '../domain/sentences.ts';
import { createRetriever } from '../knowledge/retriever.ts';
import { splitArticle } from '../knowledge/split.ts';
import type { CaseParts } from './draft-cases.ts';
import { contextOf } from './draft-cases.ts';
import { type Weighed, weigh } from './decide.ts';
import { mean } from './metrics.ts';
import type { RatedDraft, RatedDrafts } from './sets/rated-drafts.ts';

/** A draft of a model, weighed as the product would, and whether people found that it could be sent. */
export type RatedCase = {
  readonly question: string;
  /** Null: proof left nothing of it. */
  readonly weighed: Weighed | null;
  readonly isUsable: boolean;
};

/** "3" is the second best of four: what lies below it was found wanting by most who looked. */
const least = 3;

/** Faithful and complete, on the mean of those who rated; what is merely worded badly a rep can mend. */
export const isRatedUsable = ({ faithfulness, completeness }: RatedDraft): boolean =>
  mean(faithfulness) >= least && mean(completeness) >= least;

/**
 * Weighs the drafts as if the product had searched all the set's articles and given those of the
 * contexts to the model. Drafts without contexts say that there is no answer: they are left out, since
 * the product would have no draft there.
 */
export async function ratedCasesOf(
  { articles, drafts }: RatedDrafts,
  { meaning, textVectors }: Pick<CaseParts, 'meaning' | 'textVectors'>,
): Promise<readonly RatedCase[]> {
  const passages = articles.flatMap(splitArticle);
  const retriever = createRetriever(passages, await meaning(passages));
  const cases: RatedCase[] = [];
  for (const row of drafts.filter(({ contexts }) => contexts.length > 0)) {
    const context = contextOf(row);
    const found = await retriever.retrieve({
      questions: [row.question],
      thread: context.map(({ text }) => text),
      context: context
        .filter(({ from }) => from === 'customer')
        .map(({ text }) => text)
        .slice(-1),
      language: 'en',
      limit: limits.passages,
    });
    const given = passages.filter(({ articleId }) => row.contexts.includes(articleId));
    const asFound = found.passages.slice(0, limits.passagesForDraft);
    const others = given.filter(({ id }) => !asFound.some(({ passage }) => passage.id === id));
    const retrieved = [
      ...asFound,
      ...others.map((passage) => ({ passage, score: 0, questions: [0], coverage: 0 })),
    ];
    const weighed = await weigh(
      {
        ...{ maker: row.model, retrieved, answers: found.answers },
        questions: [{ messageId: 'source-1', text: row.question }],
      },
      draftOf(
        row.draft,
        given.map(({ id }) => id),
      ),
      { textVectors: textVectors satisfies TextVectors | undefined, customer: customerOf(row) },
    );
    cases.push({ question: row.questionId, weighed, isUsable: isRatedUsable(row) });
  }
  return cases;
}

const customerOf = ({ question, history }: RatedDraft): readonly string[] => [
  ...history.filter(({ role }) => role === 'user').map(({ text }) => text),
  question,
];

/** The rows do not say which sentence is from where: each may be from all. */
const draftOf = (text: string, sources: readonly string[]): Draft => ({
  blocks: [
    { kind: 'paragraph', sentences: sentencesOf(text).map((one) => ({ text: one, sources })) },
  ],
  openQuestions: [],
});
