import { defineSignal } from '@temporalio/workflow';

/** A person wants the decision now: whatever the run still waits for is skipped. */
export const decideNow = defineSignal('decideNow');
