import { afterAll, beforeAll, expect, inject } from 'vitest';
import type { MessageRef } from '../../domain/identifiers.ts';
import { faultTest } from '../support/fault.ts';
import {
  type ProcessStack,
  type SidenoteProcess,
  startProcessStack,
} from '../support/process-stack.ts';
import { eventually } from '../support/scenarios.ts';

let stack: ProcessStack;
beforeAll(async () => {
  stack = await startProcessStack({
    ...{ temporalAddress: inject('temporalAddress'), mongodbUri: inject('mongodbUri') },
    settings: { confidenceThreshold: 0, waits: { firstWebMs: 200 } },
  });
});
afterAll(() => stack.stop());

const messages: MessageRef[] = [];
const ask = (count: number): void => {
  for (let asked = 0; asked < count; asked += 1) messages.push(stack.ask());
};

/** Calls to Intercom that a step waits for. */
const callsUnderWay = (): number =>
  stack.simulator.calls().filter(({ finishedAt }) => finishedAt === undefined).length;

/** Whether its webhook was taken when it first came; Intercom sends it again a minute later. */
const wasTaken = ({ conversationId }: MessageRef): boolean =>
  stack.simulator
    .deliveries()
    .filter((one) => one.conversationId === conversationId)
    .some(({ topic, attempts }) => topic.includes('.user.') && attempts[0]?.status === 200);

const seconds = (ms: number): number => Math.round(ms / 100) / 10;

faultTest(
  'F29',
  'workers and the web process are restarted one after the other, under load',
  'the backlog drains; one note and one outcome each, also where no webhook was taken',
  async ({ figure }) => {
    const path = '/conversations/*';
    const slowReads = { kind: 'delay', method: 'GET', path, delayMs: 1_000 };
    stack.simulator.setFaults({ calls: [slowReads] });
    const web = stack.run('web');
    const one = stack.run('worker');
    const other = stack.run('worker');
    await Promise.all([web.ready, one.ready, other.ready]);

    const underWay: number[] = [];
    /** Messages come before, while it stops, and while it is away. */
    const restart = async (running: SidenoteProcess, command: 'web' | 'worker') => {
      ask(15);
      await eventually('steps under way', async () => callsUnderWay() >= 5);
      underWay.push(callsUnderWay());
      running.signal('SIGTERM');
      ask(5);
      expect(await running.ended, running.written()).toEqual({ code: 0, signal: null });
      ask(5);
      const next = stack.run(command);
      await next.ready;
      return next;
    };
    const next = await restart(one, 'worker');
    await restart(other, 'worker');
    await restart(web, 'web');
    // It sweeps when it starts, and finds what came while nobody took webhooks.
    await restart(next, 'worker');

    const before = performance.now();
    await stack.untilEnded(messages, 150_000);
    const drainedMs = performance.now() - before;
    for (const message of messages) {
      const session = await stack.stores.sessions.find(message);
      expect(session?.decisions.map(({ outcome }) => outcome)).toEqual([{ kind: 'suggested' }]);
      expect(stack.simulator.notes(stack.appId, message.conversationId)).toHaveLength(1);
      expect(await stack.outcomesInTemporal(message)).toEqual(['{"kind":"suggested"}']);
    }
    const untaken = messages.filter((message) => !wasTaken(message)).length;
    expect(untaken).toBeGreaterThan(0);
    figure('restarts', underWay.length);
    figure('calls under way at each', underWay.join(', '));
    figure('messages', messages.length);
    figure('of them without a webhook', untaken);
    figure('drained after, s', seconds(drainedMs));
  },
  400_000,
);
