import { type Play, asked, endOf, place, replyTo, scenario } from './playing.ts';
import { open } from '../scenarios.ts';

/** Runs that end because Assist does not run for such a conversation. */
export const notEligible = {
  'owned-by-ai-admin': scenario('quiet-by-eligibility'),

  'handled-by-bot': (stack) => {
    const { message } = open(stack, { assignee: 'nobody' });
    stack.simulator.botReplies({ ...place(message), body: 'Which plan?', fin: true });
    return endOf(stack, message);
  },

  unassigned: (stack) =>
    stack.withSettings({ unassigned: 'quiet' }, () => asked(stack, { assignee: 'nobody' })),

  'out-of-scope': (stack) => stack.withSettings({ scope: { percentage: 0 } }, () => asked(stack)),

  'assist-disabled': (stack) =>
    stack.withSettings({ channels: { web: false } }, () => asked(stack)),

  'unsupported-channel': (stack) => asked(stack, { sourceType: 'whatsapp' }),

  /** The customer answers a campaign. */
  'not-customer-initiated': (stack) => {
    const { message } = open(stack, { deliveredAs: 'automated' });
    return endOf(stack, replyTo(stack, message, 'How do I export my time entries?'));
  },

  'conversation-closed': (stack) => asked(stack, { state: 'closed' }),
  'conversation-snoozed': (stack) => asked(stack, { state: 'snoozed' }),

  'contact-blocked': (stack) =>
    stack.withSettings({ blocklist: { domains: ['customer.example'] } }, () => asked(stack)),

  'automatic-reply': (stack) =>
    asked(stack, { sourceType: 'email', subject: 'Out of office', body: 'Back on Monday.' }),

  'nothing-readable': (stack) => {
    const image = { name: 'screen.png', url: 'https://files.example/1', contentType: 'image/png' };
    return asked(stack, { body: '', attachments: [image] });
  },
} satisfies Record<string, Play>;
