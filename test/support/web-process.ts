import { type ChildProcess, spawn } from 'node:child_process';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import type { KillableWebOptions } from './killable-web.ts';

const entry = fileURLToPath(new URL('./killable-web.ts', import.meta.url));

export type WebProcess = {
  /** Times that it was killed so far. */
  readonly deaths: () => number;
  /** Resolves when it answers. */
  readonly listening: () => Promise<void>;
  readonly stop: () => Promise<void>;
};

/** Keeps one web process running: killed, it is started again. */
export function superviseWeb(options: KillableWebOptions): WebProcess {
  let child: ChildProcess;
  let deaths = 0;
  let stopping = false;
  let troubles = '';

  const start = (): void => {
    child = spawn(process.execPath, ['--import', 'tsx', entry, JSON.stringify(options)], {
      stdio: ['ignore', 'ignore', 'pipe'],
    });
    child.stderr?.on('data', (chunk: Buffer) => {
      troubles = `${troubles}${chunk.toString()}`.slice(-4_000);
    });
    child.once('exit', (_code, signal) => {
      if (stopping) return;
      if (signal === 'SIGKILL') deaths += 1;
      start();
    });
  };
  start();

  return {
    deaths: () => deaths,
    async listening() {
      for (let tries = 0; tries < 600; tries += 1) {
        const answer = await fetch(`http://127.0.0.1:${options.port}/live`).catch(() => null);
        if (answer?.ok) return;
        await sleep(100);
      }
      throw new Error(`The web process does not answer: ${troubles}`);
    },
    async stop() {
      stopping = true;
      const gone = new Promise((resolve) => child.once('exit', resolve));
      child.kill('SIGKILL');
      await gone;
    },
  };
}
