import { fileURLToPath } from 'node:url';
import type { Environment } from '../../config/environment.ts';
import type { DeskWorker } from '../../desk/ports.ts';
import { superviseProcesses } from '../supervised-processes.ts';
import type { WorkerOptions } from './worker-options.ts';

/** Until one start has been timed. */
const usualStartMs = 8_000;

export type RunningDeskWorker = DeskWorker & {
  readonly ready: Promise<void>;
  stop(): Promise<void>;
};

/** Keeps the demo's worker running and times its starts, so that the page can count down. */
export function startDeskWorker(
  options: WorkerOptions,
  environment: Environment,
): RunningDeskWorker {
  let beganAt = performance.now();
  let lastStartMs = usualStartMs;
  const processes = superviseProcesses(1, {
    entry: fileURLToPath(new URL('./worker.ts', import.meta.url)),
    argument: JSON.stringify(options),
    environment,
    onReady: () => {
      lastStartMs = performance.now() - beganAt;
    },
  });
  return {
    ready: processes.ready,
    state() {
      if (processes.working() > 0) return { kind: 'working' };
      const startsInMs = Math.max(0, lastStartMs - (performance.now() - beganAt));
      return { kind: 'starting', startsInMs };
    },
    deaths: processes.deaths,
    kill() {
      const killed = processes.kill();
      if (killed) beganAt = performance.now();
      return killed;
    },
    stop: processes.stop,
  };
}
