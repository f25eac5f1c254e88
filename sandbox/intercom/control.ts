import type { FastifyInstance, FastifyReply } from 'fastify';
import { ZodError, z } from 'zod';
import { inputs } from './actions/inputs.ts';
import type { IntercomSimulator } from './simulator-types.ts';

const place = z.object({ appId: z.string(), conversationId: z.string() });

function answer(reply: FastifyReply, work: () => unknown): FastifyReply {
  try {
    return reply.send({ result: work() ?? null });
  } catch (error) {
    const message =
      error instanceof ZodError
        ? z.prettifyError(error)
        : error instanceof Error
          ? error.message
          : String(error);
    return reply.code(400).send({ error: message });
  }
}

/**
 * The driving API for another process, under `/_simulator/`: POST the name of an action with its
 * input as JSON, GET what is recorded. Answers `{result}` or, with 400, `{error}`. Loopback only,
 * so without a token.
 */
export function addControl(server: FastifyInstance, simulator: IntercomSimulator): void {
  for (const name of Object.keys(inputs)) {
    const act = simulator.act(name);
    server.post(`/_simulator/${name}`, (request, reply) => answer(reply, () => act(request.body)));
  }
  server.post('/_simulator/faults', (request, reply) =>
    answer(reply, () => simulator.setFaults(request.body)),
  );
  server.post('/_simulator/settled', async (_request, reply) => {
    await simulator.settled();
    return reply.send({ result: null });
  });
  for (const name of ['calls', 'writes', 'customerVisible', 'deliveries'] as const) {
    server.get(`/_simulator/${name}`, (_request, reply) => answer(reply, () => simulator[name]()));
  }
  for (const name of ['notes', 'tags', 'conversation'] as const) {
    server.get(`/_simulator/${name}`, (request, reply) =>
      answer(reply, () => {
        const { appId, conversationId } = place.parse(request.query);
        return simulator[name](appId, conversationId);
      }),
    );
  }
}
