import { z } from 'zod';
import { type Call, type Http, type HttpOptions, createHttp } from './http.ts';
import { cursorOf, nextOf, type Page } from './paging.ts';
import { wireConversation, type WireConversation } from './wire-conversation.ts';
import {
  articlePageOf,
  wireAdmins,
  wireArticle,
  wireContact,
  wireConversationPage,
  wireHelpCenters,
  wireInternalArticle,
  wireMe,
  wireTeams,
  type WireAdmin,
  type WireArticle,
  type WireContact,
  type WireConversationSummary,
  type WireInternalArticle,
  type WireMe,
  type WirePages,
} from './wire-lists.ts';

/** A condition of a conversation search; `>` and `<` include the value itself. */
export type SearchFilter =
  | {
      readonly field: string;
      readonly operator: '=' | '!=' | '>' | '<' | 'IN' | 'NIN';
      readonly value: string | number | boolean | null | readonly (string | number)[];
    }
  | { readonly operator: 'AND' | 'OR'; readonly value: readonly SearchFilter[] };

export type ConversationSearch = {
  readonly query: SearchFilter;
  readonly sort?: { readonly field: string; readonly order: 'ascending' | 'descending' };
  /** At most 150. */
  readonly perPage?: number;
  readonly next?: string | null;
};

export type ListRequest = { readonly next?: string | null; readonly perPage?: number };

/** Every call that changes nothing. Each is one request; all throw `IntercomFailure`. */
export type IntercomReading = {
  /** Source and the 500 newest parts, bodies as HTML; and the time by Intercom's clock. */
  getConversation(
    id: string,
    signal: AbortSignal,
  ): Promise<{ conversation: WireConversation; readAtMs: number | null }>;
  /** Without parts. */
  searchConversations(
    search: ConversationSearch,
    signal: AbortSignal,
  ): Promise<Page<WireConversationSummary>>;
  /** Newest change first, without parts; at most 150 a page. */
  listConversations(
    request: ListRequest,
    signal: AbortSignal,
  ): Promise<Page<WireConversationSummary>>;
  /** The time by Intercom's clock, whole seconds as milliseconds; null: its answer does not say. */
  time(signal: AbortSignal): Promise<number | null>;
  me(signal: AbortSignal): Promise<WireMe>;
  admins(signal: AbortSignal): Promise<readonly WireAdmin[]>;
  teams(signal: AbortSignal): Promise<readonly { id: string; name: string }[]>;
  contact(id: string, signal: AbortSignal): Promise<WireContact>;
  /** Newest change first. */
  listArticles(request: ListRequest, signal: AbortSignal): Promise<Page<WireArticle>>;
  listInternalArticles(
    request: ListRequest,
    signal: AbortSignal,
  ): Promise<Page<WireInternalArticle>>;
  article(id: string, signal: AbortSignal): Promise<WireArticle>;
  internalArticle(id: string, signal: AbortSignal): Promise<WireInternalArticle>;
  helpCenters(
    signal: AbortSignal,
  ): Promise<readonly { id: string; url: string | null; website_turned_on: boolean }[]>;
};

export const conversationPath = (id: string): string => `/conversations/${encodeURIComponent(id)}`;

function listPath(path: string, { next, perPage }: ListRequest): string {
  const query = [perPage === undefined ? null : `per_page=${perPage}`, next ?? null];
  return `${path}?${query.filter((term) => term !== null).join('&')}`.replace(/\?$/, '');
}

const asPage = <Member>(list: {
  members: Member[];
  pages: WirePages;
  total: number | null;
}): Page<Member> => ({ members: list.members, next: nextOf(list.pages), total: list.total });

/** The reading calls on a way to Intercom. */
export function readingOn(exchange: Http): IntercomReading {
  const send: <Schema extends z.ZodType>(call: Call<Schema>) => Promise<z.output<Schema>> = async (
    call,
  ) => (await exchange(call)).data;
  const get = <Schema extends z.ZodType>(path: string, answer: Schema, signal: AbortSignal) =>
    send({ method: 'GET', path, answer, writes: false, signal });

  return {
    async getConversation(id, signal) {
      const path = conversationPath(id);
      const answer = wireConversation;
      const read = await exchange({ method: 'GET', path, answer, writes: false, signal });
      return { conversation: read.data, readAtMs: read.madeAtMs };
    },

    async searchConversations({ query, sort, perPage, next }, signal) {
      const cursor = next ? cursorOf(next) : null;
      const body = {
        query,
        ...(sort ? { sort } : {}),
        pagination: {
          ...(perPage === undefined ? {} : { per_page: perPage }),
          ...(cursor === null ? {} : { starting_after: cursor }),
        },
      };
      const path = '/conversations/search';
      const answer = wireConversationPage;
      return asPage(await send({ method: 'POST', path, body, answer, writes: false, signal }));
    },

    async listConversations(request, signal) {
      return asPage(await get(listPath('/conversations', request), wireConversationPage, signal));
    },

    async time(signal) {
      const call = { method: 'GET', path: '/me', answer: z.unknown(), writes: false } as const;
      return (await exchange({ ...call, signal })).madeAtMs;
    },

    me: (signal) => get('/me', wireMe, signal),
    admins: async (signal) => (await get('/admins', wireAdmins, signal)).admins,
    teams: async (signal) => (await get('/teams', wireTeams, signal)).teams,
    contact: (id, signal) => get(`/contacts/${encodeURIComponent(id)}`, wireContact, signal),

    async listArticles(request, signal) {
      return asPage(await get(listPath('/articles', request), articlePageOf(wireArticle), signal));
    },

    async listInternalArticles(request, signal) {
      const path = listPath('/internal_articles', request);
      return asPage(await get(path, articlePageOf(wireInternalArticle), signal));
    },

    article: (id, signal) => get(`/articles/${encodeURIComponent(id)}`, wireArticle, signal),
    internalArticle: (id, signal) =>
      get(`/internal_articles/${encodeURIComponent(id)}`, wireInternalArticle, signal),

    helpCenters: async (signal) =>
      (await get('/help_center/help_centers', wireHelpCenters, signal)).data,
  };
}

/**
 * For `preview`: a client that has no call that writes, on a way to Intercom that refuses to send
 * one.
 */
export const createReadingClient = (options: HttpOptions): IntercomReading =>
  readingOn(createHttp({ ...options, onlyReads: true }));
