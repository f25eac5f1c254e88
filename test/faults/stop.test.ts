import { afterEach, beforeEach, expect, inject } from 'vitest';
import { pause } from '../../app/pause.ts';
import type { MessageRef } from '../../domain/identifiers.ts';
import { type ModelServer, startModelServer } from '../../sandbox/model-server.ts';
import { faultTest } from '../support/fault.ts';
import { type ProcessStack, startProcessStack } from '../support/process-stack.ts';
import { eventually } from '../support/scenarios.ts';

let stack: ProcessStack;
let model: ModelServer;
// For each try: one that failed may have left a process at the port.
beforeEach(async () => {
  model = await startModelServer();
  stack = await startProcessStack({
    ...{ temporalAddress: inject('temporalAddress'), mongodbUri: inject('mongodbUri') },
    settings: { confidenceThreshold: 0, waits: { firstWebMs: 200 } },
  });
});
afterEach(async () => {
  await stack.stop();
  await model.stop();
});

const many = (count: number): MessageRef[] => Array.from({ length: count }, () => stack.ask());
const seconds = (ms: number): number => Math.round(ms / 100) / 10;

/** The statuses that the deliveries about a conversation were answered with; 0: no answer. */
const answersTo = ({ conversationId }: MessageRef): number[] =>
  stack.simulator
    .deliveries()
    .filter((delivery) => delivery.conversationId === conversationId)
    .flatMap(({ attempts }) => attempts.map(({ status }) => status));

/** Reads of conversations that Intercom has not answered yet. */
const readsInFlight = (): number =>
  stack.simulator.calls().filter(({ method, path, finishedAt }) => {
    const isRead = method === 'GET' && path.startsWith('/conversations/');
    return isRead && finishedAt === undefined;
  }).length;

const givenUpAfterMs = 45_000;

faultTest(
  'F28',
  'SIGTERM with 50 webhooks and 12 steps in flight, two of them stuck at the model',
  'exit within 45 s; all that was accepted ends once, with one note at most',
  async ({ figure }) => {
    const withModel = { OPENAI_BASE_URL: model.baseUrl, OPENAI_API_KEY: 'of-the-test' };
    // A step may begin in the moment of the signal: its call is answered as usual.
    const usual = Array.from({ length: 100 }, () => ({ kind: 'good' }) as const);
    model.script([{ kind: 'hangs' }, { kind: 'hangs' }, ...usual]);
    const first = stack.run('start', withModel);
    await first.ready;

    const stuck = many(2);
    await eventually('two calls of the model', async () => model.requests.length === 2);
    const path = '/conversations/*';
    const delay = { kind: 'delay', method: 'GET', path, delayMs: 4_000, times: 10 };
    stack.simulator.setFaults({ calls: [delay] });
    const reading = many(10);
    await eventually('ten reads in flight', async () => readsInFlight() === 10);

    const burst = many(50);
    const signalledAt = performance.now();
    first.signal('SIGTERM');
    await pause(2_000);
    const draining = many(5);
    await pause(6_000);
    const late = many(5);
    const end = await first.ended;
    const exitMs = performance.now() - signalledAt;
    stack.simulator.setFaults({});
    expect(end, first.written()).toEqual({ code: 0, signal: null });
    expect(exitMs).toBeLessThan(givenUpAfterMs);

    const all = [...stuck, ...reading, ...burst, ...draining, ...late];
    const accepted = all.filter((message) => answersTo(message).includes(200));
    // Whoever comes last finds nobody, and is found by the next process's sweep.
    const early = [...stuck, ...reading, ...burst, ...draining];
    expect(accepted).toEqual(expect.arrayContaining(early));
    const endedBefore = all.length - (await stack.open(all)).length;

    model.reset();
    const second = stack.run('start', withModel);
    await second.ready;
    await stack.untilEnded(all, 150_000);
    for (const message of all) {
      const session = await stack.stores.sessions.find(message);
      expect(session?.decisions.map(({ outcome }) => outcome)).toEqual([{ kind: 'suggested' }]);
      expect(stack.simulator.notes(stack.appId, message.conversationId)).toHaveLength(1);
      expect(await stack.outcomesInTemporal(message)).toEqual(['{"kind":"suggested"}']);
    }
    figure('exit, s', seconds(exitMs));
    figure('accepted', accepted.length);
    figure('refused', all.length - accepted.length);
    figure('ended before the exit', endedBefore);
  },
  270_000,
);
