import { randomUUID } from 'node:crypto';
import { assistWorkflowId, sourceId } from '../../domain/identifiers.ts';
import { type Outcome, reasonOf } from '../../domain/outcome.ts';
import type { bareWorkflow } from '../../sandbox/bench/bare-workflow.ts';
import type { assistMessage } from '../../workflows/index.ts';
import { pause } from '../pause.ts';
import { bareQueue } from './bare-queue.ts';
import { type Round, type Sample, closedLoop } from './measure.ts';
import type { Stage } from './stage.ts';

/** Sent, and not yet known how long it took. */
type Done = { readonly workflowId: string; readonly sentAtMs: number };

export type Message = Done & { readonly outcome: Outcome };

/** A customer begins a conversation; the simulator's webhook does the rest. */
export async function sendMessage(stage: Stage, body: string): Promise<Message> {
  const { appId, simulator, client, teammateId, contactId } = stage;
  const sentAtMs = Date.now();
  const { conversationId, sourceId: source } = simulator.startConversation({
    ...{ appId, contactId, body, assignee: { teammate: teammateId } },
  });
  const delivery = simulator
    .deliveries()
    .findLast((sent) => sent.conversationId === conversationId);
  while (delivery?.outcome === 'pending') await pause(2);
  if (delivery?.outcome !== 'delivered') throw new Error('A webhook of the bench was not taken');
  const workflowId = assistWorkflowId({ appId, conversationId, messageId: sourceId(source) });
  const outcome = await client.workflow.getHandle<typeof assistMessage>(workflowId).result();
  return { workflowId, sentAtMs, outcome };
}

/** Runs the bare workflow once. */
export async function runBare(stage: Stage, steps: number): Promise<Done> {
  const workflowId = `bare:${randomUUID()}`;
  const sentAtMs = Date.now();
  await stage.client.workflow.execute<typeof bareWorkflow>('bareWorkflow', {
    ...{ workflowId, taskQueue: bareQueue, args: [steps] satisfies [number] },
  });
  return { workflowId, sentAtMs };
}

/** So many messages, taken in turn from `questions`. Every one has to end with a note. */
export const messageRound = (
  stage: Stage,
  questions: readonly string[],
  count: number,
  concurrency: number,
): Promise<Round> => {
  let next = 0;
  return round(stage, count, concurrency, async () => {
    const body = questions[next % questions.length] ?? '';
    next += 1;
    const message = await sendMessage(stage, body);
    if (message.outcome.kind === 'suggested') return message;
    throw new Error(`A message of the bench ended ${reasonOf(message.outcome)} instead of noted`);
  });
};

/** So many bare workflows. */
export const bareRound = (
  stage: Stage,
  steps: number,
  count: number,
  concurrency: number,
): Promise<Round> => round(stage, count, concurrency, () => runBare(stage, steps));

async function round(
  { client }: Stage,
  count: number,
  concurrency: number,
  piece: () => Promise<Done>,
): Promise<Round> {
  const { results, seconds } = await closedLoop(count, concurrency, piece);
  // Asked afterwards, and of the server, so that this process's own delays do not count.
  const samples = await Promise.all(
    results.map(async ({ workflowId, sentAtMs }): Promise<Sample> => {
      const { closeTime } = await client.workflow.getHandle(workflowId).describe();
      return { workflowId, latencyMs: (closeTime?.getTime() ?? Number.NaN) - sentAtMs };
    }),
  );
  return { samples, seconds };
}
