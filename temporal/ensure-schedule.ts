import { type Client, ScheduleAlreadyRunning, type ScheduleOptions } from '@temporalio/client';

/** Temporal's own least. */
const leastCatchupMs = 10_000;

/** A workflow that is started again and again, one at a time. */
export type IntervalSchedule = {
  readonly scheduleId: string;
  readonly taskQueue: string;
  readonly workflowType: string;
  readonly args: unknown[];
  /** Real milliseconds between two starts. */
  readonly everyMs: number;
};

const optionsOf = ({ scheduleId, taskQueue, workflowType, args, everyMs }: IntervalSchedule) =>
  ({
    spec: { intervals: [{ every: everyMs }] },
    action: {
      type: 'startWorkflow',
      workflowId: scheduleId,
      ...{ workflowType, taskQueue, args },
    },
    // Each takes up all that was missed, so after an outage one is enough.
    policies: { overlap: 'SKIP', catchupWindow: Math.max(everyMs, leastCatchupMs) },
  }) as const satisfies Omit<ScheduleOptions, 'scheduleId'>;

/** Makes the schedule, or makes it fit; any number of workers may do so at once. */
export async function ensureSchedule(client: Client, schedule: IntervalSchedule): Promise<void> {
  const { scheduleId } = schedule;
  const options = optionsOf(schedule);
  try {
    await client.schedule.create({ scheduleId, ...options });
  } catch (error) {
    if (!(error instanceof ScheduleAlreadyRunning)) throw error;
    // What a person did to it, such as a pause, stays.
    const handle = client.schedule.getHandle(scheduleId);
    await handle.update(({ state }) => ({ ...options, state }));
  }
}
