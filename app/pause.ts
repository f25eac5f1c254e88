import { setTimeout } from 'node:timers/promises';

/** Waits that many real milliseconds. */
export const pause = (ms: number): Promise<void> => setTimeout(ms);
