import { IntercomFailure } from '../domain/failure.ts';
import type { IntercomClient } from './client.ts';

/** Tags conversations by name: the id is looked up once and again when the tag is gone. */
export function createTagger(client: Pick<IntercomClient, 'createTag' | 'tagConversation'>) {
  const ids = new Map<string, string>();
  // Intercom finds tags whatever their case.
  const keyOf = (name: string): string => name.toLowerCase();

  async function idOf(name: string, signal: AbortSignal): Promise<string> {
    const known = ids.get(keyOf(name));
    if (known !== undefined) return known;
    const { id } = await client.createTag(name, signal);
    ids.set(keyOf(name), id);
    return id;
  }

  return async function tag(
    conversationId: string,
    name: string,
    signal: AbortSignal,
  ): Promise<void> {
    const wasKnown = ids.has(keyOf(name));
    try {
      await client.tagConversation(conversationId, await idOf(name, signal), signal);
    } catch (error) {
      // The same 404 tells that the conversation is gone: a new id settles which it was.
      const gone = error instanceof IntercomFailure && error.kind === 'not_found';
      if (gone) ids.delete(keyOf(name));
      if (!gone || !wasKnown) throw error;
      await client.tagConversation(conversationId, await idOf(name, signal), signal);
    }
  };
}
