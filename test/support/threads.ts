import type { Author, Conversation, Entry } from '../../domain/conversation.ts';
import type { MessageId } from '../../domain/identifiers.ts';

/** When the threads of the tests begin. */
export const openedAtMs = Date.UTC(2025, 0, 6, 9, 0, 0);
export const aiAdminId = '9000001';

type Who = 'customer' | 'teammate' | 'ai_admin' | 'fin' | 'workflow_bot' | 'automation';

/** Who wrote it; the automation speaks in the teammate's name. */
export function author(who: Who): Author {
  const named = (kind: Author['kind'], id: string, name: string): Author => ({
    kind,
    id,
    name,
    email: null,
    fin: who === 'fin',
  });
  switch (who) {
    case 'customer':
      return { ...named('customer', 'c1', 'Dana Example'), email: 'dana@customer.example' };
    case 'teammate':
    case 'automation':
      return named(who === 'teammate' ? 'teammate' : 'bot', '7', 'Sam Agent');
    case 'ai_admin':
      return named('ai_admin', aiAdminId, 'AI Assistant');
    case 'fin':
    case 'workflow_bot':
      return named('bot', 'b1', 'Fin');
  }
}

/** An entry so many seconds after the opening; a comment unless said otherwise. */
export const entry = (
  id: MessageId,
  who: Who,
  atSeconds: number,
  changes: Partial<Entry> = {},
): Entry => {
  const text = changes.text ?? `words of ${id}`;
  return {
    id,
    kind: 'comment',
    partType: id.startsWith('source-') ? 'source' : 'comment',
    author: author(who),
    createdAtMs: openedAtMs + atSeconds * 1_000,
    text,
    fullText: text,
    subject: null,
    attachments: { images: 0, files: 0 },
    redacted: false,
    assignedTo: null,
    mailHeaders: {},
    ...changes,
  };
};

/** An open web conversation that a person owns, with these entries in this order. */
export const thread = (
  entries: readonly Entry[],
  changes: Partial<Conversation> = {},
): Conversation => ({
  id: '500',
  state: 'open',
  channel: 'web',
  sourceType: 'conversation',
  deliveredAs: 'customer_initiated',
  assignment: { teammateId: '7', teamId: null },
  contact: { id: 'c1', name: 'Dana Example', email: 'dana@customer.example', language: null },
  tags: [],
  customAttributes: {},
  pageUrl: null,
  createdAtMs: openedAtMs,
  updatedAtMs: openedAtMs,
  readAtMs: null,
  entries,
  olderPartsMissing: false,
  ...changes,
});

/** An assignment, as an event so many seconds after the opening. */
export const assignment = (
  id: MessageId,
  atSeconds: number,
  to: { teammateId?: string; teamId?: string },
): Entry =>
  entry(id, 'teammate', atSeconds, {
    kind: 'event',
    partType: 'assignment',
    text: '',
    assignedTo: { teammateId: to.teammateId ?? null, teamId: to.teamId ?? null },
  });
