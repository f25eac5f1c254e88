import type { Conversation, Part, Workspace } from '../state/types.ts';
import type { World } from '../state/world.ts';

/** Something that Intercom would announce. */
export type Event =
  | { kind: 'conversation'; topic: string; conversation: Conversation; newParts: readonly Part[] }
  | { kind: 'part'; topic: string; conversation: Conversation; part: Part }
  | { kind: 'item'; topic: string; item: Record<string, unknown> };

/** What actions work with. */
export type ActionContext = {
  world: World;
  /** Sends a notification to the workspace's subscriber, if it subscribed to the topic. */
  announce(workspace: Workspace, event: Event): void;
};
