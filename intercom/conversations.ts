import { IntercomFailure } from '../domain/failure.ts';
import type { ConversationReader, Conversations } from '../domain/ports.ts';
import type { IntercomClient } from './client.ts';
import { conversationOf } from './conversation.ts';
import type { IntercomReading } from './reading.ts';
import { createTagger } from './tag-ids.ts';

type Options = { readonly adminId: string };

/**
 * For shadow mode and `preview`: there is nothing here that could write, and the client that it
 * keeps is narrowed to reading.
 */
export function createReadOnlyConversations(
  client: Pick<IntercomReading, 'getConversation'>,
  { adminId }: Options,
): ConversationReader {
  return {
    async read(conversationId, signal) {
      try {
        const { conversation, readAtMs } = await client.getConversation(conversationId, signal);
        return conversationOf(conversation, adminId, readAtMs);
      } catch (error) {
        if (error instanceof IntercomFailure && error.kind === 'not_found') return null;
        throw error;
      }
    },
  };
}

/** Everything that Sidenote may do to a conversation: read it, add a note, add a tag. */
export function createConversations(client: IntercomClient, options: Options): Conversations {
  return {
    ...createReadOnlyConversations(client, options),
    addNote: (conversationId, html, signal) => client.replyWithNote(conversationId, html, signal),
    addTag: createTagger(client),
  };
}
