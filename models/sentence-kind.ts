import { contentStems, wordsOf } from '../domain/words.ts';
import { stem } from '../domain/stem.ts';
import { isEveryday } from '../domain/everyday-words.ts';
import { turnWords } from './turn-words.ts';

/**
 * What a sentence of a customer does. `light`: it asks, but only its neighbours say about what
 * ("what can I do?").
 */
export type SentenceKind =
  | 'question'
  | 'light'
  | 'problem'
  /** What was advised before did not help. */
  | 'failed'
  | 'statement'
  | 'accepts'
  | 'courtesy'
  | 'nudge';

export type Sentence = {
  readonly text: string;
  readonly kind: SentenceKind;
  readonly adds: boolean;
};

const vague: ReadonlySet<string> = new Set(
  `work problem issue help question thing stuff wrong broken error fail try trying way idea fix please do does happen need want know
   tell explain understand make sure able possible go going get look something anything assist assistance support team advise correct
   resolve solve solution wonder urgent asap friend sir somebody hope thing completely exactly available currently simply easily`
    .split(/\s+/)
    .map((word) => stem(word, 'en')),
);

/** Stems of a text that say what it is about, each once. */
export const subjectStems = (text: string, language: string): string[] => [
  ...new Set(contentStems(text, language).filter((one) => !vague.has(one))),
];

/** How much a text says about its subject: special words count 1, everyday words half. */
export const subjectWeight = (text: string, language: string): number =>
  subjectStems(text, language).reduce((sum, one) => sum + (isEveryday(one) ? 0.5 : 1), 0);

const spaced = (words: readonly string[]): string => ` ${words.join(' ')} `;
export const contains = (words: readonly string[], phrases: readonly string[]): boolean =>
  phrases.some((phrase) => spaced(words).includes(` ${phrase} `));
export const begins = (words: readonly string[], phrases: readonly string[]): boolean =>
  phrases.some((phrase) => spaced(words).startsWith(` ${phrase} `));

/** Whether a text, a question or a heading, says that something is wrong. */
export const statesProblem = (text: string, language: string): boolean =>
  contains(wordsOf(text), turnWords(language).problems);

const fillers = 'so and but well um just also please und aber y et pero mais'.split(' ');

/** Takes greetings, thanks and little openings such as "so" off the front of a sentence. */
function withoutCourtesy(
  words: readonly string[],
  courtesies: readonly string[],
): readonly string[] {
  const longestFirst = [...courtesies, ...fillers].sort((a, z) => z.length - a.length);
  const opening = longestFirst.find((phrase) => begins(words, [phrase]));
  return opening === undefined
    ? words
    : withoutCourtesy(words.slice(opening.split(' ').length), courtesies);
}

/** A longer sentence asks something of its own beside its reminder. */
const remindingWords = 12;

function kindOf(text: string, language: string): SentenceKind {
  const lists = turnWords(language);
  const words = wordsOf(text);
  const rest = withoutCourtesy(words, lists.courtesies);
  const asks = /[?？]/.test(text);
  const courteous = rest.length < words.length;
  // What is left beside a greeting may be a name: "Thanks Maria!"
  if (
    rest.length === 0 ||
    (courteous && rest.length <= 2 && !asks && !contains(rest, lists.problems))
  )
    return 'courtesy';
  if (rest.length <= 10 && rest.every((word) => lists.nudges.includes(word))) return 'nudge';
  if (rest.length <= remindingWords && contains(rest, lists.reminders)) return 'nudge';
  if (!asks && contains(rest, lists.failures)) return 'failed';
  const opens = begins(rest, lists.openers);
  const requests = contains(rest, lists.requests);
  const accepts = begins(rest, lists.acceptances) || (!opens && begins(words, lists.acceptances));
  if (accepts && !asks && !requests) return 'accepts';
  const wrong = contains(rest, lists.problems);
  if (!asks && !opens && !wrong && contains(rest, lists.promises)) return 'accepts';
  if (asks || opens || requests) return subjectWeight(text, language) === 0 ? 'light' : 'question';
  return wrong ? 'problem' : 'statement';
}

/** Reads one sentence; `language` is ISO 639-1. */
export const readSentence = (text: string, language: string): Sentence => ({
  text,
  kind: kindOf(text, language),
  adds: contains(wordsOf(text).slice(0, 8), turnWords(language).additions),
});
