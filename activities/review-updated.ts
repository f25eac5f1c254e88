import type { Sweep } from '../domain/sweep.ts';
import type { ActivityPorts } from './ports.ts';
import { withRoomForRuns } from './room-for-runs.ts';
import { cancellation } from './running.ts';

/**
 * One page of the conversations that changed: each goes through the same review as after a webhook,
 * unless the last review has read that change already.
 */
export const reviewUpdated =
  (ports: ActivityPorts) =>
  async (input: {
    sweep: Sweep;
    next: string | null;
  }): Promise<{ found: number; reviews: number; next: string | null }> => {
    const { sweep, next } = input;
    const { appId, sinceMs } = sweep;
    const { finder } = ports.connection(appId);
    const page = await finder.updatedSince({ sinceMs, next }, cancellation());
    const ids = page.hits.map(({ conversationId }) => conversationId);
    const upTo = await ports.reviewed.upTo(appId, ids);
    const news = page.hits.filter(
      ({ conversationId, updatedAtMs }) => updatedAtMs > (upTo.get(conversationId) ?? -1),
    );
    await withRoomForRuns(ports, news, ({ conversationId, updatedAtMs }) =>
      ports.runs.review({ appId, conversationId }, `updated-${updatedAtMs / 1_000}`),
    );
    // A server that names the same page again would keep the sweep here for ever.
    const following = page.next === next ? null : page.next;
    return { found: page.hits.length, reviews: news.length, next: following };
  };
