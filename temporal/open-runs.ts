import { type Client, WorkflowNotFoundError } from '@temporalio/client';
import { type ConversationRef, conversationKey } from '../domain/identifiers.ts';
import { searchAttributes } from '../domain/search-attributes.ts';

/** A run that is open now, and what it is doing. */
export type OpenRun = {
  readonly workflowId: string;
  readonly runId: string;
  readonly startedAtMs: number;
  /** The steps under way, with their attempts so far; empty: it waits on a timer. */
  readonly steps: readonly { readonly name: string; readonly attempt: number }[];
};

/** The workflow's open run; null when there is none. */
export async function openRun(client: Client, workflowId: string): Promise<OpenRun | null> {
  try {
    const description = await client.workflow.getHandle(workflowId).describe();
    if (description.status.name !== 'RUNNING') return null;
    return {
      workflowId,
      runId: description.runId,
      startedAtMs: description.startTime.getTime(),
      steps: (description.raw.pendingActivities ?? []).map(({ activityType, attempt }) => ({
        name: activityType?.name ?? 'unknown',
        attempt: attempt ?? 1,
      })),
    };
  } catch (error) {
    if (error instanceof WorkflowNotFoundError) return null;
    throw error;
  }
}

/**
 * Open runs about a conversation: found by search, which lags a moment behind, and by the ids of
 * workflows that may be open.
 */
export async function openRunsOf(
  client: Client,
  conversation: ConversationRef,
  likelyIds: readonly string[],
): Promise<readonly OpenRun[]> {
  const ids = new Set(likelyIds);
  const { conversationId } = conversation;
  const query = `${searchAttributes.conversation}="${conversationId}" AND ExecutionStatus="Running"`;
  // Conversation ids are unique within a workspace only.
  const ours = new RegExp(`^(?:assist|review|preview):${conversationKey(conversation)}:`);
  for await (const { workflowId } of client.workflow.list({ query })) {
    if (ours.test(workflowId)) ids.add(workflowId);
  }
  const runs = await Promise.all([...ids].map((id) => openRun(client, id)));
  return runs.filter((run) => run !== null);
}

/** Ids of the open decisions and reviews of a task queue, at most so many; search lags a moment. */
export async function openRunIds(
  client: Client,
  taskQueue: string,
  atMost: number,
): Promise<ReadonlySet<string>> {
  const ids = new Set<string>();
  const query = `TaskQueue="${taskQueue}" AND ExecutionStatus="Running" AND WorkflowType IN ("assistMessage", "reviewConversation")`;
  for await (const { workflowId } of client.workflow.list({ query })) {
    ids.add(workflowId);
    if (ids.size >= atMost) break;
  }
  return ids;
}
