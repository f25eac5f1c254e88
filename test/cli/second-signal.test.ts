import { afterAll, beforeAll, expect, inject, test } from 'vitest';
import { type ProcessStack, startProcessStack } from '../support/process-stack.ts';

const patient = { timeout: 60_000, interval: 50 };
let stack: ProcessStack;
beforeAll(async () => {
  stack = await startProcessStack({
    ...{ temporalAddress: inject('temporalAddress'), mongodbUri: inject('mongodbUri') },
    settings: { confidenceThreshold: 0, waits: { firstWebMs: 200 } },
  });
});
afterAll(() => stack.stop());

test('a second signal ends a process at once that is stopping, and says so', async () => {
  const path = '/conversations/*';
  const hangs = { kind: 'after_timeout', method: 'GET', path };
  stack.simulator.setFaults({ calls: [hangs] });
  const serving = stack.run('start');
  await serving.ready;
  stack.ask();
  await expect.poll(() => stack.simulator.calls().some(({ faults }) => faults), patient).toBe(true);
  serving.signal('SIGTERM');
  await expect.poll(serving.written, patient).toContain('Stopping (SIGTERM)');
  serving.signal('SIGTERM');
  expect(await serving.ended).toEqual({ code: 1, signal: null });
  expect(serving.written()).toContain('A second SIGTERM: ended at once.');
}, 120_000);
