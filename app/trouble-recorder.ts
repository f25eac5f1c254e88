import type { IntercomListener, IntercomTrouble, ProviderListener } from '../domain/trouble.ts';
import type { Troubles } from '../storage/troubles.ts';

/** What has not changed is written down once in this time: another worker may have said otherwise. */
const everyMs = 60_000;

export type TroubleRecorder = {
  readonly model: ProviderListener;
  readonly intercom: (appId: string) => IntercomListener;
};

/**
 * Keeps what calls tell of the model's provider and of Intercom, for `/ready` and `verify`, which
 * may be other processes. Never fails or delays its callers; writes of one thing keep their order.
 */
export function createTroubleRecorder(troubles: Troubles): TroubleRecorder {
  const written = new Map<string, { value: string; atMs: number }>();
  const queues = new Map<string, Promise<void>>();

  function note(key: string, value: string, atMs: number, write: () => Promise<void>): void {
    const last = written.get(key);
    if (last?.value === value && Math.abs(atMs - last.atMs) < everyMs) return;
    written.set(key, { value, atMs });
    const before = queues.get(key) ?? Promise.resolve();
    // The database may be away: the next call tries again.
    queues.set(
      key,
      before.then(write).catch(() => void written.delete(key)),
    );
  }

  return {
    model({ provider, model, trouble, atMs }) {
      const write = () => troubles.model({ provider, model }, trouble, atMs);
      note(`model:${provider}/${model}`, trouble ?? 'none', atMs, write);
    },
    intercom: (appId) => {
      const say = (trouble: IntercomTrouble, status: number | null, atMs: number): void => {
        const write = () => troubles.intercom({ appId, trouble }, status, atMs);
        note(`intercom:${appId}:${trouble}`, `${status}`, atMs, write);
      };
      return ({ area, status, atMs }) => {
        // A refused token says nothing about what it may do.
        if (status === 401) return say('token', status, atMs);
        say('token', null, atMs);
        say(area, status, atMs);
      };
    },
  };
}
