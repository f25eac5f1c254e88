/** All workflows that a worker of ours runs. */
export { assistMessage } from './assist-message.ts';
export { knowledgeDue } from './knowledge-due.ts';
export { reconcile } from './reconcile.ts';
export { reviewConversation } from './review-conversation.ts';
export { syncKnowledge } from './sync-knowledge.ts';
