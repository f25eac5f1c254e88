import { type MessageRef, assistWorkflowId, partId } from '../../../domain/identifiers.ts';
import type { RecordingStack } from '../recording-stack.ts';
import { ended, open, scenarios } from '../scenarios.ts';

/** Plays until a run has ended, and answers the id of its workflow. */
export type Play = (stack: RecordingStack) => Promise<string>;

export const place = ({ appId, conversationId }: MessageRef) => ({ appId, conversationId });

/** Plays one of the scenarios. */
export const scenario =
  (name: keyof typeof scenarios): Play =>
  async (stack) =>
    assistWorkflowId(await scenarios[name](stack));

/** Waits for decision number `run` about the message. */
export async function endOf(stack: RecordingStack, message: MessageRef, run = 1): Promise<string> {
  await ended(stack, message, run);
  return assistWorkflowId(message);
}

/** A customer opens a conversation, and nothing else happens. */
export const asked = (stack: RecordingStack, given?: Parameters<typeof open>[1]): Promise<string> =>
  endOf(stack, open(stack, given).message);

/** The customer writes once more. */
export const replyTo = (
  { simulator }: RecordingStack,
  message: MessageRef,
  body: string,
): MessageRef => {
  const reply = simulator.customerReplies({ ...place(message), body });
  return { ...message, messageId: partId(reply) };
};

/** Plays while the simulator's calls go wrong, and mends them. */
export async function under<Result>(
  { simulator }: RecordingStack,
  calls: readonly Record<string, unknown>[],
  play: () => Promise<Result>,
): Promise<Result> {
  simulator.setFaults({ calls });
  try {
    return await play();
  } finally {
    simulator.setFaults({});
  }
}
