import type { ClassifyRequest, ContextMessage } from '../domain/language-model.ts';
import type { Topic } from '../domain/settings.ts';
import { isEveryday } from '../domain/everyday-words.ts';
import { stem } from '../domain/stem.ts';
import { synonymsOf } from '../domain/vocabulary.ts';
import { primaryLanguage } from '../domain/words.ts';
import { subjectStems } from './sentence-kind.ts';

/** Words that every support team's messages are full of: one of them alone decides nothing. */
const common: ReadonlySet<string> = new Set(
  `refund bill invoice payment price pay account order plan subscription cancel delete change user customer login password email data
   product service request delivery shipping feature integration setting report api app`
    .split(/\s+/)
    .map((word) => stem(word, 'en')),
);
/** Words of a topic line that name no topic. */
const filler: ReadonlySet<string> = new Set(
  'anything everything all any topic question message customer conversation relate regard concern other kind matter request ask enquiry inquiry'
    .split(' ')
    .map((word) => stem(word, 'en')),
);

const weightOf = (one: string): number => (isEveryday(one) || common.has(one) ? 0.5 : 1);
/** The last word of a topic's name says what it is: refund *disputes*. */
const headWeight = 1.2;
const excludedFrom = 0.5;
const topicFrom = 0.35;
const exampleFrom = 0.55;

const has = (stems: ReadonlySet<string>, one: string): boolean =>
  stems.has(one) || [...synonymsOf(one)].some((other) => stems.has(other) && !common.has(other));

/** What a line names, and how much each of it says. */
export const lineStems = (
  line: string,
  language: string,
): readonly { readonly stem: string; readonly weight: number }[] =>
  subjectStems(line, language)
    .filter((one) => !filler.has(one))
    .map((one) => ({ stem: one, weight: weightOf(one) }));

/** Share of a topic line that a message speaks of, 0..1; 0 when only a common word is shared. */
function lineMatch(line: string, message: ReadonlySet<string>, language: string): number {
  const stems = subjectStems(line, language).filter((one) => !filler.has(one));
  const weights = stems.map((one, at) =>
    at === stems.length - 1 && stems.length > 1 ? weightOf(one) * headWeight : weightOf(one),
  );
  const all = weights.reduce((sum, one) => sum + one, 0);
  const matched = stems.reduce(
    (sum, one, at) => sum + (has(message, one) ? (weights[at] ?? 0) : 0),
    0,
  );
  return all === 0 || matched < Math.min(1, all) ? 0 : matched / all;
}

/** Likeness of two texts by their stems, 0..1 (weighted Jaccard of the shorter side). */
function likeness(a: ReadonlySet<string>, b: ReadonlySet<string>): number {
  const sum = (stems: Iterable<string>): number =>
    [...stems].reduce((total, one) => total + weightOf(one), 0);
  const shared = [...a].filter((one) => b.has(one));
  const smaller = Math.min(sum(a), sum(b));
  return shared.length < 2 || smaller === 0 ? 0 : sum(shared) / Math.max(smaller, 1.5);
}

function topicScore(topic: Topic, message: ReadonlySet<string>, language: string): number {
  const named = lineMatch(topic.name, message, language);
  const description = likeness(new Set(subjectStems(topic.description, language)), message);
  const examples = topic.examples.map((example) =>
    likeness(new Set(subjectStems(example, language)), message),
  );
  return Math.max(
    named,
    description * 0.8,
    ...examples.map((one) => (one >= exampleFrom ? one : 0)),
  );
}

/** The configured topic that the turn is about, if any. */
export function findTopic(request: ClassifyRequest): string | null {
  const language = primaryLanguage(request.language);
  const message = new Set(request.messages.flatMap(({ text }) => subjectStems(text, language)));
  const [best] = request.topics
    .map((topic) => ({ name: topic.name, score: topicScore(topic, message, language) }))
    .sort((a, z) => z.score - a.score);
  return best && best.score >= topicFrom ? best.name : null;
}

const customerStems = (context: readonly ContextMessage[], language: string): Set<string> =>
  new Set(
    context
      .filter(({ from }) => from === 'customer')
      .flatMap(({ text }) => subjectStems(text, language)),
  );

/** Every question of the turn asks fully and shares no word with what was excluded. */
function clearlyElsewhere(
  request: ClassifyRequest,
  excluded: string,
  questions: readonly string[],
  language: string,
): boolean {
  const before = customerStems(request.context, language);
  const topic = new Set(subjectStems(excluded, language));
  return (
    questions.length > 0 &&
    questions.every((question) => {
      const stems = subjectStems(question, language);
      return stems.length >= 3 && !stems.some((one) => has(topic, one) || before.has(one));
    })
  );
}

/** The excluded line that the words of the turn name, if any. */
export function lineByWords(request: ClassifyRequest): string | null {
  const language = primaryLanguage(request.language);
  const message = new Set(request.messages.flatMap(({ text }) => subjectStems(text, language)));
  for (const line of request.excludedTopics) {
    const described = request.topics.find(({ name }) => name.toLowerCase() === line.toLowerCase());
    const match = Math.max(
      lineMatch(line, message, language),
      described ? topicScore(described, message, language) : 0,
    );
    if (match >= excludedFrom) return line;
  }
  return null;
}

/**
 * The excluded topic that the turn, or the conversation before it, is about, by words alone. What
 * was excluded stays so until the turn is clearly about something else.
 */
export function findExcludedTopic(
  request: ClassifyRequest,
  questions: readonly string[],
): string | null {
  const named = lineByWords(request);
  if (named !== null) return named;
  const before = request.excludedBefore;
  if (before === null || !request.excludedTopics.includes(before)) return null;
  const language = primaryLanguage(request.language);
  return clearlyElsewhere(request, before, questions, language) ? null : before;
}
