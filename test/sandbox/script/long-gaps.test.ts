import { setImmediate } from 'node:timers/promises';
import { expect, it } from 'vitest';
import { createLongGaps } from '../../../sandbox/script/long-gaps.ts';

const hourMs = 3_600_000;

/** Long gaps of so many conversations, with what happened in its order. */
function gapsOf(conversations: number, atRest: () => Promise<void> = async () => undefined) {
  const happened: string[] = [];
  const gaps = createLongGaps({
    conversations,
    async atRest() {
      await atRest();
      happened.push('rest');
    },
    advance: (productMs) => happened.push(`jump of ${productMs / hourMs} h`),
  });
  const waits = async (name: string, hours: number): Promise<void> => {
    await gaps.wait(hours * hourMs);
    happened.push(name);
  };
  return { happened, waits, ended: () => gaps.ended() };
}

it('one conversation alone jumps at once, when everything is at rest', async () => {
  const { happened, waits } = gapsOf(1);
  await waits('first', 2);
  expect(happened).toEqual(['rest', 'jump of 2 h', 'first']);
});

it('no jump is made while another conversation is still played', async () => {
  const { happened, waits, ended } = gapsOf(2);
  const waiting = waits('first', 2);
  await setImmediate();
  expect(happened).toEqual([]);
  await ended();
  await waiting;
  expect(happened).toEqual(['rest', 'jump of 2 h', 'first']);
});

it('the smallest gap comes first, and counts for those that wait longer', async () => {
  const { happened, waits, ended } = gapsOf(3);
  const long = waits('long', 5);
  const short = waits('short', 2);
  await setImmediate();
  expect(happened).toEqual([]);
  await ended();
  await short;
  expect(happened).toEqual(['rest', 'jump of 2 h', 'short']);
  await ended();
  await long;
  expect(happened.slice(3)).toEqual(['rest', 'jump of 3 h', 'long']);
});

it('equal gaps are one jump', async () => {
  const { happened, waits } = gapsOf(2);
  await Promise.all([waits('first', 2), waits('second', 2)]);
  expect(happened).toEqual(['rest', 'jump of 2 h', 'first', 'second']);
});

it('who went on is waited for until it ends or waits again', async () => {
  const { happened, waits, ended } = gapsOf(2);
  const long = waits('long', 5);
  await waits('short', 1);
  await setImmediate();
  expect(happened).toEqual(['rest', 'jump of 1 h', 'short']);
  const again = waits('short again', 1);
  await again;
  expect(happened.slice(3)).toEqual(['rest', 'jump of 1 h', 'short again']);
  await ended();
  await long;
  expect(happened.slice(6)).toEqual(['rest', 'jump of 3 h', 'long']);
});

it('the clock does not move before everything has come to rest', async () => {
  let rest: () => void = () => undefined;
  const { happened, waits } = gapsOf(1, () => new Promise((resolve) => (rest = resolve)));
  const waiting = waits('first', 2);
  await setImmediate();
  expect(happened).toEqual([]);
  rest();
  await waiting;
  expect(happened).toEqual(['rest', 'jump of 2 h', 'first']);
});

it('the last one to end moves nothing', async () => {
  const { happened, ended } = gapsOf(2);
  await ended();
  await ended();
  expect(happened).toEqual([]);
});
