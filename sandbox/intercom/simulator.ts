import type { ActionContext } from './actions/context.ts';
import { addControl } from './control.ts';
import { createDriving } from './driving.ts';
import { createCallFaults, createDeliveryFaults } from './faults/matching.ts';
import { parseFaultPlan } from './faults/plan.ts';
import { createInspection } from './inspection.ts';
import { createRateLimiter } from './rate-limit.ts';
import { createReadHooks } from './read-hooks.ts';
import { createRecords } from './records.ts';
import { createServer } from './rest/server.ts';
import type { IntercomSimulator, SimulatorOptions } from './simulator-types.ts';
import { createRandom } from './state/random.ts';
import { createWorld } from './state/world.ts';
import { createDelivery } from './webhooks/delivery.ts';

export type { IntercomSimulator, SimulatorOptions };

/** Starts an HTTP server on loopback that behaves as Intercom documents. */
export async function startIntercomSimulator(
  options: SimulatorOptions,
): Promise<IntercomSimulator> {
  const world = createWorld(options.clock);
  const records = createRecords(options.logFile);
  const seed = options.seed ?? 1;
  const callFaults = createCallFaults(createRandom(seed));
  const deliveryFaults = createDeliveryFaults(createRandom(seed + 1));
  const delivery = createDelivery({
    world,
    records,
    faults: deliveryFaults,
    random: createRandom(seed + 2),
    report: options.report ?? (() => undefined),
  });
  const context: ActionContext = {
    world,
    announce: (workspace, event) => delivery.announce(workspace, event),
  };
  const hooks = createReadHooks();
  const server = createServer({
    context,
    records,
    faults: callFaults,
    limiter: createRateLimiter(options.clock),
    hooks,
  });
  const driving = createDriving(context, delivery);

  const simulator: IntercomSimulator = {
    ...driving,
    ...createInspection(world, records),
    url: '',
    setFaults(given) {
      const plan = parseFaultPlan(given);
      if (plan.calls.some((fault) => fault.kind === 'stale')) world.keepPast();
      callFaults.set(plan.calls);
      deliveryFaults.set(plan.deliveries);
    },
    onRead: (place, nth, callback, when = 'after') => hooks.add({ ...place, nth, callback, when }),
    validateWebhook: (appId) => delivery.validate(world.workspace(appId)),
    isDisabled: (appId) => delivery.isDisabled(world.workspace(appId)),
    enableSubscription: (appId) => delivery.enable(world.workspace(appId)),
    act(name) {
      const found = Object.entries(driving).find(([known]) => known === name)?.[1];
      if (!found) throw new Error(`no action ${name}`);
      return found.fromOutside;
    },
    settled: () => delivery.settled(),
    async stop() {
      delivery.stop();
      await server.close();
      records.close();
    },
  };
  addControl(server, simulator);
  simulator.url = await server.listen({ host: '127.0.0.1', port: options.port ?? 0 });
  options.report?.(`Intercom simulator: ${simulator.url}`);
  return simulator;
}
