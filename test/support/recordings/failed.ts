import { eventually, open } from '../scenarios.ts';
import { type Play, asked, endOf, scenario, under } from './playing.ts';

const reply = '/conversations/*/reply';
const read = '/conversations/*';

/** Runs that end because something broke, or somebody ended them. */
export const failed = {
  'intercom-rejected-the-note': scenario('failed'),

  'intercom-rejected-the-read': (stack) =>
    under(stack, [{ kind: 'before', method: 'GET', path: read, status: 401 }], () => asked(stack)),

  /** The answer of the POST is lost, and Intercom lets nobody look whether the note is there. */
  'note-unconfirmed': async (stack) => {
    const { simulator } = stack;
    const { message } = open(stack);
    simulator.setFaults({ calls: [{ kind: 'after_reset', method: 'POST', path: reply }] });
    const isPost = (call: { method: string; conversationId?: string }) =>
      call.method === 'POST' && call.conversationId === message.conversationId;
    await eventually('the POST', async () => simulator.calls().some(isPost));
    return under(stack, [{ kind: 'before', method: 'GET', path: read, status: 403 }], () =>
      endOf(stack, message),
    );
  },

  cancelled: scenario('cancelled'),

  'internal-error': (stack) => {
    stack.breakStep('checkEligibility');
    return asked(stack);
  },

  /** Posting broke before anything was sent. */
  'internal-error-before-the-note': (stack) => {
    stack.breakStep('postNote');
    return asked(stack);
  },
} satisfies Record<string, Play>;
