import type { MessageRef } from '../../domain/identifiers.ts';

/** Where a message stands, as the simulator's actions take it. */
export const ownThreadOf = ({ appId, conversationId }: MessageRef) => ({ appId, conversationId });

export const assignmentTo = (message: MessageRef, teammate: string) => ({
  ...ownThreadOf(message),
  to: { teammate },
});
