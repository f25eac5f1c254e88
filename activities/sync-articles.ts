import type { SyncCounts } from '../domain/ports.ts';
import type { ActivityPorts } from './ports.ts';
import { cancellation } from './running.ts';

/** Makes the knowledge hold these articles of Intercom's help center as they are now. */
export const syncArticles =
  ({ knowledge }: ActivityPorts) =>
  ({ appId, articleIds }: { appId: string; articleIds: readonly string[] }): Promise<SyncCounts> =>
    knowledge.readArticles(appId, articleIds, cancellation());
