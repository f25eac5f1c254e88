import { type IntercomClient, createIntercomClient } from '../intercom/client.ts';
import type { Workspace } from './workspace.ts';

/** A client for commands that read the workspace from a person's terminal. */
export const intercomClientOf = (workspace: Workspace): IntercomClient =>
  createIntercomClient({ ...workspace, timeoutMs: 15_000 });
