import { DefaultLogger, Runtime, makeTelemetryFilterString } from '@temporalio/worker';

const say = (): void => undefined;

let installed = false;

/**
 * For a process that replays and runs no worker: the SDK's log is left out, since every history
 * that does not fit fills a screen with it and the verdict says it better. To be called when there
 * is something to replay: a runtime that nothing used would keep the process alive.
 */
export function silenceReplays(): void {
  if (installed) return;
  installed = true;
  Runtime.install({
    logger: new DefaultLogger('ERROR', say),
    telemetryOptions: {
      logging: {
        filter: makeTelemetryFilterString({ core: 'ERROR', other: 'ERROR' }),
        forward: {},
      },
    },
  });
}
