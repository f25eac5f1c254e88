import { isAnswerMissing } from '../domain/answer-chance.ts';
import { confidenceOf, makerOf } from '../domain/confidence.ts';
import { type Evidence, evidenceOf } from '../domain/evidence.ts';
import type {
  ContextMessage,
  Draft,
  DraftRequest,
  LanguageModel,
  Question,
  TextVectors,
  Usage,
} from '../domain/language-model.ts';
import { limits } from '../domain/limits.ts';
import { nearOf } from '../domain/near.ts';
import type { Channel } from '../domain/conversation.ts';
import type { QuietReason } from '../domain/outcome.ts';
import type { Passage, Retrieval } from '../domain/passage.ts';
import type { Retriever } from '../domain/ports.ts';
import type { Proof, ProofRequest } from '../domain/proof/proof.ts';
import { proveDraft, textsToCompare } from '../domain/proof/prove-draft.ts';

/** What the steps from question to confidence make of a message, without Intercom around them. */
export type Decision = { readonly usage: Usage } & (
  | { readonly kind: 'quiet'; readonly reason: QuietReason }
  | ({ readonly kind: 'drafted'; readonly citedArticles: readonly string[] } & Weighed)
);

/** A draft as it is left by proof, and what speaks for it. */
export type Weighed = {
  readonly draft: Draft;
  readonly proof: Proof;
  readonly evidence: Evidence;
  readonly confidence: number;
};

export type DecideParts = {
  readonly model: LanguageModel;
  readonly retriever: Retriever;
  /** Absent: words alone are compared. */
  readonly textVectors?: TextVectors;
  /** False: a draft is asked for also where the knowledge has no answer; default: true. */
  readonly isGated?: boolean;
  /** Drafts for e-mail may be longer; default: `web`. */
  readonly channel?: Channel;
};

/** Classifies, retrieves, drafts, proves and weighs one English message with public knowledge. */
export async function decide(
  { model, retriever, textVectors, isGated = true, channel = 'web' }: DecideParts,
  text: string,
  context: readonly ContextMessage[] = [],
): Promise<Decision> {
  const call = {
    signal: new AbortController().signal,
    ...(textVectors ? { textVectors } : {}),
  };
  const classified = await model.classify(
    {
      messages: [{ id: 'source-1', text }],
      context,
      topics: [],
      excludedTopics: [],
      excludedBefore: null,
      language: 'en',
    },
    call,
  );
  const quietWith = (reason: QuietReason, { usage }: { usage: Usage } = classified): Decision => ({
    ...{ kind: 'quiet', reason, usage },
  });
  const { questions, needsAccountData } = classified;
  if (questions.length === 0) return quietWith('nothing_to_answer');
  if (needsAccountData) return quietWith('needs_account_data');
  const { passages: found, answers } = await retriever.retrieve({
    questions: questions.map((question) => question.text),
    thread: context.map((it) => it.text),
    context: context
      .filter(({ from }) => from === 'customer')
      .map((it) => it.text)
      .slice(-1),
    language: 'en',
    limit: limits.passages,
  });
  const retrieved = found
    .filter(({ passage }) => passage.audience === 'public')
    .slice(0, limits.passagesForDraft);
  if (retrieved.length === 0) return quietWith('no_relevant_knowledge');
  if (isGated && isAnswerMissing(answers)) return quietWith('no_relevant_knowledge');
  const passages = retrieved.map(({ passage }) => passage);
  const request: DraftRequest = {
    ...{ questions, context, passages, channel, language: 'en', instructions: [] },
    unseen: { images: 0, files: 0 },
  };
  const answer = await model.draft(request, call);
  const usage = sumOf(classified.usage, answer.usage);
  if (answer.kind === 'not_helpful') return quietWith('not_helpful', { usage });
  const weighed = await weigh({ maker: model.name, questions, retrieved, answers }, answer.draft, {
    textVectors,
    customer: [text],
  });
  if (weighed === null) return quietWith('not_helpful', { usage });
  return { kind: 'drafted', usage, ...weighed, citedArticles: citedIn(weighed.draft, passages) };
}

type Found = {
  /** Name of the maker, as it is stamped on drafts. */
  readonly maker: string;
  readonly questions: readonly Question[];
  readonly retrieved: Retrieval['passages'];
  readonly answers: readonly { readonly chance: number }[];
};

/** Proves and weighs a draft as the product's steps do; null: what is left does not answer. */
export async function weigh(
  { maker, questions, retrieved, answers }: Found,
  written: Draft,
  { textVectors, customer }: { textVectors?: TextVectors | undefined; customer: readonly string[] },
): Promise<Weighed | null> {
  const { signal } = new AbortController();
  const request: ProofRequest = {
    ...{ draft: written, questions, customer, customerName: null, language: 'en', vectors: null },
    ...{ passages: retrieved.map(({ passage }) => passage), internal: [] },
  };
  const texts = textsToCompare(request);
  const vectors = (texts.length > 0 && (await textVectors?.(texts, signal))) || null;
  const proof = proveDraft({
    ...request,
    vectors: vectors && new Map(texts.flatMap((one, at) => pairOf(one, vectors[at]))),
  });
  const { draft, score: support } = proof;
  if (draft === null) return null;
  const near = await nearOf(questions, draft, textVectors, signal);
  const evidence = evidenceOf({
    ...{ questions, retrieved, answers, draft, support, near, language: 'en' },
  });
  return { draft, proof, evidence, confidence: confidenceOf(makerOf(maker), evidence) };
}

const pairOf = (text: string, vector: Float32Array | undefined): [string, Float32Array][] =>
  vector ? [[text, vector]] : [];

function citedIn(draft: Draft, passages: readonly Passage[]): readonly string[] {
  const cited = new Set(
    draft.blocks.flatMap(({ sentences }) => sentences.flatMap(({ sources }) => sources)),
  );
  return [...new Set(passages.flatMap((it) => (cited.has(it.id) ? it.articleId : [])))];
}

const sumOf = (one: Usage, other: Usage): Usage => ({
  calls: one.calls + other.calls,
  inputTokens: one.inputTokens + other.inputTokens,
  outputTokens: one.outputTokens + other.outputTokens,
});
