import { fileURLToPath } from 'node:url';
import { type SupervisedProcesses, superviseProcesses } from '../../app/supervised-processes.ts';
import { hostEnvironment } from '../../config/environment.ts';
import type { KillableWorkerOptions } from './killable-worker.ts';

export type SupervisedWorkers = SupervisedProcesses;

/** Keeps so many worker processes running: whoever is killed is started again. */
export const superviseWorkers = (
  count: number,
  options: KillableWorkerOptions,
): SupervisedWorkers =>
  superviseProcesses(count, {
    entry: fileURLToPath(new URL('./killable-worker.ts', import.meta.url)),
    argument: JSON.stringify(options),
    environment: hostEnvironment(),
  });
