import { setTimeout as sleep } from 'node:timers/promises';
import fc from 'fast-check';
import { afterAll, beforeAll, expect, inject } from 'vitest';
import { type RunningPart, makeWorker } from '../../app/make-worker.ts';
import type { Clock } from '../../domain/clock.ts';
import { partId } from '../../domain/identifiers.ts';
import { lastDecision } from '../../domain/session.ts';
import { createExtractiveModel } from '../../models/extractive.ts';
import { faultTest } from '../support/fault.ts';
import { fuzzSeed } from '../support/fuzz.ts';
import { type ProductSandbox, startProductSandbox } from '../support/product-sandbox.ts';
import { ended, open, scenarioSettings } from '../support/scenarios.ts';

const hourMs = 3_600_000;

let sandbox: ProductSandbox;
let worker: RunningPart;
/** By how much the worker's clock is wrong now; Intercom's is right. */
let skewMs = 0;
beforeAll(async () => {
  sandbox = await startProductSandbox({
    temporalAddress: inject('temporalAddress'),
    mongodbUri: inject('mongodbUri'),
    settings: scenarioSettings,
    withWorker: false,
  });
  const { clock, mongodbUri, taskQueue, temporalAddress, workspaces, links } = sandbox;
  const wrong: Clock = {
    now: () => clock.now() + skewMs,
    realMs: (productMs) => clock.realMs(productMs),
    productMs: (realMs) => clock.productMs(realMs),
  };
  worker = await makeWorker({
    ...{ mongodbUri, taskQueue, workspaces, clock: wrong, links: links.inNotes },
    secrets: ['s'.repeat(32)],
    temporal: { address: temporalAddress, namespace: 'default', apiKey: null, tls: null },
    model: createExtractiveModel(),
    sdkLogLevel: 'ERROR',
  });
});
afterAll(async () => {
  await worker.stop();
  await sandbox.stop();
});

faultTest(
  'F35',
  'a worker’s clock jumps by an hour, back and forth',
  'nothing fresh expires or waits for ever, what is old expires',
  async ({ figure }) => {
    console.log(`seed ${fuzzSeed}: SIDENOTE_FUZZ_SEED=${fuzzSeed} repeats it`);
    const skew = fc.constantFrom(-hourMs, 0, hourMs);
    const phases = [
      ...fc.sample(fc.tuple(skew, skew), { seed: fuzzSeed, numRuns: 2 }),
      ...([
        [hourMs, hourMs],
        [-hourMs, -hourMs],
        [0, hourMs],
        [0, -hourMs],
      ] as const),
    ];
    let decided = 0;
    for (const [first, then] of phases) {
      skewMs = first;
      const fresh = [open(sandbox), open(sandbox)];
      const { message: old } = open(sandbox);
      const reply = sandbox.simulator.customerReplies({
        ...{ appId: old.appId, conversationId: old.conversationId },
        body: 'How do I reset my password?',
        createdAtMs: sandbox.clock.now() + 1_000,
      });
      const burst = { ...old, messageId: partId(reply) };
      const { appId } = sandbox;
      const late = sandbox.simulator.startConversation({
        ...{ appId, body: 'How do I export my time entries?' },
        contactId: sandbox.simulator.addContact({ appId, name: 'Dana' }),
        assignee: { teammate: fresh[0]?.teammateId ?? '' },
        createdAtMs: sandbox.clock.now() - 45 * 60_000,
      });
      // While all of them wait for the customer to stop typing.
      await sleep(sandbox.clock.realMs(2_000));
      skewMs = then;
      const outcome = async (message: Parameters<typeof ended>[1]) =>
        lastDecision(await ended(sandbox, message))?.outcome;
      const because = `clock wrong by ${first} ms, then by ${then} ms`;
      for (const { message } of fresh) {
        expect(await outcome(message), because).toEqual({ kind: 'suggested' });
        expect(sandbox.simulator.notes(appId, message.conversationId)).toHaveLength(1);
      }
      expect(await outcome(burst), because).toEqual({ kind: 'suggested' });
      const { conversationId, sourceId } = late;
      const lateMessage = { appId, conversationId, messageId: `source-${sourceId}` } as const;
      expect(await outcome(lateMessage), because).toEqual({ kind: 'quiet', reason: 'expired' });
      decided += 4;
    }
    figure('clock jumps', phases.length);
    figure('messages', decided);
  },
  180_000,
);
