import {
  type Classification,
  type ClassifyRequest,
  type ModelCall,
  type Question,
  noUsage,
} from '../domain/language-model.ts';
import { primaryLanguage } from '../domain/words.ts';
import { asksForAccountData } from './account-data.ts';
import { askingTexts, asksByMeaning } from './asks-by-meaning.ts';
import { type Exclusion, exclusionOf } from './exclusion.ts';
import { exclusionTexts } from './excluded-by-meaning.ts';
import { findQuestions } from './questions.ts';
import { isClearByWords } from './clear-words.ts';
import { type TopicJudgement, topicOf, topicTexts } from './topic-of.ts';
import { kindTexts } from './turn-kinds.ts';
import { turnTexts } from './turn-texts.ts';
import { vectorsOf } from './vectors.ts';

/** A turn as judged on this machine, and whether somebody who can read should be asked. */
export type Judgement = {
  readonly classification: Classification;
  /** False: words and meaning leave no doubt, or the answer would change nothing. */
  readonly isUnclear: boolean;
};

/** The languages that vectors made on this machine and sentences shipped with it are of. */
const languageOfMeaning = 'en';

/** Judges a turn by its words and, where there are vectors, by its meaning. Calls no provider. */
export async function judgeTurn(request: ClassifyRequest, call: ModelCall): Promise<Judgement> {
  const language = primaryLanguage(request.language);
  const vectors =
    language === languageOfMeaning ? await vectorsOf(textsOf(request, language), call) : null;
  const asked = askedBy(request, vectors, language);
  const texts = asked.questions.map(({ text }) => text);
  const exclusion = exclusionOf(request, texts, vectors);
  const topic = topicOf(request, vectors);
  const needsAccountData =
    texts.length > 0 && texts.every((text) => asksForAccountData(text, request.language));
  return {
    classification: {
      topic: topic.name,
      excludedTopic: exclusion.line,
      questions: asked.questions,
      needsAccountData,
      usage: noUsage,
    },
    isUnclear: isUnclear({ ...asked, exclusion, topic, needsAccountData }),
  };
}

/** What is surely excluded, asks nothing or only the account can answer ends here in any case. */
function isUnclear(found: {
  readonly questions: readonly Question[];
  readonly isClear: boolean;
  readonly exclusion: Exclusion;
  readonly topic: TopicJudgement;
  readonly needsAccountData: boolean;
}): boolean {
  if (found.exclusion.line !== null && found.exclusion.isClear) return false;
  if (!found.isClear) return true;
  if (found.questions.length === 0 || found.needsAccountData) return false;
  return !found.exclusion.isClear || !found.topic.isClear;
}

const textsOf = (request: ClassifyRequest, language: string): readonly string[] => [
  ...kindTexts,
  ...exclusionTexts(request.excludedTopics, request),
  ...topicTexts(request),
  ...request.messages.flatMap(({ text }) => askingTexts(text)),
  ...turnTexts(request, language),
  ...(request.excludedBefore === null ? [] : request.context.map(({ text }) => text)),
];

/** The questions by words, less those that mean none, and with messages that ask without the words. */
function askedBy(
  request: ClassifyRequest,
  vectors: ReadonlyMap<string, Float32Array> | null,
  language: string,
): { readonly questions: readonly Question[]; readonly isClear: boolean } {
  const byWords = findQuestions(request);
  if (vectors === null)
    return { questions: byWords, isClear: isClearByWords(request, byWords, language) };
  const judged = request.messages.map(({ id, text }) => {
    const own = byWords.filter(({ messageId }) => messageId === id);
    const { asks, isClear } = asksByMeaning(text, own.length > 0, vectors) ?? {
      asks: own.length > 0,
      isClear: false,
    };
    if (!asks) return { questions: [], isClear };
    return { questions: own.length > 0 ? own : [{ messageId: id, text }], isClear };
  });
  const questions = judged.flatMap((one) => one.questions);
  // Beside a clear question it changes little whether another message asks as well.
  const isClear =
    judged.some((one) => one.isClear && one.questions.length > 0) ||
    judged.every((one) => one.isClear);
  return { questions, isClear };
}
