/** All workflows that a worker of ours runs. */
export { assistMessage } from './assist-message.ts';
export { reconcile } from './reconcile.ts';
export { reviewConversation } from './review-conversation.ts';
