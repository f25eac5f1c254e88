import type { FastifyReply, FastifyRequest } from 'fastify';

/** Ends the connection as a crash would: no answer, a TCP reset. */
export function cutConnection(request: FastifyRequest, reply: FastifyReply): void {
  reply.hijack();
  request.raw.socket.resetAndDestroy();
}

/** Never answers; the connection stays until the caller gives up or the simulator stops. */
export function leaveHanging(reply: FastifyReply): void {
  reply.hijack();
}
