import type { FastifyInstance, FastifyRequest } from 'fastify';

const loopback = /^(?:localhost|127\.\d+\.\d+\.\d+|\[::1\])(?::\d+)?$/;

/**
 * Any page in the same browser can send a form to a loopback address, and a name of somebody else's
 * can be made to point there. So: only by a loopback name, and nothing that moves from elsewhere.
 */
export function guardLoopback(app: FastifyInstance): void {
  app.addHook('onRequest', async (request, reply) => {
    if (!loopback.test(request.headers.host ?? '')) {
      return reply.code(403).send('The demo answers on this machine only.\n');
    }
    if (request.method !== 'GET' && !isOwn(request)) {
      return reply.code(403).send('Only the demo’s own page can do that.\n');
    }
    return undefined;
  });
}

function isOwn({ headers }: FastifyRequest): boolean {
  const { origin, host } = headers;
  return origin === `http://${host ?? ''}`;
}
