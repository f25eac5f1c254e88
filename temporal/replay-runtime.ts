import { DefaultLogger, Runtime, makeTelemetryFilterString } from '@temporalio/worker';

const say = (): void => undefined;

/**
 * For a process that replays and runs no worker: the SDK's log is left out, since every history
 * that does not fit fills a screen with it and the verdict says it better.
 */
export function silenceReplays(): void {
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
