import { RunStillClosing } from '../domain/failure.ts';
import { type ConversationRef, type MessageRef, messageKey } from '../domain/identifiers.ts';
import { stands } from '../domain/note-record.ts';
import type { Reason } from '../domain/outcome.ts';
import { notesAbout } from '../domain/story.ts';
import { compareInThread } from '../domain/thread-order.ts';
import { pause } from './pause.ts';
import type { Product } from './product.ts';

/** What became of asking for one message. */
export type AgainAnswer = {
  readonly message: string;
  /** `standing`: its note stands, so it is never decided again. */
  readonly kind: 'started' | 'standing' | 'running';
};

const closingLooks = 20;

/** Decides a message again because a person asked for it, whatever it ended for. */
export async function decideAgain(
  { runs, clock }: Pick<Product, 'runs' | 'clock'>,
  message: MessageRef,
): Promise<AgainAnswer> {
  for (let look = 1; ; look += 1) {
    try {
      // One name for all people: a start that was cut off is found again by the next one who asks.
      const answer = await runs.again(message, 'person', clock.now(), 'person');
      const kind = answer === 'settled' ? 'standing' : answer;
      return { message: messageKey(message), kind };
    } catch (error) {
      if (!(error instanceof RunStillClosing) || look >= closingLooks) throw error;
      await pause(1_000);
    }
  }
}

/**
 * The newest customer message of a conversation that no standing note answers; null when each is
 * answered by one; undefined when nothing is recorded of the conversation.
 */
export async function newestWithoutNote(
  { stores }: Pick<Product, 'stores'>,
  conversation: ConversationRef,
): Promise<MessageRef | null | undefined> {
  const [sessions, notes, current] = await Promise.all([
    stores.sessions.ofConversation(conversation),
    stores.notes.ofConversation(conversation),
    stores.settings.current(conversation.appId),
  ]);
  if (sessions.length === 0) return undefined;
  const standing = notes.filter((note) => stands(note, current.settings.mode));
  const open = sessions
    .filter((session) => notesAbout(session, standing).length === 0)
    .sort((one, other) =>
      compareInThread(
        { id: other.message.messageId, createdAtMs: other.messageCreatedAtMs ?? other.createdAtMs },
        { id: one.message.messageId, createdAtMs: one.messageCreatedAtMs ?? one.createdAtMs },
      ),
    );
  return open[0]?.message ?? null;
}

/** Decides every message again that ended for the reason since then, newest first. */
export async function* decideAllAgain(
  product: Pick<Product, 'stores' | 'runs' | 'clock'>,
  choice: { appId: string; reason: Reason; sinceMs: number },
): AsyncGenerator<AgainAnswer> {
  const { appId, reason, sinceMs } = choice;
  for (const { message } of await product.stores.sessions.endedWith(appId, reason, sinceMs)) {
    yield await decideAgain(product, message);
  }
}
