import { setInterval } from 'node:timers';
import { Context } from '@temporalio/activity';
import { toApplicationFailure } from './failures.ts';

const heartbeatEveryMs = 2_500;

type Activity<Input, Result> = (input: Input) => Promise<Result>;

/**
 * Every step heartbeats while it runs, so that the server notices a killed worker after seconds and
 * gives the step to another, and fails as `toApplicationFailure` says.
 */
export function running<Input, Result>(step: Activity<Input, Result>): Activity<Input, Result> {
  return async (input) => {
    const context = Context.current();
    const beat = setInterval(() => context.heartbeat(), heartbeatEveryMs);
    try {
      return await step(input);
    } catch (error) {
      const failure = toApplicationFailure(error);
      // A step that was cancelled ends so, whatever its calls made of the abort.
      if (context.cancellationSignal.aborted && failure !== error) await context.cancelled;
      throw failure;
    } finally {
      clearInterval(beat);
    }
  };
}

/** Aborted when the step is cancelled or its worker shuts down. */
export const cancellation = (): AbortSignal => Context.current().cancellationSignal;
