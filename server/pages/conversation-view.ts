import type { NamedConversation } from '../../domain/conversation-link.ts';
import type { ServerPorts } from '../ports.ts';
import type { ConversationView } from './conversation-page.tsx';
import type { LookupQuery } from './lookup-page.tsx';
import { relative } from './session-view.ts';

/** Gathers a conversation's messages; without a workspace in the name, in all of ours. */
export async function conversationView(
  ports: ServerPorts,
  { appId, conversationId }: NamedConversation,
  lookup: LookupQuery | null,
  expiresAtMs: number,
): Promise<ConversationView> {
  const appIds = appId === null ? [...ports.workspaces.keys()] : [appId];
  const found = await Promise.all(
    appIds.map(async (id) => {
      const conversation = { appId: id, conversationId };
      const [sessions, notes] = await Promise.all([
        ports.sessions.ofConversation(conversation),
        ports.notes.ofConversation(conversation),
      ]);
      return { appId: id, sessions, notes };
    }),
  );
  const known = found.filter(({ sessions }) => sessions.length > 0);
  const [first] = known;
  return {
    conversationId,
    sessions: known
      .flatMap(({ sessions }) => sessions)
      .map((session) => ({
        session,
        link: relative(
          ports.links.sessionLink(session.message, undefined, { untilMs: expiresAtMs }),
        ),
      })),
    notes: known.flatMap(({ notes }) => notes),
    inboxLink: first
      ? (ports.workspaces.get(first.appId)?.inboxLink(conversationId) ?? null)
      : null,
    lookup,
  };
}
