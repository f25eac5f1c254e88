import { type KnowledgeSource, usualConversations } from '../../domain/knowledge-source.ts';
import type { Articles } from '../../domain/ports.ts';
import type { IntercomReading } from '../../intercom/reading.ts';
import type { SiteLimits } from '../../knowledge/sources/site/limits.ts';
import { type ReadKnowledge, readPath } from '../knowledge/import-knowledge.ts';
import { readSiteKnowledge } from '../knowledge/site-knowledge.ts';
import { readIntercomArticles } from '../knowledge/intercom-articles.ts';
import { readPastConversations } from '../knowledge/past-conversations.ts';
import type { Workspace } from '../workspace.ts';

/** Nobody waits for it: half as many requests as an import makes, and less often. */
const siteLimits = { atOnce: 2, pauseMs: 250 } satisfies Partial<SiteLimits>;
const notConnected = 'this worker is not connected to Intercom';

/** Reads a source as it is now, for a worker. Throws when it cannot be read, or is to stop. */
export async function readSource(
  source: KnowledgeSource,
  given: {
    /** Null: this process is not connected to the workspace. */
    readonly client: IntercomReading | null;
    readonly workspace: Pick<Workspace, 'adminId' | 'region'> | null;
    readonly articles: Pick<Articles, 'ids'>;
    readonly nowMs: number;
    readonly signal: AbortSignal;
  },
): Promise<ReadKnowledge> {
  const { appId, kind, name, address, pages, allowPrivate } = source;
  const { client, workspace, articles, nowMs, signal } = given;
  switch (kind) {
    case 'intercom': {
      if (client === null) throw new Error(notConnected);
      return readIntercomArticles(client, { stored: (of) => articles.ids(appId, of), signal });
    }
    case 'site': {
      const limits = { ...siteLimits, ...(pages === null ? {} : { pages }) };
      const site = { address: address ?? '', source: name };
      return readSiteKnowledge({ ...site, allowPrivate, limits, signal });
    }
    case 'conversations': {
      if (client === null || workspace === null) throw new Error(notConnected);
      const stored = await articles.ids(appId, name);
      const wanted = { ...(source.conversations ?? usualConversations), atOnce: siteLimits.atOnce };
      const asked = { ...wanted, workspace: { ...workspace, appId }, stored, nowMs, signal };
      return readPastConversations(client, asked);
    }
    case 'path':
      return readPath(address ?? '', name);
  }
}
