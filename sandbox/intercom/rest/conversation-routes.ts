import { z } from 'zod';
import { renderConversation } from '../render/conversation.ts';
import type { Conversation } from '../state/types.ts';
import { type Answer, type Call, failure, notFound, ok, type Route } from './answer.ts';
import { pageRequest, paginate } from './paging.ts';
import { isSearchable, matches, searchQuery } from './search-query.ts';

const pageSize = { perPage: 20, maxPerPage: 150 };

function readConversation(call: Call): Answer {
  const conversation = call.readConversation(call.params['id'] ?? '');
  if (!conversation) return notFound();
  const plain = call.query['display_as'] === 'plaintext';
  const view = { version: call.version, plain, parts: 'newest' as const };
  return ok(renderConversation(call.workspace, conversation, view));
}

const byUpdate = (a: Conversation, b: Conversation) =>
  b.updatedAt - a.updatedAt || Number(b.id) - Number(a.id);

function listAnswer(
  call: Call,
  found: readonly Conversation[],
  page: ReturnType<typeof pageRequest>,
): Answer {
  const { items, pages } = paginate(found, page);
  const view = { version: call.version, plain: false, parts: 'none' as const };
  return ok({
    type: 'conversation.list',
    pages,
    total_count: found.length,
    conversations: items.map((one) => renderConversation(call.workspace, one, view)),
  });
}

function listConversations(call: Call): Answer {
  const { query } = call;
  const all = [...call.workspace.conversations.values()].sort(byUpdate);
  const page = pageRequest(query['per_page'], query['starting_after'], undefined, pageSize);
  return listAnswer(call, all, page);
}

const searchBody = z.object({
  query: searchQuery,
  pagination: z
    .object({ per_page: z.number().int().optional(), starting_after: z.string().nullish() })
    .optional(),
  sort: z
    .object({ field: z.string().optional(), order: z.enum(['ascending', 'descending']).optional() })
    .optional(),
});

function searchConversations(call: Call): Answer {
  const body = searchBody.safeParse(call.body);
  if (!body.success || !isSearchable(body.data.query)) {
    return failure(400, 'parameter_invalid', 'Invalid query');
  }
  const { query, pagination, sort } = body.data;
  const found = [...call.workspace.conversations.values()]
    .filter((conversation) => matches(query, conversation, call.workspace))
    .sort(byUpdate);
  if (sort?.order === 'ascending') found.reverse();
  const cursor = pagination?.starting_after ?? undefined;
  return listAnswer(call, found, pageRequest(pagination?.per_page, cursor, undefined, pageSize));
}

export const conversationRoutes: readonly Route[] = [
  { method: 'GET', path: '/conversations', handler: listConversations },
  { method: 'POST', path: '/conversations/search', handler: searchConversations },
  { method: 'GET', path: '/conversations/:id', handler: readConversation },
];
