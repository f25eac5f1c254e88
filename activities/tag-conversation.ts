import type { Outcome } from '../domain/outcome.ts';
import type { RunRef } from '../domain/session.ts';
import { tagFor } from '../domain/tags.ts';
import type { ActivityPorts } from './ports.ts';
import { cancellation } from './running.ts';

/** Tags the conversation as the settings say for this outcome; in shadow mode never. */
export const tagConversation =
  (ports: ActivityPorts) =>
  async ({ run, outcome }: { run: RunRef; outcome: Outcome }): Promise<void> => {
    const { appId, conversationId } = run.message;
    const { settings } = await ports.settings.current(appId);
    const { writer } = ports.connection(appId);
    const tag = tagFor(outcome, settings.tags);
    if (tag === null || writer === null || run.preview !== null) return;
    if (settings.mode === 'live') await writer.addTag(conversationId, tag, cancellation());
  };
