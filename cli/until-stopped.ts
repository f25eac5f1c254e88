import closeWithGrace from 'close-with-grace';
import type { Serving } from '../app/serve.ts';
import { tell } from './tell.ts';

/** A worker gets 45 s to finish; past that the process ends whatever it does. */
const longestStopMs = 55_000;

/** Stops gracefully at SIGTERM, SIGINT or an error, and ends the process when its worker ends. */
export function stopWithGrace(serving: Serving): void {
  let stopping = false;
  const closer = closeWithGrace(
    { delay: longestStopMs, logger: false },
    async ({ err, signal }) => {
      stopping = true;
      if (err) {
        tell.error(err);
        process.exitCode = 1;
      }
      tell.progress(`Stopping${signal ? ` (${signal})` : ''}: finishing what is under way`);
      await serving.stop();
    },
  );
  serving.worker?.stopped.then(
    () => {
      if (!stopping) closer.close();
    },
    (error: unknown) => {
      tell.error(error);
      process.exitCode = 1;
      closer.close();
    },
  );
}
