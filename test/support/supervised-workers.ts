import { type ChildProcess, spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import type { KillableWorkerOptions } from './killable-worker.ts';

const entry = fileURLToPath(new URL('./killable-worker.ts', import.meta.url));

export type SupervisedWorkers = {
  /** Workers that were killed so far. */
  readonly deaths: () => number;
  /** What workers wrote that ended for another reason. */
  readonly troubles: readonly string[];
  readonly stop: () => Promise<void>;
};

/** Keeps so many worker processes running: whoever is killed is started again. */
export function superviseWorkers(count: number, options: KillableWorkerOptions): SupervisedWorkers {
  const running = new Set<ChildProcess>();
  const troubles: string[] = [];
  let deaths = 0;
  let stopping = false;

  const start = (): void => {
    const child = spawn(process.execPath, ['--import', 'tsx', entry, JSON.stringify(options)], {
      stdio: ['ignore', 'ignore', 'pipe'],
    });
    let written = '';
    child.stderr.on('data', (chunk: Buffer) => {
      written = `${written}${chunk.toString()}`.slice(-4_000);
    });
    running.add(child);
    child.once('exit', (code, signal) => {
      running.delete(child);
      if (stopping) return;
      if (signal === 'SIGKILL') deaths += 1;
      else troubles.push(`code ${code}, signal ${signal}: ${written}`);
      start();
    });
  };
  for (let index = 0; index < count; index += 1) start();

  return {
    deaths: () => deaths,
    troubles,
    async stop() {
      stopping = true;
      const gone = [...running].map(
        (child) => new Promise((resolve) => child.once('exit', resolve)),
      );
      for (const child of running) child.kill('SIGKILL');
      await Promise.all(gone);
    },
  };
}
