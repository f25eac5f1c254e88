import type { Conversation } from '../../domain/conversation.ts';
import type { Connection } from '../../domain/ports.ts';

/** A connection that has nothing that could write. */
export type ReadOnlyConnection = Connection & { readonly writer: null };

/** All that the pipeline sees of Intercom in a preview: conversations that were read before. */
export function connectionTo(
  workspace: { readonly appId: string; readonly aiAdminId: string },
  conversations: readonly Conversation[],
): ReadOnlyConnection {
  const { appId, aiAdminId } = workspace;
  const known = new Map(conversations.map((conversation) => [conversation.id, conversation]));
  return {
    ...{ appId, aiAdminId },
    reader: { read: (id) => Promise.resolve(known.get(id) ?? null) },
    finder: {
      time: () => Promise.resolve(null),
      updatedSince: () => Promise.resolve({ hits: [], next: null }),
    },
    writer: null,
  };
}
