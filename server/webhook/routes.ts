import type { FastifyInstance, FastifyRequest } from 'fastify';
import { limits } from '../../domain/limits.ts';
import { payloadAge } from '../../intercom/payload-age.ts';
import { parseNotification } from '../../intercom/notification.ts';
import { hasValidSignature } from '../../intercom/signature.ts';
import type { ServerPorts } from '../ports.ts';
import { type Fate, takeIn } from './take-in.ts';

const path = '/webhooks/intercom';

/** A webhook's answer: never 410 or 429, which make Intercom stop sending. */
type Answer = {
  readonly status: 200 | 400 | 401 | 503;
  readonly topic: string | null;
  readonly fate: Fate | 'ping' | 'ignored' | 'unknown_workspace' | 'unsigned' | 'unreadable';
};

/**
 * Intercom's webhooks: signature over the raw bytes first, then JSON. Answered as soon as the
 * wake-up is safe; no call to Intercom or to a model on this path.
 */
export async function webhookRoutes(app: FastifyInstance, ports: ServerPorts): Promise<void> {
  const topics = new WeakMap<FastifyRequest, string | null>();
  app.removeAllContentTypeParsers();
  app.addContentTypeParser(
    'application/json',
    { parseAs: 'buffer' },
    (_request: FastifyRequest, body: Buffer, done: (error: null, body: Buffer) => void) =>
      done(null, body),
  );

  // The header is for `verify`: whether it is us that the public address leads to.
  app.head(path, async (_request, reply) =>
    reply.header('x-sidenote', 'webhooks').code(200).send(),
  );

  app.post(path, { bodyLimit: limits.webhookBytes }, async (request, reply) => {
    const answer = await answerTo(ports, request);
    ports.metrics.notification(answer.fate);
    topics.set(request, answer.topic);
    request.log.info({ fate: answer.fate, topic: answer.topic }, 'webhook');
    return reply.code(answer.status).send({ fate: answer.fate });
  });

  app.addHook('onResponse', async (request, reply) => {
    if (request.method !== 'POST') return;
    ports.metrics.webhook({
      topic: topics.get(request) ?? null,
      status: reply.statusCode,
      seconds: reply.elapsedTime / 1000,
    });
  });
}

async function answerTo(ports: ServerPorts, request: FastifyRequest): Promise<Answer> {
  const body = Buffer.isBuffer(request.body) ? request.body : Buffer.alloc(0);
  const header = request.headers['x-hub-signature'];
  const everySecret = [...ports.workspaces.values()].flatMap(({ clientSecrets }) => clientSecrets);
  if (!hasValidSignature(body, header, everySecret)) return unsigned;

  const notification = parseNotification(body);
  switch (notification.kind) {
    case 'unreadable':
      return { status: 400, topic: null, fate: 'unreadable' };
    case 'ping':
      return { status: 200, topic: 'ping', fate: 'ping' };
    case 'ignored':
      return { status: 200, topic: notification.topic, fate: 'ignored' };
    case 'customer_message':
    case 'review':
    case 'conversation_deleted':
    case 'part_redacted':
    case 'article':
    case 'contact_deleted': {
      const { appId, topic } = notification;
      const workspace = ports.workspaces.get(appId);
      if (!workspace) return { status: 200, topic, fate: 'unknown_workspace' };
      // One workspace's secret must not speak for another workspace.
      if (!hasValidSignature(body, header, workspace.clientSecrets)) return unsigned;
      ports.onNotification?.({
        appId,
        topic,
        receivedAtMs: ports.clock.now(),
        payloadAge: () => payloadAge(body),
      });
      const fate = await takeIn(ports, notification, request.log);
      return { status: fate === 'lost' ? 503 : 200, topic, fate };
    }
  }
}

const unsigned: Answer = { status: 401, topic: null, fate: 'unsigned' };
