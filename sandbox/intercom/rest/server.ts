import fastify, { type FastifyInstance } from 'fastify';
import { articleRoutes } from './article-routes.ts';
import { failure, type Handler, notFound, type Route } from './answer.ts';
import { conversationRoutes } from './conversation-routes.ts';
import { peopleRoutes } from './people-routes.ts';
import { replyRoutes } from './reply-route.ts';
import type { Rest } from './call-record.ts';
import { createServe, type ServeOptions } from './serve.ts';
import { tagRoutes } from './tag-routes.ts';

const routes: readonly Route[] = [
  ...peopleRoutes,
  ...conversationRoutes,
  ...replyRoutes,
  ...tagRoutes,
  ...articleRoutes,
];

/** Bodies are JSON, empty (a DELETE may have none) or, as text, wrong. */
function parseBody(text: string): unknown {
  if (text === '') return undefined;
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return text;
  }
}

/** The REST API: every call, also to a path that is not known, goes through `serve`. */
export function createServer(options: ServeOptions): FastifyInstance {
  const server = fastify({
    logger: false,
    forceCloseConnections: true,
    bodyLimit: 20_000_000,
    exposeHeadRoutes: false,
  });
  server.removeAllContentTypeParsers();
  server.addContentTypeParser('*', { parseAs: 'string' }, (_request, text, done) => {
    done(null, parseBody(text.toString()));
  });
  server.setErrorHandler((error, _request, reply) => {
    const message = error instanceof Error ? error.message : String(error);
    const { status, body } = failure(500, 'server_error', message);
    return reply.code(status).send(body);
  });
  const serve = createServe(options);
  const add = (method: string, url: string, handler: Handler) => {
    server.route<Rest>({
      method,
      url,
      handler: (request, reply) => serve(request, reply, handler),
    });
  };
  for (const route of routes) add(route.method, route.path, route.handler);
  for (const method of ['GET', 'POST', 'PUT', 'PATCH', 'DELETE'])
    add(method, '/*', () => notFound());
  return server;
}
