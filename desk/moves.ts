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
  }): Promise<unknown>;
  assign(input: { conversationId: string; to: 'teammate' | 'ai' | 'nobody' }): Promise<unknown>;
  close(conversationId: string): Promise<unknown>;
  reopen(conversationId: string): Promise<unknown>;
  /** For a day. */
  snooze(conversationId: string): Promise<unknown>;
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
  const change = async <Made>(act: () => Made): Promise<Made> => {
    const made = act();
    await ports.changed();
    return made;
  };
  return {
    async start({ body, channel }) {
      const { conversationId } = await change(() =>
        simulator.startConversation({
          appId,
          // Ids of an earlier demo are taken: its conversations are still known to the product.
          id: String(clock.now()),
          contactId: cast.nextCustomer(),
          body,
          assignee: by,
          ...(channel === 'email' ? { sourceType: 'email', subject: body.slice(0, 40) } : {}),
        }),
      );
      return conversationId;
    },
    write: ({ conversationId, as, body }) =>
      change(() => {
        const said = { ...place(conversationId), body };
        switch (as) {
          case 'customer':
            return simulator.customerReplies(said);
          case 'teammate':
            return simulator.teammateReplies({ ...said, teammateId: cast.teammate.id });
          case 'fin':
            return simulator.botReplies({ ...said, fin: true });
        }
      }),
    assign({ conversationId, to }) {
      const assignees = {
        teammate: by,
        ai: { teammate: cast.aiAdminId },
        nobody: 'nobody',
      } as const;
      return change(() => simulator.assign({ ...place(conversationId), to: assignees[to], by }));
    },
    close: (id) => change(() => simulator.close({ ...place(id), by })),
    reopen: (id) => change(() => simulator.reopen({ ...place(id), by })),
    snooze: (id) => change(() => simulator.snooze({ ...place(id), by })),
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
