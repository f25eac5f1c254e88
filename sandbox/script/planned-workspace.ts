import type { ScriptedConversation } from './script-schema.ts';

/** Conversations that share a workspace of the simulator, since settings belong to workspaces. */
export type PlannedWorkspace = {
  readonly appId: string;
  /** The script's partial settings and, over them, the conversations' own. */
  readonly settings: readonly Readonly<Record<string, unknown>>[];
  readonly conversations: readonly ScriptedConversation[];
};
