import type { Clock } from '../domain/clock.ts';
import { articleLink } from '../domain/conversation-link.ts';
import type { Passage } from '../domain/passage.ts';
import type { Connection } from '../domain/ports.ts';
import type { IntercomListener } from '../domain/trouble.ts';
import { type IntercomClient, createIntercomClient } from '../intercom/client.ts';
import { createConversationFinder } from '../intercom/updated-conversations.ts';
import { helpCenterSource, intercomIdOf } from '../knowledge/sources/intercom.ts';
import { createConversations, createReadOnlyConversations } from '../intercom/conversations.ts';

/** A workspace to connect to. Secrets are plain here: this is where they are used. */
export type Workspace = {
  readonly appId: string;
  readonly adminId: string;
  readonly accessToken: string;
  readonly clientSecrets: readonly string[];
  readonly baseUrl: string;
  readonly version: string;
  /** Where its inbox is; absent in the sandbox, which has none. */
  readonly region?: 'us' | 'eu' | 'au';
  /** Overrides the stored setting; null: the setting decides. */
  readonly mode: 'shadow' | 'live' | null;
};

export type ConnectingOptions = {
  readonly clock: Clock;
  /** Real milliseconds that one call may take. */
  readonly timeoutMs: number;
  readonly onAnswer?: IntercomListener;
};

/** The workspace's own way to Intercom: one, so that all calls wait at the same rate limit. */
export function clientOf(workspace: Workspace, options: ConnectingOptions): IntercomClient {
  const { adminId, accessToken, baseUrl, version } = workspace;
  const { clock, timeoutMs, onAnswer } = options;
  return createIntercomClient({
    ...{ accessToken, baseUrl, version, timeoutMs, adminId },
    now: () => clock.now(),
    realMs: (ms) => clock.realMs(ms),
    ...(onAnswer ? { onAnswer } : {}),
  });
}

/** The workspace's conversations; without any writer when this process is held in shadow mode. */
export function connectionOn(client: IntercomClient, workspace: Workspace): Connection {
  const { appId, adminId, mode, region } = workspace;
  return {
    appId,
    aiAdminId: adminId,
    reader: createReadOnlyConversations(client, { adminId }),
    finder: createConversationFinder(client),
    writer: mode === 'shadow' ? null : createConversations(client, { adminId }),
    editLink: ({ source, articleId }: Passage) =>
      region === undefined || source !== helpCenterSource
        ? null
        : articleLink(region, appId, intercomIdOf(articleId)),
  };
}

export const connectWorkspace = (
  workspace: Workspace,
  clock: Clock,
  timeoutMs: number,
): Connection => connectionOn(clientOf(workspace, { clock, timeoutMs }), workspace);
