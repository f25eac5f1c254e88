import helmet from '@fastify/helmet';
import { type FastifyInstance, type FastifyServerOptions, LogController, fastify } from 'fastify';
import { assetRoutes } from './asset-routes.ts';
import { handleErrors } from './errors.tsx';
import { healthRoutes } from './health-routes.ts';
import { pageRoutes } from './page-routes.tsx';
import type { ServerPorts } from './ports.ts';
import { webhookRoutes } from './webhook/routes.ts';

/** Pages hold no script at all and load nothing from elsewhere. */
const contentSecurityPolicy = {
  useDefaults: false,
  directives: {
    defaultSrc: ["'self'"],
    scriptSrc: ["'none'"],
    objectSrc: ["'none'"],
    baseUri: ["'none'"],
    formAction: ["'self'"],
    frameAncestors: ["'none'"],
  },
};

/** The web server over its ports; the caller listens and closes. */
export function createServer(ports: ServerPorts): FastifyInstance {
  const app = fastify(optionsFor(ports));
  app.register(helmet, { contentSecurityPolicy, referrerPolicy: { policy: 'no-referrer' } });
  handleErrors(app);
  app.addHook('onSend', async (_request, reply) => {
    // The client's next request should go to a process that stays, and a connection that is kept
    // open would hold up the closing.
    if (ports.health.stopping()) reply.header('connection', 'close');
  });
  app.addHook('onResponse', async (request, reply) => {
    request.log.info(
      {
        method: request.method,
        route: request.routeOptions.url ?? 'none',
        status: reply.statusCode,
        ms: Math.round(reply.elapsedTime),
      },
      'answered',
    );
  });
  app.register(async (scope) => webhookRoutes(scope, ports));
  app.register(async (scope) => healthRoutes(scope, ports));
  app.register(async (scope) => assetRoutes(scope));
  app.register(async (scope) => pageRoutes(scope, ports));
  return app;
}

function optionsFor({ logger }: ServerPorts): FastifyServerOptions {
  const options: FastifyServerOptions = {
    bodyLimit: 64 * 1024,
    requestTimeout: 10_000,
    keepAliveTimeout: 72_000,
    // A request that got in while the server closes is answered like any other.
    return503OnClosing: false,
    // Our own line per request leaves out the address: it carries a signature.
    logController: new LogController({ disableRequestLogging: true }),
    // An id from outside would be a way to write into the log.
    requestIdHeader: false,
  };
  return logger ? { ...options, loggerInstance: logger } : options;
}
