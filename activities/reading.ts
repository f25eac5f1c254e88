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

/** What a step works with: what the run keeps, and the settings that it fixed when it started. */
export type LoadedRun<Name extends keyof RunTexts = keyof RunTexts> = {
  readonly texts: Pick<RunTexts, Name> & { readonly conversation: Conversation };
  readonly settings: Settings;
};

/** Loads of a run whose thread has been read the thread and what else is named. */
export async function loadRun<Name extends keyof RunTexts>(
  ports: ActivityPorts,
  run: RunRef,
  names: readonly Name[],
): Promise<LoadedRun<Name>> {
  const { decision, texts } = await ports.sessions.readRun(run, ['conversation', ...names]);
  const { conversation } = texts;
  if (!decision || !conversation) throw new Error('The thread of this run is not kept any more');
  const { settings } = await ports.settings.version(run.message.appId, decision.settingsVersion);
  return { texts: { ...texts, conversation }, settings };
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
