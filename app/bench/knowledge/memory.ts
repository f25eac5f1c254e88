import { setImmediate } from 'node:timers/promises';

/** Bytes that are in use, after the garbage is gone. Rejects where the process was not started for it. */
export async function heldBytes(): Promise<number> {
  if (globalThis.gc === undefined) throw new Error('Memory is measured with --expose-gc');
  // Whatever the caller's caller let go of is gone a turn later only.
  for (let turn = 0; turn < 3; turn += 1) {
    await setImmediate();
    globalThis.gc();
  }
  const { heapUsed, external } = process.memoryUsage();
  return heapUsed + external;
}
