import type { ServerPorts } from '../../server/ports.ts';
import type { Killer } from './killing.ts';

/** Puts `web:row` after the row of a webhook, and `web:start` after the start of a decision. */
export const killingPorts = (killer: Killer, ports: ServerPorts): ServerPorts => ({
  ...ports,
  deliveries: {
    ...ports.deliveries,
    async accept(delivery) {
      const isNew = await ports.deliveries.accept(delivery);
      killer.reach(delivery.conversationId ?? '', 'web:row');
      return isNew;
    },
  },
  runs: {
    ...ports.runs,
    async start(message, cause) {
      const answer = await ports.runs.start(message, cause);
      killer.reach(message.conversationId, 'web:start');
      return answer;
    },
  },
});
