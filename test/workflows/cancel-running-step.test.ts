import { cancelled, heartbeat } from '@temporalio/activity';
import { expect, it } from 'vitest';
import { failed } from '../../domain/outcome.ts';
import { scripted } from '../support/scripted-activities.ts';
import { timeSkippingServer } from '../support/time-skipping.ts';

const server = timeSkippingServer();
const message = { appId: 'shop', conversationId: '500', messageId: 'part-7' } as const;
const run = { message, run: 1, preview: null };
const deadlineMs = 1_800_000;

// Alone in its file: the step may outlive the workflow, and then time stands still on this server.
it('a person who cancels while a step runs: the decision is cancelled and recorded', async () => {
  const begun: { cancel?: () => Promise<unknown> } = {};
  const script = scripted({
    openSession: [{ kind: 'open', run, deadlineMs, sessionUrl: null, tagsQuiet: false }],
    fetchThread: [{ kind: 'read', revision: 'r1', channel: 'web', deadlineMs }],
    checkEligibility: [{ kind: 'proceed' }],
    classifyTopic: [
      async () => {
        const beating = setInterval(() => heartbeat(), 200);
        await begun.cancel?.();
        return cancelled().finally(() => clearInterval(beating));
      },
    ],
    recordOutcome: [undefined],
  });
  const input = { message, run: 1, cause: 'message', dueAtMs: null, preview: null } as const;
  const { result } = await server.run('assistMessage', [input], script.activities, {
    meanwhile: async (handle) => {
      begun.cancel = () => handle.cancel();
    },
  });
  expect(result).toEqual(failed('cancelled'));
  expect(script.inputs('recordOutcome')).toEqual([
    { run, cause: 'message', outcome: failed('cancelled'), successor: null },
  ]);
});
