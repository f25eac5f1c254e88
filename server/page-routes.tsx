import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { VNode } from 'preact';
import { z } from 'zod';
import { readConversationName } from '../domain/conversation-link.ts';
import { type LinkQuery, type LinkScope, type LinkVerdict, messageOfSegment } from './links.ts';
import { conversationView } from './pages/conversation-view.ts';
import { ConversationPage } from './pages/conversation-page.tsx';
import { LookupPage, type LookupQuery } from './pages/lookup-page.tsx';
import { MessagePage } from './pages/message-page.tsx';
import { renderPage } from './pages/render.tsx';
import { SessionPage } from './pages/session-page.tsx';
import { sessionView } from './pages/session-view.ts';
import type { ServerPorts } from './ports.ts';

const querySchema = z.object({
  e: z.string().optional(),
  k: z.string().optional(),
  q: z.string().max(2000).optional(),
});
const sessionParams = z.object({ session: z.string() });
const conversationParams = z.object({ conversation: z.string() });

/** The pages behind signed links: a session, a conversation, the lookup. They only read. */
export async function pageRoutes(app: FastifyInstance, ports: ServerPorts): Promise<void> {
  const { links } = ports;

  app.get('/s/:session', async (request, reply) => {
    const message = messageOfSegment(sessionParams.parse(request.params).session);
    if (!message) return refuse(reply, { kind: 'invalid' });
    const verdict = links.verify({ kind: 'session', message }, queryOf(request));
    if (verdict.kind !== 'valid') return refuse(reply, verdict);
    const session = await ports.sessions.find(message);
    if (!session) return refuse(reply, { kind: 'invalid' });
    const view = await sessionView(ports, session, verdict.expiresAtMs);
    return send(reply, 200, <SessionPage view={view} />);
  });

  app.get('/c', async (request, reply) => {
    const query = queryOf(request);
    const verdict = links.verify({ kind: 'lookup' }, query);
    const carried = lookupQuery(query);
    if (verdict.kind !== 'valid') return refuse(reply, verdict);
    if (!carried) return refuse(reply, { kind: 'invalid' });
    const typed = query.q?.trim() ?? '';
    if (typed === '') return send(reply, 200, <LookupPage query={carried} typed="" />);
    const named = readConversationName(typed);
    if (!named) {
      const hint = 'That is neither a conversation id nor a link to a conversation in Intercom.';
      return send(reply, 400, <LookupPage query={carried} typed={typed} hint={hint} />);
    }
    const key = [...(named.appId === null ? [] : [named.appId]), named.conversationId].join(':');
    return reply.redirect(`/c/${encodeURIComponent(key)}?e=${carried.e}&k=${carried.k}`, 303);
  });

  app.get('/c/:conversation', async (request, reply) => {
    const named = readConversationName(conversationParams.parse(request.params).conversation);
    if (!named) return refuse(reply, { kind: 'invalid' });
    const query = queryOf(request);
    const lookup = links.verify({ kind: 'lookup' }, query);
    const scoped = named.appId === null ? null : scopeOf(named.appId, named.conversationId);
    const verdict =
      lookup.kind === 'invalid' && scoped !== null ? links.verify(scoped, query) : lookup;
    if (verdict.kind !== 'valid') return refuse(reply, verdict);
    const carried = lookup.kind === 'valid' ? lookupQuery(query) : null;
    const view = await conversationView(ports, named, carried, verdict.expiresAtMs);
    const status = view.sessions.length === 0 ? 404 : 200;
    return send(reply, status, <ConversationPage view={view} />);
  });
}

const queryOf = (request: FastifyRequest): z.output<typeof querySchema> =>
  querySchema.safeParse(request.query).data ?? {};

const lookupQuery = ({ e, k }: LinkQuery): LookupQuery | null =>
  typeof e === 'string' && typeof k === 'string' ? { e, k } : null;

const scopeOf = (appId: string, conversationId: string): LinkScope => ({
  kind: 'conversation',
  conversation: { appId, conversationId },
});

export const send = (reply: FastifyReply, status: number, page: VNode): FastifyReply =>
  reply
    .code(status)
    .type('text/html; charset=utf-8')
    .header('cache-control', 'no-store')
    .header('x-robots-tag', 'noindex, nofollow')
    .send(renderPage(page));

/** One answer for a wrong signature and for what does not exist: nothing can be guessed from it. */
function refuse(reply: FastifyReply, verdict: Exclude<LinkVerdict, { kind: 'valid' }>) {
  const page =
    verdict.kind === 'expired' ? (
      <MessagePage
        title="This link has expired"
        sentence="Links to this page open for a limited time. Look the conversation up, or ask an administrator for a new link."
      />
    ) : (
      <MessagePage
        title="This link does not open anything"
        sentence="It may be cut off or changed, or what it led to is no longer kept. Copy the whole link and try again."
      />
    );
  return send(reply, 404, page);
}
