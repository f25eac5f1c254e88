import { readingOf } from '../../../app/knowledge-sync/reading-of.ts';
import {
  type MessageRef,
  reviewWorkflowId,
  syncKnowledgeWorkflowId,
} from '../../../domain/identifiers.ts';
import type { knowledgeDue } from '../../../workflows/index.ts';
import { sweepOnce } from '../product-sandbox.ts';
import type { RecordingStack } from '../recording-stack.ts';
import { ended, eventually, open, scenarios } from '../scenarios.ts';
import { type Play, place, under } from './playing.ts';

async function recordedReview(stack: RecordingStack, message: MessageRef): Promise<string> {
  const { client, runs } = stack.product;
  await runs.review(place(message), 'recorded');
  const workflowId = reviewWorkflowId(place(message), 'recorded');
  await client.workflow.getHandle(workflowId).result();
  return workflowId;
}

/** The help center as a source of the workspace, as if it had been imported long ago. */
async function withHelpCenter({ appId, stores }: RecordingStack): Promise<void> {
  await stores.sources.imported(
    {
      ...{ appId, name: 'intercom', kind: 'intercom', address: null },
      ...{ allowPrivate: false, pages: null, followed: true },
    },
    readingOf({ sources: [], skipped: [] }, 0),
  );
}

async function knowledgeDueOnce({ product, appId, taskQueue }: RecordingStack): Promise<string> {
  const workflowId = `knowledge-due:${appId}:recorded`;
  await product.client.workflow.execute<typeof knowledgeDue>('knowledgeDue', {
    ...{ taskQueue, workflowId, args: [{ appId }] },
  });
  return workflowId;
}

async function syncEnded({ product, appId }: RecordingStack): Promise<string> {
  const workflowId = syncKnowledgeWorkflowId(appId);
  await product.client.workflow.getHandle(workflowId).result();
  return workflowId;
}

/** Workflows beside the decisions: reviews, the sweep, knowledge. */
export const beside = {
  review: async (stack) => recordedReview(stack, await scenarios.suggested(stack)),

  /** Handed over while it is being decided: the review looks again until that is over. */
  'review-that-waits': async (stack) => {
    const { message, teammateId } = open(stack, { assignee: 'ai_admin', sourceType: 'email' });
    await eventually('the session', () => stack.stores.sessions.find(message));
    stack.simulator.assign({ ...place(message), to: { teammate: teammateId } });
    return recordedReview(stack, message);
  },

  /** Finds a message whose webhook was lost. */
  sweep: async (stack) => {
    await sweepOnce(stack, 'first');
    stack.simulator.setFaults({ deliveries: [{ kind: 'drop' }] });
    const { message } = open(stack);
    stack.simulator.setFaults({});
    const workflowId = await sweepOnce(stack, 'recorded');
    await ended(stack, message);
    return workflowId;
  },

  /** An article is made, and its webhook has it read. */
  'sync-knowledge-after-a-webhook': async (stack) => {
    await withHelpCenter(stack);
    const { appId, simulator, stores } = stack;
    simulator.addArticle({ appId, title: 'Recorded', body: '<p>Recorded.</p>' });
    await eventually(
      'the reading',
      async () => (await stores.articles.ids(appId, 'intercom')).length > 0,
    );
    return syncEnded(stack);
  },

  /** The schedule has the help center read, which Intercom refuses the first time. */
  'sync-knowledge-that-tries-again': async (stack) => {
    await withHelpCenter(stack);
    const calls = [{ kind: 'before', path: '/articles', status: 403, times: 1 }];
    return under(stack, calls, async () => {
      await knowledgeDueOnce(stack);
      return syncEnded(stack);
    });
  },

  /** What the schedule starts. */
  'knowledge-due': knowledgeDueOnce,
} satisfies Record<string, Play>;
