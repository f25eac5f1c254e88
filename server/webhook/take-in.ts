import type { FastifyBaseLogger } from 'fastify';
import type { Delivery } from '../../domain/ports.ts';
import { type WakeUp, startWakeUp } from '../../domain/wake-up.ts';
import { createBudget, within } from '../deadline.ts';
import type { ServerPorts } from '../ports.ts';
import { StoreDown } from '../store-gate.ts';
import {
  type Named,
  articleIdOf,
  conversationIdOf,
  isContextOnly,
  messageIdsOf,
  planOf,
} from './plan.ts';

/** Together below the two seconds in which Intercom is answered, whichever store is down. */
const storesMs = 1_300;
const rowMs = 700;
const settingMs = 300;
/** A disk that is slower than this is broken: 503 within four seconds. */
const spoolMs = 2_000;

/**
 * - `started`, `reviewed`, `syncing`: Temporal has it
 * - `recorded`: kept as context, nothing to decide
 * - `duplicate`: came before and was started then
 * - `kept`: Temporal does not answer; the row is durable and is started when it does
 * - `spooled`: neither store answers; it waits on disk until one does
 * - `lost`: nothing took it; Intercom has to send it again
 */
export type Fate =
  | 'started'
  | 'reviewed'
  | 'syncing'
  | 'recorded'
  | 'duplicate'
  | 'kept'
  | 'spooled'
  | 'lost';

const fateOf = { start: 'started', review: 'reviewed', article: 'syncing' } as const;

type Row = 'new' | 'duplicate' | 'missing';

/**
 * The row first, so that nothing is forgotten; then the start. Each store is tried even if the
 * other is down: a start makes up for a missing row, a row for a missing start, the spool for both.
 */
export async function takeIn(
  ports: ServerPorts,
  notification: Named,
  log: FastifyBaseLogger,
): Promise<Fate> {
  const { deliveries, gates, runs } = ports;
  const budget = createBudget(storesMs);
  const plan = planOf(notification, await keepsThreads(ports, notification));
  const delivery = deliveryOf(notification, plan, ports.clock.now());
  const failed = (store: 'mongodb' | 'temporal') => (error: unknown) => {
    ports.metrics.storeFailure(store);
    // Of an outage one line a second is enough.
    if (error instanceof StoreDown) return;
    log.warn({ err: error, store, ...idsOf(delivery) }, 'a store did not take a webhook');
  };

  const row = await gates.mongodb
    .ask(async () => ((await deliveries.accept(delivery)) ? 'new' : 'duplicate'), rowMs)
    .catch((error: unknown): Row => {
      failed('mongodb')(error);
      return 'missing';
    });
  if (row === 'duplicate') return 'duplicate';
  if (plan.kind === 'record') {
    return row === 'missing' ? spool(ports, delivery, log) : 'recorded';
  }

  const started = await gates.temporal
    .ask(() => startWakeUp(runs, plan), budget.leftMs())
    .then(
      () => true,
      (error: unknown) => {
        failed('temporal')(error);
        return false;
      },
    );
  if (!started) return row === 'missing' ? spool(ports, delivery, log) : 'kept';
  if (row === 'new') {
    const { appId, notificationId } = delivery;
    await gates.mongodb
      .ask(() => deliveries.markStarted(appId, notificationId), budget.leftMs())
      .catch(failed('mongodb'));
  }
  return fateOf[plan.kind];
}

async function spool(
  { spool: waiting, metrics }: ServerPorts,
  delivery: Delivery,
  log: FastifyBaseLogger,
): Promise<'spooled' | 'lost'> {
  if (waiting === null) return 'lost';
  const answer = await within(waiting.append(delivery), spoolMs).catch(() => 'broken' as const);
  metrics.spool(waiting.size());
  if (answer === 'kept') return 'spooled';
  log.error(
    idsOf(delivery),
    answer === 'full'
      ? 'the spool is full: a webhook has to be sent again'
      : 'the spool cannot be written: a webhook has to be sent again',
  );
  return 'lost';
}

/** Full conversation sync; a setting that cannot be read in time counts as off. */
const keepsThreads = async (
  { workspaces, gates }: ServerPorts,
  notification: Named,
): Promise<boolean> => {
  const workspace = workspaces.get(notification.appId);
  if (!isContextOnly(notification) || !workspace) return false;
  return gates.mongodb.ask(() => workspace.keepsThreads(), settingMs).catch(() => false);
};

const deliveryOf = (notification: Named, plan: WakeUp, receivedAtMs: number): Delivery => ({
  appId: notification.appId,
  notificationId: notification.notificationId,
  topic: notification.topic,
  conversationId: conversationIdOf(notification),
  messageIds: messageIdsOf(notification),
  newestPartId: plan.kind === 'review' ? plan.newestPart : null,
  articleId: articleIdOf(notification),
  receivedAtMs,
  // Nothing is left to be started for context, so nobody must find it.
  started: plan.kind === 'record',
});

const idsOf = ({ appId, notificationId, topic, conversationId }: Delivery) => ({
  appId,
  notificationId,
  topic,
  conversationId,
});
