import { proxyActivities } from '@temporalio/workflow';
import type { BareActivities } from './bare-activities.ts';

/** With the options that a step of the product has. */
const { doNothing } = proxyActivities<BareActivities>({
  startToCloseTimeout: '30 s',
  heartbeatTimeout: '10 s',
  retry: { initialInterval: '500 ms', maximumInterval: '20 s' },
  summary: 'Do nothing',
});

/** What a decision costs in Temporal alone: as many steps, one after the other, that do nothing. */
export async function bareWorkflow(steps: number): Promise<void> {
  for (let step = 1; step <= steps; step += 1) await doNothing(step);
}
