import type { Conversation, Entry } from '../conversation.ts';
import type { Passage } from '../passage.ts';
import { unansweredMessages } from '../turn.ts';
import { type AttackPart, attackParts } from './part.ts';
import { looksLikeAttack } from './signs.ts';

/** What a mail program quoted, and a signature: what is not the author's own words. */
function quotedIn({ text, fullText }: Entry): string {
  if (fullText === text) return '';
  const at = fullText.indexOf(text);
  return at < 0 ? fullText : `${fullText.slice(0, at)}\n${fullText.slice(at + text.length)}`;
}

/**
 * The parts of a turn, and of the articles that a draft cites, that look like an attack on an AI.
 * A warning for a person: nothing is decided by it, since what it misses has to be harmless too.
 */
export function suspiciousParts(
  conversation: Conversation,
  cited: readonly Passage[] = [],
): readonly AttackPart[] {
  const messages = unansweredMessages(conversation);
  const texts: Readonly<Record<AttackPart, readonly string[]>> = {
    message: messages.flatMap(({ text, subject }) => [text, subject ?? '']),
    'quoted mail': messages.map(quotedIn),
    article: cited.flatMap(({ title, text }) => [title, text]),
    name: [conversation.contact?.name ?? '', ...messages.map(({ author }) => author.name ?? '')],
    attribute: Object.entries(conversation.customAttributes).map(
      ([name, value]) => `${name}: ${String(value ?? '')}`,
    ),
  };
  return attackParts.filter((part) =>
    texts[part].some((one) => one !== '' && looksLikeAttack(one)),
  );
}
