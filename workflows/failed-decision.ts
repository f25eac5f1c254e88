import {
  ActivityFailure,
  ApplicationFailure,
  CancellationScope,
  TimeoutFailure,
  isCancellation,
} from '@temporalio/workflow';
import { type Ending, ending } from '../domain/assist.ts';
import { outcomeOfFailure } from '../domain/failed-step.ts';
import { failed, quiet } from '../domain/outcome.ts';

/** How a decision ends that threw. Called in the root scope: only a person cancels that one. */
export function endingOf(error: unknown): Ending {
  if (isCancellation(error)) {
    const byPerson = CancellationScope.current().consideredCancelled;
    return ending(byPerson ? failed('cancelled') : quiet('expired'));
  }
  if (!(error instanceof ActivityFailure)) return ending(failed('internal_error'));
  if (error.cause instanceof ApplicationFailure) {
    return ending(outcomeOfFailure(error.cause.type ?? null));
  }
  if (error.cause instanceof TimeoutFailure) return ending(outcomeOfTimeout(error.activityType));
  return ending(failed('internal_error'));
}

function outcomeOfTimeout(activityType: string) {
  switch (activityType) {
    case 'classifyTopic':
    case 'draftReply':
      return quiet('provider_unavailable');
    default:
      return failed('internal_error');
  }
}
