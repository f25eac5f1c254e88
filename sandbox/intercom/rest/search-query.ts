import { z } from 'zod';
import type { Conversation, Workspace } from '../state/types.ts';

/** Fields that a conversation is found by, as Intercom names them. */
type Value = string | number | boolean | null;

const scalar = z.union([z.string(), z.number(), z.boolean(), z.null()]);
const filter = z.object({
  field: z.string(),
  operator: z.enum(['=', '!=', 'IN', 'NIN', '<', '<=', '>', '>=', '~', '!~', '^', '$']),
  value: z.union([scalar, z.array(scalar)]),
});
const innerGroup = z.object({ operator: z.enum(['AND', 'OR']), value: z.array(filter).max(15) });
/** Two levels of groups, 15 filters each. */
export const searchQuery = z.union([
  filter,
  z.object({
    operator: z.enum(['AND', 'OR']),
    value: z.array(z.union([filter, innerGroup])).max(15),
  }),
]);

export type SearchQuery = z.output<typeof searchQuery>;
type Filter = z.output<typeof filter>;
type Group = { operator: 'AND' | 'OR'; value: readonly (Filter | Group)[] };

const fields: Record<string, (conversation: Conversation) => Value | readonly Value[]> = {
  id: (one) => one.id,
  created_at: (one) => one.createdAt,
  updated_at: (one) => one.updatedAt,
  waiting_since: (one) => one.waitingSince,
  snoozed_until: (one) => one.snoozedUntil,
  state: (one) => one.state,
  open: (one) => one.state !== 'closed',
  read: (one) => one.read,
  title: (one) => one.title,
  priority: (one) => one.priority,
  admin_assignee_id: (one) => one.adminAssigneeId,
  team_assignee_id: (one) => one.teamAssigneeId,
  tag_ids: (one) => one.tags.map((tag) => tag.id),
  contact_ids: (one) => one.contactIds,
  teammate_ids: (one) => one.teammateIds,
  ai_agent_participated: (one) => one.aiAgent.participated,
  'source.id': (one) => one.source.id,
  'source.type': (one) => one.source.type,
  'source.delivered_as': (one) => one.source.deliveredAs,
  'source.subject': (one) => one.source.subject,
  'source.body': (one) => one.source.body,
  'source.url': (one) => one.source.url,
  'source.author.id': (one) => one.source.author.id,
  'source.author.type': (one) => one.source.author.type,
  'source.author.name': (one) => one.source.author.name,
  'source.author.email': (one) => one.source.author.email,
};
const dates = new Set(['created_at', 'updated_at', 'waiting_since', 'snoozed_until']);

export function isSearchable(query: SearchQuery): boolean {
  if ('field' in query) return query.field in fields || query.field.startsWith('custom_attribute.');
  return query.value.every((inner) => isSearchable(inner));
}

const day = (seconds: number) => Math.floor(seconds / 86_400);
const same = (a: Value, b: Value) =>
  a === b || (a !== null && b !== null && String(a) === String(b));

function compare(one: Filter, actual: Value, wholeDays: boolean): boolean {
  if (Array.isArray(one.value)) {
    const among = one.value.some((wanted) => same(actual, wanted));
    return one.operator === 'NIN' ? !among : among;
  }
  const wanted = one.value;
  const inDays = wholeDays && dates.has(one.field);
  const left = inDays ? day(Number(actual)) : Number(actual);
  const right = inDays ? day(Number(wanted)) : Number(wanted);
  const text = String(actual ?? '').toLowerCase();
  const part = String(wanted ?? '').toLowerCase();
  switch (one.operator) {
    case '=':
    case 'IN':
      return same(actual, wanted);
    case '!=':
    case 'NIN':
      return !same(actual, wanted);
    // Documented so: both mean "or equal".
    case '>':
    case '>=':
      return actual !== null && left >= right;
    case '<':
    case '<=':
      return actual !== null && left <= right;
    case '~':
      return text.includes(part);
    case '!~':
      return !text.includes(part);
    case '^':
      return text.startsWith(part);
    case '$':
      return text.endsWith(part);
  }
}

function holds(one: Filter, conversation: Conversation, wholeDays: boolean): boolean {
  const attribute = one.field.replace(/^custom_attribute\./, '');
  const custom = scalar.safeParse(conversation.customAttributes[attribute]);
  const actual = fields[one.field]?.(conversation) ?? (custom.success ? custom.data : null);
  if (!isList(actual)) return compare(one, actual, wholeDays);
  const negative = one.operator === '!=' || one.operator === 'NIN' || one.operator === '!~';
  return negative
    ? actual.every((value) => compare(one, value, wholeDays))
    : actual.some((value) => compare(one, value, wholeDays));
}

const isList = (value: Value | readonly Value[]): value is readonly Value[] => Array.isArray(value);

/** Whether the conversation fits the query. */
export function matches(
  query: Filter | Group,
  conversation: Conversation,
  workspace: Workspace,
): boolean {
  if ('field' in query) return holds(query, conversation, workspace.searchByWholeDays);
  return query.operator === 'AND'
    ? query.value.every((inner) => matches(inner, conversation, workspace))
    : query.value.some((inner) => matches(inner, conversation, workspace));
}
