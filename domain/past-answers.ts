import { isAutomaticReply } from './automatic-mail.ts';
import type { Conversation, Entry } from './conversation.ts';
import type { KnownPerson } from './personal-data.ts';
import { isCustomerMessage, isTeammateAnswer } from './turn.ts';

/** What a customer asked and what a person of the team answered to it, as they wrote it. */
export type PastAnswer = {
  /** Of the first reply; unique within the conversation. */
  readonly answerId: string;
  readonly question: readonly string[];
  readonly answer: readonly string[];
  readonly answeredAtMs: number;
};

const isReadable = (entry: Entry): boolean =>
  !entry.redacted && entry.text.trim() !== '' && !isAutomaticReply(entry);

/**
 * Each turn of the customer with the public replies that followed it, up to the customer's next
 * message. What bots, automations and the AI admin said, and notes, are in none.
 */
export function pastAnswersOf({ entries }: Conversation): readonly PastAnswer[] {
  const found: PastAnswer[] = [];
  let asked: Entry[] = [];
  let answered: Entry[] = [];
  const end = (): void => {
    const [first] = answered;
    if (asked.length > 0 && first)
      found.push({
        answerId: first.id,
        question: asked.map(({ text }) => text),
        answer: answered.map(({ text }) => text),
        answeredAtMs: first.createdAtMs,
      });
    [asked, answered] = [[], []];
  };
  for (const entry of entries) {
    if (!isReadable(entry)) continue;
    if (isCustomerMessage(entry)) {
      if (answered.length > 0) end();
      asked.push(entry);
    } else if (isTeammateAnswer(entry)) answered.push(entry);
  }
  end();
  return found;
}

/** Everybody whom the conversation names, so that nobody is named in what is made of it. */
export function peopleIn({ contact, entries }: Conversation): readonly KnownPerson[] {
  const authors = entries.flatMap(({ author: { kind, name, email } }) =>
    kind === 'customer' || kind === 'teammate'
      ? [{ name, email, isCustomer: kind === 'customer' }]
      : [],
  );
  return contact === null ? authors : [...authors, { ...contact, isCustomer: true }];
}

/** Stars of one who was not content: 1 or 2 of 5. */
export const isBadRating = (rating: number | null): boolean => rating !== null && rating < 3;
