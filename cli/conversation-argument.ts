import type { Config } from '../config/config.ts';
import { appIdFrom } from '../app/from-config.ts';
import { readConversationName } from '../domain/conversation-link.ts';
import type { ConversationRef } from '../domain/identifiers.ts';

/** A conversation as it was typed or pasted; a bare id belongs to the workspace of the environment. */
export function conversationFrom(typed: string, config: Config): ConversationRef {
  const named = readConversationName(typed);
  if (named === null) {
    throw new Error(
      `${typed} names no conversation: give its id, workspace:id, or its link from the Intercom inbox.`,
    );
  }
  return { appId: named.appId ?? appIdFrom(config), conversationId: named.conversationId };
}
