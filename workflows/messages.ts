import { defineSignal } from '@temporalio/workflow';

/** A person wants the decision now: whatever the run still waits for is skipped. */
export const decideNow = defineSignal('decideNow');

/** A webhook told of a change of this article of Intercom's help center. */
export const articleChanged = defineSignal<[articleId: string]>('articleChanged');

/** The schedule has come by: sources may be due. */
export const knowledgeMayBeDue = defineSignal('knowledgeMayBeDue');
