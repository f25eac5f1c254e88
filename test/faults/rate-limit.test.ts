import { afterAll, beforeAll, expect, inject } from 'vitest';
import type { MessageRef } from '../../domain/identifiers.ts';
import { lastDecision } from '../../domain/session.ts';
import { faultTest } from '../support/fault.ts';
import { type ProductSandbox, startProductSandbox } from '../support/product-sandbox.ts';
import { ended, eventually, open, scenarioSettings } from '../support/scenarios.ts';

const timeoutMs = 120_000;
/** Product time runs so many times as fast: a window of Intercom's limit is 5 s. */
const scale = 2;
const windowMs = 10_000;
const limit = 167;

let sandbox: ProductSandbox;
beforeAll(async () => {
  sandbox = await startProductSandbox({
    ...{ temporalAddress: inject('temporalAddress'), mongodbUri: inject('mongodbUri') },
    ...{ scale, settings: { ...scenarioSettings, waits: { firstWebMs: 500 } } },
  });
  sandbox.simulator.updateWorkspace({ appId: sandbox.appId, rateLimit: limit });
});
afterAll(() => sandbox.stop());

const windowOf = (atMs: number) => Math.floor(atMs / windowMs);
const windowsOf = (calls: readonly { startedAt: number }[]) =>
  calls.map(({ startedAt }) => windowOf(startedAt));
const callsSince = (first: number) => sandbox.simulator.calls().slice(first);
const hasOneNote = async (message: MessageRef): Promise<void> => {
  expect(lastDecision(await ended(sandbox, message))?.outcome).toEqual({ kind: 'suggested' });
  expect(sandbox.simulator.notes(message.appId, message.conversationId)).toHaveLength(1);
};
const hasSession = (message: MessageRef) =>
  eventually('the session', () => sandbox.stores.sessions.find(message));

faultTest(
  'F19',
  'Intercom limits the rate in three windows, while messages come',
  'after a 429 no call before the reset, then one a window; one note each',
  async ({ figure }) => {
    const before = callsSince(0).length;
    const limited = () => callsSince(before).filter(({ status }) => status === 429);
    // Another app of the workspace uses up every window.
    sandbox.simulator.setFaults({ calls: [{ kind: 'rate_limited' }] });
    const first = open(sandbox).message;
    await eventually('the first 429', async () => limited().length > 0);
    await hasSession(first);
    const more = Array.from({ length: 9 }, () => open(sandbox).message);
    for (const message of more) await hasSession(message);
    await eventually('three windows', async () => limited().length >= 3);
    sandbox.simulator.setFaults({});
    for (const message of [first, ...more]) await hasOneNote(message);

    const calls = callsSince(before);
    const refused = limited();
    // They were refused in a row, so no call got through in between.
    expect(calls.slice(0, refused.length)).toEqual(refused);
    // Two in different windows have the first's reset between them.
    const windows = windowsOf(refused);
    const most = Math.max(
      ...windows.map((window) => windows.filter((other) => other === window).length),
    );
    expect(most).toBe(1);
    const next = calls[refused.length];
    expect(windowOf(next?.startedAt ?? 0)).toBeGreaterThan(windows.at(-1) ?? Infinity);
    figure('messages', more.length + 1);
    figure('windows', windows.length);
    figure('most calls in a window', most);
  },
  timeoutMs,
);

faultTest(
  'F19',
  'a window is used up while ten reads are under way',
  'their answers open nothing: after the 429 no call before the reset; one note each',
  async ({ figure }) => {
    const before = callsSince(0).length;
    const read = { method: 'GET', path: '/conversations/*' };
    sandbox.simulator.setFaults({
      calls: [
        { kind: 'delay', ...read, delayMs: 1_500, times: 10 },
        { kind: 'rate_limited', ...read, nth: 11 },
      ],
    });
    // A whole window is ahead.
    sandbox.clock.advance(windowMs - (sandbox.clock.now() % windowMs));
    const messages = Array.from({ length: 11 }, () => open(sandbox).message);
    for (const message of messages) await hasOneNote(message);
    sandbox.simulator.setFaults({});

    const calls = callsSince(before);
    const refused = calls.find(({ status }) => status === 429);
    const refusedAt = refused?.finishedAt ?? Infinity;
    const resetAt = (windowOf(refusedAt) + 1) * windowMs;
    const underWay = calls.filter(
      ({ startedAt, finishedAt = 0 }) => startedAt <= refusedAt && finishedAt > refusedAt,
    );
    // The answer has to arrive before anybody can heed it.
    const arrivesMs = sandbox.clock.productMs(100);
    const between = calls.filter(
      ({ startedAt }) => startedAt > refusedAt + arrivesMs && startedAt < resetAt,
    );
    expect(underWay.length).toBeGreaterThan(0);
    expect(underWay.map(({ status }) => status)).toEqual(underWay.map(() => 200));
    expect(between).toEqual([]);
    figure('under way', underWay.length);
    figure('calls before the reset', between.length);
  },
  timeoutMs,
);
