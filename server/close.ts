import { clearTimeout, setTimeout } from 'node:timers';
import { setTimeout as pause } from 'node:timers/promises';
import type { FastifyInstance } from 'fastify';

/** From the first word of stopping until the last connection is cut, real milliseconds. */
const closeWithinMs = 20_000;

/**
 * Closes a server that is already unready: for `drainMs` it goes on taking requests, so that
 * whatever stands in front of it sees that and sends the next ones elsewhere; then it takes no
 * new connection and answers what it has begun. What is left after 20 s is cut off.
 */
export async function closeServer(app: FastifyInstance, drainMs: number): Promise<void> {
  const cut = setTimeout(() => app.server.closeAllConnections(), closeWithinMs);
  try {
    await pause(drainMs);
    await app.close();
  } finally {
    clearTimeout(cut);
  }
}
