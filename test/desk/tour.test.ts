import { afterAll, beforeAll, expect, it } from 'vitest';
import { realClock } from '../../app/clocks.ts';
import { createCast } from '../../desk/cast.ts';
import { createTour } from '../../desk/tour/tour.ts';
import type { IntercomSimulator } from '../../sandbox/intercom/simulator-types.ts';
import { startIntercomSimulator } from '../../sandbox/intercom/simulator.ts';

let simulator: IntercomSimulator;
beforeAll(async () => {
  simulator = await startIntercomSimulator({ clock: realClock });
  const secrets = { token: 't', clientSecret: 's' };
  simulator.createWorkspace({ appId: 'demo', adminId: '9000001', ...secrets });
});
afterAll(() => simulator.stop());

const away = (): never => {
  throw new Error('MongoDB is away');
};

it('a tour that fails says why, and can be played again', async () => {
  const ports = {
    ...{ appId: 'demo', simulator, clock: realClock },
    cast: createCast(simulator, 'demo', '9000001'),
    sessions: { find: async () => null, ofConversation: async () => [] },
    worker: { state: () => ({ kind: 'working' }) as const, deaths: () => 0, kill: () => false },
  };
  const moves = {
    ...{ start: away, write: away, assign: away, close: away, reopen: away, snooze: away },
    ...{ redeliver: away, decideNow: away, loseAnswer: away, losesAnswer: () => false },
  };
  const tour = createTour(ports, moves);
  tour.start();
  await expect.poll(async () => (await tour.view())?.isPlaying).toBe(false);
  const view = await tour.view();
  expect(view?.problem).toBe('MongoDB is away');
  expect(view?.scenes.map(({ state }) => state)).toEqual(Array(6).fill('stuck'));
  tour.start();
  expect(await tour.view()).toMatchObject({ isPlaying: true, problem: null });
  tour.stop();
});
