import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import type { Environment } from '../../config/environment.ts';
import { pause } from '../pause.ts';
import type { ProcessOptions } from './process-options.ts';

export type SupervisedProcesses = {
  /** Resolves when each has said once that it is ready; never for a script that says nothing. */
  readonly ready: Promise<void>;
  /** Processes that were killed so far. */
  readonly deaths: () => number;
  /** What processes wrote that ended for another reason. */
  readonly troubles: readonly string[];
  readonly stop: () => Promise<void>;
};

/** A script run by tsx, with its one argument. */
export type Script = {
  readonly entry: string;
  readonly argument: string;
  readonly environment: Environment;
};

export const chaosScript = (options: ProcessOptions, environment: Environment): Script => ({
  entry: fileURLToPath(new URL('./process.ts', import.meta.url)),
  argument: JSON.stringify(options),
  environment,
});

/** A process that ends by itself is no kill: it must not be started again in a tight loop. */
const restartMs = 500;

/** Keeps so many processes running: whoever is killed is started again. */
export function superviseProcesses(
  count: number,
  { entry, argument, environment }: Script,
): SupervisedProcesses {
  const running = new Set<ChildProcess>();
  const troubles: string[] = [];
  let deaths = 0;
  let stopping = false;

  const start = (onReady: () => void): void => {
    if (stopping) return;
    const child = fork(entry, [argument], {
      env: { ...environment },
      execArgv: ['--import', 'tsx'],
      stdio: ['ignore', 'ignore', 'pipe', 'ipc'],
    });
    let written = '';
    child.stderr?.on('data', (chunk: Buffer) => {
      written = `${written}${chunk.toString()}`.slice(-4_000);
    });
    child.once('message', onReady);
    running.add(child);
    child.once('exit', (code, signal) => {
      running.delete(child);
      if (stopping) return;
      if (signal === 'SIGKILL') {
        deaths += 1;
        start(onReady);
        return;
      }
      troubles.push(`code ${code}, signal ${signal}: ${written}`);
      void pause(restartMs).then(() => start(onReady));
    });
  };
  const ready = Array.from({ length: count }, () => new Promise<void>((resolve) => start(resolve)));

  return {
    ready: Promise.all(ready).then(() => undefined),
    deaths: () => deaths,
    troubles,
    async stop() {
      stopping = true;
      const gone = [...running].map((child) => once(child, 'exit'));
      for (const child of running) child.kill('SIGKILL');
      await Promise.all(gone);
    },
  };
}
