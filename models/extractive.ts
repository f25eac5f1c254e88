import {
  type Classification,
  type ClassifyRequest,
  type DraftAnswer,
  type DraftBlock,
  type DraftRequest,
  type LanguageModel,
  noUsage,
} from '../domain/language-model.ts';
import { sentencesOf } from '../domain/sentences.ts';
import { primaryLanguage } from '../domain/words.ts';
import { asksForAccountData } from './account-data.ts';
import { type Answer, findAnswer } from './answer.ts';
import { findQuestions } from './questions.ts';
import { readSentence, subjectStems } from './sentence-kind.ts';
import { findExcludedTopic, findTopic } from './topics.ts';

/** Length of a draft in words. */
const lengths = { web: 60, email: 150, other: 60 } as const;

/** "billing", "my stats are wrong": nobody could tell which passage answers. */
function isVague(question: string, language: string): boolean {
  const subject = subjectStems(question, language);
  const asks = sentencesOf(question).some((one) => readSentence(one, language).kind === 'question');
  return subject.length < (asks ? 1 : 2);
}

/** Joins answers; what two questions share is said once. */
function join(answers: readonly Answer[]): DraftBlock[] {
  const said = new Set<string>();
  return answers
    .flatMap(({ blocks }) => blocks)
    .filter(({ sentences }) => {
      const text = sentences.map((one) => one.text).join(' ');
      return said.has(text) ? false : said.add(text);
    });
}

function draft(request: DraftRequest): DraftAnswer {
  const language = primaryLanguage(request.language);
  const passages = request.passages.filter(
    (passage) => passage.audience === 'public' && primaryLanguage(passage.language) === language,
  );
  const maxWords = lengths[request.channel] / Math.max(1, Math.sqrt(request.questions.length));
  const results = request.questions.map(({ text }) => ({
    text,
    answer:
      isVague(text, language) || asksForAccountData(text, language)
        ? null
        : findAnswer(text, passages, language, maxWords),
  }));
  const blocks = join(results.flatMap(({ answer }) => answer ?? []));
  if (blocks.length === 0) return { kind: 'not_helpful', usage: noUsage };
  const openQuestions = results.flatMap(({ text, answer }) => (answer === null ? [text] : []));
  return { kind: 'drafted', draft: { blocks, openQuestions }, usage: noUsage };
}

function classify(request: ClassifyRequest): Classification {
  const questions = findQuestions(request);
  const texts = questions.map(({ text }) => text);
  return {
    topic: findTopic(request),
    excludedTopic: findExcludedTopic(request, texts),
    questions,
    needsAccountData:
      questions.length > 0 && texts.every((text) => asksForAccountData(text, request.language)),
    usage: noUsage,
  };
}

/**
 * The language model that needs no key and no network: it judges by words and quotes the sentences
 * of the passages that answer. It cannot invent, and it cannot translate.
 */
export const createExtractiveModel = (): LanguageModel => ({
  name: 'extractive/1',
  translates: false,
  classify: async (request) => classify(request),
  draft: async (request) => draft(request),
});
