import { type MessageRef, reviewWorkflowId } from '../../../domain/identifiers.ts';
import { sweepOnce } from '../product-sandbox.ts';
import type { RecordingStack } from '../recording-stack.ts';
import { ended, eventually, open, scenarios } from '../scenarios.ts';
import { type Play, place } from './playing.ts';

async function recordedReview(stack: RecordingStack, message: MessageRef): Promise<string> {
  const { client, runs } = stack.product;
  await runs.review(place(message), 'recorded');
  const workflowId = reviewWorkflowId(place(message), 'recorded');
  await client.workflow.getHandle(workflowId).result();
  return workflowId;
}

/** Workflows beside the decisions: reviews and the sweep. */
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
} satisfies Record<string, Play>;
