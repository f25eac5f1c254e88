import type { FastifyError, FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { send } from './page-routes.tsx';
import { MessagePage } from './pages/message-page.tsx';

/** The only place where errors become answers. What a 5xx was about never leaves the process. */
export function handleErrors(app: FastifyInstance): void {
  app.setNotFoundHandler((request, reply) =>
    answer(request, reply, 404, 'There is nothing at this address.'),
  );
  app.setErrorHandler<FastifyError>((error, request, reply) => {
    const status = error.statusCode ?? 500;
    if (status < 500) return answer(request, reply, status, clientSentence(status));
    request.log.error({ err: error, route: request.routeOptions.url }, 'request failed');
    const sentence = `Something went wrong. The log has it under request ${request.id}.`;
    return answer(request, reply, status === 503 ? 503 : 500, sentence);
  });
}

function clientSentence(status: number): string {
  switch (status) {
    case 413:
      return 'The request is too large.';
    case 415:
      return 'Send application/json.';
    default:
      return 'The request cannot be read.';
  }
}

function answer(request: FastifyRequest, reply: FastifyReply, status: number, sentence: string) {
  if (!(request.headers.accept ?? '').includes('text/html')) {
    return reply.code(status).header('cache-control', 'no-store').send({ error: sentence });
  }
  const title = status === 404 ? 'Nothing here' : 'That did not work';
  return send(reply, status, <MessagePage title={title} sentence={sentence} />);
}
