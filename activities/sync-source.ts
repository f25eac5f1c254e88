import type { SyncCounts } from '../domain/ports.ts';
import type { ActivityPorts } from './ports.ts';
import { cancellation } from './running.ts';

/** Makes the knowledge hold what a source holds now. */
export const syncSource =
  ({ knowledge }: ActivityPorts) =>
  ({ appId, source }: { appId: string; source: string }): Promise<SyncCounts> =>
    knowledge.readSource(appId, source, cancellation());
