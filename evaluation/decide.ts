import { confidenceOf } from '../domain/confidence.ts';
import { type Evidence, evidenceOf } from '../domain/evidence.ts';
import type { ContextMessage, Draft, LanguageModel } from '../domain/language-model.ts';
import type { QuietReason } from '../domain/outcome.ts';
import type { Retriever } from '../domain/ports.ts';

/** What the steps from question to draft make of a message, without Intercom around them. */
export type Decision =
  | { readonly kind: 'quiet'; readonly reason: QuietReason }
  | {
      readonly kind: 'drafted';
      readonly draft: Draft;
      readonly evidence: Evidence;
      readonly confidence: number;
      readonly citedArticles: readonly string[];
    };

const quietWith = (reason: QuietReason): Decision => ({ kind: 'quiet', reason });

/** Classifies, retrieves, drafts and weighs one English message with public knowledge. */
export async function decide(
  { model, retriever }: { readonly model: LanguageModel; readonly retriever: Retriever },
  text: string,
  context: readonly ContextMessage[] = [],
): Promise<Decision> {
  const { signal } = new AbortController();
  const { questions, needsAccountData } = await model.classify(
    {
      messages: [{ id: 'source-1', text }],
      context,
      topics: [],
      excludedTopics: [],
      excludedBefore: null,
      language: 'en',
    },
    { signal },
  );
  if (questions.length === 0) return quietWith('nothing_to_answer');
  if (needsAccountData) return quietWith('needs_account_data');
  const retrieval = await retriever.retrieve({
    questions: questions.map((question) => question.text),
    context: context.filter(({ from }) => from === 'customer').map((it) => it.text),
    language: 'en',
    limit: 20,
  });
  const passages = retrieval.passages
    .map(({ passage }) => passage)
    .filter(({ audience }) => audience === 'public');
  if (passages.length === 0) return quietWith('no_relevant_knowledge');
  const answer = await model.draft(
    {
      questions,
      context,
      passages,
      channel: 'web',
      language: 'en',
      instructions: [],
      unseen: { images: 0, files: 0 },
    },
    { signal },
  );
  if (answer.kind === 'not_helpful') return quietWith('not_helpful');
  const { draft } = answer;
  const evidence = evidenceOf({ questions, retrieval, draft, passages, language: 'en' });
  const cited = new Set(
    draft.blocks.flatMap(({ sentences }) => sentences.flatMap(({ sources }) => sources)),
  );
  const citedArticles = [
    ...new Set(passages.filter(({ id }) => cited.has(id)).map(({ articleId }) => articleId)),
  ];
  return { kind: 'drafted', draft, evidence, confidence: confidenceOf(evidence), citedArticles };
}
