import { basename } from 'node:path';
import type { LanguageModel } from '../domain/language-model.ts';
import type { Passage } from '../domain/passage.ts';
import { createRetriever } from '../knowledge/retriever.ts';
import { splitArticle } from '../knowledge/split.ts';
import { createExtractiveModel } from '../models/extractive.ts';
import { decide } from './decide.ts';
import { type LabelledQuestion, readQuestions } from './sets/questions.ts';
import { filesOf } from './sets/rows.ts';

export type AnswerabilityFigures = {
  readonly answerable: number;
  /** Share of answerable questions that get a note citing an article that answers. */
  readonly rightNotes: number;
  /** Share of answerable questions that get a note citing another article. */
  readonly wrongNotes: number;
  readonly unanswerable: number;
  /** Share of questions without an answer that get a note all the same. */
  readonly unanswerableNotes: number;
  /** The same for answerable questions whose articles were taken out. */
  readonly cutNotes: number;
  readonly cut: number;
};

type Ask = (passages: readonly Passage[], question: LabelledQuestion) => Promise<readonly string[]>;

/** Asks by the extractive model; gives the cited articles of a note over the threshold. */
function asker(model: LanguageModel, threshold: number): Ask {
  const retrievers = new Map<readonly Passage[], ReturnType<typeof createRetriever>>();
  return async (passages, { text, history }) => {
    const retriever = retrievers.get(passages) ?? createRetriever(passages);
    retrievers.clear();
    retrievers.set(passages, retriever);
    const context = history.map(({ role, text: said }) => ({
      from: role === 'user' ? ('customer' as const) : ('teammate' as const),
      text: said,
    }));
    const decision = await decide({ model, retriever }, text, context);
    const noted = decision.kind === 'drafted' && decision.confidence >= threshold;
    return noted ? decision.citedArticles : [];
  };
}

const share = (count: number, all: number): number => (all === 0 ? 0 : count / all);

/**
 * How often answerable questions of a folder get the right note and unanswerable ones any.
 * Every `cutEvery`-th answerable question is asked again without the articles that answer it:
 * a near miss in the product's own words.
 */
export async function evaluateAnswerability(
  folder: string,
  { threshold = 0.5, cutEvery = 3 } = {},
): Promise<AnswerabilityFigures> {
  const [set] = await readQuestions(basename(folder), folder, await filesOf(folder));
  if (!set) throw new Error(`${folder} holds no questions.`);
  const { articles } = set;
  const questions = set.questions.filter(
    ({ gold, isAnswerable }) => gold.length > 0 || isAnswerable === false,
  );
  const passages = articles.flatMap(splitArticle);
  const ask = asker(createExtractiveModel(), threshold);
  const answerable = questions.filter(({ gold }) => gold.length > 0);
  const unanswerable = questions.filter(({ gold }) => gold.length === 0);
  let right = 0;
  let wrong = 0;
  for (const question of answerable) {
    const cited = await ask(passages, question);
    if (cited.some((id) => question.gold.includes(id))) right += 1;
    else if (cited.length > 0) wrong += 1;
  }
  let noted = 0;
  for (const question of unanswerable) if ((await ask(passages, question)).length > 0) noted += 1;
  const cut = answerable.filter((_, at) => at % cutEvery === 0);
  let cutNoted = 0;
  for (const question of cut) {
    const rest = passages.filter(({ articleId }) => !question.gold.includes(articleId));
    if ((await ask(rest, question)).length > 0) cutNoted += 1;
  }
  return {
    answerable: answerable.length,
    rightNotes: share(right, answerable.length),
    wrongNotes: share(wrong, answerable.length),
    unanswerable: unanswerable.length,
    unanswerableNotes: share(noted, unanswerable.length),
    cutNotes: share(cutNoted, cut.length),
    cut: cut.length,
  };
}
