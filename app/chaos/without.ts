import type { ActivityPorts } from '../../activities/ports.ts';
import type { Conversation } from '../../domain/conversation.ts';
import type { Connection } from '../../domain/ports.ts';
import { compareInThread } from '../../domain/thread-order.ts';
import { isCustomerMessage } from '../../domain/turn.ts';
import type { Protection } from '../../sandbox/chaos/protections.ts';
import type { ServerPorts } from '../../server/ports.ts';
import { about } from './deciding.ts';

type Without = readonly Protection[];

/** The steps' ports with protections switched off: only a chaos run can do that. */
export function activityPortsWithout(without: Without, ports: ActivityPorts): ActivityPorts {
  const lacks = (protection: Protection): boolean => without.includes(protection);
  return {
    ...ports,
    connection: (appId) => {
      let connection = ports.connection(appId);
      if (lacks('look-before-post')) connection = seeing(connection, withoutOwnNotes);
      if (lacks('supersede-check')) connection = seeing(connection, withoutNewerMessages);
      return connection;
    },
    notes: lacks('claim')
      ? {
          ...ports.notes,
          takeClaim: async ({ untilMs }) => ({ kind: 'taken', untilMs }),
        }
      : ports.notes,
    runs: lacks('hand-on')
      ? {
          ...ports.runs,
          start: async (message, cause) =>
            cause === 'successor' ? 'already_started' : ports.runs.start(message, cause),
        }
      : ports.runs,
  };
}

/** The server's ports with protections switched off. */
export const serverPortsWithout = (without: Without, ports: ServerPorts): ServerPorts => ({
  ...ports,
  ...(without.includes('delivery-row')
    ? {
        deliveries: {
          ...ports.deliveries,
          accept: async () => true,
          markStarted: async () => undefined,
        },
      }
    : {}),
});

const seeing = (
  connection: Connection,
  change: (conversation: Conversation) => Conversation,
): Connection => ({
  ...connection,
  reader: {
    read: async (conversationId, signal) => {
      const conversation = await connection.reader.read(conversationId, signal);
      return conversation && change(conversation);
    },
  },
});

const withoutOwnNotes = (conversation: Conversation): Conversation => ({
  ...conversation,
  entries: conversation.entries.filter(
    ({ kind, author }) => !(kind === 'note' && author.kind === 'ai_admin'),
  ),
});

function withoutNewerMessages(conversation: Conversation): Conversation {
  const own = conversation.entries.find(({ id }) => id === about());
  if (!own) return conversation;
  const entries = conversation.entries.filter(
    (entry) => !isCustomerMessage(entry) || compareInThread(entry, own) <= 0,
  );
  return { ...conversation, entries };
}
