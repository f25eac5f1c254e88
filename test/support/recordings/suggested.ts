import { decideAgain } from '../../../app/again.ts';
import { previewMessage } from '../../../app/preview-message.ts';
import type { AssistInput } from '../../../domain/assist.ts';
import { assistWorkflowId, messageKey } from '../../../domain/identifiers.ts';
import type { assistMessage } from '../../../workflows/index.ts';
import { open, scenarios } from '../scenarios.ts';
import { type Play, asked, endOf, place, replyTo, scenario, under } from './playing.ts';

/** Runs that end with a note. */
export const suggested = {
  suggested: scenario('suggested'),

  'suggested-in-shadow': (stack) => stack.withSettings({ mode: 'shadow' }, () => asked(stack)),

  /** Intercom took the note and said that it failed: a later attempt adopts it. */
  'suggested-after-lost-answer': (stack) => {
    const path = '/conversations/*/reply';
    return under(stack, [{ kind: 'after', method: 'POST', path, status: 502, times: 1 }], () =>
      asked(stack),
    );
  },

  'suggested-untagged': (stack) => {
    const path = '/conversations/*/tags';
    return under(stack, [{ kind: 'before', method: 'POST', path, status: 403 }], () =>
      asked(stack),
    );
  },

  /** The turn reads differently when the note is to be posted. */
  'suggested-after-a-change': (stack) => {
    const { message } = open(stack, { body: 'Hello there' });
    stack.atModel({ draft: () => stack.simulator.redactSource(place(message)) });
    return endOf(stack, replyTo(stack, message, 'How do I export my time entries?'));
  },

  'suggested-in-a-preview': async (stack) => {
    const { product, workspaces, model } = stack;
    const message = await scenarios.suggested(stack);
    const [workspace] = workspaces;
    if (!workspace) throw new Error('The sandbox serves no workspace');
    const { name } = await previewMessage(product, workspace, { model, embedder: null }, message);
    return `preview:${messageKey(message)}:${name}`;
  },

  /** Temporal had forgotten the run, storage had not. */
  'suggested-before': async (stack) => {
    const { product, taskQueue } = stack;
    const message = await scenarios.suggested(stack);
    const input: AssistInput = { message, run: 1, cause: 'message', dueAtMs: null, preview: null };
    const workflowId = assistWorkflowId(message);
    await product.client.workflow.getHandle(workflowId).result();
    const options = { taskQueue, workflowId, args: [input] satisfies [AssistInput] };
    await product.client.workflow.execute<typeof assistMessage>('assistMessage', options);
    return workflowId;
  },

  'suggested-when-handed-over': scenario('decided-twice'),

  /** After the workspace allows what it did not. */
  'suggested-when-asked-again': async (stack) => {
    const { message } = open(stack);
    await stack.withSettings({ channels: { web: false } }, () => endOf(stack, message));
    await decideAgain(stack.product, message);
    return endOf(stack, message, 2);
  },
} satisfies Record<string, Play>;
