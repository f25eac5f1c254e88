import type { ChaosPlan, StoreEpisode } from '../../sandbox/chaos/plan.ts';
import type { TcpProxy } from '../../sandbox/proxy/tcp-proxy.ts';
import { pause } from '../pause.ts';

/** Lets stores fail as the plan says: each for itself, one episode after the other. */
export function createStoreFaults(
  { episodes }: Pick<ChaosPlan, 'episodes'>,
  proxies: Readonly<Record<StoreEpisode['store'], TcpProxy>>,
) {
  const fired: Record<string, number> = {};
  const lanes = { mongodb: Promise.resolve(), temporal: Promise.resolve() };
  let next = 0;
  let isOver = false;

  const play = async ({ name, store, mode, durationMs }: StoreEpisode): Promise<void> => {
    if (isOver) return;
    proxies[store].setMode(mode);
    await pause(durationMs);
    proxies[store].setMode({ kind: 'pass' });
    fired[name] = (fired[name] ?? 0) + 1;
    // Time to connect again: a store that never answers for longer is another fault.
    await pause(Math.min(500, durationMs));
  };

  return {
    /** Begins what is due once so many messages are written. */
    reached(messages: number): void {
      for (let due = episodes[next]; due && due.afterMessages < messages; due = episodes[next]) {
        next += 1;
        const episode = due;
        lanes[episode.store] = lanes[episode.store].then(() => play(episode));
      }
    },
    /** How often each has fired. */
    fired: (): Readonly<Record<string, number>> => fired,
    /** Begins no more, and waits until all pass again. */
    async end(): Promise<void> {
      isOver = true;
      await Promise.all(Object.values(lanes));
    },
  };
}
