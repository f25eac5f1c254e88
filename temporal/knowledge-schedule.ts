import { type Client, ScheduleNotFoundError } from '@temporalio/client';
import type { knowledgeDue } from '../workflows/index.ts';
import { ensureSchedule } from './ensure-schedule.ts';

export type SyncSchedule = {
  readonly appId: string;
  readonly taskQueue: string;
  /** Real milliseconds after which sources may be due. */
  readonly everyMs: number;
};

const scheduleIdOf = (appId: string): string => `knowledge-due:${appId}`;

/** Makes the workspace's schedule, or makes it fit; any number of workers may do so at once. */
export const ensureSyncs = (
  client: Client,
  { appId, taskQueue, everyMs }: SyncSchedule,
): Promise<void> =>
  ensureSchedule(client, {
    ...{ scheduleId: scheduleIdOf(appId), taskQueue, everyMs, workflowType: 'knowledgeDue' },
    args: [{ appId }] satisfies Parameters<typeof knowledgeDue>,
  });

/** Has due sources looked for now. */
export const syncNow = (client: Client, appId: string): Promise<void> =>
  client.schedule.getHandle(scheduleIdOf(appId)).trigger('SKIP');

/** Nothing is read on a schedule any more; fine when there was none. */
export async function deleteSyncs(client: Client, appId: string): Promise<void> {
  try {
    await client.schedule.getHandle(scheduleIdOf(appId)).delete();
  } catch (error) {
    if (!(error instanceof ScheduleNotFoundError)) throw error;
  }
}
