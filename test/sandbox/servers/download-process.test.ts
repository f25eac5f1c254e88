import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { runDownload } from '../../../sandbox/servers/download-process.ts';
import { freshFolder, recorder } from './support.ts';

async function run(script: string, connectMs = 10_000) {
  const folder = await freshFolder();
  const { lines, report } = recorder();
  const done = runDownload({
    label: 'server',
    command: 'sh',
    args: ['-c', script, 'download', folder],
    environment: { PATH: process.env.PATH },
    folder,
    logFile: join(await freshFolder(), 'log'),
    sizeBytes: 8_000_000,
    connectMs,
    report,
  });
  return { folder, lines, done };
}

test('a source that sends nothing is given up after its time', async () => {
  const startMs = Date.now();
  const { done } = await run('sleep 60', 500);
  await expect(done).rejects.toThrow('no answer within 0.5 s');
  expect(Date.now() - startMs).toBeLessThan(5000);
});

test('a failure is told in the last words of the program', async () => {
  const { done } = await run('echo trying; echo name not resolved >&2; exit 3');
  await expect(done).rejects.toThrow('trying · name not resolved');
});

test('a slow download goes on beyond the time to connect, and shows its progress', async () => {
  const { done, folder, lines } = await run(
    'for part in 1 2 3 4; do head -c 1000000 /dev/zero >"$1/part$part"; sleep 0.8; done',
    1000,
  );
  await done;
  expect(await readdir(folder)).toHaveLength(4);
  expect(lines[0]).toMatch(/server: [23]\.0 MB of 8\.0 MB/);
});
