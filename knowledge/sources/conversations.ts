import type { Conversation } from '../../domain/conversation.ts';
import { withoutFrame } from '../../domain/letter-frame.ts';
import { conversationsSource } from '../../domain/knowledge-source.ts';
import type { Article } from '../../domain/passage.ts';
import {
  type PastAnswer,
  isBadRating,
  pastAnswersOf,
  peopleIn,
} from '../../domain/past-answers.ts';
import { withoutPersonalData } from '../../domain/personal-data.ts';
import { sentencesOf } from '../../domain/sentences.ts';
import type { GuessLanguage, ImportResult, Skipped } from './import-result.ts';
import { isGeneral, weightOf } from './small-talk.ts';

/** A pair with more of them is about one person, not about a question that others have. */
const mostMasks = 4;
const leastWeight = { question: 15, answer: 40 } as const;
/** Characters that are kept: in a note, the answer has to be seen below the question. */
const most = { title: 120, question: 500, answer: 4_000 } as const;

export type ReadConversation = {
  readonly conversation: Conversation;
  /** Stars that the customer gave, 1 to 5; null: none. */
  readonly rating: number | null;
  /** Where a teammate sees it; null: not known. */
  readonly url: string | null;
};

/** The conversation that an article of this source was made of. */
export const conversationIdOf = (articleId: string): string => articleId.split(':')[0] ?? articleId;

export type WantedAnswers = {
  /** Older answers are left out. */
  readonly sinceMs: number;
  readonly guessLanguage: GuessLanguage;
};

type Answered = { readonly article: Article; readonly answeredAtMs: number };

const why = {
  open: 'it is not closed',
  rating: 'the customer rated it badly',
  none: 'no person of the team answered a question in it',
  old: 'its answers are older than was asked for',
  short: 'question or answer says too little to be of use to others',
  personal: 'it is about one person: too much of it had to be masked',
  same: 'another conversation has the same question and answer',
} as const;

const cut = (text: string, length: number): string =>
  text.length <= length
    ? text
    : `${text
        .slice(0, length - 1)
        .replace(/[\uD800-\uDBFF]$/, '')
        .trimEnd()}…`;

/** What people type is no Markdown: nothing of it may become a heading, a fence or HTML. */
const asMarkdown = (text: string): string =>
  text.replace(/^([ \t]*)(?=#|```|~~~|[-=*_]{3,}[ \t]*$|<)/gmu, String.raw`$1\ `.trimEnd());

function articleOf(
  { conversation, url }: ReadConversation,
  { answerId, question, answer, answeredAtMs }: PastAnswer,
  guessLanguage: GuessLanguage,
): Answered | string {
  const people = peopleIn(conversation);
  const says = (texts: readonly string[]) =>
    withoutPersonalData(
      texts
        .map(withoutFrame)
        .filter((text) => text !== '')
        .join('\n'),
      people,
    );
  const [asked, answered] = [says(question), says(answer.filter(isGeneral))];
  if (weightOf(asked.text) < leastWeight.question || weightOf(answered.text) < leastWeight.answer)
    return why.short;
  if (asked.masks + answered.masks > mostMasks) return why.personal;
  const title = cut(
    sentencesOf(asked.text).find((one) => weightOf(one) > 8) ?? asked.text,
    most.title,
  );
  const markdown = [
    `Question: ${asMarkdown(cut(asked.text, most.question))}`,
    `Answer: ${asMarkdown(cut(answered.text, most.answer))}`,
  ].join('\n\n');
  return {
    answeredAtMs,
    article: {
      id: `${conversation.id}:${answerId}`,
      source: conversationsSource,
      title,
      url,
      markdown,
      // Said to one customer by one person: it helps the rep and never becomes a draft.
      audience: 'internal',
      language: guessLanguage(answered.text),
      pastConversation: new Date(answeredAtMs).toISOString().slice(0, 10),
    },
  };
}

function answersOf(
  read: ReadConversation,
  { sinceMs, guessLanguage }: WantedAnswers,
): readonly (Answered | string)[] {
  if (read.conversation.state !== 'closed') return [why.open];
  if (isBadRating(read.rating)) return [why.rating];
  const pairs = pastAnswersOf(read.conversation);
  if (pairs.length === 0) return [why.none];
  const recent = pairs.filter(({ answeredAtMs }) => answeredAtMs >= sinceMs);
  return recent.length === 0
    ? [why.old]
    : recent.map((pair) => articleOf(read, pair, guessLanguage));
}

/** Equal but for what is masked, for case, signs and space. */
const likeness = ({ title, markdown }: Article): string =>
  `${title}\n${markdown}`
    .toLowerCase()
    .replace(/\[[\p{L} -]+\]/gu, ' ')
    .replace(/[^\p{L}\p{N}]+/gu, ' ');

/**
 * What people of the team answered in closed conversations, an article a question, without what
 * tells who asked; always internal. Of equal ones the newest is kept.
 */
export function articlesOfConversations(
  conversations: readonly ReadConversation[],
  wanted: WantedAnswers,
): ImportResult {
  const skipped: Skipped[] = [];
  const answered: Answered[] = [];
  for (const read of conversations) {
    for (const one of answersOf(read, wanted)) {
      if (typeof one !== 'string') answered.push(one);
      else skipped.push({ where: `conversation ${read.conversation.id}`, why: one });
    }
  }
  answered.sort(
    (one, other) =>
      other.answeredAtMs - one.answeredAtMs || (one.article.id < other.article.id ? -1 : 1),
  );
  const articles = new Map<string, Article>();
  for (const { article } of answered) {
    const like = likeness(article);
    if (!articles.has(like)) articles.set(like, article);
    else skipped.push({ where: `conversation ${conversationIdOf(article.id)}`, why: why.same });
  }
  return { articles: [...articles.values()], skipped };
}
