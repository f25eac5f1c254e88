import type { FastifyBaseLogger } from 'fastify';
import type { Delivery } from '../../domain/ports.ts';
import { type WakeUp, startWakeUp } from '../../domain/wake-up.ts';
import { createBudget, within } from '../deadline.ts';
import type { ServerPorts } from '../ports.ts';
import { type Named, conversationIdOf, isContextOnly, messageIdsOf, planOf } from './plan.ts';

/** Together below the two seconds in which Intercom is answered, whichever store is down. */
const totalMs = 1_800;
const rowMs = 1_000;
const settingMs = 300;

/**
 * - `started`, `reviewed`: Temporal has it
 * - `recorded`: kept as context, nothing to decide
 * - `duplicate`: came before and was started then
 * - `kept`: Temporal does not answer; the row is durable and the sweep starts it
 * - `lost`: no store took it; Intercom has to send it again
 */
export type Fate = 'started' | 'reviewed' | 'recorded' | 'duplicate' | 'kept' | 'lost';

type Row = 'new' | 'duplicate' | 'missing';

/**
 * The row first, so that nothing is forgotten; then the start. Each store is tried even if the
 * other is down: a start makes up for a missing row, a row for a missing start.
 */
export async function takeIn(
  ports: ServerPorts,
  notification: Named,
  log: FastifyBaseLogger,
): Promise<Fate> {
  const budget = createBudget(totalMs);
  const plan = planOf(notification, await keepsThreads(ports, notification));
  const delivery = deliveryOf(notification, plan, ports.clock.now());
  const failed = (store: 'mongodb' | 'temporal') => (error: unknown) => {
    ports.metrics.storeFailure(store);
    log.warn({ err: error, store, ...idsOf(delivery) }, 'a store did not take a webhook');
  };

  const row = await within(insert(ports, delivery), rowMs).catch((error: unknown): Row => {
    failed('mongodb')(error);
    return 'missing';
  });
  if (row === 'duplicate') return 'duplicate';
  if (plan.kind === 'record') return row === 'missing' ? 'lost' : 'recorded';

  const started = await within(startWakeUp(ports.runs, plan), budget.leftMs()).then(
    () => true,
    (error: unknown) => {
      failed('temporal')(error);
      return false;
    },
  );
  if (!started) return row === 'missing' ? 'lost' : 'kept';
  if (row === 'new') {
    const { appId, notificationId } = delivery;
    await within(ports.deliveries.markStarted(appId, notificationId), budget.leftMs()).catch(
      failed('mongodb'),
    );
  }
  return plan.kind === 'start' ? 'started' : 'reviewed';
}

/** Full conversation sync; a setting that cannot be read in time counts as off. */
const keepsThreads = async ({ workspaces }: ServerPorts, notification: Named): Promise<boolean> => {
  const workspace = workspaces.get(notification.appId);
  if (!isContextOnly(notification) || !workspace) return false;
  return within(workspace.keepsThreads(), settingMs).catch(() => false);
};

const insert = async ({ deliveries }: ServerPorts, delivery: Delivery): Promise<Row> =>
  (await deliveries.accept(delivery)) ? 'new' : 'duplicate';

const deliveryOf = (notification: Named, plan: WakeUp, receivedAtMs: number): Delivery => ({
  appId: notification.appId,
  notificationId: notification.notificationId,
  topic: notification.topic,
  conversationId: conversationIdOf(notification),
  messageIds: messageIdsOf(notification),
  newestPartId: plan.kind === 'review' ? plan.newestPart : null,
  receivedAtMs,
  // Nothing is left to be started for context, so the sweep must not find it.
  started: plan.kind === 'record',
});

const idsOf = ({ appId, notificationId, topic, conversationId }: Delivery) => ({
  appId,
  notificationId,
  topic,
  conversationId,
});
