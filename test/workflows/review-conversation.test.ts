import { expect, it } from 'vitest';
import { failure, scripted } from '../support/scripted-activities.ts';
import { timeSkippingServer } from '../support/time-skipping.ts';

const server = timeSkippingServer();
const conversation = { appId: 'shop', conversationId: '500' };
const later = { lookAgainMs: 5_000 };
const done = { lookAgainMs: null };
const review = async (answers: NonNullable<Parameters<typeof scripted>[0]['reviewThread']>) => {
  const script = scripted({ reviewThread: answers });
  const ended = await server.run('reviewConversation', [conversation], script.activities, {
    cached: true,
  });
  return { ...ended, looks: script.inputs('reviewThread') };
};

it('looks once when there is nothing to wait for', async () => {
  const { looks } = await review([done]);
  expect(looks).toEqual([conversation]);
});

it('looks again after five seconds while a run is open', async () => {
  const { looks, tookMs } = await review([later, later, later, done]);
  expect(looks).toHaveLength(4);
  expect(tookMs).toBeGreaterThanOrEqual(15_000);
});

it('goes on when Intercom was away', async () => {
  const { looks } = await review([failure('IntercomUnavailable'), later, done]);
  expect(looks).toHaveLength(3);
});

it('stops some time: the next review finds what is left', async () => {
  const { looks } = await review(Array.from({ length: 200 }, () => later));
  expect(looks.length).toBeLessThan(100);
});
