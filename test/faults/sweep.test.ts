import { afterAll, beforeAll, describe, expect, inject } from 'vitest';
import type { MessageRef } from '../../domain/identifiers.ts';
import { lastDecision } from '../../domain/session.ts';
import { faultTest } from '../support/fault.ts';
import { type ProductSandbox, startProductSandbox, sweepOnce } from '../support/product-sandbox.ts';
import { ended, open, scenarioSettings } from '../support/scenarios.ts';

let sandbox: ProductSandbox;
beforeAll(async () => {
  sandbox = await startProductSandbox({
    temporalAddress: inject('temporalAddress'),
    mongodbUri: inject('mongodbUri'),
    settings: scenarioSettings,
    intercomTimeoutMs: 2_000,
  });
  // From now on the workspace counts as connected.
  await sweepOnce(sandbox);
});
afterAll(() => sandbox.stop());

const minute = 60_000;
const suggested = { kind: 'suggested' };
const sweep = () => sweepOnce(sandbox);
const pass = (productMs: number) => sandbox.clock.advance(productMs);
const notes = ({ appId, conversationId }: MessageRef) =>
  sandbox.simulator.notes(appId, conversationId);
const outcomeOf = async (message: MessageRef, number = 1) =>
  lastDecision(await ended(sandbox, message, number))?.outcome;
const missed = async () => (await sandbox.stores.sweeps.find(sandbox.appId))?.missedWebhooks ?? 0;

/** Plays it without a single webhook getting through. */
function unheard<Result>(play: () => Result): Result {
  sandbox.simulator.setFaults({ deliveries: [{ kind: 'drop' }] });
  try {
    return play();
  } finally {
    sandbox.simulator.setFaults({});
  }
}

/** A question whose webhook never comes. */
const lostQuestion = (given: Parameters<typeof open>[1] = {}): MessageRef =>
  unheard(() => open(sandbox, given)).message;

describe('a webhook that never comes', () => {
  faultTest(
    'F12',
    'the message is found by a sweep',
    'one note, one missed webhook counted, and a second sweep changes nothing',
    async ({ figure }) => {
      const before = await missed();
      const message = lostQuestion();
      pass(2 * minute);
      await sweep();
      expect(await outcomeOf(message)).toEqual(suggested);
      pass(5 * minute);
      await sweep();
      await sweep();
      expect(notes(message)).toHaveLength(1);
      expect((await missed()) - before).toBe(1);
      figure('notes', notes(message).length);
      figure('missed webhooks counted', (await missed()) - before);
    },
    60_000,
  );
});
