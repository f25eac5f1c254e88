import type { Clock } from '../../domain/clock.ts';
import type { ConversationRef } from '../../domain/identifiers.ts';
import type { Sessions } from '../../domain/ports.ts';
import type { IntercomSimulator } from '../intercom/simulator-types.ts';

/** Where a script is played: everything runs already. */
export type Stage = {
  readonly clock: Clock & { advance(productMs: number): void };
  readonly simulator: IntercomSimulator;
  readonly sessions: Pick<Sessions, 'find' | 'ofConversation'>;
  /** The AI admin's id in every workspace. */
  readonly adminId: string;
  /** Lays partial settings over those of a workspace. */
  changeSettings(appId: string, settings: Readonly<Record<string, unknown>>): Promise<void>;
  /** What `explain` says of a conversation. */
  explain(conversation: ConversationRef): Promise<string>;
  /** How many runs are open in Temporal on this stage. */
  openRuns(): Promise<number>;
  /** Progress in words. */
  report(line: string): void;
};
