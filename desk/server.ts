import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import helmet from '@fastify/helmet';
import { type FastifyInstance, fastify } from 'fastify';
import { assetRoutes } from '../server/asset-routes.ts';
import { guardLoopback } from './guard.ts';
import { createMoves } from './moves.ts';
import type { DeskPorts } from './ports.ts';
import { deskRoutes } from './routes.tsx';
import { createTour } from './tour/tour.ts';

const require = createRequire(import.meta.url);

/** Scripts and styles come from here alone; customers' words are text wherever they stand. */
const contentSecurityPolicy = {
  useDefaults: false,
  directives: {
    defaultSrc: ["'self'"],
    objectSrc: ["'none'"],
    baseUri: ["'none'"],
    formAction: ["'self'"],
    frameAncestors: ["'none'"],
  },
};

/** The demo's own server, for this machine only; the caller listens and closes. */
export function createDeskServer(ports: DeskPorts): FastifyInstance {
  const app = fastify({ bodyLimit: 64 * 1024, forceCloseConnections: true });
  app.register(helmet, { contentSecurityPolicy, referrerPolicy: { policy: 'same-origin' } });
  guardLoopback(app);
  app.addContentTypeParser(
    'application/x-www-form-urlencoded',
    { parseAs: 'string' },
    (_request, body, done) => done(null, Object.fromEntries(new URLSearchParams(String(body)))),
  );
  const moves = createMoves(ports);
  const tour = createTour(ports, moves);
  app.addHook('onClose', async () => tour.stop());
  app.register(async (scope) => assetRoutes(scope));
  app.register(async (scope) => scriptRoutes(scope));
  app.register(async (scope) => deskRoutes(scope, { ports, moves, tour }));
  return app;
}

async function scriptRoutes(app: FastifyInstance): Promise<void> {
  const files = [
    ['desk.css', 'text/css', new URL('./assets/desk.css', import.meta.url)],
    ['desk.js', 'text/javascript', new URL('./assets/desk.js', import.meta.url)],
    ['idiomorph.js', 'text/javascript', require.resolve('idiomorph/dist/idiomorph.esm.js')],
  ] as const;
  for (const [name, type, file] of files) {
    const content = readFileSync(file, 'utf8');
    app.get(`/assets/${name}`, async (_request, reply) =>
      reply.type(`${type}; charset=utf-8`).header('cache-control', 'no-cache').send(content),
    );
  }
}
