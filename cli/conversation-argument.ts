import type { Config } from '../config/config.ts';
import { appIdFrom } from '../app/from-config.ts';
import { type NamedConversation, readConversationName } from '../domain/conversation-link.ts';
import type { ConversationRef } from '../domain/identifiers.ts';

/** A conversation as it was typed or pasted; an error says what would be one. */
export function namedConversation(typed: string): NamedConversation {
  const named = readConversationName(typed);
  if (named !== null) return named;
  throw new Error(
    `${typed} names no conversation: give its id, workspace:id, or its link from the Intercom inbox.`,
  );
}

/** The same, where a bare id belongs to the workspace of the environment. */
export function conversationFrom(typed: string, config: Config): ConversationRef {
  const { appId, conversationId } = namedConversation(typed);
  return { appId: appId ?? appIdFrom(config), conversationId };
}
