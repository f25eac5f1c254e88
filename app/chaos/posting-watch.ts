import { isInternalNote } from '../../sandbox/intercom/records.ts';
import type { IntercomSimulator } from '../../sandbox/intercom/simulator-types.ts';
import { pause } from '../pause.ts';

const lookEveryMs = 20;

export type PostingWatch = ReturnType<typeof watchPosting>;

/** Notices when a note arrives at Intercom, done or not. */
export function watchPosting(simulator: IntercomSimulator) {
  const waiting = new Map<string, () => void>();
  let seen = 0;
  let stopped = false;
  const looking = (async (): Promise<void> => {
    while (!stopped) {
      const calls = simulator.calls();
      for (; seen < calls.length; seen += 1) {
        const call = calls[seen];
        if (call && isInternalNote(call)) waiting.get(call.conversationId ?? '')?.();
      }
      await pause(lookEveryMs);
    }
  })();
  return {
    /** Resolves once the first note for a conversation has arrived. */
    first: (conversationId: string): Promise<void> =>
      new Promise((resolve) => waiting.set(conversationId, resolve)),
    async stop(): Promise<void> {
      stopped = true;
      await looking;
    },
  };
}
