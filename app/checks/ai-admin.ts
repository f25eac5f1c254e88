import type { IntercomClient } from '../../intercom/client.ts';
import { createReadOnlyConversations } from '../../intercom/conversations.ts';
import type { HealthCheck } from '../../server/ports.ts';
import { attempt, failed, ok, warning } from './check.ts';

const name = 'AI admin';
/** How many of the conversations that it took part in are looked into. */
const lookedInto = 5;
const recentMs = 14 * 24 * 60 * 60_000;

/** The teammate account that writes the notes exists, has a seat, and is nobody's own account. */
export async function checkAiAdmin(
  client: IntercomClient,
  adminId: string,
  nowMs: number,
  signal: AbortSignal,
): Promise<readonly HealthCheck[]> {
  const admins = await attempt(client.admins(signal));
  // The missing permission has a line of its own.
  if ('failure' in admins) return [];
  const admin = admins.value.find(({ id }) => id === adminId);
  if (!admin) {
    return [
      failed(
        name,
        `No teammate has the id ${adminId}.`,
        'Set INTERCOM_ADMIN_ID to the number at the end of the address of the AI teammate’s page.',
      ),
    ];
  }
  const called = admin.name ?? adminId;
  const seat = admin.has_inbox_seat
    ? ok(name, `Notes are written by ${called}, who has an inbox seat.`)
    : failed(
        name,
        `${called} has no inbox seat, and Intercom may refuse what it writes.`,
        'Give the account an inbox seat in Intercom: Settings, Teammates.',
      );
  return [seat, ...(await personChecks(client, adminId, called, nowMs, signal))];
}

async function personChecks(
  client: IntercomClient,
  adminId: string,
  called: string,
  nowMs: number,
  signal: AbortSignal,
): Promise<readonly HealthCheck[]> {
  const owned = await attempt(client.searchConversations(openOf(adminId), signal));
  const replied = await attempt(recentReplies(client, adminId, nowMs, signal));
  if ('failure' in owned || 'failure' in replied) return [];
  const open = owned.value.total ?? owned.value.members.length;
  const signs = [
    ...(open > 0
      ? [`${open} open ${open === 1 ? 'conversation is' : 'conversations are'} assigned to it`]
      : []),
    ...(replied.value > 0
      ? [
          `it has answered customers in ${replied.value} of the last conversations that it took part in`,
        ]
      : []),
  ];
  if (signs.length === 0)
    return [ok('AI admin is no person', `Nobody seems to work as ${called}.`)];
  return [
    warning(
      'AI admin is no person',
      `${called} may be a person's account: ${signs.join(', and ')}.`,
      'Use an account of its own for INTERCOM_ADMIN_ID: conversations that it owns never get a note. If it is one that answers customers itself, this is as it should be.',
    ),
  ];
}

const openOf = (adminId: string) =>
  ({
    query: {
      operator: 'AND',
      value: [
        { field: 'admin_assignee_id', operator: '=', value: adminId },
        { field: 'state', operator: '=', value: 'open' },
      ],
    },
    perPage: 1,
  }) as const;

/** In how many of its newest conversations the account wrote to the customer lately. */
async function recentReplies(
  client: IntercomClient,
  adminId: string,
  nowMs: number,
  signal: AbortSignal,
): Promise<number> {
  const page = await client.searchConversations(
    {
      query: { field: 'teammate_ids', operator: '=', value: adminId },
      sort: { field: 'updated_at', order: 'descending' },
      perPage: lookedInto,
    },
    signal,
  );
  const reader = createReadOnlyConversations(client, { adminId });
  const read = await Promise.all(
    page.members.slice(0, lookedInto).map(({ id }) => reader.read(id, signal)),
  );
  return read.filter((conversation) =>
    conversation?.entries.some(
      ({ kind, author, createdAtMs }) =>
        kind === 'comment' && author.kind === 'ai_admin' && nowMs - createdAtMs < recentMs,
    ),
  ).length;
}
