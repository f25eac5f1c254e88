import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { startChild } from '../../../sandbox/servers/child-process.ts';
import { freshFolder, isAlive, isGoneWithin } from './support.ts';

const environment = { PATH: process.env.PATH };

async function startParent(): Promise<{ parentPid: number; childPid: number }> {
  const script = join(import.meta.dirname, 'fixtures', 'parent.ts');
  const parent = spawn(process.execPath, ['--import', 'tsx', script], {
    stdio: ['ignore', 'pipe', 'inherit'],
    detached: true,
  });
  const [line] = await once(parent.stdout, 'data');
  expect(parent.pid).toBeDefined();
  return { parentPid: parent.pid ?? 0, childPid: Number(String(line)) };
}

test.each(['SIGKILL', 'SIGTERM'] as const)(
  'a parent ended by %s leaves no child',
  async (signal) => {
    const { parentPid, childPid } = await startParent();
    expect(isAlive(childPid)).toBe(true);
    process.kill(parentPid, signal);
    expect(await isGoneWithin(childPid, 5000)).toBe(true);
  },
);

test('Ctrl-C in the terminal leaves no child', async () => {
  const { parentPid, childPid } = await startParent();
  process.kill(-parentPid, 'SIGINT');
  expect(await isGoneWithin(childPid, 5000)).toBe(true);
});

test('a child that does not heed SIGTERM is killed after the grace', async () => {
  const child = await startChild({
    command: 'sh',
    args: ['-c', 'trap "" TERM; echo ready; while :; do sleep 0.1; done'],
    environment,
    logFile: join(await freshFolder(), 'log'),
  });
  await new Promise((resolve) => setTimeout(resolve, 200));
  await child.stop(200);
  expect(child.ending()).toEqual({ code: null, signal: 'SIGKILL' });
});

test('stopping twice, or after the end, is harmless', async () => {
  const logFile = join(await freshFolder(), 'log');
  const child = await startChild({ command: 'sleep', args: ['60'], environment, logFile });
  await Promise.all([child.stop(), child.stop()]);
  await child.stop();
  expect(child.ending()).toEqual({ code: null, signal: 'SIGTERM' });
});

test('a program that is not there is an error', async () => {
  const logFile = join(await freshFolder(), 'log');
  const start = startChild({ command: '/nowhere/server', args: [], environment, logFile });
  await expect(start).rejects.toThrow('ENOENT');
});
