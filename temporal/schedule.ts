import type { Client } from '@temporalio/client';
import type { reconcile } from '../workflows/index.ts';
import { ensureSchedule } from './ensure-schedule.ts';

export type SweepSchedule = {
  readonly appId: string;
  readonly taskQueue: string;
  /** Real milliseconds between two sweeps. */
  readonly everyMs: number;
};

const scheduleIdOf = (appId: string): string => `reconcile:${appId}`;

/** Makes the workspace's schedule, or makes it fit; any number of workers may do so at once. */
export const ensureSweeps = (
  client: Client,
  { appId, taskQueue, everyMs }: SweepSchedule,
): Promise<void> =>
  ensureSchedule(client, {
    ...{ scheduleId: scheduleIdOf(appId), taskQueue, everyMs, workflowType: 'reconcile' },
    args: [{ appId }] satisfies Parameters<typeof reconcile>,
  });

/** One sweep now, unless one is under way. */
export const sweepNow = (client: Client, appId: string): Promise<void> =>
  client.schedule.getHandle(scheduleIdOf(appId)).trigger('SKIP');

/** For stacks that come and go: nobody would work on what it starts. */
export const deleteSweeps = (client: Client, appId: string): Promise<void> =>
  client.schedule.getHandle(scheduleIdOf(appId)).delete();
