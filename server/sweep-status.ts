import type { SweepRecord } from '../domain/ports.ts';
import { timeOf } from '../domain/story.ts';
import { within } from './deadline.ts';
import type { HealthCheck, ServerPorts } from './ports.ts';

const storeDeadlineMs = 1_500;
/** Far more than any interval that somebody would choose. */
const overdueMs = 30 * 60_000;

/** What the sweeps of all workspaces have seen to; null when the database does not answer. */
export const sweepRecords = async ({
  sweeps,
  workspaces,
}: Pick<ServerPorts, 'sweeps' | 'workspaces'>): Promise<readonly SweepRecord[] | null> => {
  const reading = Promise.all([...workspaces.keys()].map((appId) => sweeps.find(appId)));
  const found = await within(reading, storeDeadlineMs).catch(() => null);
  return found && found.filter((record) => record !== null);
};

export const missedWebhooks = (records: readonly SweepRecord[]): number =>
  records.reduce((sum, record) => sum + record.missedWebhooks, 0);

/** How the sweeps are doing, in a line; null: it is not known. */
export function sweepCheck(
  records: readonly SweepRecord[] | null,
  nowMs: number,
): HealthCheck | null {
  if (records === null) return null;
  const ends = records.map(({ endedAtMs }) => endedAtMs).filter((endedAtMs) => endedAtMs !== null);
  const name = 'Sweep';
  const whatToDo =
    'Is a worker running? Look at the last run of the workflow type reconcile in Temporal.';
  if (ends.length === 0) {
    const sentence = 'No sweep is complete yet: messages whose webhook is lost are not found.';
    return { name, status: 'warning', sentence, whatToDo };
  }
  const oldest = Math.min(...ends);
  const sentence = `The last complete sweep ended at ${timeOf(oldest)}; webhooks missed so far: ${missedWebhooks(records)}.`;
  return nowMs - oldest > overdueMs
    ? { name, status: 'warning', sentence, whatToDo }
    : { name, status: 'ok', sentence, whatToDo: null };
}
