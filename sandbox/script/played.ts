import type { MessageRef } from '../../domain/identifiers.ts';
import type { CustomerEvent, ScriptedConversation } from './script-schema.ts';

/** A customer's message as it was played. */
export type PlayedMessage = {
  /** From 1, in the order of the script. */
  readonly number: number;
  readonly event: CustomerEvent;
  readonly message: MessageRef;
  /** Product time. */
  readonly writtenAtMs: number;
};

/** A conversation as it was played. */
export type PlayedConversation = {
  readonly conversation: ScriptedConversation;
  readonly appId: string;
  readonly conversationId: string;
  readonly messages: readonly PlayedMessage[];
};

/** Is anything decided about this message? */
export const isDecided = ({ event }: PlayedMessage): boolean =>
  event.expect?.outcome?.includes('none') !== true;
