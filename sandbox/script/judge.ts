import type { ConversationExpectation, Count, MessageExpectation } from './expectation-schema.ts';
import type { ConversationResult, MessageResult } from './result.ts';

/** Something that is not as the script expects. */
export type Difference = {
  readonly conversation: string;
  /** Number of the customer's message; null for the conversation as a whole. */
  readonly message: number | null;
  readonly sentence: string;
  /** Why it is known to go wrong: reported, not counted. */
  readonly knownGap: string | null;
};

/** A known gap that is none any more: the excuse hides nothing and should go. */
export type ClosedGap = Pick<Difference, 'conversation' | 'message'> & {
  readonly knownGap: string;
};

/** One place of a script with what is wrong there. */
type Judged = Pick<Difference, 'conversation' | 'message' | 'knownGap'> & {
  readonly wrongs: readonly string[];
};

function judged(result: ConversationResult): readonly Judged[] {
  const { name, expect } = result.played.conversation;
  const whole = { conversation: name, message: null };
  return [
    ...result.messages.map((message) => {
      const { number, event } = message.played;
      const wrongs = messageWrongs(message, event.expect);
      const knownGap = event.expect?.knownGap ?? null;
      return { conversation: name, message: number, wrongs, knownGap };
    }),
    { ...whole, wrongs: always(result), knownGap: null },
    {
      ...whole,
      wrongs: expect ? conversationWrongs(result, expect) : [],
      knownGap: expect?.knownGap ?? null,
    },
  ];
}

/** Compares what became of a conversation with what its script expects. */
export const judge = (result: ConversationResult): readonly Difference[] =>
  judged(result).flatMap(({ wrongs, ...place }) =>
    wrongs.map((sentence) => ({ ...place, sentence })),
  );

/** The known gaps of a conversation at which nothing goes wrong. */
export const closedGaps = (result: ConversationResult): readonly ClosedGap[] =>
  judged(result).flatMap(({ conversation, message, wrongs, knownGap }) =>
    knownGap !== null && wrongs.length === 0 ? [{ conversation, message, knownGap }] : [],
  );

/** What no script may excuse. */
function always({ customerVisible, notes, messages }: ConversationResult): string[] {
  const suggested = messages.filter(({ outcome }) => outcome === 'suggested').length;
  return [
    ...(customerVisible === 0 ? [] : [`the customer could see ${customerVisible} of its writes`]),
    ...(notes <= suggested ? [] : [`${notes} notes for ${suggested} messages`]),
  ];
}

function messageWrongs(result: MessageResult, expected?: MessageExpectation): string[] {
  const { outcome, reason, citedArticles, draft, note, decisions } = result;
  const undecided = outcome === 'none' && expected?.outcome?.includes('none') !== true;
  if (undecided) return ['it has no outcome'];
  if (!expected) return [];
  const wrongs: string[] = [];
  if (expected.outcome && !expected.outcome.includes(outcome)) {
    const because = reason === null ? '' : ` (${reason})`;
    wrongs.push(`it ended ${outcome}${because}, not ${expected.outcome.join(' or ')}`);
  }
  if (expected.reasons && reason !== null && !expected.reasons.some((one) => one === reason)) {
    wrongs.push(`the reason is ${reason}, not ${expected.reasons.join(' or ')}`);
  }
  const { article } = expected;
  if (article && outcome === 'suggested' && !article.some((id) => citedArticles.includes(id))) {
    const cited = citedArticles.length === 0 ? 'nothing' : citedArticles.join(', ');
    wrongs.push(`it cites ${cited}, not ${article.join(' or ')}`);
  }
  return [
    ...wrongs,
    ...textWrongs('the draft', draft, expected.draft),
    ...textWrongs('the note', note, expected.note),
    ...countWrong('decisions', decisions, expected.decisions),
  ];
}

const conversationWrongs = (
  result: ConversationResult,
  expected: ConversationExpectation,
): string[] => [
  ...countWrong('notes', result.notes, expected.notes),
  ...countWrong('writes', result.writes, expected.writes),
  ...expected.tags
    .filter((tag) => !result.tags.includes(tag))
    .map((tag) => `the tag ${tag} is missing`),
  ...expected.lacksTags
    .filter((tag) => result.tags.includes(tag))
    .map((tag) => `it has the tag ${tag}`),
  ...expected.explain
    .filter((words) => !has(result.explanation, words))
    .map((words) => `explain does not say "${words}"`),
];

const has = (text: string, words: string): boolean =>
  text.toLowerCase().includes(words.toLowerCase());

function textWrongs(
  what: string,
  text: string | null,
  expected: { holds: readonly string[]; lacks: readonly string[] },
): string[] {
  if (text === null) {
    return expected.holds.length > 0 ? [`there is no note to hold "${expected.holds[0]}"`] : [];
  }
  return [
    ...expected.holds
      .filter((words) => !has(text, words))
      .map((words) => `${what} lacks "${words}"`),
    ...expected.lacks
      .filter((words) => has(text, words))
      .map((words) => `${what} holds "${words}"`),
  ];
}

function countWrong(what: string, count: number, expected: Count | undefined): string[] {
  if (expected === undefined) return [];
  const { min, max } = typeof expected === 'number' ? { min: expected, max: expected } : expected;
  if (count >= min && count <= max) return [];
  return [`${what}: ${count}, not ${min === max ? min : `${min} to ${max}`}`];
}
