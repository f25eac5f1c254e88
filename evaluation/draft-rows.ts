import type {
  ContextMessage,
  DraftRequest,
  LanguageModel,
  Question,
} from '../domain/language-model.ts';
import type { Passage } from '../domain/passage.ts';
import type { Retriever } from '../domain/ports.ts';
import { type ContentCoverage, createContentCoverage, stemWeights } from './content-coverage.ts';
import type { LabelledQuestion, QuestionSet } from './sets/questions.ts';

/** As many passages as the product's step gives a draft. */
const forDraft = 12;

/** What a maker of drafts gets for a labelled question, but for the channel. */
export type Asked = Omit<DraftRequest, 'channel'>;

const contextOf = ({ history }: LabelledQuestion): ContextMessage[] =>
  history.map(({ role, text }) => ({ from: role === 'user' ? 'customer' : 'teammate', text }));

/**
 * Asks as the product's steps do: questions are found in the message, each is searched, the best
 * public passages go to the draft. Where the classifier finds no question the message is one:
 * whether it should be answered at all is measured elsewhere.
 */
export async function askAsProduct(
  question: LabelledQuestion,
  { model, retriever }: { readonly model: LanguageModel; readonly retriever: Retriever },
): Promise<Asked> {
  const context = contextOf(question);
  const messages = [{ id: 'source-1', text: question.text }] as const;
  const { questions } = await model.classify(
    {
      ...{ messages, context, topics: [], excludedTopics: [], excludedBefore: null },
      language: 'en',
    },
    { signal: new AbortController().signal },
  );
  const asked: readonly Question[] =
    questions.length > 0 ? questions : messages.map(({ id, text }) => ({ messageId: id, text }));
  const retrieval = await retriever.retrieve({
    questions: asked.map(({ text }) => text),
    context: context.filter(({ from }) => from === 'customer').map(({ text }) => text),
    thread: context.map(({ text }) => text),
    language: 'en',
    limit: forDraft,
  });
  const passages = retrieval.passages
    .map(({ passage }) => passage)
    .filter(({ audience }) => audience === 'public')
    .slice(0, forDraft);
  return {
    ...{ questions: asked, context, passages, language: 'en', instructions: [] },
    unseen: { images: 0, files: 0 },
  };
}

/** A question with a reference answer, and what a maker of drafts gets for it. */
export type DraftRow = {
  readonly set: string;
  readonly id: string;
  readonly reference: string;
  /** Articles that were judged right. */
  readonly gold: readonly string[];
  readonly asked: Asked;
  readonly coverage: ContentCoverage;
  /** How rare a stem is in the set. */
  readonly weightOf: (stem: string) => number;
};

/** The questions of a set that have a reference answer and right articles. */
export async function draftRowsOf(
  { name, articles, questions }: QuestionSet,
  makers: { readonly model: LanguageModel; readonly retriever: Retriever },
): Promise<readonly DraftRow[]> {
  const documents = articles.map(({ markdown }) => markdown);
  const [coverage, weightOf] = [createContentCoverage(documents), stemWeights(documents)];
  const rows: DraftRow[] = [];
  for (const question of questions) {
    const { id, gold, referenceAnswer: reference } = question;
    if (reference === undefined || gold.length === 0) continue;
    const asked = await askAsProduct(question, makers);
    rows.push({ set: name, id, reference, gold, asked, coverage, weightOf });
  }
  return rows;
}

/** The first words of a text. */
export const firstWords = (text: string, most: number): string =>
  text.split(/\s+/).filter(Boolean).slice(0, most).join(' ');

/** As long as an excerpt is. */
const excerptWords = 120;

/**
 * What a rep would see without a maker of drafts: the first 120 words of the best passage, and of the
 * best three in a row, which are more where the first is short.
 */
export const plainExcerpts = (passages: readonly Passage[]) => ({
  first: firstWords(passages[0]?.text ?? '', excerptWords),
  three: firstWords(
    passages
      .slice(0, 3)
      .map(({ text }) => text)
      .join(' '),
    excerptWords,
  ),
});
