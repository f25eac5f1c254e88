import closeWithGrace from 'close-with-grace';
import type { Serving } from '../app/serve.ts';
import { tell } from './tell.ts';

/**
 * A worker is gone after 45 s and a web process after 20. Past this the process ends whatever it
 * does, before a container that is given 60 s is killed without a word.
 */
const longestStopMs = 55_000;

/** How long a load balancer gets to see that this process is not ready any more. */
const drainMs = 5_000;

const repeated = 'What was under way is in Temporal, and another process goes on with it.';

/**
 * Stops gracefully at SIGTERM, SIGINT or an error, and when the worker ends; at once at a second
 * signal and while still starting. Whoever presses Ctrl-C has no load balancer to wait for. The
 * exit code is 0 only when everything stopped as it should.
 */
export function stopWithGrace(starting: Promise<Serving>): void {
  let serving: Serving | null = null;
  let stopping = false;
  let workerFailure: Error | null = null;
  const closer = closeWithGrace(
    {
      delay: longestStopMs,
      logger: false,
      // A start that failed ends by itself, with its own exit code.
      skip: ['beforeExit'],
      onTimeout: () =>
        tell.error(`Not stopped after ${longestStopMs / 1_000} s: ended. ${repeated}`),
      onSecondSignal: (signal) => tell.error(`A second ${signal}: ended at once. ${repeated}`),
      onSecondError: (error) => tell.error(error),
    },
    async ({ err, signal }) => {
      stopping = true;
      if (err) tell.error(err);
      if (serving === null) return;
      tell.progress(`Stopping${signal ? ` (${signal})` : ''}: finishing what is under way`);
      try {
        await serving.stop({ drainMs: signal === 'SIGTERM' && serving.web ? drainMs : 0 });
      } catch (error) {
        if (error !== workerFailure) tell.error(error);
        throw error;
      }
      if (workerFailure !== null) throw workerFailure;
    },
  );
  const watchWorker = (started: Serving): void => {
    serving = started;
    started.worker?.stopped.then(
      () => {
        if (!stopping) closer.close();
      },
      (error: unknown) => {
        if (stopping) return;
        workerFailure = error instanceof Error ? error : new Error(String(error));
        tell.error(error);
        closer.close();
      },
    );
  };
  // Whoever starts it tells why it did not start.
  starting.then(watchWorker, () => undefined);
}
