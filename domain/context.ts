import type { Conversation } from './conversation.ts';
import type { ContextMessage } from './language-model.ts';
import { currentTurn } from './turn.ts';

/** How much of what was said before the turn a model sees. */
const contextMessages = 12;

/** What was said before the turn; notes and events are nobody's words to the customer. */
export function contextOf(conversation: Conversation): ContextMessage[] {
  const turn = new Set(currentTurn(conversation)?.messages.map(({ id }) => id) ?? []);
  return conversation.entries
    .filter((entry) => entry.kind === 'comment' && !turn.has(entry.id) && entry.text !== '')
    .slice(-contextMessages)
    .map(({ author, text }) => ({
      from:
        author.kind === 'customer' ? 'customer' : author.kind === 'teammate' ? 'teammate' : 'bot',
      text,
    }));
}
