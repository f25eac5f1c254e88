import { type Ending, ending } from '../domain/assist.ts';
import type { Conversation } from '../domain/conversation.ts';
import { circumstances, switchedOff } from '../domain/eligibility.ts';
import { quiet } from '../domain/outcome.ts';
import type { RunRef } from '../domain/session.ts';
import { freshnessOf } from '../domain/staleness.ts';
import { tryAgainIn } from './failures.ts';
import type { ActivityPorts } from './ports.ts';
import { eligibilityFacts } from './reading.ts';

export type FreshRead =
  | {
      readonly kind: 'current';
      readonly conversation: Conversation;
      readonly mode: 'shadow' | 'live';
    }
  | { readonly kind: 'ended'; readonly ending: Ending };

/**
 * Asks a fresh read the same questions as before, with the switches as they stand now: off means
 * off, also for a draft that is ready.
 */
export async function checkFreshness(
  ports: ActivityPorts,
  run: RunRef,
  conversation: Conversation | null,
): Promise<FreshRead> {
  const stop = (stopped: Ending): FreshRead => ({ kind: 'ended', ending: stopped });
  if (conversation === null) return stop(ending(quiet('conversation_deleted')));
  const freshness = freshnessOf(conversation, run.message.messageId);
  switch (freshness.kind) {
    case 'stale':
      return stop(ending(quiet(freshness.reason), freshness.successor));
    case 'not_read_yet':
      // It was read before, so this answer is older than that one.
      throw tryAgainIn(ports.clock.realMs(1_000), 'Intercom shows an older state of the thread');
    case 'current':
      break;
  }
  const { settings } = await ports.settings.current(run.message.appId);
  const facts = eligibilityFacts(ports, run.message, conversation, settings);
  const reason = circumstances(facts) ?? switchedOff(facts);
  if (reason !== null) return stop(ending(quiet(reason)));
  const mode = run.preview === null ? settings.mode : 'shadow';
  return { kind: 'current', conversation, mode };
}
