/**
 * Names of things across rooms. Part ids are not unique across workspaces and the opening message
 * has an id space of its own (Intercom facts, pitfall 4), so a key is workspace + conversation +
 * kind + id, made here and nowhere else.
 */

/** `source-…` for the opening message of a conversation, `part-…` for everything after it. */
export type MessageId = `source-${string}` | `part-${string}`;

export type ConversationRef = { readonly appId: string; readonly conversationId: string };

export type MessageRef = ConversationRef & { readonly messageId: MessageId };

export const sourceId = (id: string): MessageId => `source-${id}`;
export const partId = (id: string): MessageId => `part-${id}`;

/** Reads a message id that comes from storage, a command line or a workflow id. */
export function parseMessageId(text: string): MessageId | undefined {
  if (text.startsWith('source-') && text.length > 7) return `source-${text.slice(7)}`;
  if (text.startsWith('part-') && text.length > 5) return `part-${text.slice(5)}`;
  return undefined;
}

/** Key of a conversation in storage. */
export const conversationKey = ({ appId, conversationId }: ConversationRef): string =>
  `${appId}:${conversationId}`;

/** Key of a message in storage: sessions and notes. */
export const messageKey = (message: MessageRef): string =>
  `${conversationKey(message)}:${message.messageId}`;

/** Reads a message key back; undefined for anything else. */
export function parseMessageKey(key: string): MessageRef | undefined {
  const [appId, conversationId, id, ...rest] = key.split(':');
  const messageId = id === undefined ? undefined : parseMessageId(id);
  if (!appId || !conversationId || !messageId || rest.length > 0) return undefined;
  return { appId, conversationId, messageId };
}

/** Temporal workflow id of a message's decision: the one door for webhook, sweep and assignment. */
export const assistWorkflowId = (message: MessageRef): string => `assist:${messageKey(message)}`;

export const reviewWorkflowId = (conversation: ConversationRef, newestPart: string): string =>
  `review:${conversationKey(conversation)}:${newestPart}`;

/** One a workspace, so that its sources are never read by two at once. */
export const syncKnowledgeWorkflowId = (appId: string): string => `sync-knowledge:${appId}`;

/** The message that a workflow id of ours decides about; undefined for other workflows. */
export const messageOfWorkflowId = (workflowId: string): MessageRef | undefined =>
  workflowId.startsWith('assist:')
    ? parseMessageKey(workflowId.slice('assist:'.length))
    : undefined;
