import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import type { Environment } from '../config/environment.ts';
import { pause } from './pause.ts';

export type SupervisedProcesses = {
  /** Resolves when each has said once that it is ready; never for a script that says nothing. */
  readonly ready: Promise<void>;
  /** Processes that were killed so far. */
  readonly deaths: () => number;
  /** What processes wrote that ended for another reason. */
  readonly troubles: readonly string[];
  /** How many have said that they are ready and live still. */
  readonly working: () => number;
  /** Kills one with SIGKILL, as the machine would; false: none runs. */
  readonly kill: () => boolean;
  readonly stop: () => Promise<void>;
};

/** A script run by tsx, with its one argument. */
export type Script = {
  readonly entry: string;
  readonly argument: string;
  readonly environment: Environment;
  /** Called whenever one says that it is ready. */
  readonly onReady?: () => void;
};

/** A process that ends by itself is no kill: it must not be started again in a tight loop. */
const restartMs = 500;

/** Keeps so many processes running: whoever is killed is started again. */
export function superviseProcesses(
  count: number,
  { entry, argument, environment, onReady: tellReady }: Script,
): SupervisedProcesses {
  const running = new Set<ChildProcess>();
  const working = new Set<ChildProcess>();
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
    child.once('message', () => {
      working.add(child);
      tellReady?.();
      onReady();
    });
    running.add(child);
    child.once('exit', (code, signal) => {
      running.delete(child);
      working.delete(child);
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
    working: () => working.size,
    kill() {
      const [child] = running;
      return child?.kill('SIGKILL') ?? false;
    },
    async stop() {
      stopping = true;
      const gone = [...running].map((child) => once(child, 'exit'));
      for (const child of running) child.kill('SIGKILL');
      await Promise.all(gone);
    },
  };
}
