import { readFileSync } from 'node:fs';
import type { FastifyInstance } from 'fastify';

const read = (name: string): string =>
  readFileSync(new URL(`./pages/${name}`, import.meta.url), 'utf8');

/** The style sheet and the icon; read once, when the server is made. */
export async function assetRoutes(app: FastifyInstance): Promise<void> {
  const style = read('style.css');
  const icon = read('icon.svg');
  app.get('/assets/style.css', async (_request, reply) =>
    reply
      .type('text/css; charset=utf-8')
      .header('cache-control', 'public, max-age=300')
      .send(style),
  );
  app.get('/assets/icon.svg', async (_request, reply) =>
    reply.type('image/svg+xml').header('cache-control', 'public, max-age=86400').send(icon),
  );
}
