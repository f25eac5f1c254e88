import { setTimeout } from 'node:timers/promises';
import { createRowDrain } from './drain-rows.ts';
import { createSpoolDrain } from './drain-spool.ts';
import type { DrainParts } from './parts.ts';
import { createPlaces } from './places.ts';

const restMs = 2_000;
const busyMs = 250;

/**
 * Sees to it that what waited goes on: from the spool into rows, from rows into runs. Every web
 * process does it; two at once do the same things twice, which changes nothing.
 */
export function createDrain(parts: DrainParts): { pass(): Promise<'idle' | 'busy'> } {
  const { gates, log, metrics, spool } = parts;
  const places = createPlaces(parts.openRuns, parts.atMostOpen);
  const drainSpool = createSpoolDrain(parts, places);
  const drainRows = createRowDrain(parts, places);
  let looked = false;
  return {
    /** One look; `busy`: come back soon. Never throws: what failed is tried at the next look. */
    async pass() {
      const [mongodbUp, temporalUp] = await Promise.all([
        gates.mongodb.probe(),
        gates.temporal.probe(),
      ]);
      if (spool !== null) metrics.spool(spool.size());
      if (!mongodbUp && !temporalUp) return 'idle';
      try {
        // What an earlier process left behind is not counted before the first look.
        if (spool !== null && (!looked || spool.size().lines > 0)) {
          await drainSpool(mongodbUp);
          looked = true;
          metrics.spool(spool.size());
        }
        if (!mongodbUp || !temporalUp) return 'idle';
        return (await drainRows()) > 0 ? 'busy' : 'idle';
      } catch (error) {
        log.warn({ err: error }, 'what waits goes on later');
        return 'idle';
      }
    },
  };
}

/** Looks every two seconds, and at once again while something goes on. */
export function startDrain(parts: DrainParts): { stop(): Promise<void> } {
  const drain = createDrain(parts);
  const ending = new AbortController();
  const { signal } = ending;
  const run = async (): Promise<void> => {
    while (!signal.aborted) {
      const ms = (await drain.pass()) === 'busy' ? busyMs : restMs;
      await setTimeout(ms, undefined, { signal }).catch(() => undefined);
    }
  };
  const ended = run();
  return {
    async stop() {
      ending.abort();
      await ended;
    },
  };
}
