import { setImmediate } from 'node:timers/promises';
import type { Run } from '../../knowledge/steps.ts';

/** So long nothing else happens in this process, or somewhat longer, as steps are. */
const sliceMs = 10;

/** Does long work with pauses, in which the process answers whoever asks it. */
export const inSlices: Run = async (steps) => {
  for (;;) {
    const endsAt = performance.now() + sliceMs;
    while (performance.now() < endsAt) {
      const step = steps.next();
      if (step.done === true) return step.value;
    }
    await setImmediate();
  }
};
