import { sleep } from '@temporalio/workflow';
import type { ConversationRef } from '../domain/identifiers.ts';
import { reviewThread } from './steps.ts';

/** A run that stays open longer than this has a deadline of its own: the next review finds it. */
const mostLooks = 60;

/**
 * Opens the door for every unanswered message that has no session, and decides the newest one again
 * when an assignment has changed what it ended for.
 */
export async function reviewConversation(conversation: ConversationRef): Promise<void> {
  for (let look = 1; look <= mostLooks; look += 1) {
    const { lookAgainMs } = await reviewThread(conversation);
    if (lookAgainMs === null) return;
    await sleep(lookAgainMs);
  }
}
