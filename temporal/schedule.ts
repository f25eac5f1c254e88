import { type Client, ScheduleAlreadyRunning, type ScheduleOptions } from '@temporalio/client';
import type { reconcile } from '../workflows/index.ts';

export type SweepSchedule = {
  readonly appId: string;
  readonly taskQueue: string;
  /** Real milliseconds between two sweeps. */
  readonly everyMs: number;
};

/** Temporal's own least. */
const leastCatchupMs = 10_000;

const scheduleIdOf = ({ appId }: Pick<SweepSchedule, 'appId'>): string => `reconcile:${appId}`;

const optionsOf = ({ appId, taskQueue, everyMs }: SweepSchedule) =>
  ({
    spec: { intervals: [{ every: everyMs }] },
    action: {
      type: 'startWorkflow',
      workflowType: 'reconcile',
      workflowId: scheduleIdOf({ appId }),
      taskQueue,
      args: [{ appId }] satisfies Parameters<typeof reconcile>,
    },
    // A sweep takes up all that was missed, so after an outage one is enough.
    policies: { overlap: 'SKIP', catchupWindow: Math.max(everyMs, leastCatchupMs) },
  }) as const satisfies Omit<ScheduleOptions, 'scheduleId'>;

/** Makes the workspace's schedule, or makes it fit; any number of workers may do so at once. */
export async function ensureSweeps(client: Client, schedule: SweepSchedule): Promise<void> {
  const scheduleId = scheduleIdOf(schedule);
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

/** One sweep now, unless one is under way. */
export const sweepNow = (client: Client, appId: string): Promise<void> =>
  client.schedule.getHandle(scheduleIdOf({ appId })).trigger('SKIP');

/** For stacks that come and go: nobody would work on what it starts. */
export const deleteSweeps = (client: Client, appId: string): Promise<void> =>
  client.schedule.getHandle(scheduleIdOf({ appId })).delete();
