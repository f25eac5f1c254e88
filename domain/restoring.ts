import type { Conversation, Entry } from './conversation.ts';
import type { Draft, DraftSentence } from './language-model.ts';
import {
  type RedactionKind,
  kindOfPlaceholder,
  placeholders,
  redactionKinds,
} from './redaction-kinds.ts';
import type { StoredThread } from './thread-storage.ts';
import { currentTurn } from './turn.ts';

const placeholdersIn = (text: string): string[] => text.match(placeholders) ?? [];
const isRestored = (kind: RedactionKind): boolean => redactionKinds[kind].restored;

const textOf = ({ text, subject }: Entry): string => `${subject ?? ''}\n${text}`;

/** Placeholders of the turn whose values a note may show: the customer's own, written just now. */
export function restorable(conversation: Conversation): ReadonlySet<string> {
  const messages = currentTurn(conversation)?.messages ?? [];
  const named = messages.flatMap((message) => placeholdersIn(textOf(message)));
  return new Set(
    named.filter((placeholder) => {
      const kind = kindOfPlaceholder(placeholder);
      return kind !== null && isRestored(kind);
    }),
  );
}

/**
 * What a note may show in the place of placeholders: of messages that read, masked, as they did when the
 * draft was made. A placeholder whose message is another one now has no value.
 */
export function valuesForNote(
  kept: Conversation,
  now: Pick<StoredThread, 'conversation' | 'values'>,
): ReadonlyMap<string, string> {
  const before = new Map(kept.entries.map((entry) => [entry.id, textOf(entry)]));
  const messages = currentTurn(now.conversation)?.messages ?? [];
  const same = messages.filter((message) => before.get(message.id) === textOf(message));
  const named = new Set(same.flatMap((message) => placeholdersIn(textOf(message))));
  return new Map(
    [...now.values].flatMap(([placeholder, { kind, value }]): [string, string][] =>
      named.has(placeholder) && isRestored(kind) ? [[placeholder, value]] : [],
    ),
  );
}

/**
 * The draft without sentences that hold a placeholder which is not among these. What is left open, and what
 * is said to the rep alone, keeps its words and says in brackets what was masked.
 */
export function withoutUnknown(draft: Draft, known: ReadonlySet<string>): Draft {
  const isClean = ({ text }: DraftSentence): boolean =>
    placeholdersIn(text).every((placeholder) => known.has(placeholder));
  const blocks = draft.blocks
    .map((block) => ({ ...block, sentences: block.sentences.filter(isClean) }))
    .filter(({ sentences }) => sentences.length > 0);
  return withTexts({ ...draft, blocks }, (text) =>
    replacePlaceholders(text, (placeholder, kind) =>
      known.has(placeholder) ? placeholder : redactionKinds[kind].words,
    ),
  );
}

/** The draft with the values in the place of their placeholders. */
export const restored = (draft: Draft, values: ReadonlyMap<string, string>): Draft =>
  withTexts(draft, (text) =>
    replacePlaceholders(text, (placeholder) => values.get(placeholder) ?? placeholder),
  );

function replacePlaceholders(
  text: string,
  replace: (placeholder: string, kind: RedactionKind) => string,
): string {
  return text.replaceAll(placeholders, (placeholder) => {
    const kind = kindOfPlaceholder(placeholder);
    return kind === null ? placeholder : replace(placeholder, kind);
  });
}

const withTexts = (draft: Draft, change: (text: string) => string): Draft => ({
  ...draft,
  blocks: draft.blocks.map((block) => ({
    ...block,
    sentences: block.sentences.map((sentence) => ({ ...sentence, text: change(sentence.text) })),
  })),
  openQuestions: draft.openQuestions.map(change),
  ...(draft.summary ? { summary: change(draft.summary) } : {}),
});
