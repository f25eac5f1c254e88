import type { FastifyInstance } from 'fastify';
import type { WorkspaceBudgets } from '../domain/budget.ts';
import type { SpoolSize } from '../domain/ports.ts';
import type { Trouble } from '../domain/trouble.ts';
import { within } from './deadline.ts';
import { budgetChecks } from './budget-checks.ts';
import type { HealthCheck, ServerPorts } from './ports.ts';
import { missedWebhooks, sweepCheck, sweepRecords } from './sweep-status.ts';
import { troubleChecks } from './trouble-checks.ts';

const cacheMs = 2_000;
const storeDeadlineMs = 1_500;

type Readiness = { readonly ready: boolean; readonly checks: readonly HealthCheck[] };

/**
 * `/live`: the event loop turns. `/ready`: both stores answer and the process is not stopping; what
 * `verify` found stands beside them and makes nothing unready, since the webhook route works without.
 */
export async function healthRoutes(app: FastifyInstance, ports: ServerPorts): Promise<void> {
  const { health, metrics } = ports;
  const readiness = cached(() => readinessOf(ports));
  const troubles = cached(() => standing(health));
  const budgets = cached(() => spent(health));

  app.get('/live', async (_request, reply) =>
    reply.header('cache-control', 'no-store').send({ live: true }),
  );
  app.get('/ready', async (_request, reply) => {
    const { ready, checks } = health.stopping() ? stopping : await readiness();
    return reply
      .code(ready ? 200 : 503)
      .header('cache-control', 'no-store')
      .send({ ready, checks });
  });
  app.get('/metrics', async (_request, reply) => {
    const [records, troubling, spending] = await Promise.all([
      sweepRecords(ports),
      troubles(),
      budgets(),
    ]);
    if (records) metrics.missedWebhooks(missedWebhooks(records));
    metrics.troubles(troubling);
    metrics.budgets(spending);
    const { contentType, text } = await metrics.render();
    return reply.header('content-type', contentType).send(text);
  });
}

const stopping: Readiness = {
  ready: false,
  checks: [
    {
      name: 'Process',
      status: 'failed',
      sentence: 'This process is stopping and answers what it still gets.',
      whatToDo: 'Send requests to another web process.',
    },
  ],
};

async function readinessOf(ports: ServerPorts): Promise<Readiness> {
  const { clock, health, spool } = ports;
  const troubles = standing(health);
  const budgets = spent(health);
  const [records, ...stores] = await Promise.all([
    sweepRecords(ports),
    storeCheck(
      'MongoDB',
      async () => health.mongodb(),
      'Check MONGODB_URI and that the server runs.',
    ),
    storeCheck(
      'Temporal',
      async () => health.temporal(),
      'Check TEMPORAL_ADDRESS and that the server runs.',
    ),
  ]);
  const sweep = sweepCheck(records, clock.now());
  return {
    ready: stores.every((store) => store.status === 'ok'),
    checks: [
      ...stores,
      ...(spool === null ? [] : [spoolCheck(spool.size())]),
      ...(sweep === null ? [] : [sweep]),
      ...troubleChecks(await troubles),
      ...budgetChecks(await budgets),
      ...health.checks(),
    ],
  };
}

const standing = async (health: ServerPorts['health']): Promise<readonly Trouble[]> =>
  within(health.troubles(), storeDeadlineMs).catch(() => []);

const spent = async (health: ServerPorts['health']): Promise<readonly WorkspaceBudgets[]> =>
  within(health.budgets(), storeDeadlineMs).catch(() => []);

async function storeCheck(
  name: string,
  answers: () => Promise<boolean>,
  whatToDo: string,
): Promise<HealthCheck> {
  const up = await within(answers(), storeDeadlineMs).catch(() => false);
  return up
    ? { name, status: 'ok', sentence: `${name} answers.`, whatToDo: null }
    : { name, status: 'failed', sentence: `${name} does not answer.`, whatToDo };
}

const spoolCheck = ({ lines, bytes }: SpoolSize): HealthCheck =>
  lines === 0
    ? { name: 'Spool', status: 'ok', sentence: 'No webhook waits on disk.', whatToDo: null }
    : {
        name: 'Spool',
        status: 'warning',
        sentence: `${lines} webhooks wait on disk (${bytes} bytes).`,
        whatToDo: 'They go on by themselves as soon as MongoDB or Temporal answers.',
      };

/** Asks at most once per `cacheMs` of real time; whoever comes meanwhile waits for the same. */
function cached<Value>(ask: () => Promise<Value>): () => Promise<Value> {
  let askedAt = Number.NEGATIVE_INFINITY;
  let answer: Promise<Value> | null = null;
  return () => {
    if (answer === null || performance.now() - askedAt >= cacheMs) {
      askedAt = performance.now();
      answer = ask();
    }
    return answer;
  };
}
