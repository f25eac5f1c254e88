import type { MessageId } from './identifiers.ts';
import type { Passage } from './passage.ts';
import type { Channel } from './conversation.ts';
import type { VisibleAttribute } from './visible-attributes.ts';
import type { Topic, TopicCaution } from './settings.ts';
import type { ProviderListener } from './trouble.ts';

/** What a call cost; zeros for makers that call nobody. */
export type Usage = {
  readonly calls: number;
  readonly inputTokens: number;
  readonly outputTokens: number;
};

export const noUsage: Usage = { calls: 0, inputTokens: 0, outputTokens: 0 };

/** Something said earlier in the thread, masked. */
export type ContextMessage = {
  readonly from: 'customer' | 'teammate' | 'bot';
  readonly text: string;
};

/** A question of the turn, in the customer's words. */
export type Question = { readonly messageId: MessageId; readonly text: string };

export type ClassifyRequest = {
  /** The turn's readable messages, masked, oldest first; the only ones to be judged. */
  readonly messages: readonly { readonly id: MessageId; readonly text: string }[];
  /** What was said before the turn, oldest first. */
  readonly context: readonly ContextMessage[];
  readonly topics: readonly Topic[];
  readonly excludedTopics: readonly string[];
  /** Default: balanced. */
  readonly excludedTopicCaution?: TopicCaution;
  /** The excluded topic that the conversation was left to people for earlier, if any. */
  readonly excludedBefore: string | null;
  /** ISO 639-1 of the customer's words. */
  readonly language: string;
};

export type Classification = {
  readonly topic: string | null;
  /** One of the request's excluded topics, judged on turn and conversation. */
  readonly excludedTopic: string | null;
  /** What needs an answer; empty: thanks, greetings, an answer to the teammate's question. */
  readonly questions: readonly Question[];
  /** Only a system that nobody here can see knows the answer ("where is my order?"). */
  readonly needsAccountData: boolean;
  readonly usage: Usage;
};

export type DraftRequest = {
  readonly questions: readonly Question[];
  readonly context: readonly ContextMessage[];
  /** Public passages only: internal knowledge never reaches a draft. */
  readonly passages: readonly Passage[];
  readonly channel: Channel;
  readonly language: string;
  readonly instructions: readonly string[];
  readonly unseen: { readonly images: number; readonly files: number };
  /** Of the conversation: those that the settings let a model see, masked. */
  readonly attributes?: readonly VisibleAttribute[];
  /** The team's language, where it does not speak the customer's; ISO 639-1. */
  readonly summaryIn?: string | null;
};

/** Words of a passage, verbatim, that say what a sentence says. */
export type Quote = { readonly source: string; readonly text: string };

/** A sentence of a draft with the passages that say it. */
export type DraftSentence = {
  readonly text: string;
  /** Ids of passages; empty only for sentences that state no fact. */
  readonly sources: readonly string[];
  /** Absent where the sentence itself is quoted. */
  readonly quotes?: readonly Quote[];
};

export type DraftBlock = {
  readonly kind: 'paragraph' | 'step';
  readonly sentences: readonly DraftSentence[];
};

export type Draft = {
  readonly blocks: readonly DraftBlock[];
  /** Questions that the passages do not answer, in the customer's words. */
  readonly openQuestions: readonly string[];
  /** For the rep only, in `summaryIn`; nobody has checked it. */
  readonly summary?: string;
};

export type DraftAnswer =
  | { readonly kind: 'drafted'; readonly draft: Draft; readonly usage: Usage }
  | { readonly kind: 'not_helpful'; readonly usage: Usage };

/**
 * Vectors of length 1 of short texts, in their order, comparable with each other alone. Null where
 * nobody makes any, or whoever does has failed: words have to do.
 */
export type TextVectors = (
  texts: readonly string[],
  signal: AbortSignal,
) => Promise<readonly Float32Array[] | null>;

/**
 * Pays for one call of a provider: makes room in the budgets for the most that it may cost, and
 * settles what it did cost. Throws `BudgetExhausted`, and makes no call, where there is no room.
 */
export type Spending = <Answer extends { readonly usage: Usage }>(
  most: Usage,
  call: () => Promise<Answer>,
) => Promise<Answer>;

/** What a model may use while it answers. */
export type ModelCall = {
  readonly signal: AbortSignal;
  /** Every call of a provider goes through it; absent: nobody counts. */
  readonly spending?: Spending;
  readonly textVectors?: TextVectors;
  /**
   * What is wrong with a draft, in words for its maker, or null. A model that can write another one
   * is told so once; its second draft counts, if it is one.
   */
  readonly complaintOf?: (draft: Draft) => Promise<string | null>;
};

/** The provider behind a model; `watch` tells the listener after each call how it does. */
export type Provider = {
  readonly host: string;
  readonly models: readonly string[];
  watch(listener: ProviderListener): void;
};

/**
 * Judges a turn and drafts a reply. Throws `ModelFailure` only.
 * Makers: extractive (no key, no network) and OpenAI-compatible servers.
 */
export type LanguageModel = {
  /** Model and prompt version, stamped on every result, e.g. `extractive/1`. */
  readonly name: string;
  /** Can it write in the customer's language whatever the knowledge's language is? */
  readonly translates: boolean;
  /** Whom it calls; absent for makers that call nobody. */
  readonly provider?: Provider;
  classify(request: ClassifyRequest, call: ModelCall): Promise<Classification>;
  draft(request: DraftRequest, call: ModelCall): Promise<DraftAnswer>;
};
