import { continueAsNew, setWorkflowOptions, workflowInfo } from '@temporalio/workflow';
import type { Sweep } from '../domain/sweep.ts';
import * as steps from './steps.ts';

export type ReconcileInput = {
  readonly appId: string;
  /** Where a long sweep goes on. */
  readonly resume?: { readonly sweep: Sweep; readonly next: string };
};

/**
 * Makes up for everything that no webhook brought about: starts deliveries that were never started,
 * finishes sessions whose run is gone, and reviews every conversation that changed. A sweep that
 * fails moves no watermark, so the next one looks at the same again.
 */
export async function reconcile({ appId, resume }: ReconcileInput): Promise<void> {
  if (!resume) {
    // These first: they do not need Intercom, which may be away.
    while ((await steps.startUnstarted({ appId })).more);
    await steps.finishLostRuns({ appId });
  }
  const sweep = resume?.sweep ?? (await steps.beginSweep({ appId }));
  let next = resume?.next ?? null;
  do {
    next = (await steps.reviewUpdated({ sweep, next })).next;
    if (next !== null && workflowInfo().continueAsNewSuggested) {
      await continueAsNew<typeof reconcile>({ appId, resume: { sweep, next } });
    }
  } while (next !== null);
  await steps.endSweep(sweep);
}

// A long sweep goes on with the current build and holds up no old one. Temporal refuses the word
// from a worker that has no build.
setWorkflowOptions(
  () =>
    workflowInfo().currentDeploymentVersion?.deploymentName
      ? { versioningBehavior: 'AUTO_UPGRADE' }
      : {},
  reconcile,
);
