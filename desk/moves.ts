import type { MessageRef } from '../domain/identifiers.ts';
import type { DeskPorts } from './ports.ts';

/** What one can do as the customer, as a teammate, and as bad luck. */
export type DeskMoves = {
  /** Begins a conversation that the teammate owns; its id. */
  start(input: { body: string; channel: 'web' | 'email' }): Promise<string>;
  write(input: {
    conversationId: string;
    as: 'customer' | 'teammate' | 'fin';
    body: string;
  }): Promise<void>;
  assign(input: { conversationId: string; to: 'teammate' | 'ai' | 'nobody' }): Promise<void>;
  close(conversationId: string): Promise<void>;
  reopen(conversationId: string): Promise<void>;
  /** For a day. */
  snooze(conversationId: string): Promise<void>;
  redeliver(input: { conversationId: string; copies: number }): Promise<void>;
  decideNow(message: MessageRef): Promise<void>;
  /** Intercom takes the next note, and its answer never arrives. */
  loseAnswer(): void;
  /** That has still to happen. */
  losesAnswer(): boolean;
};

const lostAnswer = 'lost answer';

export function createMoves(ports: DeskPorts): DeskMoves {
  const { simulator, appId, cast, clock } = ports;
  const place = (conversationId: string) => ({ appId, conversationId });
  const by = { teammate: cast.teammate.id };
  let armedAt: number | null = null;
  return {
    async start({ body, channel }) {
      const { conversationId } = simulator.startConversation({
        appId,
        // Ids of an earlier demo are taken: its conversations are still known to the product.
        id: String(clock.now()),
        contactId: cast.nextCustomer(),
        body,
        assignee: by,
        ...(channel === 'email' ? { sourceType: 'email', subject: body.slice(0, 40) } : {}),
      });
      await ports.changed();
      return conversationId;
    },
    async write({ conversationId, as, body }) {
      const said = { ...place(conversationId), body };
      switch (as) {
        case 'customer':
          simulator.customerReplies(said);
          break;
        case 'teammate':
          simulator.teammateReplies({ ...said, teammateId: cast.teammate.id });
          break;
        case 'fin':
          simulator.botReplies({ ...said, fin: true });
          break;
      }
      await ports.changed();
    },
    async assign({ conversationId, to }) {
      const assignee = {
        teammate: by,
        ai: { teammate: cast.aiAdminId },
        nobody: 'nobody',
      } as const;
      simulator.assign({ ...place(conversationId), to: assignee[to], by });
      await ports.changed();
    },
    async close(conversationId) {
      simulator.close({ ...place(conversationId), by });
      await ports.changed();
    },
    async reopen(conversationId) {
      simulator.reopen({ ...place(conversationId), by });
      await ports.changed();
    },
    async snooze(conversationId) {
      simulator.snooze({ ...place(conversationId), by });
      await ports.changed();
    },
    redeliver: async ({ conversationId, copies }) =>
      simulator.redeliver({ ...place(conversationId), copies }),
    decideNow: (message) => ports.decideNow(message),
    loseAnswer() {
      armedAt = simulator.calls().length;
      const path = '/conversations/*/reply';
      simulator.setFaults({
        calls: [{ kind: 'after_reset', name: lostAnswer, method: 'POST', path, times: 1 }],
      });
    },
    losesAnswer: () =>
      armedAt !== null &&
      !simulator
        .calls()
        .slice(armedAt)
        .some(({ faults }) => faults?.includes(lostAnswer)),
  };
}
