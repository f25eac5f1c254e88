import type { AnswerSigns } from './answer-signs.ts';

/** Who may read a passage: only `public` ones may reach a draft. */
export type Audience = 'public' | 'internal';

/** An article as imported from any source. */
export type Article = {
  readonly id: string;
  /** Which source it came from, e.g. `markdown:help`, `intercom`. */
  readonly source: string;
  readonly title: string;
  readonly url: string | null;
  readonly markdown: string;
  readonly audience: Audience;
  /** ISO 639-1, with a region where the source names one (`pt-BR`); detected when it does not say. */
  readonly language: string;
  /** Id of the article of the same source that it translates; absent: it is in the default locale. */
  readonly translationOf?: string;
  /** Name of the one thing it is about (a product, a plan, a place), where the source says so. */
  readonly entity?: string;
  /** It is what a teammate answered in a past conversation, on this day (UTC, `2026-03-01`). */
  readonly pastConversation?: string;
};

/** Where a passage stands in the Markdown of its article: characters (UTF-16) from, and up to, which. */
export type Place = { readonly start: number; readonly end: number };

/** A part of an article under one heading: what is searched, cited and drafted from. */
export type Passage = {
  /** Stable over imports as long as article and heading stay: `<source>/<article>#<heading>-<n>`. */
  readonly id: string;
  readonly source: string;
  /** Within its source: `articleKeyOf` tells articles of all sources apart. */
  readonly articleId: string;
  readonly title: string;
  readonly headingPath: readonly string[];
  readonly url: string | null;
  readonly audience: Audience;
  /** Language, translation, entity and past conversation are those of its article. */
  readonly language: string;
  readonly translationOf?: string;
  readonly entity?: string;
  readonly pastConversation?: string;
  /** Absent in sessions from before places were kept. */
  readonly place?: Place;
  readonly text: string;
};

/** How a past conversation's answer is marked wherever its title stands; empty for articles. */
export const originWords = ({ pastConversation }: Pick<Passage, 'pastConversation'>): string =>
  pastConversation === undefined ? '' : `from a past conversation, ${pastConversation}`;

/** A name that no other article of any source has: the first slash ends the source. */
export const articleKeyOf = ({
  source,
  articleId,
}: Pick<Passage, 'source' | 'articleId'>): string =>
  `${source.replaceAll(/[%/]/g, encodeURIComponent)}/${articleId}`;

/** A passage found for a question. */
export type RetrievedPassage = {
  readonly passage: Passage;
  /** Of the ranker, comparable within one answer only. */
  readonly score: number;
  /** Which of the asked questions (by index) it was found for. */
  readonly questions: readonly number[];
  /** Share of the question's weight (inverse document frequency) that the passage covers, 0..1. */
  readonly coverage: number;
};

export type RetrieveRequest = {
  /** Each is searched by itself. */
  readonly questions: readonly string[];
  /** What the customer said before, oldest first: the last one makes a follow-up whole. */
  readonly context: readonly string[];
  /** What anybody said before, oldest first, in which named things are looked for; default: the context. */
  readonly thread?: readonly string[];
  /**
   * ISO 639-1, with a region where one is known. Of each article one locale is searched, this one or
   * the default; passages of this language first.
   */
  readonly language: string;
  /** Sources that are not searched at all: see knowledge-scope.ts; default: none. */
  readonly excludedSources?: readonly string[];
  /** So many passages of each audience. */
  readonly limit: number;
};

/** Whether the answer to a question is among what was found for it. */
export type AnswerFound = {
  readonly signs: AnswerSigns;
  /** 0..1, as if half of all questions had an answer. */
  readonly chance: number;
};

export type Retrieval = {
  /** Best first. */
  readonly passages: readonly RetrievedPassage[];
  /** Of each question, in their order. */
  readonly answers: readonly AnswerFound[];
  /** Languages (ISO 639-1) and sources that the knowledge in scope has; none: nothing is in scope. */
  readonly languages: readonly string[];
  readonly sources: readonly string[];
};
