import { type Client, WorkflowNotFoundError } from '@temporalio/client';
import proto, { type google, type temporal } from '@temporalio/proto';
import type { RunTrace, TraceStep } from '../domain/run-trace.ts';

type HistoryEvent = temporal.api.history.v1.IHistoryEvent;
type Pending = temporal.api.workflow.v1.IPendingActivityInfo;
type Time = google.protobuf.ITimestamp | google.protobuf.IDuration;
type Activity = Extract<TraceStep, { kind: 'activity' }>;
type Timer = Extract<TraceStep, { kind: 'timer' }>;

const { PendingActivityState } = proto.temporal.api.enums.v1;

/** What the newest run of a workflow has done up to now; null: Temporal does not know it. */
export async function readRunTrace(client: Client, workflowId: string): Promise<RunTrace | null> {
  try {
    const { runId, startTime, closeTime, raw } = await client.workflow
      .getHandle(workflowId)
      .describe();
    const { events } = await client.workflow.getHandle(workflowId, runId).fetchHistory();
    return {
      workflowId,
      runId,
      startedAtMs: startTime.getTime(),
      closedAtMs: closeTime?.getTime() ?? null,
      steps: stepsOf(events ?? [], raw.pendingActivities ?? []),
    };
  } catch (error) {
    if (error instanceof WorkflowNotFoundError) return null;
    throw error;
  }
}

/** `pending`: of activities that are not over, history says no more than that they were scheduled. */
export function stepsOf(events: readonly HistoryEvent[], pending: readonly Pending[]): TraceStep[] {
  const steps = new Map<string, TraceStep>();
  const attempts = new Map<string, { attempt: number; failure: string | null }>();
  // A timer that begins together with an activity is a deadline; one that begins alone is a wait.
  const deciding = new Set(
    events.map((event) =>
      String(event.activityTaskScheduledEventAttributes?.workflowTaskCompletedEventId),
    ),
  );
  for (const event of events) {
    const eventId = String(event.eventId);
    const atMs = msOf(event.eventTime);
    const scheduled = event.activityTaskScheduledEventAttributes;
    if (scheduled) {
      const waiting = pending.find(({ activityId }) => activityId === scheduled.activityId);
      steps.set(eventId, begun(eventId, scheduled.activityType?.name ?? '', atMs, waiting));
    }
    const started = event.activityTaskStartedEventAttributes;
    if (started) {
      attempts.set(String(started.scheduledEventId), {
        attempt: started.attempt ?? 1,
        failure: started.lastFailure?.message ?? null,
      });
    }
    const ended = endOf(event);
    const activity = ended && steps.get(ended.scheduledEventId);
    if (ended && activity?.kind === 'activity') {
      steps.set(ended.scheduledEventId, {
        ...activity,
        ...attempts.get(ended.scheduledEventId),
        endedAtMs: atMs,
        state: ended.state,
        failure: ended.failure ?? attempts.get(ended.scheduledEventId)?.failure ?? null,
      });
    }
    const timer = event.timerStartedEventAttributes;
    if (timer && !deciding.has(String(timer.workflowTaskCompletedEventId))) {
      const durationMs = msOf(timer.startToFireTimeout);
      steps.set(eventId, {
        kind: 'timer',
        eventId,
        startedAtMs: atMs,
        durationMs,
        state: 'waiting',
      });
    }
    const over = event.timerFiredEventAttributes ?? event.timerCanceledEventAttributes;
    const waited = over && steps.get(String(over.startedEventId));
    if (waited?.kind === 'timer') {
      const state: Timer['state'] = event.timerFiredEventAttributes ? 'over' : 'skipped';
      steps.set(waited.eventId, { ...waited, state });
    }
  }
  return [...steps.values()];
}

/** Seconds are a Long from the server and a number from a file: both have a text. */
const msOf = (time: Time | null | undefined): number =>
  Math.round(Number(String(time?.seconds ?? 0)) * 1_000 + (time?.nanos ?? 0) / 1e6);

function begun(
  eventId: string,
  name: string,
  startedAtMs: number,
  pending: Pending | undefined,
): Activity {
  const runs = pending?.state === PendingActivityState.PENDING_ACTIVITY_STATE_STARTED;
  const attempt = pending?.attempt ?? 1;
  return {
    kind: 'activity',
    eventId,
    name,
    startedAtMs,
    endedAtMs: null,
    attempt,
    state: attempt > 1 && !runs ? 'retrying' : 'running',
    failure: pending?.lastFailure?.message ?? null,
  };
}

type End = {
  readonly scheduledEventId: string;
  readonly state: 'done' | 'failed';
  readonly failure: string | null;
};

function endOf(event: HistoryEvent): End | null {
  const done = event.activityTaskCompletedEventAttributes;
  if (done)
    return { scheduledEventId: String(done.scheduledEventId), state: 'done', failure: null };
  const failed =
    event.activityTaskFailedEventAttributes ?? event.activityTaskTimedOutEventAttributes;
  if (failed) {
    const failure = failed.failure?.message ?? null;
    return { scheduledEventId: String(failed.scheduledEventId), state: 'failed', failure };
  }
  const canceled = event.activityTaskCanceledEventAttributes;
  if (!canceled) return null;
  const scheduledEventId = String(canceled.scheduledEventId);
  return { scheduledEventId, state: 'failed', failure: 'cancelled' };
}
