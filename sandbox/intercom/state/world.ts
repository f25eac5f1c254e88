import type { Clock } from '../../../domain/clock.ts';
import type { Author, Contact, Conversation, IdKind, Teammate, Workspace } from './types.ts';

type PastState = { conversation: Conversation; replacedAtMs: number };

/** All workspaces of one simulator, and how their conversations change. */
export type World = {
  clock: Clock;
  /** Now, in whole seconds as Intercom counts. */
  seconds(): number;
  addWorkspace(workspace: Workspace): void;
  /** Throws for a workspace that was never created: a mistake in the script. */
  workspace(appId: string): Workspace;
  workspaces(): readonly Workspace[];
  workspaceOfToken(token: string): Workspace | undefined;
  /** Throws for an unknown or deleted conversation. */
  conversation(workspace: Workspace, id: string): Conversation;
  /** Applies `edit` and moves `updated_at`; keeps the earlier state while stale reads are wanted. */
  change(
    workspace: Workspace,
    conversation: Conversation,
    edit: (conversation: Conversation) => void,
  ): void;
  /** The conversation as it was `lagMs` of product time ago; undefined when it did not exist. */
  conversationBefore(workspace: Workspace, id: string, lagMs: number): Conversation | undefined;
  keepPast(): void;
};

export function createWorld(clock: Clock): World {
  const byAppId = new Map<string, Workspace>();
  const byToken = new Map<string, Workspace>();
  const past = new Map<string, PastState[]>();
  let keeping = false;
  const key = (workspace: Workspace, id: string) => `${workspace.appId}/${id}`;

  return {
    clock,
    seconds: () => Math.floor(clock.now() / 1000),
    addWorkspace(workspace) {
      if (byAppId.has(workspace.appId)) throw new Error(`workspace ${workspace.appId} exists`);
      if (byToken.has(workspace.token)) throw new Error(`token of ${workspace.appId} is taken`);
      byAppId.set(workspace.appId, workspace);
      byToken.set(workspace.token, workspace);
    },
    workspace(appId) {
      const workspace = byAppId.get(appId);
      if (!workspace) throw new Error(`no workspace ${appId}`);
      return workspace;
    },
    workspaces: () => [...byAppId.values()],
    workspaceOfToken: (token) => byToken.get(token),
    conversation(workspace, id) {
      const conversation = workspace.conversations.get(id);
      if (!conversation) throw new Error(`no conversation ${id} in ${workspace.appId}`);
      return conversation;
    },
    change(workspace, conversation, edit) {
      if (keeping) {
        const states = past.get(key(workspace, conversation.id)) ?? [];
        states.push({
          conversation: {
            ...conversation,
            parts: conversation.parts.slice(),
            tags: conversation.tags.slice(),
          },
          replacedAtMs: clock.now(),
        });
        past.set(key(workspace, conversation.id), states);
      }
      edit(conversation);
      conversation.updatedAt = Math.max(conversation.updatedAt, Math.floor(clock.now() / 1000));
    },
    conversationBefore(workspace, id, lagMs) {
      const since = clock.now() - lagMs;
      const then = past.get(key(workspace, id))?.find((state) => state.replacedAtMs > since);
      const conversation = then?.conversation ?? workspace.conversations.get(id);
      if (!conversation || conversation.appearedAtMs > since) return undefined;
      return conversation;
    },
    keepPast() {
      keeping = true;
    },
  };
}

/** The next id of a kind in this workspace: plain numbers, which repeat across workspaces. */
export function nextId(workspace: Workspace, kind: IdKind): string {
  const id = workspace.counters[kind];
  workspace.counters[kind] += 1;
  return String(id);
}

export function authorOfTeammate(teammate: Teammate): Author {
  return { type: 'admin', id: teammate.id, name: teammate.name, email: teammate.email };
}

export function authorOfContact(contact: Contact): Author {
  return { type: contact.role, id: contact.id, name: contact.name, email: contact.email };
}

/** Throws when the workspace has no such teammate. */
export function teammateOf(workspace: Workspace, id: string): Teammate {
  const teammate = workspace.teammates.get(id);
  if (!teammate) throw new Error(`no teammate ${id} in ${workspace.appId}`);
  return teammate;
}

/** Fin or the workflow bot: one account, as Intercom shows it. */
export function botAuthor(workspace: Workspace, fin: boolean): Author {
  return {
    type: 'bot',
    id: '278',
    name: fin ? 'Fin' : 'Operator',
    email: `operator+${workspace.appId}@intercom.io`,
    fromAiAgent: fin,
    isAiAnswer: fin,
  };
}

/** Throws when the workspace has no such contact. */
export function contactOf(workspace: Workspace, id: string): Contact {
  const contact = workspace.contacts.get(id);
  if (!contact) throw new Error(`no contact ${id} in ${workspace.appId}`);
  return contact;
}
