import { setTimeout as pause } from 'node:timers/promises';
import { lastDecision } from '../../domain/session.ts';
import { isCustomerMessage } from '../../domain/turn.ts';
import type { DeskMoves } from '../moves.ts';
import type { DeskPorts } from '../ports.ts';
import { type Reading, readConversation } from '../view/conversation.ts';

/** What a scene can do; its first question begins a conversation, and the rest happens in that. */
export type SceneStage = {
  ask(text: string): Promise<void>;
  write(text: string): Promise<unknown>;
  /** As the teammate, in public. */
  answer(text: string): Promise<unknown>;
  /** The conversation's newest webhook, so many times more. */
  redeliver(copies: number): Promise<void>;
  /** Intercom's answer to the next note. */
  loseAnswer(): void;
  kill(): void;
  /** Real milliseconds. */
  pause(ms: number): Promise<void>;
};

/** What the tour needs of the page. */
export type TourPorts = Reading & Pick<DeskPorts, 'sessions' | 'worker'>;

/** A stage on the page's own moves; `onConversation` is told where to look. */
export function createStage(
  ports: TourPorts,
  moves: DeskMoves,
  onConversation: (id: string) => void,
  signal: AbortSignal,
): SceneStage & { settled(patienceMs: number): Promise<boolean> } {
  let conversationId: string | null = null;
  const here = (): string => {
    if (conversationId === null) throw new Error('A scene begins with a question');
    return conversationId;
  };
  return {
    async ask(text) {
      conversationId = await moves.start({ body: text, channel: 'web' });
      onConversation(conversationId);
    },
    write: (text) => moves.write({ conversationId: here(), as: 'customer', body: text }),
    answer: (text) => moves.write({ conversationId: here(), as: 'teammate', body: text }),
    redeliver: (copies) => moves.redeliver({ conversationId: here(), copies }),
    loseAnswer: () => moves.loseAnswer(),
    kill: () => void ports.worker.kill(),
    pause: (ms) => pause(ms, undefined, { signal }),
    /** Whether every message of the conversation has its outcome. */
    async settled(patienceMs) {
      for (const giveUpAt = performance.now() + patienceMs; performance.now() < giveUpAt; ) {
        if (await allDecided(ports, here())) return true;
        await pause(300, undefined, { signal });
      }
      return false;
    },
  };
}

async function allDecided(ports: TourPorts, conversationId: string): Promise<boolean> {
  const conversation = readConversation(ports, conversationId);
  const sessions = await ports.sessions.ofConversation({ appId: ports.appId, conversationId });
  const messages = conversation?.entries.filter(isCustomerMessage) ?? [];
  return messages.every(({ id }) => {
    const session = sessions.find(({ message }) => message.messageId === id);
    return session?.status === 'ended' && lastDecision(session)?.outcome !== null;
  });
}
