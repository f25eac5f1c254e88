import { z } from 'zod';
import { parseFaultPlan } from '../intercom/faults/plan.ts';

/**
 * Faults on calls of the conversation's workspace, as in a fault plan of the simulator
 * (intercom/faults/plan.ts); the workspace is filled in by the player.
 */
export const callFaults = z
  .array(z.record(z.string(), z.unknown()))
  .superRefine((faults, context) => {
    faults.forEach((fault, at) => {
      if ('appId' in fault) {
        const message = 'is filled in by the player';
        context.addIssue({ code: 'custom', path: [at, 'appId'], message });
      }
      try {
        parseFaultPlan({ calls: [fault] });
      } catch (error) {
        const message = error instanceof Error ? error.message : String(error);
        context.addIssue({ code: 'custom', path: [at], message });
      }
    });
  });
