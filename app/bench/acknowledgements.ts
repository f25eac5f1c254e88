import { pause } from '../pause.ts';
import { type Percentiles, percentiles } from './measure.ts';
import type { Stage } from './stage.ts';

export type Acknowledgements = {
  readonly perSecond: number;
  readonly sent: number;
  /** Answered with 200 at the first attempt. */
  readonly taken: number;
  readonly latencyMs: Percentiles;
};

/**
 * Webhooks at a fixed rate, whether or not earlier ones are answered, while the worker works on
 * what they start.
 */
export async function measureAcknowledgements(
  { appId, simulator, teammateId, contactId }: Stage,
  question: string,
  { perSecond, seconds }: { readonly perSecond: number; readonly seconds: number },
): Promise<Acknowledgements> {
  const sent = Math.round(perSecond * seconds);
  const before = simulator.deliveries().length;
  const startedAt = performance.now();
  for (let index = 0; index < sent; index += 1) {
    const dueInMs = startedAt + (index * 1_000) / perSecond - performance.now();
    if (dueInMs > 0) await pause(dueInMs);
    simulator.startConversation({
      ...{ appId, contactId, body: question, assignee: { teammate: teammateId } },
    });
  }
  const deliveries = () =>
    simulator
      .deliveries()
      .slice(before)
      .filter(({ topic }) => topic === 'conversation.user.created');
  while (deliveries().some(({ attempts }) => attempts.length === 0)) await pause(20);
  const first = deliveries().flatMap(({ attempts }) => attempts.slice(0, 1));
  return {
    ...{ perSecond, sent },
    taken: first.filter(({ status }) => status === 200).length,
    latencyMs: percentiles(first.map(({ latencyMs }) => latencyMs)),
  };
}
