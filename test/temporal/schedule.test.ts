import { randomBytes } from 'node:crypto';
import { afterAll, beforeAll, expect, inject, it } from 'vitest';
import { sweepEveryMs } from '../../app/sweeping.ts';
import { createTemporalClient } from '../../temporal/connection.ts';
import { deleteSweeps, ensureSweeps, sweepNow } from '../../temporal/schedule.ts';
import { eventually } from '../support/scenarios.ts';

const appId = `w${randomBytes(4).toString('hex')}`;
// Nobody works on it: a sweep that was started stays open.
const taskQueue = `${appId}-nobody`;
let temporal: ReturnType<typeof createTemporalClient>;
beforeAll(() => {
  const address = inject('temporalAddress');
  temporal = createTemporalClient({ address, namespace: 'default', apiKey: null, tls: null });
});
afterAll(async () => {
  await deleteSweeps(temporal.client, appId);
  for await (const { workflowId } of temporal.client.workflow.list({ query: open })) {
    await temporal.client.workflow.getHandle(workflowId).terminate();
  }
  await temporal.connection.close();
});
const open = `TaskQueue="${taskQueue}" AND ExecutionStatus="Running"`;
const described = () => temporal.client.schedule.getHandle(`reconcile:${appId}`).describe();
const ensure = (everyMs: number) => ensureSweeps(temporal.client, { appId, taskQueue, everyMs });

it('is made once by workers that start together, skips overlaps and catches up on one interval', async () => {
  await Promise.all(Array.from({ length: 5 }, () => ensure(300_000)));
  const { spec, policies, action } = await described();
  expect(spec.intervals).toMatchObject([{ every: 300_000 }]);
  expect(policies).toMatchObject({ overlap: 'SKIP', catchupWindow: 300_000 });
  expect(action).toMatchObject({ workflowType: 'reconcile', taskQueue, args: [{ appId }] });
});

it('takes another pace, and stays paused when a person has paused it', async () => {
  await temporal.client.schedule.getHandle(`reconcile:${appId}`).pause('for a while');
  await ensure(30_000);
  const { spec, state } = await described();
  expect(spec.intervals).toMatchObject([{ every: 30_000 }]);
  expect(state).toMatchObject({ paused: true, note: 'for a while' });
});

it('starts a sweep at once, but never a second one beside it', async () => {
  await sweepNow(temporal.client, appId);
  const count = async () => (await temporal.client.workflow.count(open)).count;
  await eventually('the sweep', async () => (await count()) === 1);
  await sweepNow(temporal.client, appId);
  await eventually('the skip', async () => (await described()).info.numActionsSkippedOverlap > 0);
  expect(await count()).toBe(1);
});

it('polls as long as no webhook has ever come, and never more slowly than it sweeps', async () => {
  const seen = (topics: number) => ({
    seen: async () =>
      Array.from({ length: topics }, () => ({
        ...{ topic: 'ping', firstAtMs: 1, lastAtMs: 1, payloadAge: null },
      })),
  });
  const pace = { everyMs: 300_000, pollMs: 30_000 };
  expect(await sweepEveryMs(seen(0), appId, pace)).toEqual({ everyMs: 30_000, polls: true });
  expect(await sweepEveryMs(seen(1), appId, pace)).toEqual({ everyMs: 300_000, polls: false });
  const odd = { everyMs: 10_000, pollMs: 30_000 };
  expect(await sweepEveryMs(seen(0), appId, odd)).toEqual({ everyMs: 10_000, polls: true });
});
