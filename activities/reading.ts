import type { Conversation } from '../domain/conversation.ts';
import type { EligibilityFacts } from '../domain/eligibility.ts';
import type { MessageRef } from '../domain/identifiers.ts';
import type { RunRef, RunTexts } from '../domain/session.ts';
import type { Settings } from '../domain/settings.ts';
import type { ActivityPorts } from './ports.ts';
import { shareOf } from './revision.ts';
import { cancellation } from './running.ts';

/** The conversation as Intercom has it now; null when it does not have it. */
export const readFresh = (
  ports: ActivityPorts,
  message: MessageRef,
): Promise<Conversation | null> =>
  ports.connection(message.appId).reader.read(message.conversationId, cancellation());

/** The settings that the run fixed when it started. */
export async function settingsOf(ports: ActivityPorts, run: RunRef): Promise<Settings> {
  const decision = await ports.sessions.decision(run);
  const { appId } = run.message;
  const found =
    decision === null
      ? await ports.settings.current(appId)
      : await ports.settings.version(appId, decision.settingsVersion);
  return found.settings;
}

/** What the run keeps, with the thread that a step cannot do without. */
export async function readTexts(
  ports: ActivityPorts,
  run: RunRef,
): Promise<RunTexts & { conversation: Conversation }> {
  const texts = await ports.sessions.texts(run);
  if (!texts.conversation) throw new Error('The thread of this run is not kept any more');
  return { ...texts, conversation: texts.conversation };
}

export const eligibilityFacts = (
  ports: ActivityPorts,
  message: MessageRef,
  conversation: Conversation,
  settings: Settings,
): EligibilityFacts => ({
  conversation,
  settings,
  aiAdminId: ports.connection(message.appId).aiAdminId,
  share: shareOf(message.appId, message.conversationId),
});
