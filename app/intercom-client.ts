import { type IntercomClient, createIntercomClient } from '../intercom/client.ts';
import { type IntercomReading, createReadingClient } from '../intercom/reading.ts';
import type { Workspace } from './workspace.ts';

/** A client for commands that read the workspace from a person's terminal. */
export const intercomClientOf = (workspace: Workspace): IntercomClient =>
  createIntercomClient({ ...workspace, timeoutMs: 15_000 });

/** The same on a way to Intercom that refuses to send anything that writes. */
export const readingClientOf = (workspace: Workspace): IntercomReading =>
  createReadingClient({ ...workspace, timeoutMs: 15_000, now: Date.now });
