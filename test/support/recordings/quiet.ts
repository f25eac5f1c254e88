import { ModelFailure } from '../../../domain/failure.ts';
import { eventually, open, scenarios } from '../scenarios.ts';
import { type Play, asked, endOf, place, replyTo, scenario } from './playing.ts';

const quota = (): never => {
  throw new ModelFailure('quota', 'The quota is used up');
};
const refuse = (): never => {
  throw new ModelFailure('refused', 'The model refused');
};

/** Runs of eligible messages that end without a note, in the order of the story. */
export const quiet = {
  'conversation-deleted': async (stack) => {
    const { message } = open(stack, { sourceType: 'email' });
    await eventually('the session', () => stack.stores.sessions.find(message));
    stack.simulator.deleteConversation(place(message));
    return endOf(stack, message);
  },

  'message-redacted': (stack) => {
    const { message } = open(stack, { sourceType: 'email' });
    stack.simulator.redactSource(place(message));
    return endOf(stack, message);
  },

  superseded: scenario('superseded'),

  'answered-meanwhile-waiting': (stack) => {
    const { message, teammateId } = open(stack, { sourceType: 'email' });
    stack.simulator.teammateReplies({ ...place(message), teammateId, body: 'Under Reports.' });
    return endOf(stack, message);
  },

  'answered-meanwhile-drafting': (stack) => {
    const { message, teammateId } = open(stack);
    const answer = { ...place(message), teammateId, body: 'Under Reports.' };
    stack.atModel({ draft: () => void stack.simulator.teammateReplies(answer) });
    return endOf(stack, message);
  },

  expired: (stack) =>
    stack.withSettings({ deadlineMs: 5_000 }, () => asked(stack, { sourceType: 'email' })),

  'already-suggested': async (stack) => {
    const message = await scenarios.suggested(stack);
    return endOf(stack, replyTo(stack, message, 'Thanks!'));
  },

  'excluded-topic': scenario('quiet-by-topic'),
  'nothing-to-answer': (stack) => asked(stack, { body: 'Thanks a lot, that helped!' }),
  'needs-account-data': (stack) =>
    asked(stack, { body: 'Where is my order? It should be here by now.' }),

  'provider-unavailable-for-the-topic': (stack) => {
    stack.atModel({ classify: quota });
    return asked(stack);
  },

  'unsupported-language': (stack) =>
    asked(stack, {
      body: 'Hallo, wie kann ich mein Abonnement kündigen? Ich finde die Einstellung nicht.',
    }),

  'no-relevant-knowledge': (stack) =>
    asked(stack, { body: 'Which zorbelfrotz does the quuxinator vleep?' }),

  'not-helpful': (stack) => {
    stack.atModel({ draft: refuse });
    return asked(stack);
  },

  'provider-unavailable-for-the-draft': (stack) => {
    stack.atModel({ draft: quota });
    return asked(stack);
  },

  'low-confidence': (stack) => stack.withSettings({ confidenceThreshold: 1 }, () => asked(stack)),

  'low-confidence-tagged': (stack) =>
    stack.withSettings({ tags: { quiet: true }, confidenceThreshold: 1 }, () => asked(stack)),
} satisfies Record<string, Play>;
