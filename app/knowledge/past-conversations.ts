import { inboxLink } from '../../domain/conversation-link.ts';
import { IntercomFailure } from '../../domain/failure.ts';
import { type PastConversations, conversationsSource } from '../../domain/knowledge-source.ts';
import { conversationOf } from '../../intercom/conversation.ts';
import { allOf } from '../../intercom/paging.ts';
import type { IntercomReading } from '../../intercom/reading.ts';
import {
  type ReadConversation,
  articlesOfConversations,
  conversationIdOf,
} from '../../knowledge/sources/conversations.ts';
import type { Skipped } from '../../knowledge/sources/import-result.ts';
import { type ReadKnowledge, undetermined } from './import-knowledge.ts';
import { inParallel } from '../in-parallel.ts';
import { patiently } from '../knowledge-sync/patient.ts';
import type { Workspace } from '../workspace.ts';

const perPage = 150;
const dayMs = 86_400_000;

export type ReadingConversations = PastConversations & {
  readonly workspace: Pick<Workspace, 'appId' | 'adminId' | 'region'>;
  readonly nowMs: number;
  /** Requests at the same time. */
  readonly atOnce: number;
  /** Ids of the articles that are stored. */
  readonly stored: readonly string[];
  readonly signal: AbortSignal;
  readonly report?: (progress: { readonly read: number; readonly conversations: number }) => void;
};

/**
 * Reads the closed conversations of the last days, and of each that is stored already whether it is
 * still there and closed: search moves while its pages are read. Reads only. A conversation that
 * cannot be read is a failure of its own; where Intercom refuses the token, it throws.
 */
export async function readPastConversations(
  client: Pick<IntercomReading, 'searchConversations' | 'getConversation'>,
  options: ReadingConversations,
): Promise<ReadKnowledge> {
  const { days, most, nowMs, atOnce, stored, signal, report = () => undefined } = options;
  const sinceMs = nowMs - days * dayMs;
  const ids = new Set(await closedSince(client, { sinceMs, most, signal }));
  for (const articleId of stored) ids.add(conversationIdOf(articleId));
  const found: ReadConversation[] = [];
  const skipped: Skipped[] = [];
  let read = 0;
  await inParallel(ids, atOnce, async (id) => {
    const one = await readOne(client, id, options);
    if (one !== null && 'why' in one) skipped.push(one);
    else if (one !== null) found.push(one);
    read += 1;
    report({ read, conversations: ids.size });
  });
  const newest = found
    .sort(
      ({ conversation: one }, { conversation: other }) =>
        other.updatedAtMs - one.updatedAtMs || (one.id < other.id ? -1 : 1),
    )
    .slice(0, most);
  const failed = new Set(skipped.map((one) => one.failed));
  const result = articlesOfConversations(newest, {
    sinceMs,
    guessLanguage: () => undetermined,
  });
  return {
    articles: result.articles,
    skipped: [...skipped, ...result.skipped],
    sources: [conversationsSource],
    certain: true,
    keeps: (articleId) => failed.has(conversationIdOf(articleId)),
  };
}

/** Ids, the newest change first, as far as Intercom sorts as asked. */
async function closedSince(
  client: Pick<IntercomReading, 'searchConversations'>,
  { sinceMs, most, signal }: { sinceMs: number; most: number; signal: AbortSignal },
): Promise<readonly string[]> {
  const ids = new Set<string>();
  const pages = allOf((next) =>
    patiently(
      () =>
        client.searchConversations(
          {
            query: {
              operator: 'AND',
              value: [
                { field: 'state', operator: '=', value: 'closed' },
                { field: 'updated_at', operator: '>', value: Math.floor(sinceMs / 1_000) },
              ],
            },
            sort: { field: 'updated_at', order: 'descending' },
            ...{ perPage, next },
          },
          signal,
        ),
      signal,
    ),
  );
  for await (const { id } of pages) {
    ids.add(id);
    if (ids.size >= most) break;
  }
  return [...ids];
}

/** Null: it is there no more. */
async function readOne(
  client: Pick<IntercomReading, 'getConversation'>,
  id: string,
  { workspace, signal }: ReadingConversations,
): Promise<ReadConversation | Skipped | null> {
  const { appId, adminId, region } = workspace;
  try {
    const { conversation } = await patiently(() => client.getConversation(id, signal), signal);
    return {
      conversation: conversationOf(conversation, adminId),
      rating: conversation.conversation_rating?.rating ?? null,
      url: region === undefined ? null : inboxLink(region, appId, id),
    };
  } catch (error) {
    signal.throwIfAborted();
    if (!(error instanceof IntercomFailure)) throw error;
    if (error.kind === 'not_found') return null;
    if (error.status === 401 || error.status === 403) throw error;
    return { where: `conversation ${id}`, why: error.message, failed: id };
  }
}
